using Buurthulp.Api.Http.Journal;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Treasury;
using Buurthulp.Projections.Periods;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/tweede-persoon</c>: what a coordinator may agree to as the second person: corrections that wait, and the close of a period (docs/adr/0010).</summary>
internal sealed class SecondPersonModel(PageCall call, Desk desk, JournalTrees trees) : PageModel
{
    public IReadOnlyList<(CorrectionId Id, CorrectionState Correction)> Corrections { get; private set; } = [];

    /// <summary>The close that waits for its second signature; null when none does.</summary>
    public PeriodRow? Close { get; private set; }

    /// <summary>What was signed for.</summary>
    public Checkpoint? Checkpoint { get; private set; }

    /// <summary>The journal still begins with the entries that were signed for.</summary>
    public bool IsAsSigned { get; private set; }

    /// <summary>Who looks gave the first signature, so another gives the second.</summary>
    public bool IsOwn { get; private set; }

    /// <summary>Names of who asked and who closed.</summary>
    public DeskPeople People { get; private set; } = null!;

    /// <summary>How much waits for a second person.</summary>
    public static Task<int> WaitingAsync(PageCall call) =>
        call.LookAsync(state => state.Corrections.All.Values.Count(correction => correction.Status == CorrectionStatus.Waiting) + (state.Books.Waiting is null ? 0 : 1));

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        (Corrections, var waiting) = await call.LookAsync(state =>
            ((IReadOnlyList<(CorrectionId, CorrectionState)>)[.. state.Corrections.All.Where(pair => pair.Value.Status == CorrectionStatus.Waiting).OrderBy(pair => pair.Value.Entry).Select(pair => (pair.Key, pair.Value))], state.Books.Waiting));
        List<AccountNumber> people = [.. Corrections.Select(one => one.Correction.ProposedBy)];
        if (waiting is { } period)
        {
            Close = (await PeriodQueries.ListAsync(call.Database, call.Community, call.Stop)).First(row => row.Period == period);
            Checkpoint = Checkpoint.Parse($"buurthulp/{call.Community}\n{Close.Size}\n{Close.Root}\n");
            IsAsSigned = Checkpoint.Root == await trees.Of(call.Community).RootAsync(Close.Size, call.Stop);
            IsOwn = Close.Signatures[0].By == call.Account;
            people.Add(Close.Signatures[0].By);
        }

        People = await desk.PeopleAsync(people);
    }

    public Task<IActionResult> OnPostSignAsync(Guid id) => AnswerAsync(new SignPeriodClose(call.CommandId, desk.Me, call.Now, new PeriodId(id)));

    public Task<IActionResult> OnPostWithdrawAsync(Guid id) => AnswerAsync(new WithdrawPeriodClose(call.CommandId, desk.Me, call.Now, new PeriodId(id)));

    private async Task<IActionResult> AnswerAsync(LedgerCommand command)
    {
        var asked = await call.AskAsync(command);
        if (asked.Why is null) return Redirect("/balie/tweede-persoon");
        ModelState.AddModelError("", asked.Why);
        await OnGetAsync();
        return Page();
    }
}
