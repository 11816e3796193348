using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Treasury;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary><c>/kas/rekeningen</c>: the accounts that a treasurer looks after, by what they are; and any account by its number.</summary>
internal sealed class AccountsModel(PageCall call, BooksRoom room) : PageModel
{
    /// <summary>The name of the texts, the address and how many there are.</summary>
    public IReadOnlyList<(string Name, string Path, int Count)> Rooms { get; private set; } = [];

    /// <summary>A number that there is no account of.</summary>
    public string? Sought { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? no)
    {
        if (Code.TryParse<AccountNumber>(no?.Trim(), out var number) && await call.LookAsync(state => state.Accounts.TryGet(number, out _))) return Redirect(room.At($"/rekening/{number}"));
        Sought = string.IsNullOrWhiteSpace(no) ? null : no;
        Rooms = await call.LookAsync<IReadOnlyList<(string, string, int)>>(state =>
        [
            ("pots", "potten", state.AccountsOf(AccountKind.Pot).Count()),
            ("institutions", "instellingen", state.AccountsOf(AccountKind.Institution).Count()),
            ("shops", "winkels", state.AccountsOf(AccountKind.Shop).Count()),
            ("notes", "urenbiljetten", state.NoteBatches.All.Count),
            ("left", "vertrokken", state.AccountsOf(AccountKind.Member).Count(account => account.ClosedOn is not null)),
            ("opening", "beginstanden", state.Transfers.All.Values.Count(transfer => transfer.Kind == TransferKind.OpeningBalance)),
        ]);
        return Page();
    }
}
