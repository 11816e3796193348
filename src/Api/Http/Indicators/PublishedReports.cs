using System.Collections.Concurrent;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Indicators;
using Buurthulp.Projections.Indicators.Publication;
using Buurthulp.Projections.Publications;
using Buurthulp.Projections.Running;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Http.Indicators;

/// <summary>
/// Figures as everybody may see them. A period is counted once and for all as of one position: what was recorded until <see cref="WaitDays"/> days after its end, or until figures were first made public when
/// that was later. So two looks at one period can't be subtracted from each other; nor can two periods, for none overlaps another: after a change of the kind of period only those that begin later are told.
/// A report that officers hand on is under the same rule, so that what a funder holds and what is public can't be subtracted either.
/// </summary>
public sealed class PublishedReports(IndicatorQueries indicators, CommunityWriters writers, IJournal journal, ViewRunner views, NpgsqlDataSource database)
{
    /// <summary>As long as a proposal waits for its answer by default: by then what happened in the period has been written down.</summary>
    public const int WaitDays = 14;

    /// <summary>Each is a few kilobytes and does not change; beyond this the cache begins anew.</summary>
    private const int MostKept = 2_000;

    /// <summary>As many as a page lists; earlier ones have their address all the same.</summary>
    private const int MostListed = 24;

    private readonly ConcurrentDictionary<(CommunityCode Community, ReportPeriod Period, long Position), PublishedFigures> kept = new();

    /// <summary>Null when nothing is public for this period: the community says so, or the period is of another kind or not over long enough.</summary>
    /// <exception cref="Problems.ProblemException">The views have not reached the position yet.</exception>
    public async Task<PublishedFigures?> FindAsync(CommunityCode community, ReportPeriod period, Instant now, CancellationToken cancellationToken) =>
        // Anyone may ask, so a code that nobody founded must not take memory.
        await journal.HeadAsync(community, cancellationToken) > 0 && await IsPublicAsync(community, cancellationToken) ? await HandedOnAsync(community, period, now, cancellationToken) : null;

    /// <summary>The same as officers hand it on to a funder, also when the community makes nothing public; null when there is no such report.</summary>
    /// <exception cref="Problems.ProblemException">The views have not reached the position yet.</exception>
    public async Task<PublishedFigures?> HandedOnAsync(CommunityCode community, ReportPeriod period, Instant now, CancellationToken cancellationToken)
    {
        var rule = await RuleAsync(community, cancellationToken);
        var (begin, end) = await writers.LookAsync(community, (state, _) => (state.StartOf(period.From), state.StartOf(period.To.PlusDays(WaitDays + 1))), cancellationToken);
        if (period.Kind != rule.Every || now < end || begin <= rule.ChangedAt || period.From < rule.First) return null;
        var position = Math.Max(await rule.LeastPositionAsync(now), await journal.LastBeforeAsync(community, end, rule.Head, cancellationToken));
        var key = (community, period, position);
        if (kept.TryGetValue(key, out var known)) return known;
        var published = await indicators.PublishedAsync(community, period, position, cancellationToken);
        if (kept.Count >= MostKept) kept.Clear();
        return kept[key] = published;
    }

    /// <summary>The periods that are public, the newest first, at most <see cref="MostListed"/>; null when the community makes nothing public.</summary>
    public async Task<IReadOnlyList<ReportPeriod>?> PeriodsAsync(CommunityCode community, Instant now, CancellationToken cancellationToken) =>
        await IsPublicAsync(community, cancellationToken) ? await HandedOnPeriodsAsync(community, now, cancellationToken) : null;

    /// <summary>The periods of which there is a report to hand on, the newest first, at most <see cref="MostListed"/>.</summary>
    public async Task<IReadOnlyList<ReportPeriod>> HandedOnPeriodsAsync(CommunityCode community, Instant now, CancellationToken cancellationToken)
    {
        var rule = await RuleAsync(community, cancellationToken);
        var (today, changed) = await writers.LookAsync(community, (state, _) => (state.Today(now), rule.ChangedAt is { } moment ? state.Today(moment).PlusDays(1) : (LocalDate?)null), cancellationToken);
        var from = changed ?? ((await journal.EntryAsync(community, position: 1, cancellationToken)).Event is CommunityFounded founded ? founded.FoundedOn : today);
        var months = rule.Every switch { PublicationPeriod.Month => 1, PublicationPeriod.Quarter => 3, _ => 12 };
        // The whole period that holds today; those before it are over.
        var first = new LocalDate(today.Year, (months * ((today.Month - 1) / months)) + 1, 1);
        return
        [
            .. Enumerable.Range(0, MostListed + 1).Select(back => first.PlusMonths(-months * back)).Select(start => new ReportPeriod(start, start.PlusMonths(months).PlusDays(-1)))
                .Where(period => period.To.PlusDays(WaitDays) < today && (changed is null ? period.To : period.From) >= from && period.From >= rule.First).Take(MostListed),
        ];
    }

    /// <summary>The kind of period of reports that are handed on: what figures are or were last public by, else a year.</summary>
    public async Task<PublicationPeriod> KindAsync(CommunityCode community, CancellationToken cancellationToken) => (await RuleAsync(community, cancellationToken)).Every;

    private Task<bool> IsPublicAsync(CommunityCode community, CancellationToken cancellationToken) =>
        writers.LookAsync(community, (state, _) => state.Agreement.Publication is not null, cancellationToken);

    /// <summary>Which periods can be told side by side without one giving away another (docs/adr/0018, 0035).</summary>
    private async Task<PeriodRule> RuleAsync(CommunityCode community, CancellationToken cancellationToken)
    {
        var head = await journal.HeadAsync(community, cancellationToken);
        if (!await views.WaitForAsync(community, head, Requests.ReadCall.LongestWait, cancellationToken)) throw new Problems.ProblemException(Problems.EdgeProblems.ViewsBehind());
        var run = await PublicationQueries.RunAsync(database, community, cancellationToken);
        var agreed = run is null ? default(Instant?) : (await journal.EntryAsync(community, run.First, cancellationToken)).RecordedAt;
        if (run is { IsChange: true }) return new PeriodRule(run.Every, head, ChangedAt: agreed, First: LocalDate.MinIsoValue, _ => Task.FromResult(run.First));

        // Until figures were public, years were handed on: those that were over by then, counted as of two weeks after them or after the journal began.
        var begun = (await journal.EntryAsync(community, position: 1, cancellationToken)).RecordedAt;
        var (told, settled) = await writers.LookAsync(community, (state, _) => (agreed is { } then && state.Today(then) > state.Today(begun) ? state.Today(then) : (LocalDate?)null,
            state.StartOf(state.Today(begun).PlusDays(WaitDays + 1))), cancellationToken);
        if (run is { Every: not PublicationPeriod.Year })
            return new PeriodRule(run.Every, head, ChangedAt: null, told is { } day ? new LocalDate(day.PlusDays(-WaitDays).Year, 1, 1) : LocalDate.MinIsoValue, _ => Task.FromResult(run.First));
        return new PeriodRule(PublicationPeriod.Year, head, ChangedAt: null, First: LocalDate.MinIsoValue,
            async now => agreed < settled ? run!.First : now < settled ? head : await journal.LastBeforeAsync(community, settled, head, cancellationToken));
    }

    /// <summary>Which periods are told, and as of which entry at least.</summary>
    /// <param name="Every">Their kind.</param>
    /// <param name="Head">How many entries the journal has.</param>
    /// <param name="ChangedAt">Only periods that begin after this.</param>
    /// <param name="First">Only periods that begin on this day or later.</param>
    /// <param name="LeastPositionAsync">The first entry as of which anything is told; it takes the time now.</param>
    private sealed record PeriodRule(PublicationPeriod Every, long Head, Instant? ChangedAt, LocalDate First, Func<Instant, Task<long>> LeastPositionAsync);
}
