using Buurthulp.Api.Web.Pages.Books;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Notes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Buurthulp.Api.Web.Pages.Kas;

/// <summary><c>/kas/urenbiljet/{serial}/ongeldig</c>: takes a lost or damaged note out of use.</summary>
internal sealed class VoidNoteModel(PageCall call, BooksRoom room) : PageModel
{
    private static readonly string[] Codes = ["lost", "damaged"];

    public NoteSerial Serial { get; private set; }

    public string? Reason { get; private set; }

    public IReadOnlyList<SelectListItem> Reasons { get; } = room.Reasons("desknotes", Codes);

    public IActionResult OnGet(string serial) => Find(serial) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string serial, string? reason)
    {
        if (!Find(serial)) return NotFound();
        Reason = reason;
        if (!Codes.Contains(reason)) ModelState.AddModelError(nameof(Reason), "form.required");
        if (!ModelState.IsValid) return Page();
        var asked = await call.AskAsync(new VoidNotes(call.CommandId, room.Me, call.Now, [Serial], new ReasonCode(reason!)));
        if (asked.Why is null) return Redirect($"/kas/rekeningen/urenbiljetten/zoek?nummer={Serial}");
        ModelState.AddModelError("", asked.Why);
        return Page();
    }

    private bool Find(string serial)
    {
        Serial = new NoteSerial(serial);
        return Serial.Number() is not null;
    }
}
