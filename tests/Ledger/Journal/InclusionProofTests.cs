using Buurthulp.Ledger.Journal;

namespace Buurthulp.Tests.Ledger.Journal;

public sealed class InclusionProofTests
{
    private const int Largest = 60;
    private const string Origin = "buurthulp/molenwijk";

    private static readonly byte[][] Entries = NaiveMerkleTree.Entries(Largest);
    private static readonly Hash[] Leaves = NaiveMerkleTree.Leaves(Entries);

    [Fact]
    public void The_known_proof_of_the_sixth_of_eight_leaves_is_found()
    {
        var proof = InclusionProof.Of(NaiveMerkleTree.Leaves(NaiveMerkleTree.KnownEntries), 5);

        proof.Path.Select(hash => hash.ToString()).ShouldBe(
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ]);
    }

    [Fact]
    public void Every_proof_is_the_one_that_the_RFC_defines_and_verifies() => ForEveryProof((proof, checkpoint) =>
    {
        var index = (int)proof.LeafIndex;
        proof.Path.ShouldBe(NaiveMerkleTree.Path(index, Entries[..(int)proof.Size]).Select(hash => new Hash(hash)), proof.ToString());
        proof.Verify(Leaves[index], checkpoint).ShouldBeTrue(proof.ToString());
    });

    [Fact]
    public void A_proof_does_not_hold_for_another_leaf_place_or_journal() => ForEveryProof((proof, checkpoint) =>
    {
        var leaf = Leaves[proof.LeafIndex];
        proof.Verify(Flipped(leaf), checkpoint).ShouldBeFalse(proof.ToString());
        proof.Verify(leaf, checkpoint with { Root = Flipped(checkpoint.Root) }).ShouldBeFalse(proof.ToString());
        proof.Verify(leaf, checkpoint with { Size = checkpoint.Size + 1 }).ShouldBeFalse(proof.ToString());
        for (var index = -1; index <= proof.Size; index++)
        {
            if (index != proof.LeafIndex) (proof with { LeafIndex = index }).Verify(leaf, checkpoint).ShouldBeFalse($"{proof} at {index}");
        }
    });

    [Fact]
    public void A_proof_with_a_hash_changed_dropped_or_added_fails() => ForEveryProof((proof, checkpoint) =>
    {
        var leaf = Leaves[proof.LeafIndex];
        for (var i = 0; i < proof.Path.Count; i++)
        {
            Hash[] changed = [.. proof.Path];
            changed[i] = Flipped(changed[i]);
            (proof with { Path = changed }).Verify(leaf, checkpoint).ShouldBeFalse($"{proof}, hash {i} changed");
            (proof with { Path = [.. proof.Path.Where((_, at) => at != i)] }).Verify(leaf, checkpoint).ShouldBeFalse($"{proof}, hash {i} dropped");
        }

        (proof with { Path = [.. proof.Path, leaf] }).Verify(leaf, checkpoint).ShouldBeFalse($"{proof}, hash added");
        (proof with { Path = [leaf, .. proof.Path] }).Verify(leaf, checkpoint).ShouldBeFalse($"{proof}, hash added");
    });

    [Fact]
    public void An_inner_node_cannot_pass_for_an_entry()
    {
        // The two leaves below the node, one after the other, are the content that an entry would need to have the node's hash.
        var forged = MerkleTree.Leaf([.. Leaves[0].ToArray(), .. Leaves[1].ToArray()]);
        var proof = InclusionProof.Of(Leaves.AsSpan(0, 4), 0);
        var shortened = new InclusionProof(0, 2, [proof.Path[1]]);

        forged.ShouldNotBe(MerkleTree.Node(Leaves[0], Leaves[1]));
        shortened.Verify(forged, new Checkpoint(Origin, 2, MerkleTree.Root(Leaves.AsSpan(0, 4)))).ShouldBeFalse();
    }

    [Fact]
    public void A_path_longer_than_the_size_allows_is_refused_though_its_hashes_fit()
    {
        var proof = InclusionProof.Of(Leaves.AsSpan(0, 4), 3);
        var misstated = new Checkpoint(Origin, 2, MerkleTree.Root(Leaves.AsSpan(0, 4)));

        (proof with { LeafIndex = 1, Size = 2 }).Verify(Leaves[3], misstated).ShouldBeFalse();
    }

    [Fact]
    public void The_largest_journal_takes_no_more_than_63_hashes()
    {
        InclusionProof.Ranges(0, long.MaxValue).Count.ShouldBe(63);
        InclusionProof.Ranges(long.MaxValue - 1, long.MaxValue).Sum(range => range.To - range.From).ShouldBe(long.MaxValue - 1);
    }

    [Fact]
    public void There_is_no_proof_of_a_leaf_that_is_not_there()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => InclusionProof.Of(Leaves, -1));
        Should.Throw<ArgumentOutOfRangeException>(() => InclusionProof.Of(Leaves, Largest));
        Should.Throw<ArgumentOutOfRangeException>(() => InclusionProof.Of([], 0));
    }

    private static void ForEveryProof(Action<InclusionProof, Checkpoint> check)
    {
        for (var size = 1; size <= Largest; size++)
        {
            var leaves = Leaves.AsSpan(0, size);
            var checkpoint = new Checkpoint(Origin, size, MerkleTree.Root(leaves));
            for (var index = 0; index < size; index++) check(InclusionProof.Of(leaves, index), checkpoint);
        }
    }

    private static Hash Flipped(Hash hash)
    {
        var bytes = hash.ToArray();
        bytes[31] ^= 1;
        return new Hash(bytes);
    }
}
