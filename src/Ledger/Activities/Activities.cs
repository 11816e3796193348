using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Activities;

/// <summary>What taking part costs, partly in minutes and partly in money: a meal of an hour and three euro. Information only; nothing moves.</summary>
/// <param name="Minutes">The part in minutes; may be zero.</param>
/// <param name="Cents">The part in euro cents; may be zero.</param>
public sealed record ActivityPrice(long Minutes, long Cents);

/// <summary>A shared activity took place.</summary>
[EventType("activity_held")]
public sealed record ActivityHeld(ActivityId Activity, ActivityKind Kind, LocalDate HeldOn, ActivityPrice? Price = null) : LedgerEvent;

/// <summary>Who came to an activity; a later one adds to an earlier. People may come before they join: that is how many come in.</summary>
[EventType("activity_attended")]
public sealed record ActivityAttended(ActivityId Activity, IReadOnlyList<AccountNumber> Attendees) : LedgerEvent;

/// <summary>Writes down an activity and who came. The command's id becomes the activity's, unless it was planned.</summary>
public sealed record HoldActivity(Guid CommandId, Actor Actor, Instant Now, ActivityKind Kind, LocalDate HeldOn, IReadOnlyList<AccountNumber> Attendees, ActivityPrice? Price = null, ActivityId? Planned = null)
    : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: community, date, price, each attendee is known and named once, the planned activity is known and still planned.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (!state.IsFounded) return new Refusal.CommunityUnknown(state.Code);
        var today = state.Today(Now);
        if (HeldOn > today) return new Refusal.DateInFuture(HeldOn, today);
        if (ActivityRules.WrongPrice(Price) is { } wrong) return wrong;
        if (Attendance.Refused(state, Attendees) is { } attendee) return attendee;
        if (Planned is { } planned && ActivityRules.NotPlanned(state, planned) is { } notPlanned) return notPlanned;
        var held = new ActivityHeld(Planned ?? new ActivityId(CommandId), Kind, HeldOn, Price);
        return Attendees.Count == 0 ? Decision.Accept(held) : Decision.Accept(held, new ActivityAttended(held.Activity, Attendees));
    }
}

/// <summary>Adds people who came to an activity that was written down before.</summary>
public sealed record AttendActivity(Guid CommandId, Actor Actor, Instant Now, ActivityId Activity, IReadOnlyList<AccountNumber> Attendees) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: the activity is known, and took place; each attendee is known and named once, one at least is not on its list yet.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (!state.Activities.TryGet(Activity, out var held)) return new Refusal.ActivityUnknown(Activity);
        if (held.Status != ActivityStatus.Held) return new Refusal.ActivityNotHeld(Activity);
        if (Attendance.Refused(state, Attendees) is { } attendee) return attendee;
        AccountNumber[] added = [.. Attendees.Where(account => !held.Attendees.Contains(account))];
        return added.Length == 0 ? new Refusal.NothingToDo() : Decision.Accept(new ActivityAttended(Activity, added));
    }
}

/// <summary>An activity as of the state's position.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="HeldOn">The day of it; for one that did not take place the day for which it was planned.</param>
/// <param name="Price">What taking part costs.</param>
/// <param name="Attendees">Who came.</param>
/// <param name="Status">Where it stands.</param>
public sealed record ActivityState(ActivityKind Kind, LocalDate HeldOn, ActivityPrice? Price, IReadOnlyList<AccountNumber> Attendees, ActivityStatus Status = ActivityStatus.Held);

internal static class Attendance
{
    /// <summary>Refuses somebody unknown, or named twice.</summary>
    public static Refusal? Refused(CommunityState state, IReadOnlyList<AccountNumber> attendees)
    {
        var seen = new HashSet<AccountNumber>(attendees.Count);
        foreach (var attendee in attendees)
        {
            if (!state.Accounts.Contains(attendee)) return new Refusal.AccountUnknown(attendee);
            if (!seen.Add(attendee)) return new Refusal.AccountNamedTwice(attendee);
        }

        return null;
    }

    /// <summary>False for an event of another family.</summary>
    public static bool TryApply(CommunityState state, LedgerEvent recorded)
    {
        switch (recorded)
        {
            case ActivityPlanned e: state.Activities[e.Activity] = new ActivityState(e.Kind, e.PlannedFor, e.Price, [], ActivityStatus.Planned); return true;
            case ActivityCancelled e: state.Activities[e.Activity] = state.Activities[e.Activity] with { Status = ActivityStatus.Cancelled }; return true;
            case ActivityHeld e: state.Activities[e.Activity] = new ActivityState(e.Kind, e.HeldOn, e.Price, []); return true;
            case ActivityAttended e: state.Activities[e.Activity] = state.Activities[e.Activity] with { Attendees = [.. state.Activities[e.Activity].Attendees, .. e.Attendees] }; return true;
            default: return false;
        }
    }
}
