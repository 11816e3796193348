using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;

namespace Buurthulp.Api.Http.Journal;

/// <summary>The journal itself, and the checkpoint that holds everybody to it.</summary>
internal static class JournalEndpoints
{
    private const string NdJson = "application/x-ndjson";
    private const int FlushBytes = 64 * 1024;

    public static void MapJournal(this IEndpointRouteBuilder community)
    {
        community.MapGet("/journal", StreamAsync).WithTags("journal").Allow(Role.Treasurer, Role.Auditor).Produces<string>(StatusCodes.Status200OK, NdJson)
            .WithName("readJournal").WithSummary("The entries, one a line, ascending")
            .WithDescription("Each line has the hashed members, the derived postings and, where it was stored, the leaf hash in base64. Ends at the head as it was when the request came in.")
            .Example(Sample.JournalLine());
        community.MapGet("/checkpoint", CheckpointAsync).WithTags("journal").AllowAnonymous().Produces<string>(StatusCodes.Status200OK, "text/plain")
            .WithName("readCheckpoint").WithSummary("Size and root of the journal: three lines, each with a line feed")
            .Example(Sample.Checkpoint.ToText());
    }

    private static async Task StreamAsync(HttpContext context, string community, IJournal journal, string? from, string? limit)
    {
        var code = Parameters.Community(community);
        var first = Parameters.Number(from, "from", least: 1, long.MaxValue) ?? 1;
        var most = Parameters.Number(limit, "limit", least: 0, long.MaxValue) ?? long.MaxValue;
        var head = await journal.HeadAsync(code, context.RequestAborted);
        most = Math.Min(most, Math.Max(0, head - first + 1));

        context.Response.ContentType = NdJson;
        var output = context.Response.BodyWriter;
        if (most == 0) return;
        await foreach (var entry in journal.ReadAsync(code, first, most, context.RequestAborted))
        {
            JournalLines.Write(entry, output);
            if (output.UnflushedBytes >= FlushBytes) await output.FlushAsync(context.RequestAborted);
        }
    }

    private static async Task<IResult> CheckpointAsync(string community, IJournal journal, CommunityWriters writers, CancellationToken cancellationToken)
    {
        // Anyone may ask, so a code that nobody founded must not take memory.
        if (!Code.TryParse<CommunityCode>(community, out var code) || await journal.HeadAsync(code, cancellationToken) == 0) return EdgeProblems.NotFound;
        var checkpoint = await writers.LookAsync(code, (state, tree) => Checkpoint.Of(state.Code.Value, tree), cancellationToken);
        return Results.Text(checkpoint.ToText(), "text/plain");
    }
}
