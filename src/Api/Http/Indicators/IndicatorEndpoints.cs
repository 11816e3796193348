using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.Goals;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Projections.Indicators;
using Buurthulp.Projections.Indicators.Figures;

namespace Buurthulp.Api.Http.Indicators;

/// <summary>The monitoring figures of a community: for learning, not for ranking people.</summary>
internal static class IndicatorEndpoints
{
    public static void MapIndicators(this IEndpointRouteBuilder community)
    {
        community.MapGet("/indicators", ReadAsync).WithTags("indicators").Allow(Role.Coordinator, Role.Treasurer, Role.Auditor, Role.Admin).Produces<IndicatorFigures>()
            .WithName("readIndicators").WithSummary("The figures of a period, as of a position")
            .WithDescription("What each figure means stands in docs/data-dictionary.md and beside it in indicators.json. A ratio is null when there is nothing to divide by.")
            .Example(SampleFigures.Year);
    }

    private static async Task<IResult> ReadAsync(ReadCall call, IndicatorQueries indicators, GoalNames names, string? from, string? to, string? position)
    {
        var figures = await FiguresAsync(call, indicators, from, to, position);
        return Results.Json(figures with { Goals = await GoalEndpoints.GoalsOfAsync(call, indicators, names, figures) }, IndicatorJson.Options);
    }

    internal static Task<IndicatorFigures> FiguresAsync(ReadCall call, IndicatorQueries indicators, string? from, string? to, string? position)
    {
        var asOf = Parameters.Number(position, "position", least: 0, most: call.Head) ?? call.Head;
        return indicators.FiguresAsync(call.Community, PeriodOf(from, to), asOf, call.CancellationToken);
    }

    /// <summary>From the first day of the one to the last day of the other; without the other to the last day of the first.</summary>
    internal static ReportPeriod PeriodOf(string? from, string? to)
    {
        var first = Named(from ?? "", "from");
        var asked = first with { To = Named(to ?? from!, "to").To };
        return asked.IsSensible ? asked : throw ProblemException.Malformed("to");
    }

    private static ReportPeriod Named(string text, string field) => ReportPeriod.TryParse(text, out var period) ? period : throw ProblemException.Malformed(field);
}
