using System.Text;

namespace Buurthulp.Api.Import;

/// <summary>
/// The text of a file that should be UTF-8, with the places where it is not. Bad bytes are replaced, so that the rows around them can still be read.
/// </summary>
public sealed class CsvText
{
    private CsvText(string text, IReadOnlyList<(int Line, int Column)> badBytes) => (Text, BadBytes) = (text, badBytes);

    /// <summary>Without byte-order mark.</summary>
    public string Text { get; }

    /// <summary>The first bad byte of each line that has one, ascending. Columns count bytes from 1.</summary>
    public IReadOnlyList<(int Line, int Column)> BadBytes { get; }

    public static CsvText Of(ReadOnlySpan<byte> file)
    {
        var bytes = file.StartsWith(Encoding.UTF8.Preamble) ? file[Encoding.UTF8.Preamble.Length..] : file;
        return new CsvText(Encoding.UTF8.GetString(bytes), System.Text.Unicode.Utf8.IsValid(bytes) ? [] : Scan(bytes));
    }

    /// <summary>How many lines the text goes on: CRLF, LF and CR each end one, as the CSV reader has it.</summary>
    public static int LineEnds(ReadOnlySpan<char> text)
    {
        var ends = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))) ends++;
        }

        return ends;
    }

    private static List<(int Line, int Column)> Scan(ReadOnlySpan<byte> bytes)
    {
        List<(int Line, int Column)> bad = [];
        int line = 1, lineStart = 0;
        for (var at = 0; at < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                if (bad.Count == 0 || bad[^1].Line != line) bad.Add((line, at - lineStart + 1));
            }
            else if (rune.Value == '\n' || (rune.Value == '\r' && (at + 1 == bytes.Length || bytes[at + 1] != '\n')))
            {
                line++;
                lineStart = at + 1;
            }

            at += length;
        }

        return bad;
    }
}
