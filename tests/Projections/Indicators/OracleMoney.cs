namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>Where the hours are, how fast they go round, and what shops do with them.</summary>
internal static class OracleMoney
{
    public static void Add(OracleFigures figures, OraclePeriod period)
    {
        var moves = period.Facts.Moves;
        figures.Whole("circulation.inCirculation", InCirculation(moves, period.To));
        var ends = period.MonthEnds().Select(end => InCirculation(moves, end)).ToList();
        var moved = moves.Where(move => move.Amount > 0 && period.Has(move.On)).Sum(move => move.Amount);
        figures.Whole("circulation.movedMinutes", moved);
        figures.Whole("circulation.monthEnds", ends.Count);
        figures.Ratio("circulation.meanInCirculation", ends.Sum(), ends.Count);
        figures.Ratio("circulation.velocity", moved * (decimal)ends.Count, ends.Sum());
        var pots = period.Facts.Accounts.Where(account => account.Kind == "pot").Select(pot => pot.Number).ToList();
        figures.Whole("circulation.pot", pots.Sum(pot => Balance(moves, pot, period.To)));
        foreach (var pot in pots) figures.Whole($"circulation.pots[{pot}].minutes", Balance(moves, pot, period.To));
        figures.Whole("circulation.notesOutstanding", Balance(moves, "notes", period.To));

        var discounts = period.Facts.Discounts.Where(discount => period.Has(discount.On)).ToList();
        figures.Whole("shops.shops", period.Facts.Accounts.Count(account => account.Kind == "shop" && account.Opened <= period.To));
        figures.Whole("shops.discounts", discounts.Count);
        figures.Whole("shops.minutes", discounts.Sum(discount => discount.Minutes));
        figures.Whole("shops.discountCents", discounts.Sum(discount => discount.Cents));
        figures.Share("shops.spentMinutes", "shops.spentAgainShare", period.Facts.ShopSpending.Where(spending => period.Has(spending.On)).Sum(spending => spending.Minutes), discounts.Sum(discount => discount.Minutes));
    }

    private static long InCirculation(List<OracleMove> moves, DateOnly on) => moves.Select(move => move.Account).Distinct().Sum(account => Math.Max(0, Balance(moves, account, on)));

    private static long Balance(List<OracleMove> moves, string account, DateOnly on) => moves.Where(move => move.Account == account && move.On <= on).Sum(move => move.Amount);
}
