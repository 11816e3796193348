using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Ledger;

namespace Buurthulp.Api.Http.Journal;

/// <summary>Proof that a journal only grew, for whoever kept a checkpoint.</summary>
internal static class GrowthEndpoint
{
    public static void MapGrowth(this IEndpointRouteBuilder community) =>
        community.MapGet("/checkpoints/growth", ReadAsync).WithTags("journal").Allow(Role.Member, Role.Shop, Role.Coordinator, Role.Treasurer, Role.Auditor).AlsoAfterLeaving().Produces<GrowthAnswer>()
            .WithName("readGrowth").WithSummary("Proof that the journal only grew between two checkpoints")
            .WithDescription("A consistency proof (RFC 9162 section 2.1.4). Compare older with the checkpoint that you kept, and newer with the one that you have now; docs/verify.md says how to check path. Holds hashes only.")
            .Example(new GrowthAnswer(Sample.Earlier.ToText(), Sample.Checkpoint.ToText(), [Sample.Checkpoint.Root.ToBase64(), Sample.Earlier.Root.ToBase64()]));

    private static async Task<IResult> ReadAsync(ReadCall call, string? older, string? newer, JournalTrees trees)
    {
        var to = Parameters.Number(newer, "newer", least: 1, most: call.Head) ?? call.Head;
        var from = Parameters.Number(older, "older", least: 1, most: to) ?? throw ProblemException.Malformed("older");
        return Results.Json(await GrowthAnswer.OfAsync(trees.Of(call.Community), call.Community, from, to, call.CancellationToken));
    }
}
