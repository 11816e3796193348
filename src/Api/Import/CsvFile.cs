using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Buurthulp.Api.Import;

/// <summary>A row with its place and the file's columns.</summary>
public sealed record CsvRow(SourcePlace Place, IReadOnlyDictionary<string, int> Columns, string[] Cells)
{
    /// <summary>The cell without surrounding spaces; empty for a column that the row does not have. An apostrophe that keeps a spreadsheet from taking it for a formula is not part of it.</summary>
    public string this[string column] => Columns.TryGetValue(column, out var index) && index < Cells.Length ? Armed(Cells[index].Trim()) : "";

    private static string Armed(string cell) => cell is ['\'', '=' or '+' or '-' or '@', ..] ? cell[1..] : cell;

    /// <summary>The first column that holds the text, alone or as one of a list with semicolons; null when none does.</summary>
    public string? ColumnHolding(string text) =>
        Columns.OrderBy(column => column.Value).FirstOrDefault(column => this[column.Key].Split(';').Contains(text)).Key;
}

/// <summary>Reads a file of comma-separated values (RFC 4180) with a header, in any order of columns, and keeps the line on which each row starts.</summary>
public static class CsvFile
{
    /// <summary>The longest row that is read. A quote that is never closed would else swallow any file.</summary>
    private const int LongestRow = 1_000_000;

    /// <summary>The rows that are well formed. Those that are not, and a header that is not as expected, go to the refusals.</summary>
    public static IReadOnlyList<CsvRow> Read(string folder, string name, IReadOnlyList<string> columns, ImportPlan plan)
    {
        var source = CsvText.Of(File.ReadAllBytes(Path.Combine(folder, name)));
        List<CsvRow> rows = [];
        var quotingBroken = false;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Mode = CsvMode.RFC4180,
            Delimiter = ",",
            IgnoreBlankLines = false,
            BadDataFound = _ => quotingBroken = true,
        };
        using var parser = new CsvParser(new StringReader(source.Text), configuration);

        IReadOnlyDictionary<string, int>? header = null;
        int read = 0, nextLine = 1;
        while (parser.Read())
        {
            quotingBroken = false;
            var place = new SourcePlace(name, nextLine);
            var cells = parser.Record ?? [];
            var raw = parser.RawRecord;
            nextLine += CsvText.LineEnds(raw);
            if (cells.Length == 1 && cells[0].Length == 0 && !quotingBroken) continue;

            var lastLine = nextLine - (raw is [.., '\n' or '\r'] ? 1 : 0);
            quotingBroken |= raw.Count(c => c == '"') % 2 != 0;
            var fault = Malformed(place, lastLine, raw, cells, quotingBroken, header, source);
            if (header is null)
            {
                header = fault is null ? HeaderOf(place, cells, columns, plan) : null;
                if (fault is not null) plan.Refusals.Add(fault with { StopsImport = true });
                if (header is null) break;
                continue;
            }

            read++;
            var row = new CsvRow(place, header, cells);
            if (fault is null)
            {
                rows.Add(row);
                continue;
            }

            plan.Refusals.Add(fault);
            plan.BrokenRows.Add(row);
        }

        if (header is null && nextLine == 1) plan.Refusals.Add(new RowRefusal(new SourcePlace(name, 0), "columns-wrong", new Said("is empty: the first line must name the columns " + string.Join(',', columns), "is leeg: op de eerste regel staan de kolommen " + string.Join(',', columns)), StopsImport: true));
        plan.Files.Add(new FileRead(name, read));
        return rows;
    }

    private static RowRefusal? Malformed(SourcePlace place, int lastLine, string raw, string[] cells, bool quotingBroken, IReadOnlyDictionary<string, int>? header, CsvText source)
    {
        foreach (var (line, column) in source.BadBytes)
        {
            if (line < place.Line || line > lastLine) continue;
            return new RowRefusal(place with { Line = line, Column = $"byte {column}" }, "encoding-invalid",
                new Said("this byte is not UTF-8: save the file as UTF-8 (it may be Latin-1 or Windows-1252)", "dit teken is geen UTF-8: bewaar het bestand als UTF-8 (misschien is het Latin-1 of Windows-1252)"));
        }

        if (raw.Length > LongestRow) return new RowRefusal(place, "quoting-broken", new Said($"the row is longer than {LongestRow} characters: is a quote not closed?", $"de regel is langer dan {LongestRow} tekens: mist er een aanhalingsteken?"));
        if (quotingBroken)
        {
            var (reach, tot) = lastLine > place.Line ? ($"; the row reaches to line {lastLine}", $"; de regel loopt door tot regel {lastLine}") : ("", "");
            return new RowRefusal(place, "quoting-broken", new Said("the double quotes are not as they should be: around a whole field, and doubled inside one" + reach,
                "de aanhalingstekens staan niet goed: ze horen om een heel veld, en dubbel binnen een veld" + tot));
        }

        if (raw.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))) return new RowRefusal(place, "value-invalid", new Said("holds a control character", "bevat een teken dat niet te lezen is"));
        if (header is not null && cells.Length != header.Count) return new RowRefusal(place, "columns-wrong", new Said($"has {cells.Length} fields where the header has {header.Count}", $"heeft {cells.Length} velden, en de eerste regel heeft er {header.Count}"));
        return null;
    }

    private static Dictionary<string, int>? HeaderOf(SourcePlace place, string[] cells, IReadOnlyList<string> expected, ImportPlan plan)
    {
        var header = new Dictionary<string, int>(StringComparer.Ordinal);
        List<Said> faults = [];
        for (var i = 0; i < cells.Length; i++)
        {
            var column = cells[i].Trim();
            if (!header.TryAdd(column, i)) faults.Add(new Said($"column '{column}' stands there twice", $"kolom '{column}' staat er twee keer"));
            else if (!expected.Contains(column)) faults.Add(new Said($"column '{column}' is unknown", $"kolom '{column}' kennen we niet"));
        }

        faults.AddRange(expected.Where(column => !header.ContainsKey(column)).Select(column => new Said($"column '{column}' is missing", $"kolom '{column}' ontbreekt")));
        if (faults.Count == 0) return header;
        if (cells.Length == 1 && cells[0].Contains(';')) faults = [new Said("the fields are separated by semicolons: save the file with commas", "er staan puntkomma's tussen de velden: bewaar het bestand met komma's")];
        plan.Refusals.AddRange(faults.Select(fault => new RowRefusal(place, "columns-wrong", fault, StopsImport: true)));
        return null;
    }
}
