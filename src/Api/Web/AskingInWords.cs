using Buurthulp.Api.Http.Matching;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;

namespace Buurthulp.Api.Web;

/// <summary>Posts a request or an offer with the words that somebody wrote; see <see cref="RequestWords"/>.</summary>
internal sealed class AskingInWords(RequestWords vault, Words words)
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
        var text = string.IsNullOrWhiteSpace(written) ? null : written.Trim();
        if (text is not null && (text.Length > RequestWriting.LongestWords || text.Contains('\0', StringComparison.Ordinal))) return new Asked(Recorded: null, words.Of("board.too-long", ("most", RequestWriting.LongestWords)));
        return await vault.ExecuteAsync(call.Community, call.CommandId, about, text, call.Now, ExecuteAsync, call.Stop) ?? new Asked(Recorded: null, words.Why(new Refusal.CommandIdReused()));

        async Task<Worded<Asked>> ExecuteAsync()
        {
            var asked = await call.AskAsync(command);
            return new(asked, asked.Recorded is not null, asked.IsRefused);
        }
    }
}
