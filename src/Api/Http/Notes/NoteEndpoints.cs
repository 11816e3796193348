using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Notes;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Notes;

namespace Buurthulp.Api.Http.Notes;

/// <summary>Paper notes: printed, given out, handed in, taken out of use.</summary>
internal static class NoteEndpoints
{
    public static void MapNotes(this IEndpointRouteBuilder community)
    {
        var notes = community.MapGroup("/notes").WithTags("notes");
        notes.MapPost("/batches", PrintAsync).Allow(Role.Coordinator, Role.Treasurer).Produces<NoteBatchAnswer>(StatusCodes.Status201Created)
            .WithName("printNotes").WithSummary("Takes serials for notes to be printed").WithDescription("The notes are worth nothing until they are issued.")
            .Example(new PrintNotesBody(Notes: 24, MinutesPerNote: 60), new NoteBatchAnswer(Sample.Id, NoteSerial.OfNumber(1), NoteSerial.OfNumber(24), ExpiresOn: null, Sample.Position));
        notes.MapPost("/batches/{id:guid}/expire", ExpireAsync).Allow(Role.Coordinator, Role.Treasurer).Produces<PositionAnswer>()
            .WithName("expireNotes").WithSummary("Ends notes of a batch that were not handed in in time")
            .WithDescription($"At most {PaperNotes.MostAtOnce} notes a call; send it again, with a new key, until there is nothing to do.")
            .Example(new PositionAnswer(Sample.Position));
        notes.MapPost("/issue", IssueAsync).Allow(Role.Coordinator, Role.Treasurer).Produces<NotesMovedAnswer>(StatusCodes.Status201Created)
            .WithName("issueNotes").WithSummary("Gives out notes against an account or from a pot").WithDescription("The agreed floor for notes holds for members, groups and pots.")
            .Example(new IssueNotesBody(Sample.Anna, [NoteSerial.OfNumber(1), NoteSerial.OfNumber(2)]), new NotesMovedAnswer(120, Sample.Position));
        notes.MapPost("/redeem", RedeemAsync).Allow(Role.Member, Role.Shop, Role.Coordinator).Produces<NotesMovedAnswer>(StatusCodes.Status201Created)
            .WithName("redeemNotes").WithSummary("Hands in notes, each once")
            .WithDescription($"Members and shops hand in for their own account only. All notes of a call or none. After {WrongCodes.Tries} notes with a wrong code in ten minutes no more are looked at for a while.")
            .Example(new RedeemNotesBody(Sample.Bakery, ["0000013-6SS-VE3-PZ0"]), new NotesMovedAnswer(60, Sample.Position));
        notes.MapPost("/void", VoidAsync).Allow(Role.Coordinator, Role.Treasurer).Produces<PositionAnswer>()
            .WithName("voidNotes").WithSummary("Takes lost or damaged notes out of use").WithDescription("What issued notes were worth goes back to where they were issued from.")
            .Example(new VoidNotesBody([NoteSerial.OfNumber(2)], new("lost")), new PositionAnswer(Sample.Position));
        notes.MapNoteReads();
    }

    private static Task<IResult> PrintAsync(CommandCall call, Body<PrintNotesBody> body) =>
        call.ExecuteAsync(new PrintNoteBatch(call.CommandId, call.Actor, call.Now, body.Value.Notes, body.Value.MinutesPerNote), recorded =>
        {
            var printed = (NoteBatchPrinted)recorded.Entries[0].Event;
            var answer = new NoteBatchAnswer(printed.Batch.Value, printed.FirstSerial, printed.LastSerial, printed.ExpiresOn, recorded.Position);
            return Results.Json(answer, statusCode: StatusCodes.Status201Created);
        });

    private static Task<IResult> ExpireAsync(CommandCall call, Guid id) => call.ExecuteAsync(new ExpireNotes(call.CommandId, call.Actor, call.Now, new NoteBatchId(id)));

    private static Task<IResult> IssueAsync(CommandCall call, Body<IssueNotesBody> body) =>
        call.ExecuteAsync(new IssueNotes(call.CommandId, call.Actor, call.Now, body.Value.From, body.Value.Serials),
            recorded => Moved(((NotesIssued)recorded.Entries[0].Event).Minutes, recorded.Position));

    private static async Task<IResult> RedeemAsync(CommandCall call, Body<RedeemNotesBody> body, NoteCodes codes, WrongCodes wrong)
    {
        var (to, texts) = body.Value;
        if (call.Token.Role is Role.Member or Role.Shop && call.Token.Account != to) return EdgeProblems.AccountNotYours(to);
        if (wrong.WaitSeconds(call.Token) is { } seconds) return NoteProblems.TooManyWrongCodes(seconds);
        var serials = new NoteSerial[texts.Count];
        for (var i = 0; i < texts.Count; i++)
        {
            if (PrintedNote.Parse(texts[i]) is not { } note) return NoteProblems.Unreadable(i);
            if (!codes.IsOurs(call.Community, note))
            {
                wrong.Count(call.Token);
                return NoteProblems.CodeWrong(note.Serial);
            }

            serials[i] = note.Serial;
        }

        return await call.ExecuteAsync(new RedeemNotes(call.CommandId, call.Actor, call.Now, to, serials),
            recorded => Moved(((NotesRedeemed)recorded.Entries[0].Event).Minutes, recorded.Position));
    }

    private static Task<IResult> VoidAsync(CommandCall call, Body<VoidNotesBody> body) =>
        call.ExecuteAsync(new VoidNotes(call.CommandId, call.Actor, call.Now, body.Value.Serials, body.Value.Reason));

    private static IResult Moved(long minutes, long position) => Results.Json(new NotesMovedAnswer(minutes, position), statusCode: StatusCodes.Status201Created);
}
