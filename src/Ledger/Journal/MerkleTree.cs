using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Buurthulp.Ledger.Journal;

/// <summary>
/// The Merkle tree of RFC 9162 section 2.1 with SHA-256. Leaf and node hashes begin with a different byte, so that no node can pass for an entry.
/// The leaf with index 0 is the entry at position 1.
/// </summary>
public static class MerkleTree
{
    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    // Entries are some hundreds of bytes; only an unusually long one needs a rented buffer.
    private const int OnStack = 1024;

    /// <summary>The root of a tree without leaves: SHA-256 of nothing.</summary>
    public static Hash EmptyRoot { get; } = HashOf([]);

    /// <summary>The hash of one entry, given its canonical JSON.</summary>
    public static Hash Leaf(ReadOnlySpan<byte> canonicalEntry)
    {
        var length = canonicalEntry.Length + 1;
        byte[]? rented = null;
        Span<byte> input = length <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(length);
        input[0] = LeafPrefix;
        canonicalEntry.CopyTo(input[1..]);
        var hash = HashOf(input[..length]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    /// <summary>The hash above two subtrees.</summary>
    public static Hash Node(Hash left, Hash right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * Hash.Length];
        input[0] = NodePrefix;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Hash.Length)..]);
        return HashOf(input);
    }

    /// <summary>The root over leaf hashes in journal order.</summary>
    public static Hash Root(ReadOnlySpan<Hash> leaves)
    {
        if (leaves.IsEmpty) return EmptyRoot;
        if (leaves.Length == 1) return leaves[0];
        var split = (int)SplitOf(leaves.Length);
        return Node(Root(leaves[..split]), Root(leaves[split..]));
    }

    /// <summary>How many leaves stand left below the root of a tree of this size: the largest power of two smaller than it.</summary>
    internal static long SplitOf(long size) => 1L << BitOperations.Log2((ulong)(size - 1));

    private static Hash HashOf(ReadOnlySpan<byte> input)
    {
        Span<byte> bytes = stackalloc byte[Hash.Length];
        Sha256.HashData(input, bytes);
        return new Hash(bytes);
    }
}

/// <summary>The leaves from index <paramref name="From"/> up to but without <paramref name="To"/>: a subtree of which a proof needs the root.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LeafRange(long From, long To)
{
    internal Hash RootOf(ReadOnlySpan<Hash> leaves) => MerkleTree.Root(leaves[checked((int)From)..checked((int)To)]);
}
