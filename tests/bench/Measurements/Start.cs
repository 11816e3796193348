using System.Diagnostics;
using Buurthulp.Bench.Data;

namespace Buurthulp.Bench;

/// <summary>The first answer after a start of the program, on a large community.</summary>
internal static class Start
{
    public static readonly Measurement Measurement = new("start", "the first exchange after a start is booked within so many ms, on a community of 1,000,000: without a snapshot · with one", "reading the rows of its journal", RunAsync);

    private static async Task<IReadOnlyList<Finding>> RunAsync(Stage stage, Scale scale)
    {
        var village = Village.For(scale.Large);
        var connectionString = await stage.CreateFilledAsync("start", village, scale.Large);
        List<double> folded = [], restored = [], reading = [];
        var booked = scale.Large;
        // Books one and leaves the snapshot from which the others start.
        await FirstAnswerAsync(keepsSnapshots: true);
        for (var round = 0; round < scale.Rounds; round++)
        {
            folded.Add(await FirstAnswerAsync(keepsSnapshots: false));
            restored.Add(await FirstAnswerAsync(keepsSnapshots: true));
            await using var scene = await Scene.OpenAsync(connectionString, village, booked);
            reading.Add(await JournalRows.ReadAsync(scene.Source));
            if (round == scale.Rounds - 1) await scene.CheckAsync();
        }

        return
        [
            new Finding("without a snapshot", Scale.Median(folded), Scale.Median(reading), "ms", Reach.Most(1.5)),
            new Finding("with one", Scale.Median(restored), Scale.Median(reading), "ms", Reach.Most(0.1)),
        ];

        async Task<double> FirstAnswerAsync(bool keepsSnapshots)
        {
            await using var scene = await Scene.OpenAsync(connectionString, village, booked++, keepsSnapshots);
            var exchange = scene.Exchanges(1)[0];
            GC.Collect();
            var started = Stopwatch.GetTimestamp();
            await scene.RecordAsync(exchange);
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
    }
}
