using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Goals;

/// <summary>Sets a goal, or replaces the one with the same code.</summary>
/// <param name="CommandId">The command's own id; the goal's words in the vault are kept under it.</param>
/// <param name="Actor">Who sets it.</param>
/// <param name="Now">The time of recording.</param>
/// <param name="Goal">A code.</param>
/// <param name="Measure">The figure, as <see cref="Measures"/> has it.</param>
/// <param name="TargetThousandths">What the figure shall come to, in thousandths of its unit.</param>
/// <param name="By">The day by which; null: a year after the start.</param>
/// <param name="StartThousandths">What the figure was at the start; null: as the journal has it.</param>
/// <param name="StartedOn">Null: today.</param>
public sealed record SetGoal(Guid CommandId, Actor Actor, Instant Now, GoalCode Goal, MeasureCode Measure, long TargetThousandths, LocalDate? By = null, long? StartThousandths = null, LocalDate? StartedOn = null)
    : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>A thousand million of any unit.</summary>
    public const long MostThousandths = 1_000_000_000_000;

    /// <summary>Order of the rules: community, measure, target, start value, start, end.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (!state.IsFounded) return new Refusal.CommunityUnknown(state.Code);
        if (!Measures.All.Contains(Measure)) return new Refusal.MeasureUnknown(Measure);
        if (OutOfRange(TargetThousandths) is { } target) return target;
        if (StartThousandths is { } start && OutOfRange(start) is { } wrongStart) return wrongStart;
        var today = state.Today(Now);
        var startedOn = StartedOn ?? today;
        if (startedOn > today) return new Refusal.DateInFuture(startedOn, today);
        var by = By ?? startedOn.PlusYears(1);
        if (by <= startedOn) return new Refusal.GoalEndsTooSoon(by, startedOn);
        return Decision.Accept(new GoalSet(Goal, Measure, TargetThousandths, by, startedOn, StartThousandths));
    }

    private static Refusal.GoalOutOfRange? OutOfRange(long thousandths) => thousandths is < 0 or > MostThousandths ? new Refusal.GoalOutOfRange(thousandths, MostThousandths) : null;
}

/// <summary>Drops a goal.</summary>
public sealed record DropGoal(Guid CommandId, Actor Actor, Instant Now, GoalCode Goal) : LedgerCommand(CommandId, Actor, Now)
{
    public override Decision Decide(CommunityState state) =>
        state.Goals.TryGet(Goal, out var goal) && !goal.IsDropped ? Decision.Accept(new GoalDropped(Goal, state.Today(Now))) : new Refusal.GoalUnknown(Goal);
}
