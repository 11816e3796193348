using Buurthulp.Api.Http.Matching;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;

namespace Buurthulp.Api.Web;

/// <summary>Posts a request or an offer with the words that somebody wrote: words first, so that nothing stands on the board without them; those of a refused command are taken back.</summary>
internal sealed class AskingInWords(Words words)
{
    public async Task<Asked> AskAsync(PageCall call, LedgerCommand command, string? written)
    {
        if (string.IsNullOrWhiteSpace(written)) return await call.AskAsync(command);
        var text = written.Trim();
        if (text.Length > RequestWriting.LongestWords || text.Contains('\0', StringComparison.Ordinal)) return new Asked(Recorded: null, words.Of("board.too-long", ("most", RequestWriting.LongestWords)));
        var vault = new RequestTexts(call.Database);
        var kept = await vault.AddAsync(call.Community, new RequestText(call.CommandId, TextKind.Words, call.Account, text), call.Now, call.Stop);
        if (kept is null) return new Asked(Recorded: null, words.Why(new Refusal.CommandIdReused()));
        var asked = await call.AskAsync(command);
        if (kept == true && asked.IsRefused) await vault.RemoveAsync(call.Community, call.CommandId, TextKind.Words, CancellationToken.None);
        return asked;
    }
}
