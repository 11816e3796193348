using System.Runtime.InteropServices;
using Buurthulp.Projections.Indicators.Facts;

namespace Buurthulp.Projections.Indicators.Figures;

/// <summary>How requests for help found somebody.</summary>
/// <param name="RequestsPosted">Requests posted in the period.</param>
/// <param name="Matched">Those of them for which a helper was ever found.</param>
/// <param name="MatchRate">Matched, of those posted.</param>
/// <param name="MedianDaysToMatch">The lower median of the whole days from posting to the first match, of those matched.</param>
/// <param name="OpenOver14Days">Requests that were open at the end of the last day and posted more than 14 days before it.</param>
/// <param name="Referred">Requests handed on to an organisation in the period.</param>
/// <param name="OffersOpen">Offers that stood at the end of the last day.</param>
/// <param name="RequestsOpen">Requests that were open then.</param>
/// <param name="OffersOpenPerRequestOpen">The one divided by the other. High: people are shy to ask.</param>
/// <param name="ByPhone">Requests of the period that came by phone.</param>
/// <param name="ByPhoneShare">Of those posted.</param>
public sealed record MatchingFigures(long RequestsPosted, long Matched, double? MatchRate, long? MedianDaysToMatch, long OpenOver14Days, long Referred, long OffersOpen, long RequestsOpen,
    double? OffersOpenPerRequestOpen, long ByPhone, double? ByPhoneShare)
{
    private const int LongDays = 14;

    internal static MatchingFigures Of(Scope scope)
    {
        var matching = scope.Facts.Matching;
        long posted = 0, byPhone = 0, open = 0, longOpen = 0, referred = 0, offers = 0;
        List<long> days = [];
        foreach (ref readonly var opening in CollectionsMarshal.AsSpan(matching.Openings))
        {
            if (opening.Position > scope.AsOf) break;
            if (opening.IsPosting && scope.IsInPeriod(opening.Day))
            {
                posted++;
                if (opening.IsByPhone) byPhone++;
                if (opening.MatchedAt <= scope.AsOf) days.Add(opening.MatchedOn - opening.Day);
            }

            var isClosed = opening.ClosedAt <= scope.AsOf;
            if (isClosed && opening.IsReferred && scope.IsInPeriod(opening.ClosedOn)) referred++;
            if (opening.Day > scope.To || (isClosed && opening.ClosedOn <= scope.To)) continue;
            open++;
            if (opening.PostedOn < scope.To - LongDays) longOpen++;
        }

        foreach (ref readonly var offer in CollectionsMarshal.AsSpan(matching.Offers))
        {
            if (offer.Position <= scope.AsOf && offer.Day <= scope.To && !(offer.WithdrawnAt <= scope.AsOf && offer.WithdrawnOn <= scope.To)) offers++;
        }

        return new MatchingFigures(posted, days.Count, Ratio.Of(days.Count, posted), Ratio.LowerMedian(days), longOpen, referred, offers, open, Ratio.Of(offers, open), byPhone, Ratio.Of(byPhone, posted));
    }
}
