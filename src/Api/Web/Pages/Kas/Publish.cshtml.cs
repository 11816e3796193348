using Buurthulp.Api.Web.Pages.Books;
using Buurthulp.Ledger.Treasury;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Kas;

/// <summary><c>/kas/bewijs/uitgeven</c>: hands out the fingerprint of now, so that it stands in the list from then on.</summary>
internal sealed class PublishModel(PageCall call, BooksRoom room) : PageModel
{
    public IActionResult OnGet() => Redirect("/kas/bewijs");

    public async Task<IActionResult> OnPostAsync()
    {
        var asked = await call.AskOfHeadAsync(head => new PublishCheckpoint(call.CommandId, room.Me, call.Now, head.Size, head.Root));
        if (asked.Why is null) return Redirect("/kas/bewijs#published");
        ModelState.AddModelError("", asked.Code == "nothing-to-do" ? "kascheckpoint.nothing" : asked.Why);
        return Page();
    }
}
