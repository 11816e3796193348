using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Api.Export;

/// <summary>A file of comma-separated values as docs/import.md has it (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe before it; the import takes it away again.</summary>
public sealed class DefusedCsv
{
    private readonly StringBuilder text = new();

    public DefusedCsv(params ReadOnlySpan<string> columns) => text.Append(string.Join(',', columns!)).Append('\n');

    public void Add(params ReadOnlySpan<object?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) text.Append(',');
            text.Append(Quoted(Of(cells[i])));
        }

        text.Append('\n');
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(text.ToString());

    private static string Of(object? cell) => cell switch
    {
        null => "",
        LocalDate day => LocalDatePattern.Iso.Format(day),
        bool answer => answer ? "yes" : "no",
        int or long => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
        DateTime moment => moment.ToString("O", CultureInfo.InvariantCulture),
        string[] list => Defused(string.Join(';', list)),
        _ => Defused(cell.ToString()!),
    };

    private static string Defused(string words) => words is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? "'" + words : words;

    private static string Quoted(string words) =>
        words.AsSpan().IndexOfAny(",\"\r\n") < 0 ? words : "\"" + words.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
