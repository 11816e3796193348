namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>Whom a coordinator may want to call, looking back from the last day of the period.</summary>
internal static class OracleSignals
{
    public static SortedDictionary<string, string> Of(OracleFacts facts, DateOnly to)
    {
        SortedDictionary<string, List<string>> signals = new() { ["overload"] = [], ["overasking"] = [], ["quiet"] = [], ["newWithoutFirst"] = [] };
        foreach (var person in facts.Accounts.Where(account => account.IsRegistered(to)))
        {
            long DaysAgo(OracleExchange exchange) => to.DayNumber - exchange.On.DayNumber;
            bool IsHelper(OracleExchange exchange) => exchange.Helpers.Any(share => share.Account == person.Number);
            bool IsReceiver(OracleExchange exchange) => exchange.Receivers.Any(share => share.Account == person.Number);

            var past = facts.Exchanges.Where(exchange => exchange.On <= to && (IsHelper(exchange) || IsReceiver(exchange))).ToList();
            var lately = past.Where(exchange => DaysAgo(exchange) < 28).ToList();
            var gave = lately.Where(IsHelper).Sum(exchange => exchange.Helpers.Single(share => share.Account == person.Number).Minutes);
            var helped = lately.Where(IsHelper).SelectMany(exchange => exchange.Receivers).Select(share => share.Account).Where(facts.IsPerson).Distinct().Count();
            var received = lately.Where(IsReceiver).Sum(exchange => exchange.Receivers.Single(share => share.Account == person.Number).Minutes);
            if (gave > facts.OverloadMinutes || helped > facts.OverloadPeople) signals["overload"].Add(person.Number);
            if (received > facts.OverloadMinutes && person.ReciprocityExpected) signals["overasking"].Add(person.Number);
            if (past.Any(exchange => DaysAgo(exchange) < 180) && !past.Any(exchange => DaysAgo(exchange) < 90)) signals["quiet"].Add(person.Number);
            if (to.DayNumber - person.Opened.DayNumber is >= 30 and <= 90 && past.Count == 0) signals["newWithoutFirst"].Add(person.Number);
        }

        return new(signals.ToDictionary(signal => signal.Key, signal => string.Join(", ", signal.Value.Order(StringComparer.Ordinal))));
    }
}
