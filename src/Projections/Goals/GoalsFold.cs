using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Goals;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Projections.Goals;

/// <summary>Goals as they were set and dropped. A few a year, so each has a statement of its own.</summary>
internal sealed class GoalsFold : IViewFold
{
    private readonly List<Entry> entries = [];

    public void Apply(Entry entry)
    {
        if (entry.Event is GoalSet or GoalDropped) entries.Add(entry);
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        foreach (var entry in entries)
        {
            var set = entry.Event as GoalSet;
            statements.Add("""
                INSERT INTO views.goals (community, position, goal, entry, measure, target_thousandths, start_thousandths, started_on, until_on)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """, 1, Parameter.Of(community.Value), Parameter.Of(entry.Position), Parameter.Of(set?.Goal.Value ?? ((GoalDropped)entry.Event).Goal.Value), Parameter.Of(entry.Id), Parameter.Of(set?.Measure.Value),
                Parameter.Of(set?.TargetThousandths), Parameter.Of(set?.StartThousandths), Parameter.Of(set?.StartedOn.ToDateOnly()), Parameter.Of(set?.By.ToDateOnly()));
        }
    }
}
