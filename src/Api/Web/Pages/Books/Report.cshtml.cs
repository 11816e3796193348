using Buurthulp.Api.Http.Journal;
using Buurthulp.Ledger.Journal;
using Buurthulp.Projections.Periods;
using Buurthulp.Projections.Statements;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary><c>/kas/afsluiting/{id}</c>: the report of a close, to sign and to print.</summary>
internal sealed class ReportModel(PageCall call, BooksRoom room, JournalTrees trees) : PageModel
{
    public PeriodRow Period { get; private set; } = null!;

    public Checkpoint Checkpoint { get; private set; } = null!;

    /// <summary>The journal still begins with the entries that were signed for.</summary>
    public bool IsAsSigned { get; private set; }

    /// <summary>Who looks gave the first signature, so another gives the second.</summary>
    public bool IsOwn { get; private set; }

    public string CommunityName { get; private set; } = "";

    public IReadOnlyList<TrialBalanceLine> Accounts { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        await call.CatchUpAsync();
        if ((await PeriodQueries.ListAsync(call.Database, call.Community, call.Stop)).FirstOrDefault(row => row.Period.Value == id) is not { } period) return NotFound();
        var root = await trees.Of(call.Community).RootAsync(period.Size, call.Stop);
        Period = period;
        Checkpoint = Checkpoint.Parse($"buurthulp/{call.Community}\n{period.Size}\n{period.Root}\n");
        (IsAsSigned, IsOwn) = (Checkpoint.Root == root, period.Signatures[0].By == call.Account);
        Accounts = (await TrialBalance.AsOfAsync(call.Database, call.Community, period.Size, call.Stop)).Accounts;
        CommunityName = await room.CommunityNameAsync();
        return Page();
    }
}
