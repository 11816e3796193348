using Buurthulp.Ledger.Accounts;
using Npgsql;

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

    internal static async Task<MatchingFigures> OfAsync(NpgsqlDataSource database, CommunityCode community, ReportPeriod period, long asOf, CancellationToken cancellationToken)
    {
        // percentile_disc takes the first value that half of them do not exceed: the lower median.
        await using var command = database.CreateCommand("""
            SELECT p.posted, p.matched, p.median, p.by_phone, n.long_open, n.open, r.referred, f.offers FROM (
                SELECT count(*) AS posted, count(*) FILTER (WHERE matched_position <= $4) AS matched, count(*) FILTER (WHERE channel = 'phone') AS by_phone,
                    percentile_disc(0.5) WITHIN GROUP (ORDER BY matched_on - opened_on) FILTER (WHERE matched_position <= $4) AS median
                FROM views.indicator_openings WHERE community = $1 AND is_posting AND opened_on BETWEEN $2 AND $3 AND opened_position <= $4) p,
            (
                SELECT count(*) AS open, count(*) FILTER (WHERE first.opened_on < $3 - $5) AS long_open
                FROM views.indicator_openings o JOIN views.indicator_openings first ON first.community = o.community AND first.request = o.request AND first.is_posting
                WHERE o.community = $1 AND o.opened_on <= $3 AND o.opened_position <= $4 AND (o.closed_position IS NULL OR o.closed_position > $4 OR o.closed_on > $3)) n,
            (SELECT count(*) AS referred FROM views.indicator_openings WHERE community = $1 AND closed_as = 'referred' AND closed_on BETWEEN $2 AND $3 AND closed_position <= $4) r,
            (
                SELECT count(*) AS offers FROM views.indicator_offers
                WHERE community = $1 AND posted_on <= $3 AND position <= $4 AND (withdrawn_position IS NULL OR withdrawn_position > $4 OR withdrawn_on > $3)) f
            """);
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(period.From.ToDateOnly()));
        command.Parameters.Add(Parameter.Of(period.To.ToDateOnly()));
        command.Parameters.Add(Parameter.Of(asOf));
        command.Parameters.Add(Parameter.Of(LongDays));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (posted, matched, byPhone) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(3));
        var (longOpen, open, referred, offers) = (reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6), reader.GetInt64(7));
        return new MatchingFigures(posted, matched, Ratio.Of(matched, posted), reader.IsDBNull(2) ? null : reader.GetInt32(2), longOpen, referred, offers, open, Ratio.Of(offers, open), byPhone, Ratio.Of(byPhone, posted));
    }

    /// <summary>The same, from all that was applied.</summary>
    internal static MatchingFigures Of(MatchingRows rows, ReportPeriod period)
    {
        var (from, to) = (period.From.ToDateOnly(), period.To.ToDateOnly());
        var postings = rows.Openings.Where(opening => opening.IsPosting).ToList();
        var firstOn = postings.ToDictionary(posting => posting.Request, posting => posting.On);
        var posted = postings.Where(posting => posting.On >= from && posting.On <= to).ToList();
        List<int> days = [.. posted.Where(posting => rows.Matches.ContainsKey(posting.Request)).Select(posting => rows.Matches[posting.Request].On.DayNumber - posting.On.DayNumber).Order()];
        var open = rows.Openings.Where(opening => opening.On <= to && !(opening.Ending?.On <= to)).ToList();
        var longOpen = open.Count(opening => firstOn[opening.Request] < to.AddDays(-LongDays));
        var referred = rows.Openings.Count(opening => opening.Ending is { As: "referred" } ending && ending.On >= from && ending.On <= to);
        var offers = rows.Offers.Count(offer => offer.On <= to && !(offer.WithdrawnOn <= to));
        var byPhone = posted.Count(posting => posting.Channel == "phone");
        return new MatchingFigures(posted.Count, days.Count, Ratio.Of(days.Count, posted.Count), days.Count == 0 ? null : days[(days.Count - 1) / 2], longOpen, referred, offers, open.Count,
            Ratio.Of(offers, open.Count), byPhone, Ratio.Of(byPhone, posted.Count));
    }
}
