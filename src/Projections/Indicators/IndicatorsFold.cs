using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Projections.Indicators;

/// <summary>
/// The facts that the monitoring figures are counted from. Nothing is summed up here: a figure as of a position needs every fact with its position,
/// and sums by pair would be amounts between two people.
/// </summary>
internal sealed class IndicatorsFold : IViewFold
{
    public static readonly IReadOnlyList<string> Tables =
    [
        "indicator_communities", "indicator_residents", "indicator_accounts", "indicator_leavings", "indicator_exchanges", "indicator_shares", "indicator_thanks", "indicator_undone",
        "indicator_movements", "indicator_discounts", "indicator_openings", "indicator_offers", "indicator_activities", "indicator_attendances",
    ];

    private readonly PeopleRows people = new();
    private readonly HelpRows help = new();
    private readonly MovementRows movements = new();
    private readonly MatchingRows matching = new();
    private readonly ActivityRows activities = new();

    public void Apply(Entry entry)
    {
        people.Apply(entry);
        help.Apply(entry);
        movements.Apply(entry);
        matching.Apply(entry);
        activities.Apply(entry);
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        people.WriteTo(statements, community);
        help.WriteTo(statements, community);
        movements.WriteTo(statements, community);
        matching.WriteTo(statements, community);
        activities.WriteTo(statements, community);
    }
}
