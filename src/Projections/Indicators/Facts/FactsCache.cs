using System.Collections.Concurrent;
using Buurthulp.Ledger.Accounts;
using Npgsql;

namespace Buurthulp.Projections.Indicators.Facts;

/// <summary>
/// The facts of the communities that were asked for last, so that each is read once and from then on only what came since. One question at a time for each community:
/// facts grow between questions and never during one.
/// </summary>
internal sealed class FactsCache(NpgsqlDataSource database)
{
    /// <summary>About 400 MB: some four communities of a million exchanges, or thousands of usual ones.</summary>
    private const long MostRows = 16_000_000;

    private readonly ConcurrentDictionary<CommunityCode, Kept> all = new();
    private long asked;

    /// <summary>Answers from facts up to the view's position.</summary>
    public async Task<T> AskAsync<T>(CommunityCode community, Func<CommunityFacts, T> answer, CancellationToken cancellationToken)
    {
        var kept = all.GetOrAdd(community, _ => new Kept());
        await kept.Turn.WaitAsync(cancellationToken);
        try
        {
            // What was left half read by a broken connection is read anew.
            var known = kept.Facts;
            kept.Facts = null;
            var facts = await FactsReader.ReadAsync(database, community, known, cancellationToken);
            kept.Facts = facts;
            kept.AskedAt = Interlocked.Increment(ref asked);
            return answer(facts);
        }
        finally
        {
            kept.Turn.Release();
            DropOldest();
        }
    }

    private void DropOldest()
    {
        var held = all.Values.Select(kept => (Kept: kept, kept.AskedAt, kept.Facts?.Rows)).Where(one => one.Rows is not null).OrderByDescending(one => one.AskedAt).ToList();
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

        public CommunityFacts? Facts { get; set; }

        public long AskedAt { get; set; }
    }
}
