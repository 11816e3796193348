using Buurthulp.Projections.Indicators.Figures;

namespace Buurthulp.Projections.Indicators.Publication;

/// <summary>Exchanges of help; null for a period with too few people.</summary>
public sealed record PublishedExchanges(long? Count, long? Minutes, double? MeanMinutes, long? MedianMinutes, double? PerActive, IReadOnlyList<PublishedCategory> ByCategory, IReadOnlyList<PublishedMonth> ByMonth)
{
    internal static PublishedExchanges Of(ExchangeFigures figures, IReadOnlyList<long> peopleByCategory, bool enough)
    {
        if (!enough) return new PublishedExchanges(null, null, null, null, null, [], []);
        var (categories, months) = (Suppression.Parts(peopleByCategory), Suppression.Parts([.. figures.ByMonth.Select(month => month.Active)]));
        return new PublishedExchanges(figures.Count, figures.Minutes, figures.MeanMinutes, figures.MedianMinutes, figures.PerActive,
            [.. figures.ByCategory.Select((category, i) => categories[i].IsTold ? new PublishedCategory(category.Category, category.Count, category.Minutes) : new PublishedCategory(category.Category, null, null))],
            [.. figures.ByMonth.Select((month, i) => months[i].IsTold ? new PublishedMonth(month.Month, month.Count, month.Minutes, months[i]) : new PublishedMonth(month.Month, null, null, months[i]))]);
    }
}

/// <summary>Exchanges of one kind of help; null when too few people were in them, or when they would give those away.</summary>
public sealed record PublishedCategory(string Category, long? Count, long? Minutes);

/// <summary>Exchanges of one calendar month; null when too few people were in them, or when they would give those away.</summary>
public sealed record PublishedMonth(string Month, long? Count, long? Minutes, PublishedCount Active);

/// <summary>In which roles persons took part.</summary>
public sealed record PublishedRoles(PublishedCount GaveOnly, PublishedCount ReceivedOnly, PublishedCount Both, double? BothShare)
{
    internal static PublishedRoles Of(RoleFigures figures, bool enough)
    {
        if (!enough) return new PublishedRoles(PublishedCount.Withheld, PublishedCount.Withheld, PublishedCount.Withheld, null);
        var parts = Suppression.Parts([figures.GaveOnly, figures.ReceivedOnly, figures.Both]);
        return new PublishedRoles(parts[0], parts[1], parts[2], PublishedFigures.Ratio(figures.BothShare, parts[2]));
    }
}

/// <summary>Ties between persons; null when too few have one. In how many pairs somebody is on average is told with the pairs or not at all.</summary>
public sealed record PublishedTies(PublishedCount Pairs, PublishedCount NewPairs, double? PartnersMean, double? RepeatShare)
{
    internal static PublishedTies Of(TieFigures figures, bool enough)
    {
        if (!enough) return new PublishedTies(PublishedCount.Withheld, PublishedCount.Withheld, null, null);
        var pairs = PublishedCount.Of(figures.Pairs);
        return new PublishedTies(pairs, PublishedCount.Of(figures.NewPairs), PublishedFigures.Ratio(figures.PartnersMean, pairs), PublishedFigures.Ratio(figures.RepeatShare, PublishedCount.Of(figures.RepeatExchanges)));
    }
}

/// <summary>Help that can come round through others.</summary>
public sealed record PublishedCircle(double? Share);

/// <summary>How help received was met by help given.</summary>
public sealed record PublishedReciprocity(double? DirectShare, double? MediatedShare, double? OpenShare);

/// <summary>Requests and offers.</summary>
public sealed record PublishedMatching(PublishedCount RequestsPosted, PublishedCount Matched, double? MatchRate, long? MedianDaysToMatch, PublishedCount OpenOver14Days, PublishedCount Referred,
    double? OffersOpenPerRequestOpen, double? ByPhoneShare)
{
    internal static PublishedMatching Of(MatchingFigures figures, bool enough)
    {
        if (!enough) return new PublishedMatching(PublishedCount.Withheld, PublishedCount.Withheld, null, null, PublishedCount.Withheld, PublishedCount.Withheld, null, null);
        var (posted, matched) = (PublishedCount.Of(figures.RequestsPosted), PublishedCount.Of(figures.Matched));
        return new PublishedMatching(posted, matched, PublishedFigures.Ratio(figures.MatchRate, posted, matched), matched.IsTold ? figures.MedianDaysToMatch : null, PublishedCount.Of(figures.OpenOver14Days),
            PublishedCount.Of(figures.Referred), PublishedFigures.Ratio(figures.OffersOpenPerRequestOpen, PublishedCount.Of(figures.OffersOpen), PublishedCount.Of(figures.RequestsOpen)),
            PublishedFigures.Ratio(figures.ByPhoneShare, posted, PublishedCount.Of(figures.ByPhone)));
    }
}

/// <summary>How hours go round; null for a community of a handful.</summary>
public sealed record PublishedCirculation(long? InCirculation, double? Velocity, long? Pot, long? NotesOutstanding)
{
    internal static PublishedCirculation Of(CirculationFigures figures, bool enough) =>
        enough ? new PublishedCirculation(figures.InCirculation, figures.Velocity, figures.Pot, figures.NotesOutstanding) : new PublishedCirculation(null, null, null, null);
}

/// <summary>Shops that give a discount for hours. Minutes and euro only when enough discounts were given.</summary>
public sealed record PublishedShops(long Shops, PublishedCount Discounts, long? Minutes, long? DiscountCents, double? SpentAgainShare)
{
    internal static PublishedShops Of(ShopFigures figures, bool enough)
    {
        if (!enough) return new PublishedShops(figures.Shops, PublishedCount.Withheld, null, null, null);
        var discounts = PublishedCount.Of(figures.Discounts);
        return new PublishedShops(figures.Shops, discounts, discounts.IsTold ? figures.Minutes : null, discounts.IsTold ? figures.DiscountCents : null, PublishedFigures.Ratio(figures.SpentAgainShare, discounts));
    }
}

/// <summary>Thanks for the exchanges of the period.</summary>
public sealed record PublishedThanks(PublishedCount Count, double? Share)
{
    internal static PublishedThanks Of(ThanksFigures figures, bool enough)
    {
        var (count, thanked) = (PublishedCount.Of(figures.Count), PublishedCount.Of(figures.ExchangesThanked));
        return enough ? new PublishedThanks(count, PublishedFigures.Ratio(figures.Share, count, thanked)) : new PublishedThanks(PublishedCount.Withheld, null);
    }
}

/// <summary>Shared activities. How often somebody came is told only when enough different people did.</summary>
public sealed record PublishedActivities(long Held, PublishedCount Attendances, PublishedCount Attendees, PublishedCount FirstExchangeAfter)
{
    internal static PublishedActivities Of(ActivityFigures figures, bool enough)
    {
        if (!enough) return new PublishedActivities(figures.Held, PublishedCount.Withheld, PublishedCount.Withheld, PublishedCount.Withheld);
        var attendees = PublishedCount.Of(figures.Attendees);
        return new PublishedActivities(figures.Held, attendees.IsTold ? PublishedCount.Of(figures.Attendances) : PublishedCount.Withheld, attendees, PublishedCount.Of(figures.FirstExchangeAfter));
    }
}
