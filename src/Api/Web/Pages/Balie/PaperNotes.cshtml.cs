using System.Globalization;
using Buurthulp.Api.Notes;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Notes;
using Buurthulp.Projections.Notes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/biljetten</c>: paper hours at the desk: prints them, gives them out against an account, and takes lost ones out of use.</summary>
internal sealed class PaperNotesModel(PageCall call, Desk desk, Words words) : PageModel
{
    private static readonly long[] UsualMinutes = [60, 30, 15, 120];
    private static readonly string[] UsualReasons = ["lost", "damaged"];

    /// <summary>issue, void or print, just now.</summary>
    public string? Done { get; private set; }

    public CommunityCode Community => call.Community;

    public IReadOnlyList<NoteBatchRow> Batches { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Worths { get; } = [.. UsualMinutes.Select(minutes => new SelectListItem(words.Amount(minutes), minutes.ToString(CultureInfo.InvariantCulture)))];

    public IReadOnlyList<SelectListItem> Reasons { get; } = [.. UsualReasons.Select(reason => new SelectListItem(words[$"desknotes.reason-{reason}"], reason))];

    [BindProperty]
    public PaperNotesForm Form { get; set; } = new();

    /// <summary>As it is printed, with its check digit.</summary>
    public static string Serial(long number) => NoteSerial.OfNumber(number).Value;

    public async Task OnGetAsync(string? klaar)
    {
        Done = klaar is "issue" or "void" or "print" ? klaar : null;
        await call.CatchUpAsync();
        Batches = await NoteQueries.BatchesAsync(call.Database, call.Community, call.Stop);
    }

    public async Task<IActionResult> OnPostIssueAsync()
    {
        if (!Code.TryParse<AccountNumber>(Form.From?.Trim(), out var from)) ModelState.AddModelError("Form.From", "form.required");
        if (Form.Count is < 1 or > PaperNotes.MostAtOnce) ModelState.AddModelError("Form.Count", "form.unreadable");
        return Read("Form.First", Form.First) is not { } first || !ModelState.IsValid ? await AgainAsync()
            : await DoAsync("issue", new IssueNotes(call.CommandId, desk.Me, call.Now, from, [.. Enumerable.Range(0, Form.Count).Select(one => NoteSerial.OfNumber(first.Number()!.Value + one))]));
    }

    public async Task<IActionResult> OnPostVoidAsync()
    {
        if (!Code.TryParse<ReasonCode>(Form.Reason, out var reason) || !UsualReasons.Contains(reason.Value)) ModelState.AddModelError("Form.Reason", "form.required");
        return Read("Form.Serial", Form.Serial) is not { } serial || !ModelState.IsValid ? await AgainAsync()
            : await DoAsync("void", new VoidNotes(call.CommandId, desk.Me, call.Now, [serial], reason));
    }

    public async Task<IActionResult> OnPostPrintAsync()
    {
        if (Form.Sheets is < 1 or > PaperNotes.MostAtOnce) ModelState.AddModelError("Form.Sheets", "form.unreadable");
        if (!UsualMinutes.Contains(Form.Minutes)) ModelState.AddModelError("Form.Minutes", "form.required");
        return !ModelState.IsValid ? await AgainAsync() : await DoAsync("print", new PrintNoteBatch(call.CommandId, desk.Me, call.Now, Form.Sheets * NoteSheet.NotesPerPaper, Form.Minutes));
    }

    private NoteSerial? Read(string field, string? typed)
    {
        var serial = new NoteSerial((typed ?? "").Trim());
        if (serial.Number() is not null) return serial;
        ModelState.AddModelError(field, "desknotes.serial-wrong");
        return null;
    }

    private async Task<IActionResult> DoAsync(string done, LedgerCommand command)
    {
        if ((await call.AskAsync(command)).Why is not { } why) return Redirect($"/balie/biljetten?klaar={done}");
        ModelState.AddModelError("", why);
        return await AgainAsync();
    }

    private async Task<IActionResult> AgainAsync()
    {
        await OnGetAsync(klaar: null);
        return Page();
    }
}

/// <summary>What the desk fills in on <c>/balie/biljetten</c>; each form has its own part.</summary>
public sealed class PaperNotesForm
{
    /// <summary>Whose hours go onto paper.</summary>
    public string? From { get; set; }

    /// <summary>The first of a row of notes.</summary>
    public string? First { get; set; }

    public int Count { get; set; } = 1;

    /// <summary>Of a lost note.</summary>
    public string? Serial { get; set; }

    public string? Reason { get; set; }

    /// <summary>Sheets of six.</summary>
    public int Sheets { get; set; } = 4;

    public long Minutes { get; set; } = 60;
}
