namespace Buurthulp.Ledger.Journal;

/// <summary>Shows that one entry stands in the journal of which the root is known, without showing any other entry (RFC 9162 section 2.1.3).</summary>
/// <param name="LeafIndex">The entry's position less one.</param>
/// <param name="Size">The size of the journal that the proof is for.</param>
/// <param name="Path">The roots of the subtrees beside the way up, from the leaf to the root.</param>
public sealed record InclusionProof(long LeafIndex, long Size, IReadOnlyList<Hash> Path)
{
    /// <summary>
    /// The subtrees whose roots make the path, in its order. Where the roots come from is the caller's affair:
    /// from leaf hashes, or read from stored nodes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public static IReadOnlyList<LeafRange> Ranges(long leafIndex, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(leafIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(leafIndex, size);

        var ranges = new List<LeafRange>();
        var (from, to) = (0L, size);
        while (to - from > 1)
        {
            var middle = from + MerkleTree.SplitOf(to - from);
            if (leafIndex < middle)
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

        ranges.Reverse();
        return ranges;
    }

    /// <summary>The proof from the hashes of all leaves, which takes as many hashes as there are leaves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public static InclusionProof Of(ReadOnlySpan<Hash> leaves, long leafIndex)
    {
        var path = new List<Hash>();
        foreach (var range in Ranges(leafIndex, leaves.Length)) path.Add(range.RootOf(leaves));
        return new InclusionProof(leafIndex, leaves.Length, path);
    }

    /// <summary>Whether the leaf is in the journal that the checkpoint stands for, at this proof's index (RFC 9162 section 2.1.3.2).</summary>
    public bool Verify(Hash leaf, Checkpoint checkpoint)
    {
        if (Size != checkpoint.Size || LeafIndex < 0 || LeafIndex >= Size) return false;

        // The node on the way up and the last node of its level, counted from the left.
        var (node, last) = (LeafIndex, Size - 1);
        var root = leaf;
        foreach (var sibling in Path)
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                root = MerkleTree.Node(sibling, root);
                // A last node without a right neighbour is carried up until it stands on the right of something.
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                root = MerkleTree.Node(root, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && root == checkpoint.Root;
    }
}
