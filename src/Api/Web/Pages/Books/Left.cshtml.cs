using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Projections.Accounts;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary><c>/kas/rekeningen/vertrokken</c>: members who left, with a balance first; what was agreed about it.</summary>
internal sealed class LeftModel(PageCall call) : PageModel
{
    public IReadOnlyList<AccountRow> Rows { get; private set; } = [];

    /// <summary>The name of the text that says what was agreed.</summary>
    public string Policy { get; private set; } = "";

    /// <summary>There is a pot that a balance can go to.</summary>
    public bool CanSettle { get; private set; }

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        var accounts = await AccountQueries.ListAsync(call.Database, call.Community, AccountKind.Member, call.Stop);
        Rows = [.. accounts.Where(account => account.ClosedOn is not null).OrderBy(account => account.Balance == 0).ThenByDescending(account => account.ClosedOn)];
        var terms = await call.LookAsync(state => LeavingTerms.Of(state.Agreement));
        (Policy, CanSettle) = (terms.Policy switch { LeavingBalance.GoesToPot => "pot", LeavingBalance.WaitsForTreasurer => "treasurer", _ => "stays" }, terms.Policy != LeavingBalance.StaysOnAccount);
    }
}
