using Buurthulp.Projections.Indicators.Facts;
using Buurthulp.Projections.Indicators.Network;
using NodaTime;

namespace Buurthulp.Projections.Indicators.Figures;

/// <summary>All figures of a period, as of a position. Ratios are null when there is nothing to divide by; what they are made of stands beside them.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, included.</param>
/// <param name="Position">What was recorded up to this entry counts.</param>
/// <param name="Members">Who is a member.</param>
/// <param name="Participation">Who took part.</param>
/// <param name="Exchanges">Help that was given.</param>
/// <param name="Roles">Who gave, received or did both.</param>
/// <param name="Ties">Who met whom, in numbers.</param>
/// <param name="Network">How the ties hang together.</param>
/// <param name="Circle">Help that can come round through others.</param>
/// <param name="Reciprocity">How help received was met by help given.</param>
/// <param name="Matching">Requests and offers.</param>
/// <param name="Coordination">Who wrote it down.</param>
/// <param name="Circulation">How hours go round.</param>
/// <param name="Shops">Discounts for hours.</param>
/// <param name="Thanks">Thanks that were said.</param>
/// <param name="Activities">Shared activities.</param>
public sealed record IndicatorFigures(LocalDate From, LocalDate To, long Position, MemberFigures Members, ParticipationFigures Participation, ExchangeFigures Exchanges, RoleFigures Roles, TieFigures Ties,
    NetworkFigures Network, CircleFigures Circle, ReciprocityFigures Reciprocity, MatchingFigures Matching, CoordinationFigures Coordination, CirculationFigures Circulation, ShopFigures Shops,
    ThanksFigures Thanks, ActivityFigures Activities)
{
    /// <summary>The goals that hold, each with the figure of this period.</summary>
    public IReadOnlyList<GoalFigures> Goals { get; init; } = [];

    internal static IndicatorFigures Of(Scope scope)
    {
        var activity = Activity.In(scope);
        var network = HelpNetwork.Of(scope);
        var participation = ParticipationFigures.Of(scope, activity);
        return new IndicatorFigures(scope.Period.From, scope.Period.To, scope.AsOf, MemberFigures.Of(scope), participation, ExchangeFigures.Of(scope, participation.Active), RoleFigures.Of(scope, activity),
            TieFigures.Of(scope, network), NetworkFigures.Of(scope, network), CircleFigures.Of(network), ReciprocityFigures.Of(network), MatchingFigures.Of(scope), CoordinationFigures.Of(scope), CirculationFigures.Of(scope), ShopFigures.Of(scope),
            ThanksFigures.Of(scope), ActivityFigures.Of(scope));
    }
}
