using Buurthulp.Api.Http.Exchanges;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Writing;

namespace Buurthulp.Api.Http.Matching;

/// <summary>What calls about requests and offers have in common: members speak for themselves and for whom they act, and words go into the vault.</summary>
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

    /// <summary>A member's own account, or that of somebody for whom they may act today; a coordinator has to name somebody.</summary>
    public static async Task<AccountNumber> SpokenForAsync(CommandCall call, AccountNumber? named, string field)
    {
        if (call.Token.Role != Role.Member || named is not { } other || other == call.Token.Account) return PersonOf(call, named, field);
        return await call.Writers.LookAsync(call.Community, (state, _) => state.MaySpeakFor(call.Actor, other, state.Today(call.Now)), call.CancellationToken)
            ? other : throw new ProblemException(EdgeProblems.AccountNotYours(other));
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

    /// <summary>Keeps the words and then executes; see <see cref="RequestWords"/>.</summary>
    /// <param name="call">Who asks what, and when.</param>
    /// <param name="vault">Where words are kept.</param>
    /// <param name="about">What the words are about.</param>
    /// <param name="words">What somebody wrote.</param>
    /// <param name="field">The member of the body that holds the words.</param>
    /// <param name="command">What is asked of the ledger.</param>
    /// <param name="answer">The answer to what was recorded.</param>
    public static async Task<IResult> ExecuteAsync(CommandCall call, RequestWords vault, RequestText about, string? words, string field, LedgerCommand command, Func<CommandOutcome.Recorded, IResult> answer)
    {
        if (words is not null && (words.Length is 0 or > LongestWords || words.Contains('\0', StringComparison.Ordinal))) throw ProblemException.Malformed(field);
        return await vault.ExecuteAsync(call.Community, call.CommandId, about, words, call.Now, ExecuteAsync, call.CancellationToken) ?? RefusalProblem.Of(new Refusal.CommandIdReused());

        // After anything but a plain no it may be recorded all the same, and the client will send it again.
        async Task<Worded<IResult>> ExecuteAsync() => await call.ExecuteAsync(command, answer) switch
        {
            Problem no => new(no, IsRecorded: false, IsRefused: no.Status is < StatusCodes.Status500InternalServerError and not StatusCodes.Status409Conflict),
            var done => new(done, IsRecorded: true, IsRefused: false),
        };
    }
}
