using Buurthulp.Api.Web.Pages.Books;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Treasury;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Buurthulp.Api.Web.Pages.Kas;

/// <summary><c>/kas/corrigeer/{position}</c>: undoes an entry, at once or when a second person agrees.</summary>
internal sealed class CorrectModel(PageCall call, BooksRoom room, IJournal journal) : PageModel
{
    private static readonly string[] Codes = ["mistake", "twice", "wrong-account", "wrong-amount", "did-not-happen"];

    public EntryLine Line { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> Reasons { get; } = room.Reasons("correction", Codes);

    public string? Reason { get; private set; }

    public async Task<IActionResult> OnGetAsync(long position) => await ReadAsync(position) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(long position, string? reason)
    {
        if (!await ReadAsync(position)) return NotFound();
        Reason = reason;
        if (!Codes.Contains(reason)) ModelState.AddModelError(nameof(Reason), "form.required");
        if (!ModelState.IsValid) return Page();
        var asked = await call.AskAsync(new CorrectEntry(call.CommandId, room.Me, call.Now, position, new ReasonCode(reason!)));
        switch (asked.Recorded?.Entries[0].Event)
        {
            case null:
                ModelState.AddModelError("", asked.Why!);
                return Page();
            case CorrectionProposed proposed: return Redirect($"/kas/correctie/{proposed.Correction}");
            default: return Redirect("/kas/correcties");
        }
    }

    private async Task<bool> ReadAsync(long position)
    {
        if (position < 1) return false;
        await foreach (var entry in journal.ReadAsync(call.Community, position, limit: 1, call.Stop))
        {
            Line = (await EntryLine.AllAsync(call, [entry]))[0];
            return true;
        }

        return false;
    }
}
