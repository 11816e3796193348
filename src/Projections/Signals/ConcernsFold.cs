using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Signals;

namespace Buurthulp.Projections.Signals;

/// <summary>That there were concerns and what came of them; who and what is in the vault. Concerns are few, so each has statements of its own.</summary>
internal sealed class ConcernsFold : IViewFold
{
    private readonly List<(LedgerEvent Event, Guid Entry, long Position)> changes = [];

    public void Apply(Entry entry)
    {
        if (entry.Event is ConcernRaised or ConcernFollowedUp) changes.Add((entry.Event, entry.Id, entry.Position));
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        foreach (var (recorded, entry, position) in changes)
        {
            if (recorded is ConcernRaised raised) Raise(statements, community, raised, position);
            if (recorded is ConcernFollowedUp followedUp) FollowUp(statements, community, followedUp, entry, position);
        }
    }

    private static void Raise(ViewStatements statements, CommunityCode community, ConcernRaised raised, long position) =>
        statements.Add("INSERT INTO views.concerns (community, concern, raised_on, is_open, position) VALUES ($1, $2, $3, TRUE, $4)", 1,
            Parameter.Of(community.Value), Parameter.Of(raised.Concern.Value), Parameter.Of(raised.RaisedOn.ToDateOnly()), Parameter.Of(position));

    private static void FollowUp(ViewStatements statements, CommunityCode community, ConcernFollowedUp followedUp, Guid entry, long position)
    {
        statements.Add("UPDATE views.concerns SET is_open = $3, position = $4 WHERE community = $1 AND concern = $2", 1,
            Parameter.Of(community.Value), Parameter.Of(followedUp.Concern.Value), Parameter.Of(followedUp.Outcome == ConcernOutcome.Watching), Parameter.Of(position));
        statements.Add("INSERT INTO views.concern_follow_ups (community, entry, concern, outcome, followed_up_on, position) VALUES ($1, $2, $3, $4, $5, $6)", 1,
            Parameter.Of(community.Value), Parameter.Of(entry), Parameter.Of(followedUp.Concern.Value), Parameter.Of(EnumText.Of(followedUp.Outcome)),
            Parameter.Of(followedUp.FollowedUpOn.ToDateOnly()), Parameter.Of(position));
    }
}
