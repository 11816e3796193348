using System.Text;
using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems.Words;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Api.Web;
using Buurthulp.Ledger;
using Buurthulp.Projections.Indicators;

namespace Buurthulp.Api.Http.Indicators;

/// <summary>The figures to take along, each with what it means in the asked language.</summary>
internal static class FigureExportEndpoints
{
    private const string Csv = "text/csv";

    public static void MapFigureExports(this IEndpointRouteBuilder community)
    {
        const string meaning = "One row a figure, with its unit, its name and what it says and does not say, in the language that Accept-Language asks for. The period is that of readIndicators.";
        var sample = FigureTable.Of(SampleFigures.Year, new Words(Language.English));
        var brief = sample with { Figures = [.. sample.Figures.Take(8)] };
        community.MapGet("/indicators.csv", CsvAsync).WithTags("indicators").Allow(Role.Coordinator, Role.Treasurer, Role.Auditor, Role.Admin).Produces<string>(StatusCodes.Status200OK, Csv)
            .WithName("exportIndicatorsCsv").WithSummary("The figures of a period as a table for a spreadsheet").WithDescription(meaning).Example(brief.ToCsv());
        community.MapGet("/indicators.json", JsonAsync).WithTags("indicators").Allow(Role.Coordinator, Role.Treasurer, Role.Auditor, Role.Admin).Produces<FigureTable>()
            .WithName("exportIndicatorsJson").WithSummary("The figures of a period as a table, with definitions").WithDescription(meaning).Example(brief);
    }

    private static async Task<IResult> CsvAsync(ReadCall call, HttpContext context, IndicatorQueries indicators, GoalNames names, KnownOn known, string? from, string? to, string? position, string? knownOn)
    {
        var table = await TableAsync(call, context, indicators, names, known, from, to, position, knownOn);
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{call.Community}-{table.From:uuuu-MM-dd}-{table.To:uuuu-MM-dd}.csv\"";
        return Results.Text(table.ToCsv(), Csv, Encoding.UTF8);
    }

    private static async Task<IResult> JsonAsync(ReadCall call, HttpContext context, IndicatorQueries indicators, GoalNames names, KnownOn known, string? from, string? to, string? position, string? knownOn) =>
        Results.Json(await TableAsync(call, context, indicators, names, known, from, to, position, knownOn), IndicatorJson.Options);

    private static async Task<FigureTable> TableAsync(ReadCall call, HttpContext context, IndicatorQueries indicators, GoalNames names, KnownOn known, string? from, string? to, string? position, string? knownOn)
    {
        var language = Language.Of(context.Request);
        context.Response.Headers.ContentLanguage = language.Tag;
        return FigureTable.Of(await IndicatorEndpoints.FiguresAsync(call, indicators, names, IndicatorEndpoints.PeriodOf(from, to), await IndicatorEndpoints.AsOfAsync(call, known, position, knownOn)), new Words(language));
    }
}
