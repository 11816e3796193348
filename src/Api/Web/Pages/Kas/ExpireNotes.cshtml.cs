using Buurthulp.Api.Web.Pages.Books;
using Buurthulp.Ledger.Notes;
using Buurthulp.Projections.Notes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Kas;

/// <summary><c>/kas/urenbiljetten/{id}/verlopen</c>: ends the notes of a batch that were not handed in in time. The program does so by itself every night; this does it at once.</summary>
internal sealed class ExpireNotesModel(PageCall call, BooksRoom room) : PageModel
{
    public NoteBatchRow Batch { get; private set; } = null!;

    /// <summary>There are notes in circulation and their last day is over.</summary>
    public bool IsDue { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id) => await FindAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (!await FindAsync(id)) return NotFound();
        var asked = await call.AskAsync(new ExpireNotes(call.CommandId, room.Me, call.Now, Batch.Batch));
        if (asked.Why is null)
        {
            // At most so many with one command; what is left is asked for again.
            return Redirect(Batch.Issued > PaperNotes.MostAtOnce ? $"/kas/urenbiljetten/{id}/verlopen" : "/kas/rekeningen/urenbiljetten");
        }

        ModelState.AddModelError("", asked.Code == "nothing-to-do" ? "kasnote.expire-nothing" : asked.Why);
        return Page();
    }

    private async Task<bool> FindAsync(Guid id)
    {
        await call.CatchUpAsync();
        if ((await NoteQueries.BatchesAsync(call.Database, call.Community, call.Stop)).FirstOrDefault(row => row.Batch.Value == id) is not { } found) return false;
        Batch = found;
        IsDue = found.Issued > 0 && found.ExpiresOn is { } expires && expires <= await call.TodayAsync();
        return true;
    }
}
