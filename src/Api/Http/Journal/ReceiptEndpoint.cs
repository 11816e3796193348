using System.Text.Json;
using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Exchanges;

namespace Buurthulp.Api.Http.Journal;

/// <summary>Proof that an exchange stands in the journal, which can be checked without this program and without trusting its keepers.</summary>
internal static class ReceiptEndpoint
{
    public static void MapReceipts(this IEndpointRouteBuilder community) =>
        community.MapGet("/receipts/{exchangeId:guid}", ReadAsync).WithTags("journal").Allow(Role.Member, Role.Shop, Role.Coordinator, Role.Treasurer, Role.Auditor).AlsoAfterLeaving().Produces<ReceiptAnswer>()
            .WithName("readReceipt").WithSummary("Proof that an exchange stands in the journal")
            .WithDescription("For each entry about the exchange an inclusion proof (RFC 9162 section 2.1.3): hash 0x00 and the RFC 8785 form of entry, then go up along path, "
                + "and compare with the root in the checkpoint. Members and shops see exchanges that they were in, and members those of whom they may act for.")
            .Example(SampleAnswers.Receipt);

    private static async Task<IResult> ReadAsync(ReadCall call, Guid exchangeId, Receipts receipts)
    {
        var id = new ExchangeId(exchangeId);
        var exchange = await ExchangeQueries.FindAsync(call.Database, call.Community, id, call.CancellationToken);
        if (exchange is null || !await call.MaySeeAnyAsync(exchange.People())) return RefusalProblem.Of(new Refusal.ExchangeUnknown(id));
        return await receipts.MakeAsync(call.Community, exchange, size: null, call.CancellationToken) is { } receipt ? Results.Json(receipt)
            : throw new InvalidOperationException($"an entry about exchange {id} of '{call.Community}' is not what was recorded");
    }
}

/// <summary>A receipt for an exchange.</summary>
/// <param name="ExchangeId">The exchange.</param>
/// <param name="Checkpoint">The text of the checkpoint that the proofs lead to, as it is published.</param>
/// <param name="Size">The number of entries that the checkpoint stands for.</param>
/// <param name="Proofs">One for each entry about the exchange: proposed, booked, declined, reversed.</param>
public sealed record ReceiptAnswer(Guid ExchangeId, string Checkpoint, long Size, IReadOnlyList<EntryProof> Proofs);

/// <summary>The inclusion proof of one entry.</summary>
/// <param name="Entry">Exactly the members that are hashed: actor, community, data, id, position, recordedAt, type.</param>
/// <param name="LeafIndex">The entry's position less one.</param>
/// <param name="Path">The hashes beside the way up, from the leaf to the root, in base64.</param>
public sealed record EntryProof(JsonElement Entry, long LeafIndex, IReadOnlyList<string> Path);
