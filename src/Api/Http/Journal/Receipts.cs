using System.Text.Json;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Exchanges;

namespace Buurthulp.Api.Http.Journal;

/// <summary>Makes receipts: the entries about an exchange with their inclusion proofs.</summary>
internal sealed class Receipts(IJournal journal, CommunityWriters writers, JournalTrees trees)
{
    /// <summary>A receipt that leads to the journal's checkpoint of a size; null when an entry or its stored leaf was changed, so that nothing can be proven.</summary>
    /// <param name="community">Whose journal.</param>
    /// <param name="exchange">About what.</param>
    /// <param name="size">The size of the checkpoint, which must hold all entries about it; null: as the journal is now.</param>
    /// <param name="cancellationToken">The reader went away.</param>
    public async Task<ReceiptAnswer?> MakeAsync(CommunityCode community, ExchangeRow exchange, long? size, CancellationToken cancellationToken)
    {
        var checkpoint = await writers.LookAsync(community, (state, tree) => Checkpoint.Of(state.Code.Value, tree), cancellationToken);
        var tree = trees.Of(community);
        if (size is { } earlier && earlier < checkpoint.Size) checkpoint = new Checkpoint(checkpoint.Origin, earlier, await tree.RootAsync(earlier, cancellationToken));
        List<EntryProof> proofs = [];
        foreach (var position in Positions(exchange).Where(position => position <= checkpoint.Size))
        {
            await foreach (var entry in journal.ReadAsync(community, position, limit: 1, cancellationToken))
            {
                var (canonical, proof) = (LeafHash.CanonicalBytes(entry), await tree.ProofAsync(position - 1, checkpoint.Size, cancellationToken));
                // A receipt that proves nothing is worse than none.
                if (!proof.Verify(MerkleTree.Leaf(canonical), checkpoint)) return null;
                proofs.Add(new EntryProof(JsonElement.Parse(canonical), proof.LeafIndex, [.. proof.Path.Select(hash => hash.ToBase64())]));
            }
        }

        return new ReceiptAnswer(exchange.Exchange.Value, checkpoint.ToText(), checkpoint.Size, proofs);
    }

    private static IEnumerable<long> Positions(ExchangeRow exchange) =>
        new[] { exchange.ProposedPosition, exchange.BookedPosition, exchange.DeclinedPosition, exchange.ReversedPosition }.OfType<long>();
}
