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
/// </summary>
internal sealed class PublishedReports(IndicatorQueries indicators, CommunityWriters writers, IJournal journal, ViewRunner views, NpgsqlDataSource database)
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
    public async Task<PublishedFigures?> FindAsync(CommunityCode community, ReportPeriod period, Instant now, CancellationToken cancellationToken)
    {
        // Anyone may ask, so a code that nobody founded must not take memory.
        if (await journal.HeadAsync(community, cancellationToken) is 0) return null;
        var (terms, begin, end, head) =
            await writers.LookAsync(community, (state, _) => (state.Agreement.Publication, state.StartOf(period.From), state.StartOf(period.To.PlusDays(WaitDays + 1)), state.Position), cancellationToken);
        if (terms is null || period.Kind != terms.Every || now < end) return null;
        var run = await RunAsync(community, head, cancellationToken);
        if (run.IsChange && begin <= (await EntryAsync(community, run.First, cancellationToken)).RecordedAt) return null;
        var position = Math.Max(run.First, await LastBeforeAsync(community, end, head, cancellationToken));
        var key = (community, period, position);
        if (kept.TryGetValue(key, out var known)) return known;
        var published = await indicators.PublishedAsync(community, period, position, cancellationToken);
        if (kept.Count >= MostKept) kept.Clear();
        return kept[key] = published;
    }

    /// <summary>The periods that are public, the newest first, at most <see cref="MostListed"/>; null when the community makes nothing public.</summary>
    public async Task<IReadOnlyList<ReportPeriod>?> PeriodsAsync(CommunityCode community, Instant now, CancellationToken cancellationToken)
    {
        var (terms, today, head) = await writers.LookAsync(community, (state, _) => (state.Agreement.Publication, state.Today(now), state.Position), cancellationToken);
        if (terms is null) return null;
        var run = await RunAsync(community, head, cancellationToken);
        var changed = run.IsChange ? (await EntryAsync(community, run.First, cancellationToken)).RecordedAt : default(Instant?);
        var from = changed is { } moment
            ? await writers.LookAsync(community, (state, _) => state.Today(moment).PlusDays(1), cancellationToken)
            : (await EntryAsync(community, position: 1, cancellationToken)).Event is CommunityFounded founded ? founded.FoundedOn : today;
        var months = terms.Every switch { PublicationPeriod.Month => 1, PublicationPeriod.Quarter => 3, _ => 12 };
        // The whole period that holds today; those before it are over.
        var first = new LocalDate(today.Year, (months * ((today.Month - 1) / months)) + 1, 1);
        return
        [
            .. Enumerable.Range(0, MostListed + 1).Select(back => first.PlusMonths(-months * back)).Select(start => new ReportPeriod(start, start.PlusMonths(months).PlusDays(-1)))
                .Where(period => period.To.PlusDays(WaitDays) < today && (changed is null ? period.To : period.From) >= from).Take(MostListed),
        ];
    }

    private async Task<PublicationRun> RunAsync(CommunityCode community, long head, CancellationToken cancellationToken)
    {
        if (!await views.WaitForAsync(community, head, Requests.ReadCall.LongestWait, cancellationToken)) throw new Problems.ProblemException(Problems.EdgeProblems.ViewsBehind());
        return await PublicationQueries.RunAsync(database, community, cancellationToken) ?? throw new InvalidOperationException($"'{community}' has public figures and no entry that made them so");
    }

    /// <summary>The last entry recorded before a moment; entries are in order of their recording, so looking at some twenty is enough.</summary>
    private async Task<long> LastBeforeAsync(CommunityCode community, Instant end, long head, CancellationToken cancellationToken)
    {
        var (before, after) = (0L, head + 1);
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            if ((await EntryAsync(community, middle, cancellationToken)).RecordedAt < end) before = middle;
            else after = middle;
        }

        return before;
    }

    private async Task<Entry> EntryAsync(CommunityCode community, long position, CancellationToken cancellationToken)
    {
        await foreach (var entry in journal.ReadAsync(community, position, limit: 1, cancellationToken)) return entry;
        throw new InvalidOperationException($"the journal of '{community}' has no entry {position}");
    }
}
