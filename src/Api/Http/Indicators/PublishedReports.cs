using System.Collections.Concurrent;
using Buurthulp.Ledger.Accounts;
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
        if (run.IsChange && begin <= await RecordedAtAsync(community, run.First, cancellationToken)) return null;
        var position = Math.Max(run.First, await LastBeforeAsync(community, end, head, cancellationToken));
        var key = (community, period, position);
        if (kept.TryGetValue(key, out var known)) return known;
        var published = await indicators.PublishedAsync(community, period, position, cancellationToken);
        if (kept.Count >= MostKept) kept.Clear();
        return kept[key] = published;
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
            if (await RecordedAtAsync(community, middle, cancellationToken) < end) before = middle;
            else after = middle;
        }

        return before;
    }

    private async Task<Instant> RecordedAtAsync(CommunityCode community, long position, CancellationToken cancellationToken)
    {
        await foreach (var entry in journal.ReadAsync(community, position, limit: 1, cancellationToken)) return entry.RecordedAt;
        throw new InvalidOperationException($"the journal of '{community}' has no entry {position}");
    }
}
