using System.Globalization;
using System.Text.Json;
using Buurthulp.Api.Http.Indicators;

namespace Buurthulp.Api.Web.Figures;

/// <summary>Figures to take along: one row a figure, with its unit, name and what it says and does not say. A small group is &lt;5 and what is withheld or can't be told is empty.</summary>
internal static class FigureFile
{
    private sealed record Row(string Figure, JsonElement Value, string Unit, string Name, string Explanation);

    public static byte[] Csv(JsonElement report, Words words)
    {
        var file = new CsvDownload();
        file.Add(words["report.figure"], words["report.value"], words["report.unit"], words["report.name"], words["report.explanation"]);
        foreach (var row in Rows(report, words)) file.Add(row.Figure, Value(row.Value, words), row.Unit, row.Name, row.Explanation);
        return file.ToBytes();
    }

    public static byte[] Json(JsonElement report, Words words) =>
        JsonSerializer.SerializeToUtf8Bytes(new { From = report.GetProperty("from"), To = report.GetProperty("to"), Position = report.GetProperty("position"), Figures = Rows(report, words) }, IndicatorJson.Indented);

    private static IEnumerable<Row> Rows(JsonElement report, Words words) =>
        FigureTable.Rows(report, words, (path, value, unit, name, says) => new Row(path, value, JsonNamingPolicy.CamelCase.ConvertName(unit.ToString()), name, says));

    /// <summary>Whole numbers as they are, others with the decimal mark that spreadsheets of the language read.</summary>
    private static object? Value(JsonElement value, Words words) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ when value.TryGetInt64(out var whole) => whole,
        _ => value.GetDouble().ToString("0.######", CultureInfo.InvariantCulture).Replace('.', words.Language.Units.DecimalMark),
    };
}
