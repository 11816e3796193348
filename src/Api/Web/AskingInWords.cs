using Buurthulp.Api.Http.Matching;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;

namespace Buurthulp.Api.Web;

/// <summary>Posts a request or an offer with the words that somebody wrote: words first, so that nothing stands on the board without them; those of a refused command are taken back.</summary>
internal sealed class AskingInWords(Words words)
{
    /// <summary>For somebody's own request or offer.</summary>
    public Task<Asked> AskAsync(PageCall call, LedgerCommand command, string? written) => AskAsync(call, command, written, new RequestText(call.CommandId, TextKind.Words, call.Account, ""));

    /// <summary>For a text about any request or offer.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="command">What they ask.</param>
    /// <param name="written">What they wrote; nothing is nothing to keep.</param>
    /// <param name="about">What the text is about; its own text does not matter.</param>
    public async Task<Asked> AskAsync(PageCall call, LedgerCommand command, string? written, RequestText about)
    {
        if (string.IsNullOrWhiteSpace(written)) return await call.AskAsync(command);
        var text = written.Trim();
        if (text.Length > RequestWriting.LongestWords || text.Contains('\0', StringComparison.Ordinal)) return new Asked(Recorded: null, words.Of("board.too-long", ("most", RequestWriting.LongestWords)));
        var vault = new RequestTexts(call.Database);
        var kept = await vault.AddAsync(call.Community, about with { Text = text }, call.Now, call.Stop);
        if (kept is null && about.Kind == TextKind.Words) return new Asked(Recorded: null, words.Why(new Refusal.CommandIdReused()));
        var asked = await call.AskAsync(command);
        if (kept == true && asked.IsRefused) await vault.RemoveAsync(call.Community, about.Subject, about.Kind, CancellationToken.None);
        return asked;
    }
}
