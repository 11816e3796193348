namespace Buurthulp.Tests.Api.Import;

/// <summary>The demo neighbourhood's files, and what they add up to: computed from the text alone, without any of the program's code.</summary>
internal static class Molenwijk
{
    public static readonly string Folder = Find();

    /// <summary>Every account's balance in minutes.</summary>
    public static SortedDictionary<string, long> Balances(string folder)
    {
        SortedDictionary<string, long> balances = new(StringComparer.Ordinal) { ["buurtpot"] = 0 };
        foreach (var row in Rows(folder, "members.csv").Concat(Rows(folder, "organisations.csv"))) balances.Add(row[0], 0);
        foreach (var row in Rows(folder, "exchanges.csv")) Move(from: row[3], to: row[2], row[4]);
        foreach (var row in Rows(folder, "redemptions.csv")) Move(from: row[3], to: row[2], row[4]);
        foreach (var row in Rows(folder, "donations.csv")) Move(from: row[2], to: row[3], row[4]);
        return balances;

        void Move(string from, string to, string minutes)
        {
            balances[from] -= long.Parse(minutes);
            balances[to] += long.Parse(minutes);
        }
    }

    public static IEnumerable<string[]> Rows(string folder, string file) => File.ReadLines(Path.Combine(folder, file)).Skip(1).Select(line => line.Split(','));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Buurthulp.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "demo", "molenwijk");
    }
}
