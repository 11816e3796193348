using Buurthulp.Api.Http.Indicators;
using Buurthulp.Projections.Indicators.Figures;

namespace Buurthulp.Api.Web.Figures;

/// <summary>What the community wants its figures to come to, and how far it is. Never in what is published: the start value of a goal is an exact figure of a year of its own.</summary>
internal static class GoalSection
{
    /// <param name="goals">Those that hold.</param>
    /// <param name="text">In whose words.</param>
    public static ReportSection Of(IReadOnlyList<GoalFigures> goals, FigureText text)
    {
        var words = text.Words;
        var lines = goals.Select(goal => Line(goal, text)).ToList();
        var onTrack = goals.Count(goal => goal.OnTrack == true);
        var sentence = goals.Count == 0 ? words["report.goals-none"] : words.Of("report.goals-sentence", ("onTrack", onTrack), ("goals", words.Count("report.goals-count", goals.Count)));
        var hasBars = lines.Any(line => line.Cells[0].Drawn is not null);
        return new ReportSection("goals", words["figures.goals"], sentence, words["figures.goals.says"], goals.Count == 0 ? [] :
        [
            new ReportTable("goals-figures", words["report.goals-table"],
                [words["report.goal"], words["report.goal-progress"], words["report.goal-now"], words["report.goal-target"], words["report.goal-by"], words["report.goal-state"]],
                lines, hasBars ? "rows" : null, hasBars ? words["report.goals-picture"] : null),
        ]);
    }

    private static FigureLine Line(GoalFigures goal, FigureText text)
    {
        var (words, unit) = (text.Words, FigureTable.UnitOf(goal.Measure));
        double? progress = goal.Value is { } now && goal.Target != goal.StartValue ? Math.Clamp((now - goal.StartValue) / (goal.Target - goal.StartValue), 0, 1) : null;
        var said = FigurePaths.All.Contains(goal.Measure) ? text.NameOf(goal.Measure) : null;
        return new FigureLine(goal.Name ?? goal.Goal, said,
        [
            new FigureCell(progress is { } way ? text.Number(way, FigureUnit.Share) : words["report.unknown"], progress, progress is null ? null : 1),
            new FigureCell(goal.Value is { } known ? text.Number(known, unit) : words["report.unknown"]),
            new FigureCell(text.Number(goal.Target, unit)),
            new FigureCell(words.Date(goal.By)),
            new FigureCell(words[goal.OnTrack switch { true => "report.on-track", false => "report.behind", null => "report.unknown" }]),
        ]);
    }
}
