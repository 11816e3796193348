using System.Diagnostics;
using Buurthulp.Bench.Data;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Indicators;
using Buurthulp.Projections.Running;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Npgsql;

namespace Buurthulp.Bench;

/// <summary>All monitoring figures of a large community: 50,000 persons at the full scale.</summary>
internal static class Indicators
{
    /// <summary>So many exchanges for each copy of Molenwijk.</summary>
    private const int ExchangesPerCopy = 6_369;

    private static readonly ReportPeriod Year = new(new LocalDate(2025, 7, 1), new LocalDate(2026, 6, 30));

    /// <summary>All years there are, so that the circle is looked for among everybody who ever helped.</summary>
    private static readonly ReportPeriod Ever = new(new LocalDate(1985, 1, 1), new LocalDate(2026, 12, 31));

    public static readonly Measurement Measurement = new("indicators", "all figures of a community, in ms: of a year and of all years from the views; the first question after a start; the view made anew and the year counted",
        "– · – · – · reading the rows of the journal", RunAsync);

    private static async Task<IReadOnlyList<Finding>> RunAsync(Stage stage, Scale scale)
    {
        var village = new Village(copies: Math.Max(1, scale.Large / ExchangesPerCopy));
        var community = new CommunityCode("molenwijk");
        await using var database = await stage.DatabaseAsync("indicators");
        var journal = new PostgresJournal(database.Application);
        await FillAsync(journal, village, community, scale.Large);
        using var runner = new ViewRunner(database.Application, journal, NullLogger<ViewRunner>.Instance, TimeProvider.System);
        await runner.CatchUpAsync(community, CancellationToken.None);

        var reading = await TimedAsync(() => ReadRowsAsync(database.Application));
        var anew = await TimedAsync(async () =>
        {
            await runner.RebuildAsync(community, "indicators", progress: null, CancellationToken.None);
            await AskAsync(new IndicatorQueries(database.Application), community, Year);
        });
        List<double> first = [], year = [], ever = [];
        for (var round = 0; round < scale.Rounds; round++)
        {
            IndicatorQueries queries = new(database.Application);
            first.Add(await TimedAsync(() => AskAsync(queries, community, Year)));
            year.Add(await TimedAsync(() => AskAsync(queries, community, Year)));
            ever.Add(await TimedAsync(() => AskAsync(queries, community, Ever)));
        }

        return
        [
            new Finding("a year", Scale.Median(year), Baseline: null, "ms", Reach.Most(300)),
            new Finding("all years, with the circle", Scale.Median(ever), Baseline: null, "ms", Reach.Most(2_000)),
            new Finding("first question", Scale.Median(first), Baseline: null, "ms", Reach.Most(5_000)),
            new Finding("a year from nothing", anew, reading, "ms", Reach.Most(3)),
        ];
    }

    private static async Task FillAsync(PostgresJournal journal, Village village, CommunityCode community, int exchanges)
    {
        await using var writers = new CommunityWriters(journal, snapshots: null, NullLogger<CommunityWriters>.Instance);
        var acknowledged = 0;
        foreach (var some in village.Beginnings().Concat(Enumerable.Range(0, exchanges).Select(village.Exchange)).Chunk(50_000))
        {
            // The first two commands make what all others need.
            if (acknowledged == 0) foreach (var command in some.Take(2)) await writers.ExecuteAsync(community, command, CancellationToken.None);
            await Crowd.SendAsync(writers, callers: 256, [.. some.Skip(acknowledged == 0 ? 2 : 0).Select(command => (community, command))]);
            acknowledged += some.Length;
        }

        await Holds.CheckAsync(journal, writers, community, acknowledged);
    }

    private static async Task AskAsync(IndicatorQueries queries, CommunityCode community, ReportPeriod period)
    {
        var figures = await queries.FiguresAsync(community, period, position: null, CancellationToken.None);
        if (figures.Exchanges.Count == 0 || figures.Circle.Share is null) throw new InvalidOperationException("there are no figures to be measured");
    }

    private static async Task ReadRowsAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("SELECT version, id, type, timestamp, data::text, headers::text, correlation_id, user_name FROM journal.mt_events ORDER BY version");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) _ = reader.GetString(4);
    }

    private static async Task<double> TimedAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalMilliseconds;
    }
}
