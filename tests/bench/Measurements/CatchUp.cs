using System.Diagnostics;
using Buurthulp.Bench.Data;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Projections.Running;
using Buurthulp.Projections.Statements;
using Microsoft.Extensions.Logging.Abstractions;

namespace Buurthulp.Bench;

/// <summary>How soon what was answered can be seen.</summary>
internal static class CatchUp
{
    private const int PerSecond = 1_000;
    private const int TickMilliseconds = 10;

    public static readonly Measurement Measurement = new("catch-up", $"from the answer until it is visible in the statement, under {PerSecond:#,0} exchanges a second: 99 in 100 within so many ms", "–", RunAsync);

    private static async Task<IReadOnlyList<Finding>> RunAsync(Stage stage, Scale scale)
    {
        var village = new Village(scale.Copies);
        await using var scene = await Scene.OpenAsync(await stage.CreateFilledAsync("catchup", village, exchanges: 0, withViews: true), village, booked: 0);
        using var runner = new ViewRunner(scene.Source, scene.Journal, NullLogger<ViewRunner>.Instance, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var following = runner.RunAsync(stop.Token);
        List<double> rounds = [];
        for (var round = scale.FirstRound; round < scale.Rounds; round++)
        {
            var delays = await RoundAsync(scene, village, runner, scale.Exchanges / 20);
            if (round >= 0) rounds.Add(Scale.Part(delays, 99));
        }

        await stop.CancelAsync();
        await following;
        await scene.CheckAsync();
        return [new Finding("99 in 100", Scale.Median(rounds), Baseline: null, "ms", Reach.Most(50))];
    }

    private static async Task<IReadOnlyList<double>> RoundAsync(Scene scene, Village village, ViewRunner runner, int count)
    {
        List<Task<double>> delays = new(count);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(TickMilliseconds));
        foreach (var some in scene.Exchanges(count).Chunk(PerSecond * TickMilliseconds / 1_000))
        {
            foreach (var exchange in some) delays.Add(DelayAsync(exchange));
            await ticks.WaitForNextTickAsync();
        }

        return await Task.WhenAll(delays);

        async Task<double> DelayAsync(RecordExchange exchange)
        {
            var position = (await scene.RecordAsync(exchange)).Position;
            var answered = Stopwatch.GetTimestamp();
            runner.Notify(village.Community, position);
            var isShown = await runner.WaitForAsync(village.Community, position, TimeSpan.FromSeconds(30), CancellationToken.None);
            var delay = Stopwatch.GetElapsedTime(answered).TotalMilliseconds;
            // Asking each time would be another load than the one that is measured.
            if (position % 50 != 0) return delay;
            var statement = await StatementQueries.LatestAsync(scene.Source, village.Community, exchange.Helpers[0].Account, from: null, to: null, most: 10_000, CancellationToken.None);
            if (!isShown || statement.Lines.All(line => line.Position != position)) throw new InvalidOperationException($"position {position} is not in the statement");
            return delay;
        }
    }
}
