using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Treasury;
using Buurthulp.Projections.Accounts;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary><c>/kas</c>: is everything in balance, and what waits.</summary>
internal sealed class IndexModel(PageCall call) : PageModel
{
    public long Position { get; private set; }

    public int Accounts { get; private set; }

    /// <summary>The sum of all balances in minutes: 0, or the books are wrong.</summary>
    public long Total { get; private set; }

    public IReadOnlyList<KindTotal> Kinds { get; private set; } = [];

    public int Corrections { get; private set; }

    public int Proposals { get; private set; }

    /// <summary>The close that waits for its second signature.</summary>
    public PeriodId? Close { get; private set; }

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        (Position, Kinds) = await AccountQueries.TotalsAsync(call.Database, call.Community, call.Stop);
        (Accounts, Total) = (Kinds.Sum(kind => kind.Accounts), Kinds.Sum(kind => kind.Balance));
        (Corrections, Proposals, Close) = await call.LookAsync(state => (state.Corrections.All.Values.Count(correction => correction.Status == CorrectionStatus.Waiting),
            state.Exchanges.All.Values.Count(exchange => exchange.Status == ExchangeStatus.Proposed), state.Books.Waiting));
    }
}
