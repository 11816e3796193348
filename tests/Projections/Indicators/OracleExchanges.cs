namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>Exchanges, ties between persons, and who books.</summary>
internal static class OracleExchanges
{
    public static void Add(OracleFigures figures, OraclePeriod period)
    {
        var exchanges = period.Exchanges;
        figures.Whole("exchanges.count", exchanges.Count);
        figures.Whole("exchanges.minutes", exchanges.Sum(exchange => exchange.Minutes));
        figures.Ratio("exchanges.meanMinutes", exchanges.Sum(exchange => exchange.Minutes), exchanges.Count);
        figures.LowerMedian("exchanges.medianMinutes", exchanges.Select(exchange => exchange.Minutes));
        figures.Ratio("exchanges.perActive", exchanges.Count, period.Active(exchanges).Count);
        foreach (var category in exchanges.Select(exchange => exchange.Category).Distinct())
        {
            figures.Whole($"exchanges.byCategory[{category}].count", exchanges.Count(exchange => exchange.Category == category));
            figures.Whole($"exchanges.byCategory[{category}].minutes", exchanges.Where(exchange => exchange.Category == category).Sum(exchange => exchange.Minutes));
        }

        foreach (var (month, lastDay) in period.Months())
        {
            var inMonth = exchanges.Where(exchange => (exchange.On.Year, exchange.On.Month) == (lastDay.Year, lastDay.Month)).ToList();
            figures.Whole($"exchanges.byMonth[{month}].count", inMonth.Count);
            figures.Whole($"exchanges.byMonth[{month}].minutes", inMonth.Sum(exchange => exchange.Minutes));
            figures.Whole($"exchanges.byMonth[{month}].active", period.Active(inMonth).Count);
        }

        AddTies(figures, period);
        figures.Ratio("coordination.recordedByCoordinatorShare", exchanges.Count(exchange => exchange.ByCoordinator), exchanges.Count);
        var known = exchanges.Where(exchange => exchange.Coordinator is not null).ToList();
        figures.Ratio("coordination.largestCoordinatorShare", known.Select(exchange => known.Count(other => other.Coordinator == exchange.Coordinator)).DefaultIfEmpty().Max(), known.Count);
    }

    private static void AddTies(OracleFigures figures, OraclePeriod period)
    {
        var ever = period.Facts.Exchanges.Where(period.IsPersonExchange).Select(exchange => (exchange.On, exchange.Order, Pairs: Pairs(exchange))).ToList();
        var inPeriod = ever.Where(exchange => period.Has(exchange.On)).ToList();
        var pairs = inPeriod.SelectMany(exchange => exchange.Pairs).ToHashSet();
        var before = ever.Where(exchange => exchange.On < period.From).SelectMany(exchange => exchange.Pairs).ToHashSet();
        var withPartner = pairs.SelectMany(pair => new[] { pair.Low, pair.High }).Distinct().Count();
        var repeated = inPeriod.Count(one => ever.Any(earlier => (earlier.On < one.On || (earlier.On == one.On && earlier.Order < one.Order)) && earlier.Pairs.Any(one.Pairs.Contains)));
        figures.Whole("ties.pairs", pairs.Count);
        figures.Whole("ties.newPairs", pairs.Count(pair => !before.Contains(pair)));
        figures.Ratio("ties.partnersMean", 2 * pairs.Count, withPartner);
        figures.Ratio("ties.repeatShare", repeated, inPeriod.Count);
    }

    /// <summary>Helper and receiver, whoever of them helped.</summary>
    private static HashSet<(string Low, string High)> Pairs(OracleExchange exchange)
    {
        HashSet<(string, string)> pairs = [];
        foreach (var helper in exchange.Helpers)
        {
            foreach (var receiver in exchange.Receivers) pairs.Add(string.CompareOrdinal(helper.Account, receiver.Account) < 0 ? (helper.Account, receiver.Account) : (receiver.Account, helper.Account));
        }

        return pairs;
    }
}
