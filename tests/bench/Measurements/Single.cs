using System.Diagnostics;
using Buurthulp.Bench.Data;

namespace Buurthulp.Bench;

/// <summary>How long one caller waits who is alone: there is nobody to share a commit with.</summary>
internal static class Single
{
    /// <summary>So small a part of a round's exchanges: each is a commit of its own.</summary>
    private const int Part = 50;

    public static readonly Measurement Measurement = new("single", "one caller, one exchange at a time, half of them within so many ms", "the same rows, one bare durable insert at a time on one connection", RunAsync);

    private static async Task<IReadOnlyList<Finding>> RunAsync(Stage stage, Scale scale)
    {
        var village = new Village(scale.Copies);
        await using var bare = await BareAppend.OpenAsync(await stage.CreateAsync("bare", mostConnections: 1));
        await using var scene = await Scene.OpenAsync(await stage.CreateFilledAsync("single", village, exchanges: 0), village, booked: 0);
        List<double> measured = [], baseline = [];
        for (var round = scale.FirstRound; round < scale.Rounds; round++)
        {
            var head = await scene.HeadAsync();
            List<double> times = [];
            foreach (var exchange in scene.Exchanges(scale.Exchanges / Part))
            {
                var started = Stopwatch.GetTimestamp();
                await scene.RecordAsync(exchange);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            var (_, compared) = await bare.OneByOneAsync(scene.Source, village.Community, head);
            if (round < 0) continue;
            measured.Add(Scale.Median(times));
            baseline.Add(Scale.Median(compared));
        }

        await scene.CheckAsync();
        return [new Finding("single", Scale.Median(measured), Scale.Median(baseline), "ms", Reach.Most(2.0))];
    }
}
