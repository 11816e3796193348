using System.Diagnostics;
using Buurthulp.Bench.Data;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Indicators;
using NodaTime;

namespace Buurthulp.Bench;

/// <summary>All monitoring figures of a large community: 50,000 persons at the full scale.</summary>
internal static class Indicators
{
    private static readonly ReportPeriod Year = new(new LocalDate(2025, 7, 1), new LocalDate(2026, 6, 30));

    private static readonly ReportPeriod YearBefore = new(new LocalDate(2024, 7, 1), new LocalDate(2025, 6, 30));

    private const int MostMembers = 5;

    /// <summary>All years there are, so that the circle is looked for among everybody who ever helped.</summary>
    private static readonly ReportPeriod Ever = new(new LocalDate(1985, 1, 1), new LocalDate(2026, 12, 31));

    public static readonly Measurement Measurement = new("indicators", "all figures of a community, in ms: of a year and of all years; the first question after a start; what one member sees, over all years; a year counted anew from the first entry on",
        "– · – · – · – · reading the rows of the journal", RunAsync);

    private static async Task<IReadOnlyList<Finding>> RunAsync(Stage stage, Scale scale)
    {
        var village = Village.For(scale.Large);
        var community = village.Community;
        await using var scene = await Scene.OpenAsync(await stage.CreateFilledAsync("indicators", village, scale.Large), village, scale.Large);
        List<double> first = [], year = [], ever = [], member = [], anew = [], reading = [];
        for (var round = 0; round < scale.Rounds; round++)
        {
            reading.Add(await JournalRows.ReadAsync(scene.Source));
            anew.Add(await TimedAsync(() => IndicatorQueries.RecomputeAsync(scene.Journal, community, Year, position: null, CancellationToken.None)));
            IndicatorQueries queries = new(scene.Journal);
            // Another year: what was counted as of a position is not counted again.
            first.Add(await TimedAsync(() => AskAsync(queries, community, YearBefore)));
            year.Add(await TimedAsync(() => AskAsync(queries, community, Year)));
            ever.Add(await TimedAsync(() => AskAsync(queries, community, Ever)));
            foreach (var account in village.Accounts.Take(MostMembers)) member.Add(await TimedAsync(() => AskAsync(queries, community, account)));
        }

        return
        [
            new Finding("a year", Scale.Median(year), Baseline: null, "ms", Reach.Most(300)),
            new Finding("all years, with the circle", Scale.Median(ever), Baseline: null, "ms", Reach.Most(2_000)),
            new Finding("first question", Scale.Median(first), Baseline: null, "ms", Reach.Most(5_000)),
            new Finding("a member's own view", Scale.Median(member), Baseline: null, "ms", Reach.Most(1_000)),
            new Finding("a year from nothing", Scale.Median(anew), Scale.Median(reading), "ms", Reach.Most(3)),
        ];
    }

    private static async Task AskAsync(IndicatorQueries queries, CommunityCode community, ReportPeriod period)
    {
        var figures = await queries.FiguresAsync(community, period, position: null, CancellationToken.None);
        if (figures.Exchanges.Count == 0 || figures.Circle.Share is null) throw new InvalidOperationException("there are no figures to be measured");
    }

    /// <summary>With the shortest circle through the member among everybody who ever helped.</summary>
    private static async Task AskAsync(IndicatorQueries queries, CommunityCode community, AccountNumber account)
    {
        if (await queries.ReciprocityAsync(community, account, Ever, CancellationToken.None) is null) throw new InvalidOperationException($"'{account}' is no member to be measured");
    }

    private static async Task<double> TimedAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalMilliseconds;
    }
}
