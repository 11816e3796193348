using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/afdrukken/overzicht/{no}</c>: somebody's own statement, to hand over on paper; the latest lines first.</summary>
internal sealed class PrintStatementModel(PageCall call, Desk desk, OwnLines own) : PageModel
{
    private const int MostLines = 100;

    public LocalDate Today { get; private set; }

    public AccountNumber Account { get; private set; }

    public string Name { get; private set; } = "";

    public long Balance { get; private set; }

    public IReadOnlyList<OwnLine> Lines { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string no)
    {
        if (!Code.TryParse<AccountNumber>(no, out var number)) return NotFound();
        await call.CatchUpAsync();
        if (await AccountQueries.FindAsync(call.Database, call.Community, number, call.Stop) is not { Kind: AccountKind.Member or AccountKind.Organisation } account) return NotFound();
        (Account, Balance, Today) = (number, account.Balance, await call.TodayAsync());
        Name = (await desk.PeopleAsync([number])).NameOf(number);
        Lines = await own.ReadAsync(call, new StatementLook(number, desk.Me, Desk.Reason), from: null, to: null, MostLines);
        return Page();
    }
}
