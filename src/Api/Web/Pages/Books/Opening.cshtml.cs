using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Treasury;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary>A balance that was brought in; minutes may be below zero.</summary>
internal sealed record OpeningRow(AccountNumber Account, long Minutes, LocalDate On, long Position, bool IsUndone);

/// <summary><c>/kas/rekeningen/beginstanden</c>: balances that were brought in from elsewhere.</summary>
internal sealed class OpeningModel(PageCall call) : PageModel
{
    public IReadOnlyList<OpeningRow> Rows { get; private set; } = [];

    /// <summary>Minutes brought in, less those taken back.</summary>
    public long Sum { get; private set; }

    public async Task OnGetAsync()
    {
        Rows = await call.LookAsync<IReadOnlyList<OpeningRow>>(state => [.. state.Transfers.All.Where(pair => pair.Value.Kind == TransferKind.OpeningBalance).OrderBy(pair => pair.Key).Select(pair =>
        {
            var (position, transfer) = (pair.Key, pair.Value);
            var isIn = transfer.From == BookOpeningBalance.Opening;
            return new OpeningRow(isIn ? transfer.To : transfer.From, isIn ? transfer.Minutes : -transfer.Minutes, transfer.On, position, transfer.Reversed);
        })]);
        Sum = Rows.Where(row => !row.IsUndone).Sum(row => row.Minutes);
    }
}
