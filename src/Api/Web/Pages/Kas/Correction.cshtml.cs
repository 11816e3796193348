using Buurthulp.Api.Web.Pages.Books;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Treasury;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Kas;

/// <summary><c>/kas/correctie/{id}</c>: a correction that needs two persons: looked at, approved or refused.</summary>
internal sealed class CorrectionModel(PageCall call, BooksRoom room, IJournal journal) : PageModel
{
    public Guid Id { get; private set; }

    public CorrectionState Correction { get; private set; } = null!;

    /// <summary>The entry that it would undo.</summary>
    public EntryLine? Line { get; private set; }

    /// <summary>Who looks asked for it, so another has to approve.</summary>
    public bool IsOwn { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await call.LookAsync(state => state.Corrections.TryGet(new CorrectionId(id), out var found) ? found : null) is not { } correction) return NotFound();
        (Id, Correction, IsOwn) = (id, correction, correction.ProposedBy == call.Account);
        await foreach (var entry in journal.ReadAsync(call.Community, correction.Entry, limit: 1, call.Stop)) Line = (await EntryLine.AllAsync(call, [entry]))[0];
        return Page();
    }

    public Task<IActionResult> OnPostApproveAsync(Guid id) => AnswerAsync(id, new ApproveCorrection(call.CommandId, room.Me, call.Now, new CorrectionId(id)));

    public Task<IActionResult> OnPostRefuseAsync(Guid id) => AnswerAsync(id, new RefuseCorrection(call.CommandId, room.Me, call.Now, new CorrectionId(id)));

    private async Task<IActionResult> AnswerAsync(Guid id, LedgerCommand command)
    {
        var asked = await call.AskAsync(command);
        if (asked.Why is null) return Redirect($"/kas/correctie/{id}");
        ModelState.AddModelError("", asked.Why);
        return await OnGetAsync(id);
    }
}
