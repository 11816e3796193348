using Buurthulp.Ledger.Journal;

namespace Buurthulp.Tests.Ledger.Journal;

public sealed class CompactRangeTests
{
    private static readonly Hash[] Leaves = NaiveMerkleTree.Leaves(NaiveMerkleTree.Entries(130));

    [Fact]
    public void A_kept_tree_stays_as_it_was_and_can_grow_another_way()
    {
        var kept = Grown(7);
        var rootThen = kept.Root;

        var one = kept.Append(Leaves[100]).Append(Leaves[101]);
        var other = kept.Append(Leaves[7]).Append(Leaves[8]);

        kept.Size.ShouldBe(7);
        kept.Root.ShouldBe(rootThen);
        other.ShouldBe(Grown(9));
        one.ShouldNotBe(other);
    }

    [Fact]
    public void A_tree_read_back_from_bytes_is_the_same_and_grows_the_same()
    {
        for (var size = 0; size < 130; size++)
        {
            var tree = Grown(size);
            var read = CompactRange.FromBytes(tree.ToBytes());

            read.ShouldBe(tree, $"size {size}");
            read.Append(Leaves[0]).Root.ShouldBe(tree.Append(Leaves[0]).Root, $"size {size}");
        }
    }

    [Fact]
    public void The_bytes_are_the_size_and_the_full_subtrees_from_large_to_small()
    {
        var expected = new List<byte> { 0, 0, 0, 0, 0, 0, 0, 7 };
        expected.AddRange(MerkleTree.Root(Leaves.AsSpan(0, 4)).ToArray());
        expected.AddRange(MerkleTree.Root(Leaves.AsSpan(4, 2)).ToArray());
        expected.AddRange(Leaves[6].ToArray());

        Grown(7).ToBytes().ShouldBe(expected.ToArray());
    }

    [Fact]
    public void Bytes_of_another_form_are_refused()
    {
        var bytes = Grown(5).ToBytes();

        Should.Throw<FormatException>(() => CompactRange.FromBytes([])).Message.ShouldContain("8 bytes or more");
        Should.Throw<FormatException>(() => CompactRange.FromBytes(bytes.AsSpan(0, bytes.Length - 1))).Message.ShouldContain("size 5");
        Should.Throw<FormatException>(() => CompactRange.FromBytes([.. bytes, 0])).Message.ShouldContain("size 5");
        Should.Throw<FormatException>(() => CompactRange.FromBytes([0xff, .. bytes[1..]])).Message.ShouldContain("cannot have the size");
    }

    private static CompactRange Grown(int size) => Leaves.Take(size).Aggregate(default(CompactRange), (tree, leaf) => tree.Append(leaf));
}
