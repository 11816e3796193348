using Buurthulp.Api.Http.Matching;
using Buurthulp.Api.Http.Signals;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Signals;

namespace Buurthulp.Api.Web;

/// <summary>Raises and follows up concerns from pages. Words and who they are about go into the vault first, so that no concern stands in the journal without them; those of a refused command are taken back.</summary>
internal sealed class ConcernsInWords(Words words)
{
    /// <summary>Somebody has a feeling that something is not right.</summary>
    public async Task<Asked> RaiseAsync(PageCall call, Actor actor, ConcernText text)
    {
        if (Problem(text.Words) is { } problem) return Refused(problem);
        var vault = new ConcernTexts(call.Database);
        var kept = await vault.RaiseAsync(call.Community, call.CommandId, text, call.Now, call.Stop);
        var command = new RaiseConcern(call.CommandId, actor, call.Now) { About = text.About, RaisedBy = text.RaisedBy };
        return await AskAsync(call, kept, command, () => vault.RemoveConcernAsync(call.Community, call.CommandId));
    }

    /// <summary>A coordinator looked into it.</summary>
    /// <param name="call">Who did.</param>
    /// <param name="actor">As whom.</param>
    /// <param name="concern">Into what.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="found">What they write about it; nothing is nothing to keep.</param>
    public async Task<Asked> FollowUpAsync(PageCall call, Actor actor, ConcernId concern, ConcernOutcome outcome, string? found)
    {
        var text = string.IsNullOrWhiteSpace(found) ? null : found.Trim();
        if (text is not null && Problem(text) is { } problem) return Refused(problem);
        var vault = new ConcernTexts(call.Database);
        var kept = await vault.NoteAsync(call.Community, call.CommandId, concern.Value, text, call.Now, call.Stop);
        if (kept == TextKept.Refused) return Refused(words.Why(ConcernProblems.Erased()));
        return await AskAsync(call, kept, new FollowUpConcern(call.CommandId, actor, call.Now, concern, outcome), () => vault.RemoveNoteAsync(call.Community, call.CommandId));
    }

    private async Task<Asked> AskAsync(PageCall call, TextKept kept, LedgerCommand command, Func<Task> takeBack)
    {
        if (kept == TextKept.Different) return Refused(words.Why(new Refusal.CommandIdReused()));
        var asked = await call.AskAsync(command);
        if (kept == TextKept.Added && asked.IsRefused) await takeBack();
        return asked;
    }

    private string? Problem(string? text) =>
        string.IsNullOrWhiteSpace(text) ? words["concern.words-missing"]
        : text.Length > RequestWriting.LongestWords || text.Contains('\0', StringComparison.Ordinal) ? words.Of("board.too-long", ("most", RequestWriting.LongestWords))
        : null;

    private static Asked Refused(string why) => new(Recorded: null, why);
}
