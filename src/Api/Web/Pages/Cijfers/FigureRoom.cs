using System.Text.Json;
using Buurthulp.Api.Http.Goals;
using Buurthulp.Api.Http.Indicators;
using Buurthulp.Api.Vault;
using Buurthulp.Api.Web.Figures;
using Buurthulp.Ledger.Communities;
using Buurthulp.Projections.Exchanges;
using Buurthulp.Projections.Indicators;
using Buurthulp.Projections.Indicators.Figures;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Cijfers;

/// <summary>What the pages of monitoring show: the figures of a period, whole for the community's own officers, or without small groups to hand on.</summary>
internal sealed class FigureRoom(PageCall call, IndicatorQueries indicators, PublishedReports reports, KnownOn knownOn, GoalNames names, CommunityCards cards, Words words)
{
    public async Task<string> CommunityNameAsync() => (await cards.FindAsync(call.Community, call.Stop)).Name;

    public Task<LocalDate> TodayAsync() => call.TodayAsync();

    /// <summary>Reads the period from what an address says.</summary>
    public async Task<PeriodChoice> ChooseAsync(string? named, string? from, string? to)
    {
        await call.CatchUpAsync();
        var today = await call.TodayAsync();
        return PeriodChoice.Of(named, from, to, today, await LatelyQuery.LastDayAsync(call.Database, call.Community, today, call.Stop));
    }

    /// <summary>The periods of which there is a report to hand on, the newest first.</summary>
    public Task<IReadOnlyList<ReportPeriod>> HandedOnPeriodsAsync() => reports.HandedOnPeriodsAsync(call.Community, call.Now, call.Stop);

    /// <summary>Their kind.</summary>
    public Task<PublicationPeriod> HandedOnKindAsync() => reports.KindAsync(call.Community, call.Stop);

    /// <summary>The last entry that was known at the end of a day; null for a day that has not come.</summary>
    public Task<long?> KnownOnAsync(LocalDate day) => knownOn.PositionAsync(call.Community, day, call.Stop);

    /// <summary>Null for a period of which there is no report to hand on. Such a report has a position of its own.</summary>
    public async Task<FigureReport?> ReportAsync(ReportPeriod period, bool isPublished, long? asOf = null) =>
        await FiguresAsync(period, isPublished, asOf) is var (figures, goals) ? FigureReport.Of(figures, goals, new FigureText(words, isPublished)) : null;

    /// <summary>The figures for a spreadsheet, with their names and what they say; null as above.</summary>
    public async Task<byte[]?> CsvAsync(ReportPeriod period, bool isPublished, long? asOf = null) => await FiguresAsync(period, isPublished, asOf) is var (figures, _) ? FigureFile.Csv(figures, words) : null;

    /// <summary>The same for a program.</summary>
    public async Task<byte[]?> JsonAsync(ReportPeriod period, bool isPublished, long? asOf = null) => await FiguresAsync(period, isPublished, asOf) is var (figures, _) ? FigureFile.Json(figures, words) : null;

    public string FileName(ReportPeriod period, bool isPublished, string kind) =>
        $"{(isPublished ? "verslag" : "cijfers")}-{call.Community}-{period.From:uuuu-MM-dd}-{period.To:uuuu-MM-dd}.{kind}";

    private async Task<(JsonElement Figures, IReadOnlyList<GoalFigures>? Goals)?> FiguresAsync(ReportPeriod period, bool isPublished, long? asOf)
    {
        await call.CatchUpAsync();
        var published = isPublished ? await reports.HandedOnAsync(call.Community, period, call.Now, call.Stop) : null;
        if (isPublished && published is null) return null;
        // No goals in what is handed on: their start is the figure of a year of its own, in which small groups are counted.
        if (published is not null) return (JsonSerializer.SerializeToElement(published, IndicatorJson.Options), null);
        var figures = await indicators.FiguresAsync(call.Community, period, asOf, call.Stop);
        figures = figures with { Goals = await GoalEndpoints.GoalsOfAsync(call.Community, indicators, names, figures, call.Stop) };
        return (JsonSerializer.SerializeToElement(figures, IndicatorJson.Options), figures.Goals);
    }
}
