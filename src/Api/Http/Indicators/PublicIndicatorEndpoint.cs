using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Projections.Indicators;
using Buurthulp.Projections.Indicators.Publication;
using NodaTime;

namespace Buurthulp.Api.Http.Indicators;

/// <summary>The figures that a community has made public, for anybody.</summary>
internal static class PublicIndicatorEndpoint
{
    public static void MapPublicIndicators(this IEndpointRouteBuilder community) =>
        community.MapGet("/indicators/public", ReadAsync).WithTags("indicators").AllowAnonymous().Produces<PublishedFigures>()
            .WithName("readPublicIndicators").WithSummary("The figures of a period as everybody may see them")
            .WithDescription("Only when the community's agreement says so, only for whole periods of the kind that it names, and from 15 days after the end of the period. Counts of people from 1 to 4 are <5, and what would give them away "
                + "is null; docs/adr/0018 says what is protected and what is not. The answer for a period does not change any more.")
            .Example(PublishedFigures.Of(SampleFigures.Year, [40]));

    private static async Task<IResult> ReadAsync(string community, string? period, PublishedReports reports, IClock clock, CancellationToken cancellationToken)
    {
        if (period is null || !ReportPeriod.TryParse(period, out var asked)) throw ProblemException.Malformed("period");
        var published = await reports.FindAsync(Parameters.Community(community), asked, clock.GetCurrentInstant(), cancellationToken);
        return published is null ? EdgeProblems.NotFound : Results.Json(published, IndicatorJson.Options);
    }
}
