using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Projections.Indicators.Facts;
using Buurthulp.Projections.Indicators.Figures;
using Buurthulp.Projections.Indicators.Publication;

namespace Buurthulp.Projections.Indicators;

/// <summary>
/// Answers questions about the figures of communities, from the journal and nothing else. One for the whole program: it keeps the facts of those that were asked for last in memory.
/// </summary>
public sealed class IndicatorQueries(IJournal journal)
{
    private readonly FactsCache facts = new(journal);

    /// <summary>All figures of a period as of a position; without one, or with one that the journal has not reached, as of its end. The answer says which.</summary>
    public Task<IndicatorFigures> FiguresAsync(CommunityCode community, ReportPeriod period, long? position, CancellationToken cancellationToken) =>
        facts.AskAsync(community, position ?? long.MaxValue, known => Of(known, period, position), cancellationToken);

    /// <summary>The same figures with the goals, counted anew from the journal's first entry, whatever is kept. It takes as long as reading the journal.</summary>
    public static async Task<IndicatorFigures> RecomputeAsync(IJournal journal, CommunityCode community, ReportPeriod period, long? position, CancellationToken cancellationToken)
    {
        var read = new JournalFacts();
        await read.ReadOnAsync(journal, community, position ?? long.MaxValue, cancellationToken);
        return WithGoals(read.Facts, Of(read.Facts, period, position));
    }

    /// <summary>The figures of a period as everybody may see them, as of a position that the journal has reached.</summary>
    public Task<PublishedFigures> PublishedAsync(CommunityCode community, ReportPeriod period, long position, CancellationToken cancellationToken) =>
        facts.AskAsync(community, position, known =>
        {
            var figures = Of(known, period, position);
            var people = CategoryFigures.People(new Scope(known, period, figures.Position));
            return PublishedFigures.Of(figures, [.. figures.Exchanges.ByCategory.Select(category => people.GetValueOrDefault(category.Category))]);
        }, cancellationToken);

    /// <summary>The figures with the goals that held as of their position.</summary>
    public Task<IndicatorFigures> WithGoalsAsync(CommunityCode community, IndicatorFigures figures, CancellationToken cancellationToken) =>
        facts.AskAsync(community, figures.Position, known => WithGoals(known, figures), cancellationToken);

    /// <summary>What a member gave and received, as of the journal's end; null for a number that is no member's.</summary>
    public Task<MemberReciprocity?> ReciprocityAsync(CommunityCode community, AccountNumber account, ReportPeriod period, CancellationToken cancellationToken) =>
        facts.AskAsync(community, long.MaxValue, known => MemberReciprocity.Of(new Scope(known, period, known.Position), account), cancellationToken);

    private static IndicatorFigures Of(CommunityFacts known, ReportPeriod period, long? position)
    {
        var asOf = Math.Min(position ?? long.MaxValue, known.Position);
        return known.Once(period, asOf, () => IndicatorFigures.Of(new Scope(known, period, asOf)));
    }

    private static IndicatorFigures WithGoals(CommunityFacts known, IndicatorFigures figures) => figures with
    {
        Goals = [.. known.GoalsAsOf(figures.Position).Select(goal => GoalFigures.Of(goal, StartOf(known, goal), FigurePaths.Value(figures, FigurePaths.Of(goal.Measure)), figures.To))],
    };

    /// <summary>Null where the goal says itself what the figure was.</summary>
    private static double? StartOf(CommunityFacts known, GoalFact goal) =>
        goal.StartThousandths is null ? known.GoalStart(goal, () => FigurePaths.Value(Of(known, ReportPeriod.YearUpTo(goal.StartedOn), goal.Position), FigurePaths.Of(goal.Measure))) : null;
}
