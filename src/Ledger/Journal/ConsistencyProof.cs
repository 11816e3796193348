namespace Buurthulp.Ledger.Journal;

/// <summary>Shows that a journal only grew between two checkpoints: its older part is unchanged (RFC 9162 section 2.1.4).</summary>
/// <param name="OlderSize">The size of the journal at the older checkpoint.</param>
/// <param name="NewerSize">The size at the newer checkpoint.</param>
/// <param name="Path">The roots of subtrees from which both roots can be computed.</param>
public sealed record ConsistencyProof(long OlderSize, long NewerSize, IReadOnlyList<Hash> Path)
{
    /// <summary>
    /// The subtrees whose roots make the path, in its order; none when the older journal is empty or the sizes are the same.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative size, or an older journal that is larger than the newer.</exception>
    public static IReadOnlyList<LeafRange> Ranges(long olderSize, long newerSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(olderSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(olderSize, newerSize);
        if (olderSize == 0 || olderSize == newerSize) return [];

        var ranges = new List<LeafRange>();
        var (from, to) = (0L, newerSize);
        while (to != olderSize)
        {
            var middle = from + MerkleTree.SplitOf(to - from);
            if (olderSize <= middle)
            {
                ranges.Add(new LeafRange(middle, to));
                to = middle;
            }
            else
            {
                ranges.Add(new LeafRange(from, middle));
                from = middle;
            }
        }

        // What is left ends where the older journal ended. When it is the whole older journal the verifier has its root already.
        if (from > 0) ranges.Add(new LeafRange(from, to));
        ranges.Reverse();
        return ranges;
    }

    /// <summary>The proof from the hashes of all leaves, which takes as many hashes as there are leaves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The older size is negative or larger than the number of leaves.</exception>
    public static ConsistencyProof Of(ReadOnlySpan<Hash> leaves, long olderSize)
    {
        var path = new List<Hash>();
        foreach (var range in Ranges(olderSize, leaves.Length)) path.Add(range.RootOf(leaves));
        return new ConsistencyProof(olderSize, leaves.Length, path);
    }

    /// <summary>Whether the newer checkpoint's journal begins with the older checkpoint's journal (RFC 9162 section 2.1.4.2).</summary>
    public bool Verify(Checkpoint older, Checkpoint newer)
    {
        if (older.Origin != newer.Origin || older.Size != OlderSize || newer.Size != NewerSize) return false;
        if (OlderSize < 0 || OlderSize > NewerSize) return false;
        if (OlderSize == NewerSize) return Path.Count == 0 && older.Root == newer.Root;
        // Every journal begins with the empty one. The RFC leaves this case out.
        if (OlderSize == 0) return Path.Count == 0 && older.Root == MerkleTree.EmptyRoot;
        return RootsFromPath(older.Root) is { } roots && roots.Older == older.Root && roots.Newer == newer.Root;
    }

    private (Hash Older, Hash Newer)? RootsFromPath(Hash olderRoot)
    {
        // Go up as long as the older journal's last node is a right child: those subtrees are full in both journals.
        var (node, last) = (OlderSize - 1, NewerSize - 1);
        while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);

        // A full older journal is itself the first subtree, and not in the path.
        var olderIsFull = node == 0;
        if (!olderIsFull && Path.Count == 0) return null;
        var older = olderIsFull ? olderRoot : Path[0];
        var newer = older;
        for (var i = olderIsFull ? 0 : 1; i < Path.Count; i++)
        {
            if (last == 0) return null;
            if ((node & 1) == 1 || node == last)
            {
                older = MerkleTree.Node(Path[i], older);
                newer = MerkleTree.Node(Path[i], newer);
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                newer = MerkleTree.Node(newer, Path[i]);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 ? (older, newer) : null;
    }
}
