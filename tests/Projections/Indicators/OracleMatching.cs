namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>Requests and offers.</summary>
internal static class OracleMatching
{
    public static void Add(OracleFigures figures, OraclePeriod period)
    {
        var posted = period.Facts.Requests.Where(request => period.Has(request.Posted)).ToList();
        var days = posted.Select(request => MatchedOn(request) is { } on ? on.DayNumber - request.Posted.DayNumber : null as long?).OfType<long>().ToList();
        figures.Whole("matching.requestsPosted", posted.Count);
        figures.Whole("matching.matched", days.Count);
        figures.Ratio("matching.matchRate", days.Count, posted.Count);
        figures.LowerMedian("matching.medianDaysToMatch", days);

        var open = period.Facts.Requests.Where(request => IsOpen(request, period.To)).ToList();
        figures.Whole("matching.openOver14Days", open.Count(request => period.To.DayNumber - request.Posted.DayNumber > 14));
        figures.Whole("matching.referred", period.Facts.Requests.Count(request => request.Turns.Any(turn => turn.What == "referred" && period.Has(turn.On))));
        figures.Whole("matching.requestsOpen", open.Count);
        figures.Share("matching.offersOpen", "matching.offersOpenPerRequestOpen", period.Facts.Offers.Count(offer => offer.Posted <= period.To && !(offer.Withdrawn <= period.To)), open.Count);
        figures.Share("matching.byPhone", "matching.byPhoneShare", posted.Count(request => request.ByPhone), posted.Count);
    }

    /// <summary>The day on which somebody first was going to help, for a roster on one day of it; whatever became of it later.</summary>
    private static DateOnly? MatchedOn(OracleRequest request) => request.Turns.FirstOrDefault(turn => turn.What is "matched" or "taken")?.On;

    /// <summary>Posted by then, not over by then, and not being helped. A roster is open until it is over.</summary>
    private static bool IsOpen(OracleRequest request, DateOnly on)
    {
        var isOpen = request.Posted <= on;
        foreach (var turn in request.Turns.Where(turn => turn.On <= on))
        {
            if (turn.What == "matched") isOpen = false;
            if (turn.What == "reopened") isOpen = true;
            if (turn.What is "referred" or "ended") return false;
        }

        return isOpen;
    }
}
