namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>Whom a coordinator may want to call, looking back from a day; each with the figures that make it, for those who are here and take no pause.</summary>
internal static class OracleSignals
{
    public static SortedDictionary<string, string> Of(OracleFacts facts, DateOnly today)
    {
        SortedDictionary<string, List<string>> signals = new() { ["overload"] = [], ["overasking"] = [], ["quiet"] = [], ["newWithoutFirst"] = [] };
        foreach (var person in facts.Accounts.Where(account => account.Kind == "member" && account.Left is null && !account.IsPaused))
        {
            long DaysAgo(OracleExchange exchange) => today.DayNumber - exchange.On.DayNumber;
            bool IsHelper(OracleExchange exchange) => exchange.Helpers.Any(share => share.Account == person.Number);
            bool IsReceiver(OracleExchange exchange) => exchange.Receivers.Any(share => share.Account == person.Number);

            var theirs = facts.Exchanges.Where(exchange => IsHelper(exchange) || IsReceiver(exchange)).ToList();
            var lately = theirs.Where(exchange => DaysAgo(exchange) is >= 0 and < 28).ToList();
            var gave = lately.Where(IsHelper).Sum(exchange => exchange.Helpers.Single(share => share.Account == person.Number).Minutes);
            var helped = lately.Where(IsHelper).SelectMany(exchange => exchange.Receivers).Select(share => share.Account).Where(facts.IsPerson).Distinct().Count();
            var received = lately.Where(IsReceiver).Sum(exchange => exchange.Receivers.Single(share => share.Account == person.Number).Minutes);
            if (gave > facts.OverloadMinutes || helped > facts.OverloadPeople) signals["overload"].Add($"{person.Number}:{gave}:{helped}");
            if (received > facts.OveraskingMinutes && person.ReciprocityExpected) signals["overasking"].Add($"{person.Number}:{received}");
            var active = theirs.Where(exchange => DaysAgo(exchange) is >= 0 and < 180).ToList();
            if (active.Count > 0 && active.All(exchange => DaysAgo(exchange) >= 90)) signals["quiet"].Add($"{person.Number}:{active.Max(exchange => exchange.On):yyyy-MM-dd}");
            if (today.DayNumber - person.Opened.DayNumber is >= 30 and <= 90 && theirs.Count == 0) signals["newWithoutFirst"].Add($"{person.Number}:{person.Opened:yyyy-MM-dd}");
        }

        return new(signals.ToDictionary(signal => signal.Key, signal => string.Join(", ", signal.Value.Order(StringComparer.Ordinal))));
    }
}
