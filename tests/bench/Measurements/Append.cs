using Buurthulp.Bench.Data;

namespace Buurthulp.Bench;

/// <summary>Durable exchanges a second through the writer of one community, with everything on.</summary>
internal static class Append
{
    public const int Callers = 256;

    public static readonly Measurement Measurement = new("append", $"exchanges a second through the writer, one community, {Callers} waiting callers",
        "the same rows in batches of 1,000 on one connection into the same tables", RunAsync);

    private static async Task<IReadOnlyList<Finding>> RunAsync(Stage stage, Scale scale)
    {
        var village = new Village(scale.Copies);
        await using var bare = await BareAppend.OpenAsync(await stage.CreateAsync("bare", mostConnections: 1));
        await using var scene = await Scene.OpenAsync(await stage.CreateFilledAsync("append", village, exchanges: 0), village, booked: 0);
        List<double> measured = [], baseline = [];
        for (var round = scale.FirstRound; round < scale.Rounds; round++)
        {
            var head = await scene.HeadAsync();
            var rate = await scene.SendAsync(Callers, scene.Exchanges(scale.Exchanges));
            var compared = await bare.WriteAsync(scene.Source, village.Community, head);
            if (round < 0) continue; // The first round warms up.
            measured.Add(rate);
            baseline.Add(compared);
        }

        await scene.CheckAsync();
        return [new Finding("append", Scale.Median(measured), Scale.Median(baseline), "/s", Reach.Least(0.5))];
    }
}
