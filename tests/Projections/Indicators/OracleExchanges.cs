using System.Globalization;

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
        figures.Whole("exchanges.active", period.Active(exchanges).Count);
        figures.Ratio("exchanges.perActive", exchanges.Count, period.Active(exchanges).Count);
        foreach (var category in exchanges.Select(exchange => exchange.Category).Distinct())
        {
            figures.Whole($"exchanges.byCategory[{category}].count", exchanges.Count(exchange => exchange.Category == category));
            figures.Whole($"exchanges.byCategory[{category}].minutes", exchanges.Where(exchange => exchange.Category == category).Sum(exchange => exchange.Minutes));
        }

        foreach (var month in period.Months())
        {
            var inMonth = exchanges.Where(exchange => exchange.On.ToString("yyyy-MM", CultureInfo.InvariantCulture) == month).ToList();
            figures.Whole($"exchanges.byMonth[{month}].count", inMonth.Count);
            figures.Whole($"exchanges.byMonth[{month}].minutes", inMonth.Sum(exchange => exchange.Minutes));
            figures.Whole($"exchanges.byMonth[{month}].active", period.Active(inMonth).Count);
        }

        AddTies(figures, period);
        figures.Whole("coordination.exchanges", exchanges.Count);
        figures.Share("coordination.recordedByCoordinator", "coordination.recordedByCoordinatorShare", exchanges.Count(exchange => exchange.ByCoordinator), exchanges.Count);
        var known = exchanges.Where(exchange => exchange.Coordinator is not null).ToList();
        figures.Whole("coordination.byKnownCoordinators", known.Count);
        figures.Share("coordination.byBusiestCoordinator", "coordination.largestCoordinatorShare", known.Select(exchange => known.Count(other => other.Coordinator == exchange.Coordinator)).DefaultIfEmpty().Max(), known.Count);
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
        figures.Whole("ties.withPartner", withPartner);
        figures.Ratio("ties.partnersMean", 2 * pairs.Count, withPartner);
        figures.Whole("ties.personExchanges", inPeriod.Count);
        figures.Share("ties.repeatExchanges", "ties.repeatShare", repeated, inPeriod.Count);
    }

    /// <summary>Helper and receiver between whom there is a minute, whoever of them helped.</summary>
    private static HashSet<(string Low, string High)> Pairs(OracleExchange exchange) =>
        [.. OracleNetwork.Split(exchange).Keys.Select(part => string.CompareOrdinal(part.From, part.To) < 0 ? (part.From, part.To) : (part.To, part.From))];
}
