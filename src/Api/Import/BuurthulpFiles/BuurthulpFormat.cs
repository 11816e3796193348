using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Api.Import.BuurthulpFiles;

/// <summary>Reads a folder in our own format (docs/import.md) into a plan. It judges the files by themselves; what the ledger has to say follows in the rehearsal.</summary>
public static class BuurthulpFormat
{
    private static readonly string[] Required = [CommunityFile.Name, AccountFiles.Members];

    /// <summary>Every command carries <paramref name="now"/> as its time of recording.</summary>
    public static ImportPlan Read(string folder, CommunityCode community, Instant now)
    {
        var reading = new BuurthulpReading(folder, new ImportIds(community), now);
        foreach (var file in Required)
        {
            if (File.Exists(Path.Combine(folder, file))) continue;
            reading.Plan.Refusals.Add(new RowRefusal(new SourcePlace(file, 0), "file-missing", new Said($"is not in the folder: {string.Join(" and ", Required)} must be there", $"is er niet: {string.Join(" en ", Required)} moeten er zijn"), StopsImport: true));
        }

        var founding = CommunityFile.Read(reading);
        AccountFiles.Read(reading);
        CommunityFile.Found(reading, founding);
        ExchangeFile.Read(reading);
        RequestFile.Read(reading);
        ShopAndPotFiles.Read(reading);
        ActivityFile.Read(reading);
        reading.AddCategories();
        return reading.Plan;
    }
}

/// <summary>What the readers of the files share: the plan, the ids of the commands, and the ids seen so far.</summary>
internal sealed class BuurthulpReading(string folder, ImportIds ids, Instant now)
{
    private readonly Dictionary<(string Kind, string Id), CsvRow> seen = [];
    private readonly Dictionary<CategoryCode, CsvRow> categories = [];

    public ImportPlan Plan { get; } = new();

    public ImportIds Ids => ids;

    public Instant Now => now;

    /// <summary>The rows of a file; none when it is absent.</summary>
    public IEnumerable<RowCells> Rows(string file, IReadOnlyList<string> columns) =>
        File.Exists(Path.Combine(folder, file)) ? CsvFile.Read(folder, file, columns, Plan).Select(row => new RowCells(row, Plan)) : [];

    /// <summary>The id of a row. One that stood in an earlier row is refused, whichever of the two is the right one.</summary>
    public string Id(RowCells cells, string kind, string column)
    {
        var id = cells.Text(column);
        if (id.Length == 0 || seen.TryAdd((kind, id), cells.Row)) return id;
        var first = seen[(kind, id)];
        if (first.Cells.SequenceEqual(cells.Row.Cells)) cells.Refuse(column, "duplicate-row", new Said($"{id} stands on line {first.Place.Line} already, with the same content", $"{id} staat al op regel {first.Place.Line}, met dezelfde inhoud"));
        else cells.Refuse(column, "command-id-reused", new Said($"{id} stands on line {first.Place.Line} already, with other content", $"{id} staat al op regel {first.Place.Line}, met een andere inhoud"));
        return id;
    }

    public PlannedRow Accept(RowCells cells, AccountNumber? opens = null) => Plan.Add(new PlannedRow(cells.Row.Place.File, cells.Row.Place, cells.Row, opens));

    /// <summary>A community agrees on the kinds of help that occur in its files.</summary>
    public void Occurs(CategoryCode category, RowCells cells) => categories.TryAdd(category, cells.Row);

    public void AddCategories()
    {
        foreach (var (category, row) in categories.OrderBy(category => category.Key.Value, StringComparer.Ordinal))
        {
            var planned = Plan.Add(new PlannedRow("categories", row.Place, row));
            Plan.Steps.Add(new PlannedStep(planned, Turn.Category, default, new AddCategories(ids.Of("category", category.Value), Ledger.Actor.Import, now, [category])));
        }
    }
}
