using System.Globalization;

namespace Buurthulp.Tests.Fixtures;

/// <summary>
/// Writes a folder in our import format that holds another one many times over: copy 1, 2, 3 … have their own account numbers and ids, the neighbourhoods and pots are shared.
/// The same input gives the same bytes. Only for files without quoted fields, as the demo's are.
/// </summary>
internal static class MultipliedFolder
{
    private static readonly string[] IdColumns = ["member_no", "exchange_no", "no", "redemption_no", "donation_no", "activity_no", "helper", "receiver", "member", "shop", "matched_with"];

    public static void Write(string from, string to, int times)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from, "*.csv").Order(StringComparer.Ordinal))
        {
            var lines = File.ReadAllLines(file);
            var target = Path.Combine(to, Path.GetFileName(file));
            if (Path.GetFileName(file) == "community.csv")
            {
                File.WriteAllLines(target, lines);
                continue;
            }

            var columns = lines[0].Split(',');
            using var writer = new StreamWriter(target);
            writer.Write(lines[0] + "\n");
            for (var copy = 0; copy < times; copy++)
            {
                foreach (var line in lines.Skip(1)) writer.Write(Renamed(columns, line, copy) + "\n");
            }
        }
    }

    private static string Renamed(string[] columns, string line, int copy)
    {
        var cells = line.Split(',');
        for (var i = 0; i < cells.Length; i++)
        {
            if (IdColumns.Contains(columns[i]) && cells[i].Length > 0) cells[i] = Renamed(cells[i], copy);
            else if (columns[i] == "attendees") cells[i] = string.Join(';', cells[i].Split(';').Select(account => Renamed(account, copy)));
        }

        return string.Join(',', cells);
    }

    private static string Renamed(string id, int copy) => copy == 0 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}-{copy}");
}
