using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Ledger.Journal;

/// <summary>Finds entries by their place and by the moment at which they were recorded.</summary>
public static class JournalMoments
{
    /// <summary>The position of the last entry recorded before a moment; 0 when there is none. Entries are in order of their recording, so looking at some twenty is enough.</summary>
    /// <param name="journal">Where.</param>
    /// <param name="community">Whose.</param>
    /// <param name="end">The moment itself does not belong to it.</param>
    /// <param name="head">How many entries are looked among.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    public static async Task<long> LastBeforeAsync(this IJournal journal, CommunityCode community, Instant end, long head, CancellationToken cancellationToken)
    {
        var (before, after) = (0L, head + 1);
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            if ((await journal.EntryAsync(community, middle, cancellationToken)).RecordedAt < end) before = middle;
            else after = middle;
        }

        return before;
    }

    /// <summary>One entry.</summary>
    /// <exception cref="InvalidOperationException">The journal is shorter than that.</exception>
    public static async Task<Entry> EntryAsync(this IJournal journal, CommunityCode community, long position, CancellationToken cancellationToken)
    {
        await foreach (var entry in journal.ReadAsync(community, position, limit: 1, cancellationToken)) return entry;
        throw new InvalidOperationException($"the journal of '{community}' has no entry {position}");
    }
}
