using Buurthulp.Ledger.Notes;
using Buurthulp.Projections.Notes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary><c>/kas/rekeningen/urenbiljetten/zoek</c>: where one note stands. It does not say whose it was.</summary>
internal sealed class NoteModel(PageCall call) : PageModel
{
    public string? Number { get; private set; }

    /// <summary>Null until one was asked for and found.</summary>
    public NoteRow? Note { get; private set; }

    public async Task OnGetAsync([FromQuery(Name = "nummer")] string? number)
    {
        Number = number?.Trim();
        if (string.IsNullOrEmpty(Number)) return;
        var serial = new NoteSerial(Number);
        if (serial.Number() is null)
        {
            ModelState.AddModelError(nameof(Number), "desknotes.serial-wrong");
            return;
        }

        await call.CatchUpAsync();
        Note = await NoteQueries.FindAsync(call.Database, call.Community, serial, call.Stop);
        if (Note is null) ModelState.AddModelError(nameof(Number), "kasnote.unknown");
    }
}
