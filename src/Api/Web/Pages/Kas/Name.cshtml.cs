using Buurthulp.Api.Vault;
using Buurthulp.Api.Web.Pages.Books;
using Buurthulp.Ledger.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Buurthulp.Api.Web.Pages.Kas;

/// <summary><c>/kas/naam/{no}</c>: the name behind a number. It takes a reason and a press, and both are written down where the one concerned can see them.</summary>
internal sealed class NameModel(PageCall call, BooksRoom room, PersonNames names, Words words) : PageModel
{
    private static readonly string[] Codes = ["correction", "question", "leaving", "audit"];

    public AccountNumber Account { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>Null until a reason was given.</summary>
    public string? Name { get; private set; }

    public IReadOnlyList<SelectListItem> Reasons { get; } = room.Reasons("books", Codes);

    public async Task<IActionResult> OnGetAsync(string no) => await FindAsync(no) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string no, string? reason)
    {
        if (!await FindAsync(no)) return NotFound();
        Reason = reason;
        if (!Codes.Contains(reason)) ModelState.AddModelError(nameof(Reason), "form.required");
        else Name = (await names.ShowAsync(call.Community, [Account], room.Me, new ReasonCode("books-" + reason), call.Stop)).GetValueOrDefault(Account) ?? words["people.former"];
        return Page();
    }

    private async Task<bool> FindAsync(string no)
    {
        if (!Code.TryParse<AccountNumber>(no, out var number)) return false;
        Account = number;
        return await call.LookAsync(state => state.Accounts.TryGet(number, out var account) && Ledger.Accounts.Account.TakesPart(account.Kind));
    }
}
