using System.Collections.Concurrent;
using System.Numerics;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Api.Http.Journal;

/// <summary>
/// Roots and proofs over a journal as of any position. Keeps the roots of full subtrees of <see cref="Chunk"/> leaves, so that an answer
/// reads two chunks of leaves at most, however long the journal is; entries never change, so neither do these.
/// </summary>
public sealed class JournalTree(CommunityCode community, IJournal journal)
{
    /// <summary>A power of two, so that a chunk is always a whole subtree.</summary>
    private const int Chunk = 1_024;

    private Hash[] chunks = [];

    /// <summary>The root over the first <paramref name="size"/> entries, which must be recorded.</summary>
    public async Task<Hash> RootAsync(long size, CancellationToken cancellationToken)
    {
        if (size == 0) return MerkleTree.EmptyRoot;
        return await new Reading(this, await FullChunksAsync(size, cancellationToken)).RootAsync(0, size, cancellationToken);
    }

    /// <summary>Shows that the leaf is among the first <paramref name="size"/> entries, which must be recorded.</summary>
    public async Task<InclusionProof> ProofAsync(long leafIndex, long size, CancellationToken cancellationToken)
    {
        var reading = new Reading(this, await FullChunksAsync(size, cancellationToken));
        List<Hash> path = [];
        foreach (var (from, to) in InclusionProof.Ranges(leafIndex, size)) path.Add(await reading.RootAsync(from, to, cancellationToken));
        return new InclusionProof(leafIndex, size, path);
    }

    /// <summary>Shows that the first <paramref name="olderSize"/> entries are still the beginning of the first <paramref name="newerSize"/>, which must be recorded.</summary>
    public async Task<ConsistencyProof> GrowthAsync(long olderSize, long newerSize, CancellationToken cancellationToken)
    {
        var reading = new Reading(this, await FullChunksAsync(newerSize, cancellationToken));
        List<Hash> path = [];
        foreach (var (from, to) in ConsistencyProof.Ranges(olderSize, newerSize)) path.Add(await reading.RootAsync(from, to, cancellationToken));
        return new ConsistencyProof(olderSize, newerSize, path);
    }

    /// <summary>Two callers at once may compute the same roots twice, which is rare and harmless.</summary>
    private async Task<Hash[]> FullChunksAsync(long size, CancellationToken cancellationToken)
    {
        var known = Volatile.Read(ref chunks);
        var full = size / Chunk;
        if (known.Length >= full) return known;
        var grown = new List<Hash>(known);
        while (grown.Count < full) grown.Add(MerkleTree.Root(await LeavesAsync((long)grown.Count * Chunk, Chunk, cancellationToken)));
        Volatile.Write(ref chunks, [.. grown]);
        return [.. grown];
    }

    private async Task<Hash[]> LeavesAsync(long from, long count, CancellationToken cancellationToken)
    {
        var leaves = new List<Hash>();
        await foreach (var entry in journal.ReadAsync(community, from + 1, count, cancellationToken)) leaves.Add(entry.Leaf ?? LeafHash.Of(entry));
        return leaves.Count == count ? [.. leaves] : throw new InvalidOperationException($"the journal of '{community}' has {from + leaves.Count} entries where {from + count} were recorded");
    }

    /// <summary>One answer's way through the tree; leaves that it read once it does not read again.</summary>
    private sealed class Reading(JournalTree tree, Hash[] chunks)
    {
        private readonly Dictionary<long, Hash[]> read = [];

        public async Task<Hash> RootAsync(long from, long to, CancellationToken cancellationToken)
        {
            if (to - from > Chunk)
            {
                var middle = from + (1L << BitOperations.Log2((ulong)(to - from - 1)));
                return MerkleTree.Node(await RootAsync(from, middle, cancellationToken), await RootAsync(middle, to, cancellationToken));
            }

            if (to - from == Chunk) return chunks[from / Chunk];
            var (first, start) = (from / Chunk * Chunk, (int)(from % Chunk));
            var leaves = await LeavesAsync(first, to, cancellationToken);
            return MerkleTree.Root(leaves.AsSpan(start, (int)(to - from)));
        }

        private async Task<Hash[]> LeavesAsync(long first, long to, CancellationToken cancellationToken)
        {
            if (read.TryGetValue(first, out var known) && known.Length >= to - first) return known;
            // A full chunk is read whole, because a proof needs several parts of it.
            return read[first] = await tree.LeavesAsync(first, first / Chunk < chunks.Length ? Chunk : to - first, cancellationToken);
        }
    }
}

/// <summary>The trees of all communities that were asked for.</summary>
public sealed class JournalTrees(IJournal journal)
{
    private readonly ConcurrentDictionary<CommunityCode, JournalTree> trees = new();

    public JournalTree Of(CommunityCode community) => trees.GetOrAdd(community, code => new JournalTree(code, journal));
}
