using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Api.Web;

/// <summary>A table to open in a spreadsheet: RFC 4180 with semicolons, as spreadsheets in Dutch expect, in UTF-8 with its mark.</summary>
public sealed class CsvDownload
{
    private const char Separator = ';';
    private const string LineEnd = "\r\n";

    private readonly StringBuilder text = new();

    /// <summary>Adds a row of texts, days and whole numbers.</summary>
    public void Add(params ReadOnlySpan<object?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) text.Append(Separator);
            text.Append(Cell(cells[i]));
        }

        text.Append(LineEnd);
    }

    public byte[] ToBytes() => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];

    /// <summary>A number stays a number, also below zero. A text that a spreadsheet would take for a formula gets an apostrophe before it, which spreadsheets do not show.</summary>
    private static string Cell(object? value) => value switch
    {
        null => "",
        long or int => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        LocalDate day => LocalDatePattern.Iso.Format(day),
        string words => Quoted(words is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? "'" + words : words),
        _ => throw new ArgumentException($"no rule says how a {value.GetType().Name} is written", nameof(value)),
    };

    private static string Quoted(string words) =>
        words.AsSpan().IndexOfAny([Separator, '"', '\r', '\n', '\t', ',']) < 0 ? words : "\"" + words.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
