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
        figures.Ratio("matching.offersOpenPerRequestOpen", period.Facts.Offers.Count(offer => offer.Posted <= period.To && !(offer.Withdrawn <= period.To)), open.Count);
        figures.Ratio("matching.byPhoneShare", posted.Count(request => request.ByPhone), posted.Count);
    }

    /// <summary>The day on which somebody first was going to help, for a roster on every day of it; whatever became of it later.</summary>
    private static DateOnly? MatchedOn(OracleRequest request)
    {
        for (var turns = 1; turns <= request.Turns.Count; turns++)
        {
            if (HasHelp(request, request.Turns.Take(turns))) return request.Turns[turns - 1].On;
        }

        return null;
    }

    /// <summary>Posted by then, not over by then, and somebody is still looked for.</summary>
    private static bool IsOpen(OracleRequest request, DateOnly on)
    {
        var turns = request.Turns.Where(turn => turn.On <= on).ToList();
        return request.Posted <= on && !turns.Any(turn => turn.What is "referred" or "ended") && !HasHelp(request, turns);
    }

    private static bool HasHelp(OracleRequest request, IEnumerable<OracleTurn> turns)
    {
        var matched = false;
        HashSet<DateOnly> free = [.. request.Days];
        foreach (var turn in turns)
        {
            if (turn.What == "matched") matched = true;
            if (turn.What == "reopened") matched = false;
            if (turn.What == "taken") free.Remove(turn.Day!.Value);
            if (turn.What == "given back") free.Add(turn.Day!.Value);
        }

        return matched || (request.Days.Count > 0 && free.Count == 0);
    }
}
