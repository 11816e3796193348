using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.Matching;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Signals;
using Buurthulp.Projections.Signals;
using Npgsql;

namespace Buurthulp.Api.Http.Signals;

/// <summary>Concerns ("niet pluis"): anybody raises one, coordinators read them and follow them up.</summary>
internal static class ConcernEndpoints
{
    private const int Most = 500;

    public static void MapConcerns(this IEndpointRouteBuilder community)
    {
        var concerns = community.MapGroup("/concerns").WithTags("signals");
        concerns.MapPost("", RaiseAsync).Allow(Role.Member, Role.Coordinator).Produces<ConcernRaisedAnswer>(StatusCodes.Status201Created)
            .WithName("raiseConcern").WithSummary("Says that something is not right")
            .WithDescription("Coordinators read it, nobody else. The journal holds that there is a concern, neither who raised it nor who it is about.")
            .Example(new RaiseConcernBody("De gordijnen blijven al een week dicht.", Sample.Anna), new ConcernRaisedAnswer(Sample.Id, Sample.Position));
        concerns.MapGet("", ListAsync).Allow(Role.Coordinator).Produces<IReadOnlyList<ConcernListedAnswer>>()
            .WithName("listConcerns").WithSummary("Concerns, the longest open first").WithDescription($"With status=open or status=closed only those. {Most} at most.")
            .Example(new ConcernListedAnswer[] { new(Sample.Id, IsOpen: true, Sample.Yesterday, Sample.Today, ConcernOutcome.Watching) });
        concerns.MapGet("/{id:guid}", FindAsync).Allow(Role.Coordinator).Produces<ConcernAnswer>()
            .WithName("readConcern").WithSummary("One concern with what it says").WithDescription("Only with a reason (a code such as follow-up), which is written down with the concern.")
            .Example(SampleAnswers.Concern);
        concerns.MapPost("/{id:guid}/follow-up", FollowUpAsync).Allow(Role.Coordinator).Produces<PositionAnswer>()
            .WithName("followUpConcern").WithSummary("Writes down what came of a concern").WithDescription("With the outcome watching it stays open.")
            .Example(new FollowUpConcernBody(ConcernOutcome.Settled, "Gebeld: ze was bij haar zus."), new PositionAnswer(Sample.Position));
    }

    private static async Task<IResult> RaiseAsync(CommandCall call, NpgsqlDataSource database, Body<RaiseConcernBody> body)
    {
        var said = body.Value;
        Check(said.Words);
        var raisedBy = call.Token.Role == Role.Member ? RequestWriting.PersonOf(call, said.RaisedBy, "raisedBy") : said.RaisedBy ?? call.Token.Account;
        var vault = new ConcernTexts(database);
        var kept = await vault.RaiseAsync(call.Community, call.CommandId, new ConcernText(said.About, raisedBy, said.Words), call.Now, call.CancellationToken);
        var command = new RaiseConcern(call.CommandId, call.Actor, call.Now) { About = said.About, RaisedBy = raisedBy };
        return await ExecuteAsync(kept, () => vault.RemoveConcernAsync(call.Community, call.CommandId), () => call.ExecuteAsync(command,
            recorded => Results.Json(new ConcernRaisedAnswer(((ConcernRaised)recorded.Entries[0].Event).Concern.Value, recorded.Position), statusCode: StatusCodes.Status201Created)));
    }

    private static async Task<IResult> FollowUpAsync(CommandCall call, NpgsqlDataSource database, Guid id, Body<FollowUpConcernBody> body)
    {
        if (body.Value.Words is { } words) Check(words);
        var vault = new ConcernTexts(database);
        var kept = await vault.NoteAsync(call.Community, call.CommandId, id, body.Value.Words, call.Now, call.CancellationToken);
        if (kept == TextKept.Refused) return ConcernProblems.Erased();
        var command = new FollowUpConcern(call.CommandId, call.Actor, call.Now, new ConcernId(id), body.Value.Outcome);
        return await ExecuteAsync(kept, () => vault.RemoveNoteAsync(call.Community, call.CommandId), () => call.ExecuteAsync(command));
    }

    private static async Task<IResult> ListAsync(ReadCall call, string? status)
    {
        var isOpen = status switch { null => (bool?)null, "open" => true, "closed" => false, _ => throw ProblemException.Malformed("status") };
        var rows = await ConcernQueries.ListAsync(call.Database, call.Community, isOpen, Most, call.CancellationToken);
        return Results.Json(rows.Select(ConcernListedAnswer.Of));
    }

    private static async Task<IResult> FindAsync(ReadCall call, ReadLog log, Guid id, string? reason)
    {
        if (!Code.TryParse<ReasonCode>(reason, out var why)) throw ProblemException.Malformed("reason");
        if (await ConcernQueries.FindAsync(call.Database, call.Community, new ConcernId(id), call.CancellationToken) is not { } row) return RefusalProblem.Of(new Refusal.ConcernUnknown(new ConcernId(id)));
        await log.AddAsync(call.Community, row.Concern, call.Token.Actor, why, call.CancellationToken);
        var vault = new ConcernTexts(call.Database);
        var text = await vault.FindAsync(call.Community, row.Concern, call.CancellationToken);
        var notes = await vault.NotesAsync(call.Community, row.Concern, call.CancellationToken);
        return Results.Json(ConcernAnswer.Of(row, text, notes, await log.OfAsync(call.Community, row.Concern, call.CancellationToken)));
    }

    /// <summary>
    /// As with the words of requests: they are kept first, so that no concern is without them, and taken back when the command is refused. The journal can't tell whether a
    /// repetition says the same, so the vault does. An erasure stands in the journal before the vault does it, and the rules look at the journal after the words are kept: so
    /// either the rules refuse them or the erasure finds them.
    /// </summary>
    private static async Task<IResult> ExecuteAsync(TextKept kept, Func<Task> takeBack, Func<Task<IResult>> execute)
    {
        if (kept == TextKept.Different) return RefusalProblem.Of(new Refusal.CommandIdReused());
        var result = await execute();

        // After anything but a plain no it may be recorded all the same, and the client will send it again.
        if (kept == TextKept.Added && result is Problem { Status: < StatusCodes.Status500InternalServerError and not StatusCodes.Status409Conflict }) await takeBack();
        return result;
    }

    private static void Check(string words)
    {
        if (words.Length is 0 or > RequestWriting.LongestWords || words.Contains('\0', StringComparison.Ordinal)) throw ProblemException.Malformed("words");
    }
}
