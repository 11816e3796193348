using Buurthulp.Api.Http.Exchanges;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Writing;
using Npgsql;

namespace Buurthulp.Api.Http.Matching;

/// <summary>What calls about requests and offers have in common: members speak for themselves, and words go into the vault.</summary>
internal static class RequestWriting
{
    /// <summary>More than anybody reads out on the phone.</summary>
    public const int LongestWords = 2_000;

    /// <summary>A member's own account; a coordinator has to name somebody.</summary>
    public static AccountNumber PersonOf(CommandCall call, AccountNumber? named, string field)
    {
        if (call.Token.Role != Role.Member) return named ?? throw ProblemException.Malformed(field);
        if (named is { } other && other != call.Token.Account) throw new ProblemException(EdgeProblems.AccountNotYours(other));
        return call.Token.Account!.Value;
    }

    public static Channel ChannelOf(CommandCall call, ExchangeChannel channel)
    {
        if (call.Token.Role == Role.Member && channel != ExchangeChannel.Web) throw ProblemException.Malformed("channel");
        return channel switch
        {
            ExchangeChannel.Phone => Channel.Phone,
            ExchangeChannel.Desk => Channel.Desk,
            _ => Channel.Web,
        };
    }

    /// <summary>
    /// Keeps the words and then executes, so that a request never stands on the board without its words. Words of a refused command are taken back.
    /// The journal can't tell whether a repetition has the same words, so the vault does: other words under the same key are another command.
    /// </summary>
    public static async Task<IResult> ExecuteAsync(CommandCall call, NpgsqlDataSource database, RequestText? text, string field, LedgerCommand command, Func<CommandOutcome.Recorded, IResult> answer)
    {
        if (text is null) return await call.ExecuteAsync(command, answer);
        if (text.Text.Length is 0 or > LongestWords || text.Text.Contains('\0', StringComparison.Ordinal)) throw ProblemException.Malformed(field);
        var vault = new RequestTexts(database);
        var added = await vault.AddAsync(call.Community, text, call.Now, call.CancellationToken);
        if (added is null && text.Kind == TextKind.Words) return RefusalProblem.Of(new Refusal.CommandIdReused());
        var result = await call.ExecuteAsync(command, answer);

        // After anything but a plain no it may be recorded all the same, and the client will send it again.
        if (added == true && result is Problem { Status: < StatusCodes.Status500InternalServerError and not StatusCodes.Status409Conflict })
        {
            await vault.RemoveAsync(call.Community, text.Subject, text.Kind, CancellationToken.None);
        }

        return result;
    }
}
