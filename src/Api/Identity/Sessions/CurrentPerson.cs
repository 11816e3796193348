using Buurthulp.Api.Tokens;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Api.Identity.Sessions;

/// <summary>How somebody signed in.</summary>
public enum SignInMethod
{
    /// <summary>A link in a mail.</summary>
    Link,

    /// <summary>A passkey with a fingerprint, a face or a PIN: what they have and what they are or know, so two factors.</summary>
    Passkey,

    /// <summary>A printed card and its PIN. It opens no office, and a coordinator who prints cards could otherwise open any.</summary>
    Card,

    /// <summary>A link from the command line of the server: whoever has the data folder has everything, so two factors.</summary>
    CommandLine,
}

/// <summary>
/// Who is signed in, as of this request: their offices follow from the journal and are looked up every time. Pages and endpoints get it from
/// <c>HttpContext.Features</c> or by injection; null when nobody is signed in.
/// </summary>
/// <param name="Community">Where.</param>
/// <param name="Account">Their number.</param>
/// <param name="Offices">What they hold beside being a member: coordinator, treasurer, auditor, admin.</param>
/// <param name="HasSecondFactor">Whether this session has shown a second factor that still counts; without it no office opens.</param>
/// <param name="Session">Where they are signed in.</param>
public sealed record CurrentPerson(CommunityCode Community, AccountNumber Account, IReadOnlyList<Role> Offices, bool HasSecondFactor, Session Session)
{
    /// <summary>What they are in the journal, whether or not they may act so now.</summary>
    public bool Holds(Role role) => role == Role.Member || Offices.Contains(role);

    /// <summary>What they may do now.</summary>
    public bool MayActAs(Role role) => role == Role.Member || (HasSecondFactor && Offices.Contains(role));

    /// <summary>Whom the journal names when they act.</summary>
    /// <exception cref="InvalidOperationException">They may not act so.</exception>
    public Actor ActorAs(Role role) => MayActAs(role) ? new Actor(Account.Value, role, Account) : throw new InvalidOperationException($"{Account} may not act as {role} now");

    /// <summary>What the API asks for: the same as a bearer token with this role and account says.</summary>
    internal BearerToken TokenAs(Role role) => new(Session.Id, Community, role, Account, Session.EndsAt);
}

/// <summary>Somebody is signed in on a device.</summary>
/// <param name="Id">Names it in lists; it opens nothing.</param>
/// <param name="UserId">Of ASP.NET Core Identity.</param>
/// <param name="By">How they signed in.</param>
/// <param name="IsShared">They said that others use the device too: short, and gone when the browser closes.</param>
/// <param name="Device">As in "Firefox, Windows"; empty when the browser did not say.</param>
/// <param name="CreatedAt">When they signed in.</param>
/// <param name="LastSeenAt">To about a minute.</param>
/// <param name="EndsAt">When it ends if they do nothing more.</param>
public sealed record Session(Guid Id, Guid UserId, SignInMethod By, bool IsShared, string Device, Instant CreatedAt, Instant LastSeenAt, Instant EndsAt);
