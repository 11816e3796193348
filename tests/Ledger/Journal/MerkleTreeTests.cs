using Buurthulp.Ledger.Journal;

namespace Buurthulp.Tests.Ledger.Journal;

public sealed class MerkleTreeTests
{
    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_known_trees_have_the_known_roots(int size, string root)
    {
        var leaves = NaiveMerkleTree.Leaves(NaiveMerkleTree.KnownEntries[..size]);

        MerkleTree.Root(leaves).ToString().ShouldBe(root);
        Grown(leaves).Root.ToString().ShouldBe(root);
    }

    [Fact]
    public void Every_tree_up_to_300_leaves_has_the_root_that_the_RFC_defines()
    {
        var entries = NaiveMerkleTree.Entries(300);
        var leaves = NaiveMerkleTree.Leaves(entries);
        var grown = default(CompactRange);
        for (var size = 0; size <= 300; size++)
        {
            if (size > 0) grown = grown.Append(leaves[size - 1]);
            var expected = new Hash(NaiveMerkleTree.Root(entries[..size]));

            MerkleTree.Root(leaves.AsSpan(0, size)).ShouldBe(expected, $"size {size}");
            grown.Root.ShouldBe(expected, $"size {size}");
            grown.Size.ShouldBe(size);
        }
    }

    [Theory]
    [InlineData(1022)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(100_000)]
    public void A_long_entry_is_hashed_like_a_short_one(int length)
    {
        byte[] entry = [.. Enumerable.Range(0, length).Select(i => (byte)(i % 251))];

        MerkleTree.Leaf(entry).ToArray().ShouldBe(NaiveMerkleTree.Root([entry]));
    }

    [Fact]
    public void A_hash_gives_back_its_bytes_and_equals_only_the_same_bytes()
    {
        byte[] bytes = [.. Enumerable.Range(100, 32).Select(i => (byte)i)];
        var hash = new Hash(bytes);

        hash.ToArray().ShouldBe(bytes);
        hash.ShouldBe(new Hash(bytes));
        for (var i = 0; i < Hash.Length; i++)
        {
            byte[] changed = [.. bytes];
            changed[i] ^= 1;
            new Hash(changed).ShouldNotBe(hash, $"byte {i}");
        }

        Should.Throw<ArgumentException>(() => new Hash(bytes.AsSpan(1)));
    }

    private static CompactRange Grown(Hash[] leaves) => leaves.Aggregate(default(CompactRange), (tree, leaf) => tree.Append(leaf));
}
