using System.Text.Json.Serialization;
using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Ledger.Goals;

/// <summary>A goal, by a short code. Its words live in the vault. Example: <c>reach-2027</c>.</summary>
[JsonConverter(typeof(CodeJsonConverter<GoalCode>))]
public readonly record struct GoalCode(string Value) : ICode<GoalCode>
{
    public static GoalCode Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>One of the monitoring figures, by its section and name with a hyphen between them. Example: <c>participation-reach</c>.</summary>
[JsonConverter(typeof(CodeJsonConverter<MeasureCode>))]
public readonly record struct MeasureCode(string Value) : ICode<MeasureCode>
{
    public static MeasureCode Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>
/// A community wants a figure to come to a value by a day; a later goal with the same code replaces it. Values are in thousandths of the figure's unit, so that they are whole:
/// a share of 20 percent is 200, a count of 250 is 250,000. Without <paramref name="StartThousandths"/> the goal starts from what the figure was in the year up to
/// <paramref name="StartedOn"/>, as of this entry.
/// </summary>
[EventType("goal_set")]
public sealed record GoalSet(GoalCode Goal, MeasureCode Measure, long TargetThousandths, LocalDate By, LocalDate StartedOn, long? StartThousandths = null) : LedgerEvent;

/// <summary>A community no longer has a goal.</summary>
[EventType("goal_dropped")]
public sealed record GoalDropped(GoalCode Goal, LocalDate DroppedOn) : LedgerEvent;

/// <summary>A goal as of the state's position.</summary>
public sealed record GoalState(bool IsDropped);
