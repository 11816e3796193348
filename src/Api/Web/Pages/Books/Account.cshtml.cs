using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Accounts;
using Buurthulp.Projections.Statements;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary><c>/kas/rekening/{no}</c>: the statement of one account, by number; opening and lines make closing.</summary>
internal sealed class AccountModel(PageCall call) : PageModel
{
    private const int LinesPerPage = 50;

    public AccountRow Account { get; private set; } = null!;

    public Statement Statement { get; private set; } = null!;

    public string? From { get; private set; }

    public string? To { get; private set; }

    public int PageNumber { get; private set; }

    public int Pages { get; private set; }

    /// <summary>Whether a person or a group stands behind the number.</summary>
    public bool IsSomebody => Ledger.Accounts.Account.TakesPart(Account.Kind);

    public async Task<IActionResult> OnGetAsync(string no, [FromQuery(Name = "van")] string? from, [FromQuery(Name = "tot")] string? to, [FromQuery(Name = "blad")] int? page)
    {
        if (!Code.TryParse<AccountNumber>(no, out var number)) return NotFound();
        await call.CatchUpAsync();
        if (await AccountQueries.FindAsync(call.Database, call.Community, number, call.Stop) is not { } account) return NotFound();
        (Account, From, To, PageNumber) = (account, from, to, Math.Max(1, page ?? 1));
        var (first, last) = (Balie.DateField.Read(ModelState, nameof(From), from), Balie.DateField.Read(ModelState, nameof(To), to));
        Statement = await StatementQueries.PageAsync(call.Database, call.Community, number, first, last, PageNumber, LinesPerPage, call.Stop);
        Pages = (int)Math.Max(1, (Statement.TotalLines + LinesPerPage - 1) / LinesPerPage);
        return Page();
    }
}
