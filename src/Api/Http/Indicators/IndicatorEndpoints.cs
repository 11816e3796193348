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

    private static async Task<IResult> ReadAsync(ReadCall call, IndicatorQueries indicators, GoalNames names, KnownOn known, string? from, string? to, string? position, string? knownOn) =>
        Results.Json(await FiguresAsync(call, indicators, names, PeriodOf(from, to), await AsOfAsync(call, known, position, knownOn)), IndicatorJson.Options);

    /// <summary>The figures with the goals.</summary>
    internal static async Task<IndicatorFigures> FiguresAsync(ReadCall call, IndicatorQueries indicators, GoalNames names, ReportPeriod period, long asOf)
    {
        var figures = await indicators.FiguresAsync(call.Community, period, asOf, call.CancellationToken);
        return figures with { Goals = await GoalEndpoints.GoalsOfAsync(call, indicators, names, figures) };
    }

    /// <summary>As of an entry, or of what was known at the end of a day; without either as of the last entry.</summary>
    internal static async Task<long> AsOfAsync(ReadCall call, KnownOn known, string? position, string? knownOn)
    {
        if (position is not null && knownOn is not null) throw new ProblemException(EdgeProblems.PositionAndKnownOn);
        if (Parameters.Date(knownOn, "knownOn") is not { } day) return Parameters.Number(position, "position", least: 0, most: call.Head) ?? call.Head;
        return await known.PositionAsync(call.Community, day, call.CancellationToken) ?? throw ProblemException.Malformed("knownOn");
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
