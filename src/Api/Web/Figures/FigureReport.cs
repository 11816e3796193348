using System.Text.Json;
using Buurthulp.Api.Http.Indicators;
using Buurthulp.Projections.Indicators.Figures;
using NodaTime;

namespace Buurthulp.Api.Web.Figures;

/// <summary>A figure or a part of one on a page.</summary>
/// <param name="Text">As people read it.</param>
/// <param name="Drawn">The length of its bar; null when it has none.</param>
/// <param name="Mark">What the bar is compared with; null for nothing.</param>
public sealed record FigureCell(string Text, double? Drawn = null, double? Mark = null);

/// <summary>A line of a table.</summary>
/// <param name="Label">What it is about.</param>
/// <param name="Says">What it says and does not say; null when that stands elsewhere.</param>
/// <param name="Cells">One for each column.</param>
public sealed record FigureLine(string Label, string? Says, IReadOnlyList<FigureCell> Cells);

/// <summary>A table with the picture that is drawn from it.</summary>
/// <param name="Id">Unique on the page.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">Heads, that of the labels first.</param>
/// <param name="Lines">At least one.</param>
/// <param name="Chart"><c>columns</c>, side by side; <c>rows</c>, one below the other; null for a table without a picture.</param>
/// <param name="Picture">The title of the picture; null without one.</param>
public sealed record ReportTable(string Id, string Title, IReadOnlyList<string> Columns, IReadOnlyList<FigureLine> Lines, string? Chart, string? Picture);

/// <summary>What belongs together on a page.</summary>
/// <param name="Id">Its place on the page.</param>
/// <param name="Title">Its name.</param>
/// <param name="Sentence">What is to be seen.</param>
/// <param name="Says">What it says and does not say.</param>
/// <param name="Tables">With their pictures.</param>
/// <param name="More">The other figures, for who wants to know more; null when there are none.</param>
public sealed record ReportSection(string Id, string Title, string Sentence, string Says, IReadOnlyList<ReportTable> Tables, ReportTable? More = null);

/// <summary>The figures of a period in the reader's words, whole or as they are published.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, included.</param>
/// <param name="Position">What was recorded up to this entry counts.</param>
/// <param name="Sections">In the order in which people read them.</param>
public sealed record FigureReport(LocalDate From, LocalDate To, long Position, IReadOnlyList<ReportSection> Sections)
{
    /// <summary>The sections with the groups of figures in them, the figures that are drawn as bars beside each other, and the one without which there is nothing to see.</summary>
    private static readonly (string Id, string[] Groups, string[] Drawn, string Needs)[] Parts =
    [
        ("participation", ["participation", "members"], [], "participation.active"),
        ("exchanges", ["exchanges"], [], "exchanges.count"),
        ("roles", ["roles", "ties"], ["roles.gaveOnly", "roles.receivedOnly", "roles.both"], "participation.active"),
        ("circle", ["circle", "reciprocity", "network"], ["reciprocity.directShare", "reciprocity.mediatedShare", "reciprocity.openShare"], "participation.active"),
        ("matching", ["matching", "coordination"], ["matching.requestsPosted", "matching.matched", "matching.openOver14Days", "matching.referred"], "matching.requestsPosted"),
        ("circulation", ["circulation"], ["circulation.inCirculation", "circulation.movedMinutes", "circulation.pot", "circulation.notesOutstanding"], "circulation.inCirculation"),
        ("shops", ["shops"], ["shops.minutes", "shops.spentMinutes"], "shops.shops"),
        ("activities", ["activities", "thanks"], ["activities.attendances", "activities.attendees", "activities.firstExchangeAfter"], "activities.held"),
    ];

    /// <summary>When all of these are 0, nobody did anything and nobody asked for anything.</summary>
    private static readonly string[] Doings = ["exchanges.count", "matching.requestsPosted", "activities.held"];

    /// <summary>Figures that stand beside others to be divided by, and elsewhere on the page in their own right.</summary>
    private static readonly string[] Repeated =
        ["participation.registeredAtEnd", "exchanges.active", "roles.active", "coordination.exchanges", "thanks.exchanges", "circulation.monthEnds", "network.minutes"];

    /// <summary>Lists of figures that have a picture of their own: the first figure of a part is drawn, and beside it the second when there is a mark.</summary>
    private static readonly Dictionary<string, (string Chart, string? Mark)> Lists = new()
    {
        ["participation.byNeighbourhood"] = ("rows", "registeredAtEnd"),
        ["exchanges.byMonth"] = ("columns", null),
        ["exchanges.byCategory"] = ("rows", null),
    };

    /// <summary>There is nothing to see.</summary>
    public bool IsEmpty { get; private init; }

    /// <param name="report">Figures as <see cref="IndicatorJson"/> writes them.</param>
    /// <param name="goals">First on the page; null for what is published, which has none.</param>
    /// <param name="text">In whose words.</param>
    internal static FigureReport Of(JsonElement report, IReadOnlyList<GoalFigures>? goals, FigureText text)
    {
        var day = (string name) => NodaTime.Text.LocalDatePattern.Iso.Parse(report.GetProperty(name).GetString()!).Value;
        List<ReportSection> sections = goals is null ? [] : [GoalSection.Of(goals, text)];
        foreach (var part in Parts) sections.Add(Section(part.Id, part.Groups, part.Drawn, part.Needs, report, text));
        return new FigureReport(day("from"), day("to"), report.GetProperty("position").GetInt64(), sections)
        {
            IsEmpty = Doings.All(path => FigureText.IsZero(report, path)),
        };
    }

    private static ReportSection Section(string id, string[] groups, string[] drawn, string needs, JsonElement report, FigureText text)
    {
        List<ReportTable> tables = [];
        List<FigureLine> shown = [], more = [];
        foreach (var group in groups.Where(group => report.TryGetProperty(group, out _)))
        {
            foreach (var figure in report.GetProperty(group).EnumerateObject().Where(figure => !Repeated.Contains($"{group}.{figure.Name}")))
            {
                var path = $"{group}.{figure.Name}";
                if (figure.Value.ValueKind == JsonValueKind.Array)
                {
                    if (figure.Value.GetArrayLength() > 0) tables.Add(List(path, figure.Value, text));
                    continue;
                }

                var isDrawn = drawn.Contains(path);
                (isDrawn ? shown : more).Add(new FigureLine(text.NameOf(path), text.SaysOf(path), [new FigureCell(text.Of(path, figure.Value), isDrawn ? Number(figure.Value) : null)]));
            }
        }

        if (shown.Count > 0) tables.Insert(0, Figures($"{id}-figures", text.Words[$"report.{id}-picture"], shown, text));
        return new ReportSection(id, text.Words[$"report.{id}"], text.Sentence(id, needs, report), text.Words[$"{FigureTable.Texts}{groups[0]}.says"], [.. tables.OrderByDescending(table => table.Chart == "columns")],
            more.Count == 0 ? null : Figures($"{id}-more", text.Words["report.all-figures"], more, text));
    }

    /// <summary>Bars that are all 0 show nothing, so there is no picture of them.</summary>
    private static ReportTable Figures(string id, string title, IReadOnlyList<FigureLine> lines, FigureText text)
    {
        var hasBars = lines.Any(line => line.Cells[0].Drawn > 0);
        return new ReportTable(id, hasBars ? text.Words["report.all-figures"] : title, [text.Words["report.figure"], text.Words["report.value"]], lines, hasBars ? "rows" : null, hasBars ? title : null);
    }

    private static ReportTable List(string path, JsonElement list, FigureText text)
    {
        var (chart, mark) = Lists.GetValueOrDefault(path);
        var columns = list[0].EnumerateObject().Skip(1).Select(member => member.Name).ToList();
        var lines = list.EnumerateArray().Select(part => new FigureLine(text.PartName(path, part.EnumerateObject().First().Value.GetString()), Says: null,
        [
            .. columns.Select((column, i) => new FigureCell(text.Of($"{path}.{column}", part.GetProperty(column)), i == 0 && chart is not null ? Number(part.GetProperty(column)) : null,
                i == 0 && mark is not null && part.TryGetProperty(mark, out var compared) ? Number(compared) : null)),
        ])).ToList();
        var hasBars = lines.Any(line => line.Cells[0].Drawn > 0);
        var id = path.Replace('.', '-');
        return new ReportTable(id, text.NameOf(path), [text.Words[$"report.{id}-part"], .. columns.Select(column => text.Words[$"report.column-{column}"])], lines, hasBars ? chart : null,
            hasBars ? text.Words[$"report.{id}-picture"] : null);
    }

    private static double? Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
