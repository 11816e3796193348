using System.Reflection;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Tokens;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Running;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Http.Requests;

/// <summary>What every call that reads views brings along. It comes only once the views show all that was recorded when the request came in, so everybody reads their own writes.</summary>
/// <param name="Community">The token's community.</param>
/// <param name="Token">Who asks.</param>
/// <param name="Head">The journal's head when the request came in; the views show this and perhaps more.</param>
/// <param name="Database">Where the views are.</param>
/// <param name="CancellationToken">The caller went away.</param>
internal sealed record ReadCall(CommunityCode Community, BearerToken Token, long Head, NpgsqlDataSource Database, CancellationToken CancellationToken) : IBindableFromHttpContext<ReadCall>
{
    /// <summary>Views follow within milliseconds; who waits this long had better ask again.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    public static async ValueTask<ReadCall?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var token = context.Features.Get<BearerToken>() ?? throw new InvalidOperationException("a call that reads views was mapped without saying who may make it");
        var services = context.RequestServices;
        var head = await services.GetRequiredService<IJournal>().HeadAsync(token.Community, context.RequestAborted);
        var shown = await services.GetRequiredService<ViewRunner>().WaitForAsync(token.Community, head, LongestWait, context.RequestAborted);
        return shown
            ? new ReadCall(token.Community, token, head, services.GetRequiredService<NpgsqlDataSource>(), context.RequestAborted)
            {
                Writers = services.GetRequiredService<CommunityWriters>(),
                Now = services.GetRequiredService<IClock>().GetCurrentInstant(),
            }
            : throw new ProblemException(EdgeProblems.ViewsBehind());
    }

    private CommunityWriters Writers { get; init; } = null!;

    private Instant Now { get; init; }

    /// <summary>Members and shops see their own account only, and that of those for whom they may act as long as they may; of others they do not even learn that they are there.</summary>
    public Task<bool> MaySeeAsync(AccountNumber account) => MaySeeAnyAsync([account]);

    /// <summary>As <see cref="MaySeeAsync"/>, for what several accounts were in.</summary>
    public async Task<bool> MaySeeAnyAsync(IReadOnlyCollection<AccountNumber> accounts)
    {
        if (Token.Role is not (Role.Member or Role.Shop)) return true;
        if (Token.Account is not { } own) return false;
        if (accounts.Contains(own)) return true;
        return Token.Role == Role.Member && await Writers.LookAsync(Community, (state, _) =>
        {
            var today = state.Today(Now);
            return accounts.Any(account => state.MaySpeakFor(Token.Actor, account, today));
        }, CancellationToken);
    }
}
