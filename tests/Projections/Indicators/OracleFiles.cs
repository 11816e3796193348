using System.Globalization;

namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>Reads an import folder without the import. Its files hold no quotes.</summary>
internal static class OracleFiles
{
    public static OracleFacts Read(string folder)
    {
        OracleFacts facts = new();
        foreach (var row in Rows(folder, "community.csv"))
        {
            if (row["key"].Split(':') is ["residents", var neighbourhood]) facts.Residents[neighbourhood] = Number(row["value"]);
        }

        foreach (var row in Rows(folder, "members.csv"))
            facts.Accounts.Add(new(row["member_no"], "member", OrNull(row["neighbourhood"]), Day(row["joined_on"]), DayOrNull(row["left_on"]), row["reciprocity_expected"] == "yes"));
        foreach (var row in Rows(folder, "organisations.csv"))
            facts.Accounts.Add(new(row["member_no"], row["kind"], OrNull(row["neighbourhood"]), Day(row["joined_on"]), Left: null, ReciprocityExpected: true));
        ReadHelp(folder, facts);
        ReadSpending(folder, facts);
        ReadAsking(folder, facts);
        foreach (var row in Rows(folder, "activities.csv")) facts.Activities.Add(new(Day(row["held_on"]), row["attendees"].Split(';', StringSplitOptions.RemoveEmptyEntries)));
        return facts;
    }

    private static void ReadHelp(string folder, OracleFacts facts)
    {
        foreach (var row in Rows(folder, "exchanges.csv"))
        {
            var (on, minutes) = (Day(row["happened_on"]), Number(row["minutes"]));
            var (helper, receiver) = (new OracleShare(row["helper"], minutes), new OracleShare(row["receiver"], minutes));
            facts.Exchanges.Add(new(on, facts.Exchanges.Count, [helper], [receiver], row["category"], row["recorded_by"] == "coordinator", Coordinator: null,
                row["thanked"] == "yes" ? [receiver.Account] : []));
            Move(facts, on, receiver.Account, helper.Account, minutes);
            if (facts.Accounts.Any(account => account.Number == receiver.Account && account.Kind == "shop")) facts.ShopSpending.Add(new(on, minutes));
        }
    }

    private static void ReadSpending(string folder, OracleFacts facts)
    {
        foreach (var row in Rows(folder, "redemptions.csv"))
        {
            facts.Discounts.Add(new(Day(row["happened_on"]), Number(row["minutes"]), Number(row["discount_cents"])));
            Move(facts, Day(row["happened_on"]), row["member"], row["shop"], Number(row["minutes"]));
        }

        foreach (var row in Rows(folder, "donations.csv"))
        {
            if (!facts.Accounts.Any(account => account.Number == row["pot"])) facts.Accounts.Add(new(row["pot"], "pot", Neighbourhood: null, Day(row["happened_on"]), Left: null, ReciprocityExpected: true));
            facts.Gifts.Add(new(Day(row["happened_on"]), row["member"], Number(row["minutes"])));
            Move(facts, Day(row["happened_on"]), row["member"], row["pot"], Number(row["minutes"]));
        }
    }

    private static void ReadAsking(string folder, OracleFacts facts)
    {
        foreach (var row in Rows(folder, "requests_and_offers.csv"))
        {
            if (row["kind"] == "offer") facts.Offers.Add(new(Day(row["posted_on"]), DayOrNull(row["closed_on"])));
            else facts.Requests.Add(new(Day(row["posted_on"]), row["via"] == "phone", [], row["outcome"] == "open" ? [] : [new(row["outcome"] == "matched" ? "matched" : row["outcome"] == "referred" ? "referred" : "ended", Day(row["closed_on"]))]));
        }
    }

    private static void Move(OracleFacts facts, DateOnly on, string from, string to, long minutes)
    {
        facts.Moves.Add(new(on, from, -minutes));
        facts.Moves.Add(new(on, to, minutes));
    }

    private static IEnumerable<Dictionary<string, string>> Rows(string folder, string file)
    {
        var lines = File.ReadAllLines(Path.Combine(folder, file));
        var names = lines[0].Split(',');
        foreach (var line in lines.Skip(1).Where(line => line.Length > 0))
        {
            var cells = line.Split(',');
            cells.Length.ShouldBe(names.Length, line);
            yield return names.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second.Trim());
        }
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? DayOrNull(string text) => text.Length == 0 ? null : Day(text);

    private static string? OrNull(string text) => text.Length == 0 ? null : text;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
