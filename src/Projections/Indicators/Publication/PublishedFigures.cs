using Buurthulp.Projections.Indicators.Figures;
using NodaTime;

namespace Buurthulp.Projections.Indicators.Publication;

/// <summary>
/// The figures of a whole calendar period as everybody may see them. A count of people, or of what they did, from 1 to 4 is <c>"&lt;5"</c>; what would give one away is null.
/// What leans on a few people by its nature (the network's largest helpers, the busiest coordinator) and the signals are not in it.
/// </summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, included.</param>
/// <param name="Position">What was recorded up to this entry counts. It does not change any more, so neither do the figures.</param>
/// <param name="Members">Who is a member.</param>
/// <param name="Participation">Who took part.</param>
/// <param name="Exchanges">Help that was given.</param>
/// <param name="Roles">Who gave, received or did both.</param>
/// <param name="Ties">Who met whom, in numbers.</param>
/// <param name="Circle">Help that can come round through others.</param>
/// <param name="Reciprocity">How help received was met by help given.</param>
/// <param name="Matching">Requests and offers.</param>
/// <param name="Circulation">How hours go round.</param>
/// <param name="Shops">Discounts for hours.</param>
/// <param name="Thanks">Thanks that were said.</param>
/// <param name="Activities">Shared activities.</param>
public sealed record PublishedFigures(LocalDate From, LocalDate To, long Position, PublishedMembers Members, PublishedParticipation Participation, PublishedExchanges Exchanges, PublishedRoles Roles, PublishedTies Ties,
    PublishedCircle Circle, PublishedReciprocity Reciprocity, PublishedMatching Matching, PublishedCirculation Circulation, PublishedShops Shops, PublishedThanks Thanks, PublishedActivities Activities)
{
    /// <param name="figures">As the community itself sees them.</param>
    /// <param name="peopleByCategory">How many different people were in exchanges of each kind of help, in the order of the figures.</param>
    public static PublishedFigures Of(IndicatorFigures figures, IReadOnlyList<long> peopleByCategory)
    {
        // A community of a handful, or a handful who did something: every figure would be about them.
        var enough = figures.Participation.Active >= PublishedCount.Least && figures.Participation.RegisteredAtEnd >= PublishedCount.Least;
        var tied = enough && figures.Network.Nodes >= PublishedCount.Least;
        return new PublishedFigures(figures.From, figures.To, figures.Position, PublishedMembers.Of(figures.Members), PublishedParticipation.Of(figures.Participation, enough),
            PublishedExchanges.Of(figures.Exchanges, peopleByCategory, enough), PublishedRoles.Of(figures.Roles, enough), PublishedTies.Of(figures.Ties, tied), new PublishedCircle(tied ? figures.Circle.Share : null),
            tied ? new PublishedReciprocity(figures.Reciprocity.DirectShare, figures.Reciprocity.MediatedShare, figures.Reciprocity.OpenShare) : new PublishedReciprocity(null, null, null),
            PublishedMatching.Of(figures.Matching, enough), PublishedCirculation.Of(figures.Circulation, enough), PublishedShops.Of(figures.Shops, enough), PublishedThanks.Of(figures.Thanks, enough), PublishedActivities.Of(figures.Activities, enough));
    }

    /// <summary>A ratio only of counts that are told.</summary>
    internal static double? Ratio(double? ratio, params ReadOnlySpan<PublishedCount> madeOf)
    {
        foreach (var count in madeOf)
        {
            if (!count.IsTold) return null;
        }

        return ratio;
    }
}

/// <summary>Members. How many joined and left is told only when both may be, and the members before and after too: from three of these four anybody can work out the other.</summary>
public sealed record PublishedMembers(PublishedCount RegisteredAtEnd, PublishedCount Joined, PublishedCount Left)
{
    internal static PublishedMembers Of(MemberFigures figures)
    {
        var (atEnd, joined, left) = (PublishedCount.Of(figures.RegisteredAtEnd), PublishedCount.Of(figures.Joined), PublishedCount.Of(figures.Left));
        var told = atEnd.IsTold && joined.IsTold && left.IsTold && !PublishedCount.IsSmallGroup(figures.RegisteredAtEnd - figures.Joined + figures.Left);
        return new PublishedMembers(atEnd, told ? joined : PublishedCount.Withheld, told ? left : PublishedCount.Withheld);
    }
}

/// <summary>Persons who took part in help.</summary>
public sealed record PublishedParticipation(PublishedCount Active, PublishedCount RegisteredAtEnd, long Residents, double? Rate, double? Reach, IReadOnlyList<PublishedNeighbourhood> ByNeighbourhood)
{
    internal static PublishedParticipation Of(ParticipationFigures figures, bool enough)
    {
        var (active, registered) = (PublishedCount.Of(figures.Active), PublishedCount.Of(figures.RegisteredAtEnd));
        var rate = PublishedFigures.Ratio(figures.Rate, active, registered);
        var actives = Suppression.Parts([.. figures.ByNeighbourhood.Select(part => part.Active)]);
        var parts = enough ? figures.ByNeighbourhood.Select((part, i) => PublishedNeighbourhood.Of(part, actives[i])).ToList() : [];
        return new PublishedParticipation(active, registered, figures.Residents, rate, PublishedFigures.Ratio(figures.Reach, active), parts);
    }
}

/// <summary>
/// Participation in one neighbourhood; null for members of whom it is not known where they live. How many members a neighbourhood has is not told: no more can be active than are or were members, so that
/// number, of this period or the one before, would bound what is kept back here.
/// </summary>
public sealed record PublishedNeighbourhood(string? Neighbourhood, PublishedCount Active, long Residents, double? Reach)
{
    internal static PublishedNeighbourhood Of(NeighbourhoodFigures figures, PublishedCount active) => new(figures.Neighbourhood, active, figures.Residents, PublishedFigures.Ratio(figures.Reach, active));
}
