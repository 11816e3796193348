using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Activities;

/// <summary>A shared activity took place.</summary>
[EventType("activity_held")]
public sealed record ActivityHeld(ActivityId Activity, ActivityKind Kind, LocalDate HeldOn) : LedgerEvent;

/// <summary>Who came to an activity. People may come before they join: that is how many come in.</summary>
[EventType("activity_attended")]
public sealed record ActivityAttended(ActivityId Activity, IReadOnlyList<AccountNumber> Attendees) : LedgerEvent;

/// <summary>Writes down an activity and who came. The command's id becomes the activity's.</summary>
public sealed record HoldActivity(Guid CommandId, Actor Actor, Instant Now, ActivityKind Kind, LocalDate HeldOn, IReadOnlyList<AccountNumber> Attendees) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: community, date, each attendee is known and named once.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (!state.IsFounded) return new Refusal.CommunityUnknown(state.Code);
        var today = state.Today(Now);
        if (HeldOn > today) return new Refusal.DateInFuture(HeldOn, today);
        var seen = new HashSet<AccountNumber>(Attendees.Count);
        foreach (var attendee in Attendees)
        {
            if (!state.Accounts.Contains(attendee)) return new Refusal.AccountUnknown(attendee);
            if (!seen.Add(attendee)) return new Refusal.AccountNamedTwice(attendee);
        }

        var held = new ActivityHeld(new ActivityId(CommandId), Kind, HeldOn);
        return Attendees.Count == 0 ? Decision.Accept(held) : Decision.Accept(held, new ActivityAttended(held.Activity, Attendees));
    }
}
