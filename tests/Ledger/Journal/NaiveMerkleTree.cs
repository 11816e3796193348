using System.Security.Cryptography;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Tests.Ledger.Journal;

/// <summary>The definitions of RFC 9162 section 2.1 word for word, slow and on entries rather than on hashes: what the real ones are held against.</summary>
internal static class NaiveMerkleTree
{
    /// <summary>The eight entries that implementations of Certificate Transparency test with.</summary>
    public static readonly byte[][] KnownEntries =
    [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
        [0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
    ];

    public static byte[][] Entries(int count) => [.. Enumerable.Range(0, count).Select(i => BitConverter.GetBytes(i * 7919))];

    public static Hash[] Leaves(IEnumerable<byte[]> entries) => [.. entries.Select(entry => MerkleTree.Leaf(entry))];

    /// <summary>MTH, section 2.1.1.</summary>
    public static byte[] Root(byte[][] entries)
    {
        if (entries.Length == 0) return SHA256.HashData([]);
        if (entries.Length == 1) return SHA256.HashData([0, .. entries[0]]);
        var k = Split(entries.Length);
        return SHA256.HashData([1, .. Root(entries[..k]), .. Root(entries[k..])]);
    }

    /// <summary>PATH, section 2.1.3.1.</summary>
    public static byte[][] Path(int m, byte[][] entries)
    {
        if (entries.Length == 1) return [];
        var k = Split(entries.Length);
        return m < k ? [.. Path(m, entries[..k]), Root(entries[k..])] : [.. Path(m - k, entries[k..]), Root(entries[..k])];
    }

    /// <summary>PROOF, section 2.1.4.1.</summary>
    public static byte[][] Proof(int m, byte[][] entries) => SubProof(m, entries, complete: true);

    private static byte[][] SubProof(int m, byte[][] entries, bool complete)
    {
        if (m == entries.Length) return complete ? [] : [Root(entries)];
        var k = Split(entries.Length);
        return m <= k
            ? [.. SubProof(m, entries[..k], complete), Root(entries[k..])]
            : [.. SubProof(m - k, entries[k..], complete: false), Root(entries[..k])];
    }

    private static int Split(int count)
    {
        var k = 1;
        while (k * 2 < count) k *= 2;
        return k;
    }
}
