using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Api.Tokens;

/// <summary>What a bearer token says: who may do what, where and until when. The token is the whole record; nothing about it is stored.</summary>
/// <param name="Id">Tells tokens apart, for limits and for the log.</param>
/// <param name="Community">The only community that it opens.</param>
/// <param name="Role">What its holder may do there.</param>
/// <param name="Account">The holder's own account; always there for a member and a shop.</param>
/// <param name="ExpiresAt">From this moment on it opens nothing.</param>
public sealed record BearerToken(Guid Id, CommunityCode Community, Role Role, AccountNumber? Account, Instant ExpiresAt)
{
    /// <summary>Who acts when this token asks for something: the account where there is one, else the role.</summary>
    public Actor Actor => new(Account?.Value ?? RoleName(Role), Role, Account);

    /// <summary>The role as it is written on the command line and in the journal.</summary>
    public static string RoleName(Role role) => role.ToString().ToLowerInvariant();
}
