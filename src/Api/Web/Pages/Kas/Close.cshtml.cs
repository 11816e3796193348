using Buurthulp.Api.Web.Pages.Books;
using Buurthulp.Ledger.Treasury;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Kas;

/// <summary><c>/kas/afsluiting/sluit</c>: closes a period as the first of two persons; when a rule says no, with the whole list of what to do.</summary>
internal sealed class CloseModel(PageCall call, BooksRoom room) : PageModel
{
    public CloseCheck Check { get; private set; } = null!;

    public IActionResult OnGet() => Redirect("/kas/afsluiting");

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "tot")] string? through)
    {
        if (Balie.DateField.Read(ModelState, "tot", through) is not { } day) return Redirect("/kas/afsluiting");
        var asked = await call.AskOfHeadAsync(head => new ClosePeriod(call.CommandId, room.Me, call.Now, day, head.Size, head.Root));
        if (asked.Recorded?.Entries[0].Event is PeriodClosed closed) return Redirect($"/kas/afsluiting/{closed.Period}");
        ModelState.AddModelError("", asked.Why ?? "");
        Check = await call.LookAsync(state => CloseCheck.Of(state, state.Today(call.Now), day));
        return Page();
    }
}
