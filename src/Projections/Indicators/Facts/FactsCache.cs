using System.Collections.Concurrent;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Projections.Indicators.Facts;

/// <summary>
/// The facts of the communities that were asked for last, so that each is read once and from then on only what came since. One question at a time for each community:
/// facts grow between questions and never during one.
/// </summary>
internal sealed class FactsCache(IJournal journal)
{
    /// <summary>About 400 MB: some four communities of a million exchanges, or thousands of usual ones.</summary>
    private const long MostRows = 16_000_000;

    private readonly ConcurrentDictionary<CommunityCode, Kept> all = new();
    private long asked;

    /// <summary>Answers from facts up to the journal's end, or at least up to a position.</summary>
    public async Task<T> AskAsync<T>(CommunityCode community, long upTo, Func<CommunityFacts, T> answer, CancellationToken cancellationToken)
    {
        var kept = all.GetOrAdd(community, _ => new Kept());
        await kept.Turn.WaitAsync(cancellationToken);
        try
        {
            // What failed in the middle of an entry is made anew; what somebody gave up waiting for goes on from there.
            var facts = kept.Facts ?? new JournalFacts();
            kept.Facts = null;
            try
            {
                await facts.ReadOnAsync(journal, community, upTo, cancellationToken);
            }
            catch (Exception e) when (e is OperationCanceledException or JournalUnavailableException)
            {
                kept.Facts = facts;
                throw;
            }

            kept.Facts = facts;
            kept.AskedAt = Interlocked.Increment(ref asked);
            return answer(facts.Facts);
        }
        finally
        {
            kept.Turn.Release();
            DropOldest();
        }
    }

    private void DropOldest()
    {
        var held = all.Values.Select(kept => (Kept: kept, kept.AskedAt, kept.Facts?.Facts.Rows)).Where(one => one.Rows is not null).OrderByDescending(one => one.AskedAt).ToList();
        long rows = 0;
        foreach (var (kept, _, size) in held)
        {
            rows += size!.Value;
            // One that is being asked stays: the next question drops it.
            if (rows <= MostRows || !kept.Turn.Wait(0)) continue;
            kept.Facts = null;
            kept.Turn.Release();
        }
    }

    private sealed class Kept
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public JournalFacts? Facts { get; set; }

        public long AskedAt { get; set; }
    }
}
