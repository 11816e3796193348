using System.Buffers.Binary;
using System.Numerics;

namespace Buurthulp.Ledger.Journal;

/// <summary>
/// All that is needed of a Merkle tree to go on growing it: its size and the roots of its full subtrees, one for each bit that is set in the size.
/// It is a value: appending gives the next tree and leaves this one as it was, so keeping one to go back to costs nothing.
/// <c>default</c> is the empty tree.
/// </summary>
public readonly record struct CompactRange
{
    private const int SizeLength = sizeof(long);
    private readonly Peak? _smallest;

    private CompactRange(long size, Peak? smallest)
    {
        Size = size;
        _smallest = smallest;
    }

    /// <summary>The root of a full subtree, and the next larger subtree to its left.</summary>
    private sealed record Peak(Hash Root, Peak? Larger);

    /// <summary>The number of leaves, which is also the position of the last entry.</summary>
    public long Size { get; }

    /// <summary>The root of the tree, at the cost of one hash for each full subtree beyond the first.</summary>
    public Hash Root
    {
        get
        {
            if (_smallest is null) return MerkleTree.EmptyRoot;
            var root = _smallest.Root;
            for (var peak = _smallest.Larger; peak is not null; peak = peak.Larger) root = MerkleTree.Node(peak.Root, root);
            return root;
        }
    }

    /// <summary>The tree with one leaf more. Over many leaves this takes one node hash a leaf, as a binary counter takes one carry a step.</summary>
    public CompactRange Append(Hash leaf)
    {
        var root = leaf;
        var larger = _smallest;
        for (var full = Size; (full & 1) == 1; full >>= 1)
        {
            root = MerkleTree.Node(larger!.Root, root);
            larger = larger.Larger;
        }

        return new CompactRange(Size + 1, new Peak(root, larger));
    }

    /// <summary>The size as eight bytes, most significant first, and the roots of the full subtrees from the largest to the smallest.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[LengthFor(Size)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Size);
        var end = bytes.Length;
        for (var peak = _smallest; peak is not null; peak = peak.Larger)
        {
            end -= Hash.Length;
            peak.Root.CopyTo(bytes.AsSpan(end));
        }

        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote. Only the form is checked: compare the root with a checkpoint before trusting it.</summary>
    /// <exception cref="FormatException">The bytes are not those of a compact range.</exception>
    public static CompactRange FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < SizeLength) throw new FormatException($"A compact range has {SizeLength} bytes or more, not {bytes.Length}.");
        var size = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (size < 0) throw new FormatException($"A compact range cannot have the size {size}.");
        if (bytes.Length != LengthFor(size))
            throw new FormatException($"A compact range of size {size} has {LengthFor(size)} bytes, not {bytes.Length}.");

        Peak? smallest = null;
        for (var rest = bytes[SizeLength..]; !rest.IsEmpty; rest = rest[Hash.Length..])
            smallest = new Peak(new Hash(rest[..Hash.Length]), smallest);
        return new CompactRange(size, smallest);
    }

    private static int LengthFor(long size) => SizeLength + Hash.Length * BitOperations.PopCount((ulong)size);
}
