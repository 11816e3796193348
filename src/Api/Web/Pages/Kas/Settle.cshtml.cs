using Buurthulp.Api.Web.Pages.Books;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Kas;

/// <summary><c>/kas/vertrokken/{no}</c>: brings the balance of somebody who left to zero, as was agreed.</summary>
internal sealed class SettleModel(PageCall call, BooksRoom room) : PageModel
{
    public Account Account { get; private set; }

    /// <summary>The pot that gets or bears it; null when none was agreed.</summary>
    public string? Pot { get; private set; }

    public async Task<IActionResult> OnGetAsync(string no)
    {
        if (!Code.TryParse<AccountNumber>(no, out var number)) return NotFound();
        var (account, pot) = await call.LookAsync(state => (state.Accounts.TryGet(number, out var found) && found is { Kind: AccountKind.Member, ClosedOn: not null } ? found : (Account?)null, LeavingTerms.Of(state.Agreement).Pot));
        if (account is not { } left) return NotFound();
        (Account, Pot) = (left, pot?.Value);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string no)
    {
        if (!Code.TryParse<AccountNumber>(no, out var number)) return NotFound();
        var asked = await call.AskAsync(new SettleLeavingBalance(call.CommandId, room.Me, call.Now, number));
        if (asked.Why is null) return Redirect("/kas/rekeningen/vertrokken");
        ModelState.AddModelError("", asked.Why);
        return await OnGetAsync(no);
    }
}
