using Buurthulp.Api.Http.Treasury;
using Buurthulp.Ledger.Accounts;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary><c>/kas/rekeningen/instellingen</c>: who pays for work, within which budget, and what is left of it.</summary>
internal sealed class InstitutionsModel(PageCall call) : PageModel
{
    public IReadOnlyList<InstitutionAnswer> Rows { get; private set; } = [];

    public async Task OnGetAsync() => Rows = await call.LookAsync<IReadOnlyList<InstitutionAnswer>>(state =>
    {
        var today = state.Today(call.Now);
        return [.. state.AccountsOf(AccountKind.Institution).Select(institution => InstitutionAnswer.Of(state, institution, today))];
    });
}
