using System.Text.Json;
using Buurthulp.Api.Http.Indicators;
using Buurthulp.Projections.Indicators.Figures;

namespace Buurthulp.Api.Web.Figures;

/// <summary>What the community wants its figures to come to, and how far it is.</summary>
internal static class GoalSection
{
    /// <param name="goals">Those that hold.</param>
    /// <param name="report">A goal shows no figure that the report does not show.</param>
    /// <param name="text">In whose words.</param>
    public static ReportSection Of(IReadOnlyList<GoalFigures> goals, JsonElement report, FigureText text)
    {
        var words = text.Words;
        var lines = goals.Select(goal => Line(goal, report, text)).ToList();
        var onTrack = goals.Count(goal => IsShown(goal, report) && goal.OnTrack == true);
        var sentence = goals.Count == 0 ? words["report.goals-none"] : words.Of("report.goals-sentence", ("onTrack", onTrack), ("goals", words.Count("report.goals-count", goals.Count)));
        var hasBars = lines.Any(line => line.Cells[0].Drawn is not null);
        return new ReportSection("goals", words["figures.goals"], sentence, words["figures.goals.says"], goals.Count == 0 ? [] :
        [
            new ReportTable("goals-figures", words["report.goals-table"],
                [words["report.goal"], words["report.goal-progress"], words["report.goal-now"], words["report.goal-target"], words["report.goal-by"], words["report.goal-state"]],
                lines, hasBars ? "rows" : null, hasBars ? words["report.goals-picture"] : null),
        ]);
    }

    private static FigureLine Line(GoalFigures goal, JsonElement report, FigureText text)
    {
        var (words, unit) = (text.Words, FigureTable.UnitOf(goal.Measure));
        var (value, onTrack) = IsShown(goal, report) ? (goal.Value, goal.OnTrack) : (null, null);
        double? progress = value is { } now && goal.Target != goal.StartValue ? Math.Clamp((now - goal.StartValue) / (goal.Target - goal.StartValue), 0, 1) : null;
        var said = FigurePaths.All.Contains(goal.Measure) ? text.NameOf(goal.Measure) : null;
        return new FigureLine(goal.Name ?? goal.Goal, said,
        [
            new FigureCell(progress is { } way ? text.Number(way, FigureUnit.Share) : words["report.unknown"], progress, progress is null ? null : 1),
            new FigureCell(value is { } known ? text.Number(known, unit) : words["report.unknown"]),
            new FigureCell(text.Number(goal.Target, unit)),
            new FigureCell(words.Date(goal.By)),
            new FigureCell(words[onTrack switch { true => "report.on-track", false => "report.behind", null => "report.unknown" }]),
        ]);
    }

    private static bool IsShown(GoalFigures goal, JsonElement report) => FigureText.At(report, goal.Measure) is { ValueKind: JsonValueKind.Number };
}
