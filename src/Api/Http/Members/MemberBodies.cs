using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using NodaTime;

namespace Buurthulp.Api.Http.Members;

/// <summary>Somebody who joins. What names them goes to the vault and never into the journal.</summary>
/// <param name="Name">As people call them; 1 to 200 characters.</param>
/// <param name="Street">Street and house number.</param>
/// <param name="Email">For those who have it.</param>
/// <param name="Phone">As it is dialled.</param>
/// <param name="BirthYear">Four digits.</param>
/// <param name="Languages">Codes such as <c>nl</c>, the preferred one first.</param>
/// <param name="Neighbourhood">Where they live.</param>
/// <param name="JoinedOn">Absent: today.</param>
/// <param name="ReciprocityExpected">False for those who are never asked to give.</param>
public sealed record AdmitMemberBody(string Name, string? Street = null, string? Email = null, string? Phone = null, int? BirthYear = null, IReadOnlyList<string>? Languages = null,
    NeighbourhoodCode? Neighbourhood = null, LocalDate? JoinedOn = null, bool ReciprocityExpected = true);

/// <summary>A day of leaving.</summary>
/// <param name="LeftOn">The first day on which nothing can happen on the account any more. Absent: today.</param>
public sealed record LeaveBody(LocalDate? LeftOn = null);

/// <summary>Whether somebody is ever asked to give in return.</summary>
public sealed record ReciprocityBody(bool Expected);

/// <summary>An office that a member can hold.</summary>
public enum Office
{
    Coordinator,
    Treasurer,
    Auditor,
    Admin,
}

/// <summary>An office to give or to take back.</summary>
public sealed record RoleBody(Office Role);

/// <summary>Who may act for a member.</summary>
/// <param name="Proxy">The number of the one who acts.</param>
/// <param name="Kind">On what ground; only a coordinator writes down a guardian.</param>
/// <param name="From">The first day. Absent: today.</param>
/// <param name="Until">The last day. Absent: until it is ended.</param>
public sealed record ProxyBody(AccountNumber Proxy, ProxyKind Kind = ProxyKind.Proxy, LocalDate? From = null, LocalDate? Until = null);

/// <summary>An account was opened.</summary>
/// <param name="Account">Its number.</param>
/// <param name="Position">Its place in the journal.</param>
public sealed record AdmittedAnswer(AccountNumber Account, long Position);
