using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Treasury;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary>A pot; all amounts in minutes.</summary>
internal sealed record PotRow(AccountNumber Account, long Balance, long? PerMember, long? PerMonth, long Granted, long Left);

/// <summary><c>/kas/rekeningen/potten</c>: what each pot has, and what it may still give this month.</summary>
internal sealed class PotsModel(PageCall call) : PageModel
{
    public IReadOnlyList<PotRow> Rows { get; private set; } = [];

    public async Task OnGetAsync() => Rows = await call.LookAsync<IReadOnlyList<PotRow>>(state =>
    {
        var today = state.Today(call.Now);
        return [.. state.AccountsOf(AccountKind.Pot).Select(pot =>
        {
            var granted = MonthlyUse.In(state, pot.Number, today);
            return new PotRow(pot.Number, pot.Balance, pot.Grants?.MostPerMemberMinutes, pot.Grants?.MostPerMonthMinutes, granted,
                pot.Grants is { } rule ? Math.Max(0, Math.Min(rule.MostPerMonthMinutes - granted, pot.Balance)) : 0);
        })];
    });
}
