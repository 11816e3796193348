using Buurthulp.Api.Web.Pages.Books;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Treasury;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/tweede-persoon/{id}</c>: a correction that waits, with who it is about: the desk can call them before it says yes or no.</summary>
internal sealed class CorrectionModel(PageCall call, Desk desk, IJournal journal) : PageModel
{
    public Guid Id { get; private set; }

    public CorrectionState Correction { get; private set; } = null!;

    /// <summary>The entry that it would undo.</summary>
    public EntryLine? Line { get; private set; }

    /// <summary>Those members whose account it moves.</summary>
    public IReadOnlyList<AccountNumber> Members { get; private set; } = [];

    public DeskPeople People { get; private set; } = null!;

    /// <summary>Who looks asked for it, so another has to approve.</summary>
    public bool IsOwn { get; private set; }

    /// <summary>A reason as people read it; one that another program gave stays as it is.</summary>
    public static string ReasonOf(Words words, ReasonCode reason) =>
        words.TextOr($"correction.reason-{reason}") is var text && text.StartsWith("correction.", StringComparison.Ordinal) ? words.Category(reason.Value) : text;

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await call.LookAsync(state => state.Corrections.TryGet(new CorrectionId(id), out var found) ? found : null) is not { } correction) return NotFound();
        (Id, Correction, IsOwn) = (id, correction, correction.ProposedBy == call.Account);
        await foreach (var entry in journal.ReadAsync(call.Community, correction.Entry, limit: 1, call.Stop)) Line = (await EntryLine.AllAsync(call, [entry]))[0];
        if (Line is { } line) Members = await call.LookAsync<IReadOnlyList<AccountNumber>>(state => [.. line.Postings.Select(posting => posting.Account).Distinct().Where(account => state.Accounts[account].Kind == AccountKind.Member)]);
        People = await desk.PeopleAsync([correction.ProposedBy, .. Members]);
        return Page();
    }

    public Task<IActionResult> OnPostApproveAsync(Guid id) => AnswerAsync(id, new ApproveCorrection(call.CommandId, desk.Me, call.Now, new CorrectionId(id)));

    public Task<IActionResult> OnPostRefuseAsync(Guid id) => AnswerAsync(id, new RefuseCorrection(call.CommandId, desk.Me, call.Now, new CorrectionId(id)));

    private async Task<IActionResult> AnswerAsync(Guid id, LedgerCommand command)
    {
        var asked = await call.AskAsync(command);
        if (asked.Why is null) return Redirect($"/balie/tweede-persoon/{id}");
        ModelState.AddModelError("", asked.Why);
        return await OnGetAsync(id);
    }
}
