using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Api.Proof;

/// <summary>What a look at a part of a journal found.</summary>
/// <param name="First">The first position that was looked at.</param>
/// <param name="Last">The last position that the part could hold; entries beyond the head are none.</param>
/// <param name="Read">How many entries were read.</param>
/// <param name="Leaves">The leaves of the part, kept ones first; 32 bytes each.</param>
/// <param name="Changed">Positions that are not what was recorded.</param>
/// <param name="Kept">Entries whose leaf is kept, from the beginning of the journal.</param>
/// <param name="Next">Where the round goes on.</param>
/// <param name="IsEnd">The round came to the end of the journal.</param>
internal sealed record ChunkLook(long First, long Last, int Read, byte[] Leaves, long[] Changed, long Kept, long Next, bool IsEnd)
{
    public const int Entries = 1024;

    /// <summary>
    /// Computes the leaf of every entry of a chunk from what stands in the database now, and compares it with the leaf that was kept and with the one that was stored.
    /// </summary>
    public static async Task<ChunkLook> ReadAsync(IJournal journal, CommunityCode community, long chunk, byte[] kept, long head, CancellationToken cancellationToken)
    {
        var first = chunk * Entries + 1;
        var keptHere = kept.Length / Hash.Length;
        // A journal that became shorter lost the entries whose leaves are kept.
        var last = Math.Max(Math.Min(first + Entries - 1, head), first + keptHere - 1);
        var leaves = new List<byte>(kept);
        List<long> changed = [];
        var read = 0;
        for (var position = first; position <= last; position++)
        {
            await using var entries = journal.ReadAsync(community, position, last - position + 1, cancellationToken).GetAsyncEnumerator(cancellationToken);
            for (; position <= last; position++)
            {
                var (entry, isReadable) = await NextAsync(entries);
                if (isReadable && entry?.Position == position)
                {
                    read++;
                    Compare(entry);
                    continue;
                }

                // Gone, or no longer an entry at all: the reading goes on behind it.
                changed.Add(position);
                Keep(position, default);
                break;
            }
        }

        var isEnd = last >= head;
        return new ChunkLook(first, first + Entries - 1, read, [.. leaves], [.. changed], first - 1 + leaves.Count / Hash.Length, isEnd ? 1 : last + 1, isEnd);

        void Compare(Entry entry)
        {
            var leaf = LeafHash.Of(entry);
            var index = (int)(entry.Position - first);
            var known = index < keptHere ? new Hash(kept.AsSpan(index * Hash.Length, Hash.Length)) : entry.Leaf ?? leaf;
            if (leaf != known || (entry.Leaf is { } stored && stored != leaf)) changed.Add(entry.Position);
            Keep(entry.Position, known);
        }

        void Keep(long position, Hash leaf)
        {
            if (position - first >= leaves.Count / Hash.Length) leaves.AddRange(leaf.ToArray());
        }
    }

    private static async Task<(Entry? Entry, bool IsReadable)> NextAsync(IAsyncEnumerator<Entry> entries)
    {
        try
        {
            return (await entries.MoveNextAsync() ? entries.Current : null, true);
        }
        catch (InvalidOperationException)
        {
            // So the journal says that a row holds no event that this program knows.
            return (null, false);
        }
    }
}
