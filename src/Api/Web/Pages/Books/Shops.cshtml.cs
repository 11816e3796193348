using Buurthulp.Ledger.Accounts;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary><c>/kas/rekeningen/winkels</c>: what each shop holds and what was agreed with it.</summary>
internal sealed class ShopsModel(PageCall call) : PageModel
{
    public IReadOnlyList<Account> Rows { get; private set; } = [];

    public async Task OnGetAsync() => Rows = await call.LookAsync<IReadOnlyList<Account>>(state => [.. state.AccountsOf(AccountKind.Shop)]);
}
