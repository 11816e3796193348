using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Treasury;
using Buurthulp.Projections.Statements;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary><c>/kas</c>: is everything in balance, and what waits.</summary>
internal sealed class IndexModel(PageCall call) : PageModel
{
    public long Position { get; private set; }

    public int Accounts { get; private set; }

    /// <summary>The sum of all balances in minutes: 0, or the books are wrong.</summary>
    public long Total { get; private set; }

    /// <summary>Kind of account, how many there are and what they have together.</summary>
    public IReadOnlyList<(string Kind, int Count, long Sum)> Kinds { get; private set; } = [];

    public int Corrections { get; private set; }

    public int Proposals { get; private set; }

    /// <summary>The close that waits for its second signature.</summary>
    public PeriodId? Close { get; private set; }

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        var balance = await TrialBalance.AsOfAsync(call.Database, call.Community, position: null, call.Stop);
        (Position, Accounts, Total) = (balance.Position, balance.Accounts.Count, balance.Total);
        Kinds = [.. balance.Accounts.GroupBy(account => account.Kind).OrderBy(kind => kind.Key).Select(kind => (kind.Key.ToString().ToLowerInvariant(), kind.Count(), kind.Sum(account => account.Balance)))];
        (Corrections, Proposals, Close) = await call.LookAsync(state => (state.Corrections.All.Values.Count(correction => correction.Status == CorrectionStatus.Waiting),
            state.Exchanges.All.Values.Count(exchange => exchange.Status == ExchangeStatus.Proposed), state.Books.Waiting));
    }
}
