using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Notes;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Notes;
using Buurthulp.Projections.Accounts;
using Buurthulp.Projections.Notes;

namespace Buurthulp.Api.Http.Notes;

/// <summary>The register of notes, one note in it, and the sheet to print.</summary>
internal static class NoteReads
{
    public static void MapNoteReads(this IEndpointRouteBuilder notes)
    {
        notes.MapGet("", RegisterAsync).Allow(Role.Coordinator, Role.Treasurer, Role.Auditor).Produces<NoteRegisterAnswer>()
            .WithName("readNotes").WithSummary("The register of notes").WithDescription("Names nobody and holds no codes.")
            .Example(new NoteRegisterAnswer(2, 120, 120, [new(Sample.Id, NoteSerial.OfNumber(1), NoteSerial.OfNumber(24), 60, Sample.Yesterday, ExpiresOn: null, Printed: 24, Unissued: 21, Issued: 2, Redeemed: 1, Voided: 0, Expired: 0)], Sample.Position));
        notes.MapGet("/{serial}", FindAsync).Allow(Role.Coordinator, Role.Treasurer, Role.Auditor).Produces<NoteAnswer>()
            .WithName("readNote").WithSummary("Where one note stands")
            .Example(new NoteAnswer(NoteSerial.OfNumber(1), Sample.Id, 60, NoteAnswerStatus.Redeemed, Sample.Yesterday, Sample.Today, ExpiresOn: null));
        notes.MapGet("/batches/{id:guid}/sheet", SheetAsync).Allow(Role.Coordinator, Role.Treasurer).Produces<string>(contentType: "text/html")
            .WithName("printNoteSheet").WithSummary("Notes of a batch as a page to print and cut out")
            .WithDescription($"Only notes that are not issued yet: of one in circulation there must be one copy. {NoteSheet.NotesPerPage} notes a page.")
            .Example("<!doctype html>\n<html lang=\"nl\">…</html>");
    }

    private static async Task<IResult> RegisterAsync(ReadCall call)
    {
        var batches = await NoteQueries.BatchesAsync(call.Database, call.Community, call.CancellationToken);
        var account = await AccountQueries.FindAsync(call.Database, call.Community, PaperNotes.Account, call.CancellationToken);
        return Results.Json(new NoteRegisterAnswer(batches.Sum(batch => batch.Issued), batches.Sum(batch => batch.OutstandingMinutes), account?.Balance ?? 0, [.. batches.Select(LineOf)], call.Head));
    }

    private static async Task<IResult> FindAsync(ReadCall call, string serial)
    {
        if (!Code.TryParse<NoteSerial>(serial, out var asked)) throw ProblemException.Malformed("serial");
        if (await NoteQueries.FindAsync(call.Database, call.Community, asked, call.CancellationToken) is not { } note) return NoteProblems.NoSuchNote(asked);
        var status = note.Status switch
        {
            null => NoteAnswerStatus.Printed,
            NoteStatus.Issued => NoteAnswerStatus.Issued,
            NoteStatus.Redeemed => NoteAnswerStatus.Redeemed,
            NoteStatus.Voided => NoteAnswerStatus.Voided,
            NoteStatus.Expired => NoteAnswerStatus.Expired,
            var other => throw new InvalidOperationException($"no word for a note that is {other}"),
        };
        return Results.Json(new NoteAnswer(note.Serial, note.Batch.Value, note.Minutes, status, note.IssuedOn, note.EndedOn, note.ExpiresOn));
    }

    private static async Task<IResult> SheetAsync(ReadCall call, Guid id, string? page, NoteCodes codes, PersonVault vault, HttpResponse response)
    {
        var number = (int)(Parameters.Number(page, "page", least: 1, most: PrintNoteBatch.MostNotes) ?? 1);
        var batches = await NoteQueries.BatchesAsync(call.Database, call.Community, call.CancellationToken);
        if (batches.FirstOrDefault(batch => batch.Batch.Value == id) is not { } found) return NoteProblems.NoSuchBatch(new NoteBatchId(id));
        var serials = await NoteQueries.UnissuedAsync(call.Database, call.Community, found, (number - 1L) * NoteSheet.NotesPerPage, NoteSheet.NotesPerPage + 1, call.CancellationToken);
        var name = await vault.CommunityNameAsync(call.Community, call.CancellationToken) ?? call.Community.Value;
        var sheet = new NoteSheet(call.Community, name, found.MinutesPerNote, found.ExpiresOn, number, serials.Count > NoteSheet.NotesPerPage);
        response.Headers.ContentSecurityPolicy = NoteSheetStyle.ContentSecurityPolicy;
        return Results.Text(sheet.Html([.. serials.Take(NoteSheet.NotesPerPage).Select(serial => codes.Of(call.Community, serial))]), "text/html; charset=utf-8");
    }

    private static NoteBatchLine LineOf(NoteBatchRow row) => new(row.Batch.Value, NoteSerial.OfNumber(row.FirstNumber), NoteSerial.OfNumber(row.LastNumber), row.MinutesPerNote, row.PrintedOn,
        row.ExpiresOn, row.Printed, row.Unissued, row.Issued, row.Redeemed, row.Voided, row.Expired);
}
