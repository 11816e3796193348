using System.Collections.Concurrent;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Projections.Goals;
using Buurthulp.Projections.Indicators.Facts;
using Buurthulp.Projections.Indicators.Figures;
using Buurthulp.Projections.Indicators.Publication;
using Npgsql;

namespace Buurthulp.Projections.Indicators;

/// <summary>Answers questions about the figures of communities. One for the whole program: it keeps the facts of those that were asked for last in memory.</summary>
public sealed class IndicatorQueries(NpgsqlDataSource database)
{
    private readonly FactsCache facts = new(database);
    private readonly ConcurrentDictionary<(CommunityCode Community, long Position), double?> starts = new();

    /// <summary>All figures of a period as of a position; without one, or with one that the view has not reached, as of the view's. The answer says which.</summary>
    public async Task<IndicatorFigures> FiguresAsync(CommunityCode community, ReportPeriod period, long? position, CancellationToken cancellationToken)
    {
        // What the database counts and what is counted here is as of the same position, whenever it is read.
        var asOf = Math.Min(position ?? long.MaxValue, await PositionAsync(community, cancellationToken));
        var matching = MatchingFigures.OfAsync(database, community, period, asOf, cancellationToken);
        var shops = ShopFigures.OfAsync(database, community, period, asOf, cancellationToken);
        await Task.WhenAll(matching, shops);
        return await facts.AskAsync(community, known => known.Once(period, asOf, () => IndicatorFigures.Of(new Scope(known, period, asOf), matching.Result, shops.Result)), cancellationToken);
    }

    /// <summary>The same figures counted from the journal alone, whatever the views hold. It takes as long as reading the journal.</summary>
    public static async Task<IndicatorFigures> RecomputeAsync(IJournal journal, CommunityCode community, ReportPeriod period, long? position, CancellationToken cancellationToken) =>
        Of(await ReadAsync(journal, community, position, cancellationToken), period);

    /// <summary>The same with the goals: those without a start value of their own take another reading of the journal each.</summary>
    public static async Task<IndicatorFigures> RecomputeWithGoalsAsync(IJournal journal, CommunityCode community, ReportPeriod period, long? position, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(journal, community, position, cancellationToken);
        var figures = Of(read, period);
        List<GoalFigures> goals = [];
        foreach (var row in read.Goals.Values.OrderBy(row => row.By).ThenBy(row => row.Goal.Value, StringComparer.Ordinal))
        {
            var path = FigurePaths.Of(row.Measure);
            double? start = row.StartThousandths is null ? FigurePaths.Value(Of(await ReadAsync(journal, community, row.Position, cancellationToken), ReportPeriod.YearUpTo(row.StartedOn)), path) : null;
            goals.Add(GoalFigures.Of(row, start, FigurePaths.Value(figures, path), period.To));
        }

        return figures with { Goals = goals };
    }

    /// <summary>The figures of a period as everybody may see them, as of a position that the view has reached.</summary>
    public async Task<PublishedFigures> PublishedAsync(CommunityCode community, ReportPeriod period, long position, CancellationToken cancellationToken)
    {
        var figures = await FiguresAsync(community, period, position, cancellationToken);
        var people = await facts.AskAsync(community, known => CategoryFigures.People(new Scope(known, period, figures.Position)), cancellationToken);
        return PublishedFigures.Of(figures, [.. figures.Exchanges.ByCategory.Select(category => people.GetValueOrDefault(category.Category))]);
    }

    /// <summary>The figures with the goals that held as of their position.</summary>
    public async Task<IndicatorFigures> WithGoalsAsync(CommunityCode community, IndicatorFigures figures, CancellationToken cancellationToken)
    {
        List<GoalFigures> goals = [];
        foreach (var row in await GoalQueries.ListAsync(database, community, figures.Position, cancellationToken))
        {
            goals.Add(GoalFigures.Of(row, row.StartThousandths is null ? await StartAsync(community, row, cancellationToken) : null, FigurePaths.Value(figures, FigurePaths.Of(row.Measure)), figures.To));
        }

        return figures with { Goals = goals };
    }

    /// <summary>What was known when the goal was set does not change any more, so it is counted once. While the view is rebuilt it may stand before that entry: then the answer is not kept.</summary>
    private async Task<double?> StartAsync(CommunityCode community, GoalRow row, CancellationToken cancellationToken)
    {
        if (starts.TryGetValue((community, row.Position), out var known)) return known;
        var then = await FiguresAsync(community, ReportPeriod.YearUpTo(row.StartedOn), row.Position, cancellationToken);
        var start = FigurePaths.Value(then, FigurePaths.Of(row.Measure));
        if (then.Position == row.Position) starts[(community, row.Position)] = start;
        return start;
    }

    /// <summary>What a member gave and received, as of the view's position; null for a number that is no member's.</summary>
    public async Task<MemberReciprocity?> ReciprocityAsync(CommunityCode community, AccountNumber account, ReportPeriod period, CancellationToken cancellationToken)
    {
        var asOf = await PositionAsync(community, cancellationToken);
        var gifts = await MemberReciprocity.GiftsToPotAsync(database, community, account, period, asOf, cancellationToken);
        return await facts.AskAsync(community, known => MemberReciprocity.Of(new Scope(known, period, asOf), account, gifts), cancellationToken);
    }

    private static async Task<JournalFacts> ReadAsync(IJournal journal, CommunityCode community, long? position, CancellationToken cancellationToken) =>
        await JournalFacts.ReadAsync(journal, community, Math.Min(position ?? long.MaxValue, await journal.HeadAsync(community, cancellationToken)), cancellationToken);

    private static IndicatorFigures Of(JournalFacts read, ReportPeriod period) =>
        IndicatorFigures.Of(new Scope(read.Facts, period, read.Facts.Position), MatchingFigures.Of(read.Matching, period), ShopFigures.Of(read, period));

    private async Task<long> PositionAsync(CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT coalesce(min(position), 0) FROM views.progress WHERE community = $1 AND view IN ('goals', 'indicators', 'statements') HAVING count(*) = 3");
        command.Parameters.Add(Parameter.Of(community.Value));
        return (long?)await command.ExecuteScalarAsync(cancellationToken) ?? 0;
    }
}
