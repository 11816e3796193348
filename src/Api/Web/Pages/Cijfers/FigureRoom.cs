using System.Text.Json;
using Buurthulp.Api.Http.Goals;
using Buurthulp.Api.Http.Indicators;
using Buurthulp.Api.Vault;
using Buurthulp.Api.Web.Figures;
using Buurthulp.Projections.Indicators;
using Buurthulp.Projections.Indicators.Figures;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Cijfers;

/// <summary>What the pages of monitoring show: the figures of a period, whole for the community's own officers, or without small groups to hand on.</summary>
internal sealed class FigureRoom(PageCall call, IndicatorQueries indicators, GoalNames names, CommunityCards cards, Words words)
{
    public async Task<string> CommunityNameAsync() => (await cards.FindAsync(call.Community, call.Stop)).Name;

    public Task<LocalDate> TodayAsync() => call.TodayAsync();

    public async Task<FigureReport> ReportAsync(ReportPeriod period, bool isPublished)
    {
        var (figures, goals) = await FiguresAsync(period, isPublished);
        return FigureReport.Of(figures, goals, new FigureText(words, isPublished));
    }

    /// <summary>The figures for a spreadsheet, with their names and what they say.</summary>
    public async Task<byte[]> CsvAsync(ReportPeriod period, bool isPublished) => FigureFile.Csv((await FiguresAsync(period, isPublished)).Figures, words);

    /// <summary>The same for a program.</summary>
    public async Task<byte[]> JsonAsync(ReportPeriod period, bool isPublished) => FigureFile.Json((await FiguresAsync(period, isPublished)).Figures, words);

    public string FileName(ReportPeriod period, bool isPublished, string kind) =>
        $"{(isPublished ? "verslag" : "cijfers")}-{call.Community}-{period.From:uuuu-MM-dd}-{period.To:uuuu-MM-dd}.{kind}";

    private async Task<(JsonElement Figures, IReadOnlyList<GoalFigures> Goals)> FiguresAsync(ReportPeriod period, bool isPublished)
    {
        await call.CatchUpAsync();
        var figures = await indicators.FiguresAsync(call.Community, period, position: null, call.Stop);
        var goals = await GoalEndpoints.GoalsOfAsync(call.Community, indicators, names, figures, call.Stop);
        if (!isPublished) return (JsonSerializer.SerializeToElement(figures with { Goals = [] }, IndicatorJson.Options), goals);
        var published = await indicators.PublishedAsync(call.Community, period, figures.Position, call.Stop);
        return (JsonSerializer.SerializeToElement(published, IndicatorJson.Options), goals);
    }
}
