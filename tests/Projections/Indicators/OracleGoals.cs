namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>How goals stand at the end of a period.</summary>
internal static class OracleGoals
{
    /// <summary>Each goal as one line: its code, measure, start value, target, value, and whether it is on track.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> journal, DateOnly from, DateOnly to, long? position = null)
    {
        var facts = OracleJournal.Read(journal, position);
        var figures = OracleFigures.Of(facts, from, to);
        List<string> lines = [];
        foreach (var goal in facts.Goals.OrderBy(goal => goal.By).ThenBy(goal => goal.Goal, StringComparer.Ordinal))
        {
            var start = goal.Start ?? OracleFigures.Of(OracleJournal.Read(journal, goal.Position), goal.StartedOn.AddYears(-1).AddDays(1), goal.StartedOn)[goal.Measure] ?? 0;
            lines.Add(Line(goal.Goal, goal.Measure, start, goal.Target, figures[goal.Measure], figures[goal.Measure] is { } value ? IsOnTrack(goal, start, value, to) : null));
        }

        return lines;
    }

    public static string Line(string goal, string measure, decimal start, decimal target, decimal? value, bool? onTrack) =>
        $"{goal} {measure} {Short(start)} {Short(target)} {(value is { } known ? Short(known) : "null")} {(onTrack is { } on ? on ? "on track" : "behind" : "null")}";

    /// <summary>A straight line from the start value on the first day to the target on the last; before and after it stays as it is there.</summary>
    private static bool IsOnTrack(OracleGoal goal, decimal start, decimal value, DateOnly on)
    {
        decimal days = goal.By.DayNumber - goal.StartedOn.DayNumber;
        var gone = Math.Min(days, Math.Max(0, on.DayNumber - goal.StartedOn.DayNumber));
        var expected = start + ((goal.Target - start) * gone / days);
        return goal.Target >= start ? value >= expected - 1e-12m : value <= expected + 1e-12m;
    }

    private static string Short(decimal value) => Math.Round(value, 9).ToString("0.#########", System.Globalization.CultureInfo.InvariantCulture);
}
