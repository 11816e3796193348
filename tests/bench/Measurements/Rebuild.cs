using System.Diagnostics;
using Buurthulp.Bench.Data;
using Buurthulp.Projections.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace Buurthulp.Bench;

/// <summary>All views made from nothing, as after a change of the program.</summary>
internal static class Rebuild
{
    public static readonly Measurement Measurement = new("rebuild", "all views from nothing, in entries a second · the balances alone", "COPY out, binary, of the same rows", RunAsync);

    private static async Task<IReadOnlyList<Finding>> RunAsync(Stage stage, Scale scale)
    {
        var village = Village.For(scale.Large);
        List<double> all = [], balances = [], copied = [];
        for (var round = 0; round < scale.FewRounds; round++)
        {
            await using (var scene = await Scene.OpenAsync(await stage.CreateFilledAsync("rebuild", village, scale.Large), village, scale.Large))
            {
                using var runner = new ViewRunner(scene.Source, scene.Journal, NullLogger<ViewRunner>.Instance, TimeProvider.System);
                var entries = await scene.HeadAsync();
                copied.Add(1_000 * entries / await JournalRows.CopyOutAsync(scene.Source));
                all.Add(entries / await SecondsAsync(runner, village, view: null));
                balances.Add(entries / await SecondsAsync(runner, village, "accounts"));
                await CheckAsync(scene, entries);
                if (round == 0) await scene.CheckAsync();
            }

            await stage.ClearAsync();
        }

        return
        [
            new Finding("all views", Scale.Median(all), Scale.Median(copied), "/s", Reach.Least(0.3)),
            new Finding("balances alone", Scale.Median(balances), Scale.Median(copied), "/s", Reach.Least(0.6)),
        ];
    }

    private static async Task<double> SecondsAsync(ViewRunner runner, Village village, string? view)
    {
        var started = Stopwatch.GetTimestamp();
        await runner.RebuildAsync(village.Community, view, progress: null, CancellationToken.None);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task CheckAsync(Scene scene, long entries)
    {
        await using var command = scene.Source.CreateCommand("SELECT (SELECT sum(balance) FROM views.accounts) = 0 AND (SELECT min(position) FROM views.progress) = $1");
        command.Parameters.Add(new() { Value = entries });
        if (await command.ExecuteScalarAsync() is not true) throw new InvalidOperationException("the views are not those of the journal");
    }
}
