using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using NodaTime;

namespace Buurthulp.Api.Proof;

/// <summary>
/// Reads all journals again and again, a little at a time, and finds entries that are not what was recorded. It changes nothing and stops nobody: it says which position, and people decide.
/// </summary>
public sealed class JournalWatch(IJournal journal, WatchTable table, IClock clock, ILogger<JournalWatch> logger)
{
    /// <summary>Entries read in one look: two seconds of one core at most (docs/adr/0028).</summary>
    public const int EntriesPerLook = 20_000;

    /// <summary>Goes on where the last look stopped, the journals that were not looked at for longest first; how many entries were read.</summary>
    public async Task<long> LookAsync(CancellationToken cancellationToken)
    {
        var looked = await table.LookedAtAsync(cancellationToken);
        var communities = await journal.CommunitiesAsync(cancellationToken);
        long read = 0;
        foreach (var (community, head) in communities.OrderBy(one => looked.GetValueOrDefault(one.Community, Instant.MinValue)))
        {
            bool isEnd;
            do
            {
                var watched = await table.ReadAsync(community, cancellationToken);
                var look = await LookAsync(community, (watched.Next - 1) / ChunkLook.Entries, head, cancellationToken);
                (read, isEnd) = (read + look.Read, look.IsEnd);
                if (read >= EntriesPerLook) return read;
            }
            while (!isEnd);
        }

        return read;
    }

    /// <summary>Reads one journal from beginning to end, whatever was looked at before; the positions that are not what was recorded.</summary>
    public async Task<IReadOnlyList<long>> CheckAsync(CommunityCode community, CancellationToken cancellationToken)
    {
        var head = await journal.HeadAsync(community, cancellationToken);
        var kept = (await table.ReadAsync(community, cancellationToken)).Kept;
        for (long chunk = 0; chunk * ChunkLook.Entries < Math.Max(head, kept); chunk++) await LookAsync(community, chunk, head, cancellationToken);
        return (await table.ReadAsync(community, cancellationToken)).Changed;
    }

    private async Task<ChunkLook> LookAsync(CommunityCode community, long chunk, long head, CancellationToken cancellationToken)
    {
        var kept = await table.LeavesAsync(community, chunk, cancellationToken);
        var look = await ChunkLook.ReadAsync(journal, community, chunk, kept, head, cancellationToken);
        await table.WriteAsync(community, chunk, look, clock.GetCurrentInstant(), cancellationToken);
        foreach (var position in look.Changed) logger.LogError("The entry at position {Position} of {Community} is not what was recorded: somebody changed the database", position, community);
        return look;
    }
}
