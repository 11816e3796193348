using Buurthulp.Ledger.Journal;

namespace Buurthulp.Tests.Ledger.Journal;

public sealed class ConsistencyProofTests
{
    private const int Largest = 60;

    private static readonly byte[][] Entries = NaiveMerkleTree.Entries(Largest);
    private static readonly Hash[] Leaves = NaiveMerkleTree.Leaves(Entries);
    private static readonly Checkpoint[] Checkpoints = [.. Enumerable.Range(0, Largest + 1).Select(At)];

    [Fact]
    public void The_known_proof_from_six_to_eight_leaves_is_found()
    {
        var proof = ConsistencyProof.Of(NaiveMerkleTree.Leaves(NaiveMerkleTree.KnownEntries), 6);

        proof.Path.Select(hash => hash.ToString()).ShouldBe(
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ]);
    }

    [Fact]
    public void Every_proof_is_the_one_that_the_RFC_defines_and_verifies() => ForEveryProof((proof, older, newer) =>
    {
        if (older.Size > 0)
            proof.Path.ShouldBe(NaiveMerkleTree.Proof((int)older.Size, Entries[..(int)newer.Size]).Select(hash => new Hash(hash)), proof.ToString());
        proof.Verify(older, newer).ShouldBeTrue(proof.ToString());
    });

    [Fact]
    public void A_proof_does_not_hold_for_other_checkpoints() => ForEveryProof((proof, older, newer) =>
    {
        proof.Verify(older with { Root = Flipped(older.Root) }, newer).ShouldBeFalse(proof.ToString());
        proof.Verify(older with { Size = older.Size + 1 }, newer).ShouldBeFalse(proof.ToString());
        proof.Verify(older, newer with { Size = newer.Size + 1 }).ShouldBeFalse(proof.ToString());
        proof.Verify(older, newer with { Origin = "buurthulp/elders" }).ShouldBeFalse(proof.ToString());
        // What an empty journal grew into needs no proof; there the newer root is only taken note of.
        if (older.Size > 0) proof.Verify(older, newer with { Root = Flipped(newer.Root) }).ShouldBeFalse(proof.ToString());
    });

    [Fact]
    public void A_proof_with_a_hash_changed_dropped_or_added_fails() => ForEveryProof((proof, older, newer) =>
    {
        for (var i = 0; i < proof.Path.Count; i++)
        {
            Hash[] changed = [.. proof.Path];
            changed[i] = Flipped(changed[i]);
            (proof with { Path = changed }).Verify(older, newer).ShouldBeFalse($"{proof}, hash {i} changed");
            (proof with { Path = [.. proof.Path.Where((_, at) => at != i)] }).Verify(older, newer).ShouldBeFalse($"{proof}, hash {i} dropped");
        }

        (proof with { Path = [.. proof.Path, older.Root] }).Verify(older, newer).ShouldBeFalse($"{proof}, hash added");
        (proof with { Path = [newer.Root, .. proof.Path] }).Verify(older, newer).ShouldBeFalse($"{proof}, hash added");
    });

    [Fact]
    public void A_journal_in_which_an_old_entry_was_changed_is_not_consistent()
    {
        Hash[] rewritten = [.. Leaves];
        rewritten[10] = Flipped(rewritten[10]);
        var newer = Checkpoints[Largest] with { Root = MerkleTree.Root(rewritten) };

        for (var size = 11; size <= Largest; size++)
            ConsistencyProof.Of(rewritten, size).Verify(Checkpoints[size], newer).ShouldBeFalse($"from {size}");
        ConsistencyProof.Of(rewritten, 10).Verify(Checkpoints[10], newer).ShouldBeTrue("the entry was not yet there at 10");
    }

    [Fact]
    public void A_path_longer_than_the_sizes_allow_is_refused_though_its_hashes_fit()
    {
        var proof = ConsistencyProof.Of(Leaves.AsSpan(0, 8), 7);

        (proof with { OlderSize = 3, NewerSize = 4 }).Verify(Checkpoints[7] with { Size = 3 }, Checkpoints[8] with { Size = 4 }).ShouldBeFalse();
    }

    [Fact]
    public void There_is_no_proof_from_a_larger_journal_to_a_smaller()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => ConsistencyProof.Of(Leaves, Largest + 1));
        Should.Throw<ArgumentOutOfRangeException>(() => ConsistencyProof.Of(Leaves, -1));
        new ConsistencyProof(9, 8, []).Verify(Checkpoints[9], Checkpoints[8]).ShouldBeFalse();
    }

    private static void ForEveryProof(Action<ConsistencyProof, Checkpoint, Checkpoint> check)
    {
        for (var newer = 0; newer <= Largest; newer++)
        {
            for (var older = 0; older <= newer; older++)
                check(ConsistencyProof.Of(Leaves.AsSpan(0, newer), older), Checkpoints[older], Checkpoints[newer]);
        }
    }

    private static Checkpoint At(int size) => new("buurthulp/molenwijk", size, MerkleTree.Root(Leaves.AsSpan(0, size)));

    private static Hash Flipped(Hash hash)
    {
        var bytes = hash.ToArray();
        bytes[0] ^= 0x80;
        return new Hash(bytes);
    }
}
