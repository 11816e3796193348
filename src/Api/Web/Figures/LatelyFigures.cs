using System.Collections.Concurrent;
using Buurthulp.Api.Http.Indicators;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Indicators;
using Buurthulp.Projections.Indicators.Figures;
using Buurthulp.Projections.Indicators.Publication;
using NodaTime;

namespace Buurthulp.Api.Web.Figures;

/// <summary>What happened in a neighbourhood in a month, in whole tens; 0 for fewer than ten.</summary>
/// <param name="Month">A calendar month that is over.</param>
/// <param name="Members">Who was a member on its last day.</param>
/// <param name="Exchanges">Of help.</param>
/// <param name="Minutes">Of help, in tens of hours.</param>
public sealed record Lately(YearMonth Month, long Members, long Exchanges, long Minutes)
{
    /// <summary>What is told is rounded down to so many.</summary>
    public const long Step = 10;

    internal static Lately Of(YearMonth month, IndicatorFigures figures) =>
        new(month, Down(figures.Members.RegisteredAtEnd, Step), Down(figures.Exchanges.Count, Step), Down(figures.Exchanges.Minutes, Step * 60));

    private static long Down(long number, long step) => number / step * step;
}

/// <summary>
/// What anybody may see of a neighbourhood on any day, also where no figures are public (docs/adr/0018): the last month that settled, counted as of one position for good, in tens. So neither looking every day nor
/// laying a month beside a published report tells who came and who went.
/// </summary>
public sealed class LatelyFigures(IndicatorQueries indicators, CommunityWriters writers, IJournal journal)
{
    private const int SettleDays = PublishedReports.WaitDays + 1;

    /// <summary>Each is a few numbers; beyond this it begins anew.</summary>
    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<CommunityCode, (YearMonth Month, Lately? Told)> kept = new();

    /// <summary>Null when fewer than five people took part, and until two weeks after the journal began.</summary>
    public async Task<Lately?> FindAsync(CommunityCode community, Instant now, CancellationToken cancellationToken)
    {
        var begun = (await journal.EntryAsync(community, position: 1, cancellationToken)).RecordedAt;
        var (month, settled) = await writers.LookAsync(community, (state, _) =>
        {
            var last = state.Today(now).PlusDays(1 - SettleDays).ToYearMonth().PlusMonths(-1);
            return (last, Instant.Max(state.StartOf(last.ToDateInterval().End.PlusDays(SettleDays)), state.StartOf(state.Today(begun).PlusDays(SettleDays))));
        }, cancellationToken);
        if (now < settled) return null;
        if (kept.TryGetValue(community, out var known) && known.Month == month) return known.Told;
        var position = await journal.LastBeforeAsync(community, settled, await journal.HeadAsync(community, cancellationToken), cancellationToken);
        var days = month.ToDateInterval();
        var figures = await indicators.FiguresAsync(community, new ReportPeriod(days.Start, days.End), position, cancellationToken);
        var told = Math.Min(figures.Participation.Active, figures.Members.RegisteredAtEnd) >= PublishedCount.Least ? Lately.Of(month, figures) : null;
        if (kept.Count >= MostKept) kept.Clear();
        kept[community] = (month, told);
        return told;
    }
}
