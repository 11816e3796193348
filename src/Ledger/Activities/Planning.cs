using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Activities;

/// <summary>A shared activity is going to take place. What it is about and where people meet lives in the vault.</summary>
[EventType("activity_planned")]
public sealed record ActivityPlanned(ActivityId Activity, ActivityKind Kind, LocalDate PlannedFor, ActivityPrice? Price = null) : LedgerEvent;

/// <summary>A planned activity does not take place.</summary>
[EventType("activity_cancelled")]
public sealed record ActivityCancelled(ActivityId Activity, LocalDate CancelledOn) : LedgerEvent;

/// <summary>Plans an activity, so that members see it coming. The command's id becomes the activity's; once it took place, <see cref="HoldActivity"/> names it.</summary>
public sealed record PlanActivity(Guid CommandId, Actor Actor, Instant Now, ActivityKind Kind, LocalDate PlannedFor, ActivityPrice? Price = null) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: community, date (today or later), price.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (!state.IsFounded) return new Refusal.CommunityUnknown(state.Code);
        var today = state.Today(Now);
        if (PlannedFor < today) return new Refusal.DateInPast(PlannedFor, today);
        return ActivityRules.WrongPrice(Price) is { } wrong ? wrong : Decision.Accept(new ActivityPlanned(new ActivityId(CommandId), Kind, PlannedFor, Price));
    }
}

/// <summary>Calls a planned activity off.</summary>
public sealed record CancelActivity(Guid CommandId, Actor Actor, Instant Now, ActivityId Activity) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: the activity is known, and planned.</summary>
    public override Decision Decide(CommunityState state) =>
        ActivityRules.NotPlanned(state, Activity) is { } refusal ? refusal : Decision.Accept(new ActivityCancelled(Activity, state.Today(Now)));
}

/// <summary>Where an activity stands.</summary>
public enum ActivityStatus
{
    /// <summary>It took place.</summary>
    Held,

    /// <summary>It is going to.</summary>
    Planned,

    /// <summary>It was planned and called off.</summary>
    Cancelled,
}

/// <summary>Activities to come.</summary>
public static class PlannedActivities
{
    /// <summary>Those of today and later that are not called off, the first first.</summary>
    public static IReadOnlyList<(ActivityId Activity, ActivityState State)> Of(CommunityState state, LocalDate today) =>
        [.. state.Activities.All.Where(pair => pair.Value.Status == ActivityStatus.Planned && pair.Value.HeldOn >= today).OrderBy(pair => pair.Value.HeldOn).ThenBy(pair => pair.Key.Value).Select(pair => (pair.Key, pair.Value))];
}

internal static class ActivityRules
{
    /// <summary>Refuses an activity that is unknown, took place or was called off.</summary>
    public static Refusal? NotPlanned(CommunityState state, ActivityId activity) =>
        !state.Activities.TryGet(activity, out var known) ? new Refusal.ActivityUnknown(activity)
        : known.Status != ActivityStatus.Planned ? new Refusal.ActivityNotPlanned(activity)
        : null;

    public static Refusal? WrongPrice(ActivityPrice? price) => price is null ? null : (price.Minutes == 0 ? null : AccountRules.AmountOutOfRange(price.Minutes)) ?? AccountRules.PriceOutOfRange(price.Cents, least: 0);
}
