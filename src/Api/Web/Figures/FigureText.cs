using System.Globalization;
using System.Text.Json;
using Buurthulp.Api.Http.Indicators;
using NodaTime;

namespace Buurthulp.Api.Web.Figures;

/// <summary>How figures are written for people.</summary>
/// <param name="words">In whose language.</param>
/// <param name="isPublished">Small groups are left out, so what is not there is not shown; otherwise it can't be told.</param>
internal sealed class FigureText(Words words, bool isPublished)
{
    /// <summary>Facts of the sentences: their name in braces, the figure, and the text that counts it when it is not written as it is.</summary>
    private static readonly (string Section, string Fact, string Path, string? Count)[] Facts =
    [
        ("participation", "active", "participation.active", "report.people"), ("participation", "members", "participation.registeredAtEnd", "report.members"),
        ("exchanges", "count", "exchanges.count", null), ("exchanges", "minutes", "exchanges.minutes", null), ("exchanges", "median", "exchanges.medianMinutes", null),
        ("roles", "both", "roles.both", "report.people"), ("roles", "gave", "roles.gaveOnly", "report.people"), ("roles", "received", "roles.receivedOnly", "report.people"),
        ("circle", "share", "circle.share", null), ("circle", "mediated", "reciprocity.mediatedShare", null),
        ("matching", "posted", "matching.requestsPosted", "report.requests"), ("matching", "matched", "matching.matched", null), ("matching", "days", "matching.medianDaysToMatch", null),
        ("circulation", "minutes", "circulation.inCirculation", null),
        ("shops", "shops", "shops.shops", "report.shops"), ("shops", "discounts", "shops.discounts", null), ("shops", "euro", "shops.discountCents", null),
        ("activities", "held", "activities.held", "report.activities"), ("activities", "attendees", "activities.attendees", "report.people"),
    ];

    public Words Words => words;

    public string NameOf(string path) => words[FigureTable.Texts + path];

    public string SaysOf(string path) => words[$"{FigureTable.Texts}{path}.says"];

    /// <summary>A value as people read it: "1 uur 30", "47%", "minder dan 5".</summary>
    public string Of(string path, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => words[isPublished ? "report.withheld" : "report.unknown"],
        JsonValueKind.String => words["report.few"],
        _ => Number(value.GetDouble(), FigureTable.UnitOf(path)),
    };

    public string Number(double value, FigureUnit unit) => unit switch
    {
        FigureUnit.Minutes => words.Amount((long)Math.Round(value)),
        FigureUnit.Cents => words.Euro((long)Math.Round(value)),
        FigureUnit.Days => words.Count("report.days", (long)Math.Round(value)),
        FigureUnit.Share => Decimals(100 * value, Math.Abs(value) < 0.1 ? "0.#" : "0") + "%",
        FigureUnit.Mean => Decimals(value, "0.0"),
        _ => Decimals(value, "0.##"),
    };

    /// <summary>A neighbourhood, a kind of help, a month as it is called.</summary>
    public string PartName(string path, string? key) =>
        key is null ? words["report.unknown-neighbourhood"]
        : path.EndsWith(".byMonth", StringComparison.Ordinal) && NodaTime.Text.YearMonthPattern.Iso.Parse(key) is { Success: true, Value: var month } ? Month(month)
        : path.EndsWith(".byNeighbourhood", StringComparison.Ordinal) ? key : words.Category(key);

    public string Month(YearMonth month) => $"{words.Language.Units.Months[month.Month - 1]} {month.Year.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>What is to be seen in a section.</summary>
    public string Sentence(string section, string needs, JsonElement report)
    {
        // Of a period in which nobody took part the rest is not published, and there is nothing to hide.
        if (IsZero(report, needs) || (isPublished && IsZero(report, "participation.active"))) return words[$"report.{section}-none"];
        List<(string, object)> facts = [];
        foreach (var (_, fact, path, count) in Facts.Where(fact => fact.Section == section))
        {
            if (At(report, path) is not { ValueKind: not JsonValueKind.Null } value) return words[isPublished ? "report.sentence-withheld" : "report.sentence-unknown"];
            facts.Add((fact, count is null ? Of(path, value) : value.ValueKind == JsonValueKind.Number ? words.Count(count, value.GetInt64()) : words.Of(count + "_other", ("count", words["report.few"]))));
        }

        return words.Of($"report.{section}-sentence", [.. facts]);
    }

    public static bool IsZero(JsonElement report, string path) => At(report, path) is { ValueKind: JsonValueKind.Number } value && value.GetDouble() == 0;

    /// <summary>A figure by its path; null when the report does not have it.</summary>
    public static JsonElement? At(JsonElement report, string path) =>
        path.Split('.') is [var group, var name] && report.TryGetProperty(group, out var figures) && figures.TryGetProperty(name, out var value) ? value : null;

    private string Decimals(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture).Replace('.', words.Language.Units.DecimalMark).Replace("-", "\u2212", StringComparison.Ordinal);
}
