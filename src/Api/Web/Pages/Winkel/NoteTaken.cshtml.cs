using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Shops;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Winkel;

/// <summary><c>/winkel/bon/{id}</c>: the note was taken in, and what it is worth.</summary>
internal sealed class NoteTakenModel(PageCall call, IJournal journal) : PageModel
{
    public long Minutes { get; private set; }

    public ShopTerms Terms { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var entries = await journal.FindCommandsAsync([id], call.Stop);
        if (entries.Where(entry => entry.Community == call.Community).Select(entry => entry.Event).OfType<NotesRedeemed>().FirstOrDefault(taken => taken.To == call.Account) is not { } taken) return NotFound();
        if (await call.LookAsync(state => state.Accounts[call.Account].Terms) is not { } terms) return NotFound();
        (Minutes, Terms) = (taken.Minutes, terms);
        return Page();
    }
}
