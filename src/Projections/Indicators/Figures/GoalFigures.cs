using System.Text.Json.Serialization;
using Buurthulp.Projections.Indicators.Facts;
using NodaTime;

namespace Buurthulp.Projections.Indicators.Figures;

/// <summary>A goal and how it stands.</summary>
/// <param name="Goal">Its code.</param>
/// <param name="Name">Its words, which are in the vault.</param>
/// <param name="Measure">The path of the figure.</param>
/// <param name="Target">What the figure shall come to.</param>
/// <param name="By">The day by which.</param>
/// <param name="StartedOn">The day from which it counts.</param>
/// <param name="StartValue">What the figure was then.</param>
/// <param name="Value">What the figure is; null when it can't be told.</param>
/// <param name="OnTrack">Whether the value has come as far as a straight line from the start value to the target; null when the value can't be told.</param>
public sealed record GoalFigures(string Goal, string? Name, string Measure, double Target, LocalDate By, LocalDate StartedOn, double StartValue, double? Value, bool? OnTrack)
{
    private const double Thousand = 1000;

    /// <summary>The entry that set it, under which the vault has its words.</summary>
    [JsonIgnore]
    public Guid Entry { get; init; }

    /// <summary>Far less than a thousandth of anything, and more than what is lost in dividing.</summary>
    private const double Slack = 1e-9;

    /// <param name="goal">The goal.</param>
    /// <param name="start">What the figure was when it started; nothing to divide by is nothing yet.</param>
    /// <param name="value">What it is.</param>
    /// <param name="on">The day for which that holds.</param>
    internal static GoalFigures Of(GoalFact goal, double? start, double? value, LocalDate on)
    {
        var (from, target) = (goal.StartThousandths / Thousand ?? start ?? 0, goal.TargetThousandths / Thousand);
        return new GoalFigures(goal.Goal.Value, Name: null, FigurePaths.Of(goal.Measure), target, goal.By, goal.StartedOn, from, value, value is { } known ? IsOnTrack(goal, from, target, known, on) : null) { Entry = goal.Entry };
    }

    private static bool IsOnTrack(GoalFact goal, double from, double target, double value, LocalDate on)
    {
        var whole = Period.DaysBetween(goal.StartedOn, goal.By);
        var gone = Math.Clamp(Period.DaysBetween(goal.StartedOn, on), 0, whole);
        var expected = from + ((target - from) * gone / whole);
        return target >= from ? value >= expected - Slack : value <= expected + Slack;
    }
}
