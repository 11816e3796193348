using System.Globalization;
using System.Text;
using System.Text.Json;
using Buurthulp.Api.Web;
using Buurthulp.Projections.Indicators.Figures;

namespace Buurthulp.Api.Http.Indicators;

/// <summary>One figure with what it means, for people and for spreadsheets.</summary>
/// <param name="Figure">Its path, such as <c>participation.rate</c> or <c>exchanges.byMonth[2026-03].count</c>.</param>
/// <param name="Value">Null when it can't be told.</param>
/// <param name="Unit">What it is counted in.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Explanation">What it says and what it does not say.</param>
public sealed record FigureRow(string Figure, decimal? Value, FigureUnit Unit, string Name, string Explanation);

/// <summary>What a figure is counted in.</summary>
public enum FigureUnit
{
    /// <summary>People, exchanges, pairs, months.</summary>
    Count,
    Minutes,
    Cents,
    Days,

    /// <summary>A part of a whole, from 0 to 1.</summary>
    Share,

    /// <summary>So many for each.</summary>
    Mean,
}

/// <summary>All figures of a period as rows, in the order in which they are defined.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, included.</param>
/// <param name="Position">What was recorded up to this entry counts.</param>
/// <param name="Figures">One row a figure.</param>
public sealed record FigureTable(NodaTime.LocalDate From, NodaTime.LocalDate To, long Position, IReadOnlyList<FigureRow> Figures)
{
    private const string LineEnd = "\r\n";

    /// <summary>The names under which the texts stand: <c>figures.participation.rate</c>, and <c>.says</c> behind it.</summary>
    internal const string Texts = "figures.";

    internal static FigureTable Of(IndicatorFigures figures, Words words) => new(figures.From, figures.To, figures.Position,
        [.. Rows(JsonSerializer.SerializeToElement(figures, IndicatorJson.Options), words, (path, value, unit, name, says) => new FigureRow(path, value.ValueKind == JsonValueKind.Null ? null : (decimal)value.GetDouble(), unit, name, says))]);

    /// <summary>A row for each figure of a report, in the order in which they are defined.</summary>
    /// <param name="report">Figures as JSON, whole or as they are published.</param>
    /// <param name="words">In whose language.</param>
    /// <param name="row">Path, value, unit, name and explanation.</param>
    internal static IEnumerable<T> Rows<T>(JsonElement report, Words words, Func<string, JsonElement, FigureUnit, string, string, T> row) =>
    [
        .. from section in report.EnumerateObject()
           where section.Value.ValueKind == JsonValueKind.Object
           from figure in section.Value.EnumerateObject()
           let path = $"{section.Name}.{figure.Name}"
           let says = words[$"{Texts}{path}.says"]
           from part in figure.Value.ValueKind == JsonValueKind.Array ? Parts(path, words[Texts + path], figure.Value) : [(Path: path, figure.Value, Name: words[Texts + path])]
           select row(part.Path, part.Value, UnitOf(part.Path), part.Name, says),
        .. report.TryGetProperty("goals", out var goals) ? goals.EnumerateArray().SelectMany(goal => GoalRows(goal, words, row)) : [],
    ];

    /// <summary>What the community's own officers see of a goal; nothing of it is published. Names begin with a word of ours, whatever a goal is called.</summary>
    private static IEnumerable<T> GoalRows<T>(JsonElement goal, Words words, Func<string, JsonElement, FigureUnit, string, string, T> row)
    {
        var (code, measure) = (goal.GetProperty("goal").GetString()!, goal.GetProperty("measure").GetString()!);
        var called = ("goal", (object)(goal.GetProperty("name").GetString() ?? code));
        var (day, says) = (("day", (object)words.Date(Day("by"))), FigurePaths.All.Contains(measure) ? $"{words[Texts + measure]}. {words[$"{Texts}{measure}.says"]}" : words[$"{Texts}goals.says"]);
        yield return row($"goals[{code}].value", goal.GetProperty("value"), UnitOf(measure), words.Of("report.goal-row-value", called), says);
        yield return row($"goals[{code}].target", goal.GetProperty("target"), UnitOf(measure), words.Of("report.goal-row-target", called, day), says);
        yield return row($"goals[{code}].startValue", goal.GetProperty("startValue"), UnitOf(measure), words.Of("report.goal-row-start", called, ("day", words.Date(Day("startedOn")))), says);
        var onTrack = goal.GetProperty("onTrack").ValueKind switch { JsonValueKind.True => 1, JsonValueKind.False => 0, _ => (int?)null };
        yield return row($"goals[{code}].onTrack", JsonSerializer.SerializeToElement(onTrack), FigureUnit.Count, words.Of("report.goal-row-on-track", called), words[$"{Texts}goals.says"]);

        NodaTime.LocalDate Day(string name) => NodaTime.Text.LocalDatePattern.Iso.Parse(goal.GetProperty(name).GetString()!).Value;
    }

    /// <summary>RFC 4180. No cell begins with a character that a spreadsheet takes for a formula: paths begin with a letter, and texts are ours or begin with a word of ours.</summary>
    internal string ToCsv()
    {
        var csv = new StringBuilder("figure,value,unit,name,explanation" + LineEnd);
        foreach (var row in Figures)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{Cell(row.Figure)},{row.Value},{EnumName(row.Unit)},{Cell(row.Name)},{Cell(row.Explanation)}{LineEnd}");
        }

        return csv.ToString();
    }

    /// <summary>Follows from the name, for house style puts the unit into it.</summary>
    public static FigureUnit UnitOf(string path)
    {
        var name = path[(path.LastIndexOf('.') + 1)..];
        return name switch
        {
            "perActive" or "partnersMean" or "offersOpenPerRequestOpen" or "velocity" => FigureUnit.Mean,
            "minutes" or "inCirculation" or "meanInCirculation" or "pot" or "notesOutstanding" => FigureUnit.Minutes,
            "rate" or "reach" or "share" or "density" or "reciprocalEdges" or "giniGiven" or "matchRate" => FigureUnit.Share,
            "medianDaysToMatch" => FigureUnit.Days,
            _ when name.EndsWith("Minutes", StringComparison.Ordinal) => FigureUnit.Minutes,
            _ when name.EndsWith("Share", StringComparison.Ordinal) => FigureUnit.Share,
            _ when name.EndsWith("Cents", StringComparison.Ordinal) => FigureUnit.Cents,
            _ => FigureUnit.Count,
        };
    }

    private static IEnumerable<(string Path, JsonElement Value, string Name)> Parts(string path, string name, JsonElement list)
    {
        foreach (var part in list.EnumerateArray())
        {
            // The first member says what it is about; it is null for what has no name.
            var key = part.EnumerateObject().First().Value.GetString();
            foreach (var value in part.EnumerateObject().Skip(1)) yield return ($"{path}[{key}].{value.Name}", value.Value, $"{name} {key}".TrimEnd());
        }
    }

    private static string EnumName(FigureUnit unit) => JsonNamingPolicy.CamelCase.ConvertName(unit.ToString());

    private static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
