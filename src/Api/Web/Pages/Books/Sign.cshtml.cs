using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Treasury;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary>
/// <c>/kas/afsluiting/{id}/teken</c>: the second signature under a close, or taking it back. The one thing that an auditor does: whoever compared the books signs for it
/// (docs/adr/0010).
/// </summary>
internal sealed class SignModel(PageCall call, BooksRoom room) : PageModel
{
    public Guid Id { get; private set; }

    public IActionResult OnGet(Guid id) => Redirect(room.At($"/afsluiting/{id}"));

    public Task<IActionResult> OnPostAsync(Guid id) => AskAsync(id, new SignPeriodClose(call.CommandId, room.Me, call.Now, new PeriodId(id)));

    public Task<IActionResult> OnPostWithdrawAsync(Guid id) => AskAsync(id, new WithdrawPeriodClose(call.CommandId, room.Me, call.Now, new PeriodId(id)));

    private async Task<IActionResult> AskAsync(Guid id, LedgerCommand command)
    {
        Id = id;
        var asked = await call.AskAsync(command);
        if (asked.Why is null) return Redirect(room.At($"/afsluiting/{id}"));
        ModelState.AddModelError("", asked.Why);
        return Page();
    }
}
