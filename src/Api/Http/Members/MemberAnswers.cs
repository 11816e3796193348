using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Projections.Members;
using NodaTime;

namespace Buurthulp.Api.Http.Members;

/// <summary>A member in numbers, and in words for those who may see them. Towards the neighbourhood only: it says nothing of what is between two people.</summary>
/// <param name="Account">Their number.</param>
/// <param name="Neighbourhood">Where they live, when known.</param>
/// <param name="JoinedOn">The day of joining.</param>
/// <param name="LeftOn">The day of leaving.</param>
/// <param name="PausedOn">The first day of a pause that is not over.</param>
/// <param name="IsErased">Whether their personal data was removed.</param>
/// <param name="ReciprocityExpected">False for those who are never asked to give.</param>
/// <param name="GaveMinutes">Minutes of help given, to anyone.</param>
/// <param name="ReceivedMinutes">Minutes of help received.</param>
/// <param name="Exchanges">Booked exchanges that they took part in.</param>
/// <param name="ThanksGiven">How often they said thank you.</param>
/// <param name="Roles">The offices they hold.</param>
/// <param name="ActedForBy">Who may act for them.</param>
/// <param name="ActsFor">For whom they may act.</param>
/// <param name="Person">Name and contact data; a coordinator gets them only with a reason.</param>
/// <param name="Position">The place in the journal as of which this holds.</param>
public sealed record MemberAnswer(AccountNumber Account, NeighbourhoodCode? Neighbourhood, LocalDate JoinedOn, LocalDate? LeftOn, LocalDate? PausedOn, bool IsErased, bool ReciprocityExpected,
    long GaveMinutes, long ReceivedMinutes, long Exchanges, long ThanksGiven, IReadOnlyList<Role> Roles, IReadOnlyList<ProxyAnswer> ActedForBy, IReadOnlyList<ProxyAnswer> ActsFor,
    PersonAnswer? Person, long Position)
{
    internal static MemberAnswer Of(MemberRow row, IReadOnlyList<RoleRow> roles, IReadOnlyList<ProxyRow> proxies, Person? person, long position) => new(
        row.Account, row.Neighbourhood, row.JoinedOn, row.LeftOn, row.PausedOn, row.IsErased, row.ReciprocityExpected, row.GaveMinutes, row.ReceivedMinutes, row.Exchanges, row.ThanksGiven,
        [.. roles.Select(role => role.Role)],
        [.. proxies.Where(proxy => proxy.Member == row.Account).Select(proxy => new ProxyAnswer(proxy.Proxy, proxy.Kind, proxy.From, proxy.Until))],
        [.. proxies.Where(proxy => proxy.Proxy == row.Account).Select(proxy => new ProxyAnswer(proxy.Member, proxy.Kind, proxy.From, proxy.Until))],
        person is null ? null : PersonAnswer.Of(person), position);
}

/// <summary>The other one in acting for somebody.</summary>
/// <param name="Account">Their number.</param>
/// <param name="Kind">On what ground.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day; absent: until it is ended.</param>
public sealed record ProxyAnswer(AccountNumber Account, ProxyKind Kind, LocalDate From, LocalDate? Until);

/// <summary>Name and contact data.</summary>
/// <param name="Name">As people call them.</param>
/// <param name="Street">Street and house number.</param>
/// <param name="Email">For those who have it.</param>
/// <param name="Phone">As it is dialled.</param>
/// <param name="BirthYear">Four digits.</param>
/// <param name="Languages">Codes, the preferred one first.</param>
public sealed record PersonAnswer(string Name, string? Street, string? Email, string? Phone, int? BirthYear, IReadOnlyList<string>? Languages)
{
    internal static PersonAnswer Of(Person person) => new(person.Name, person.Street, person.Email, person.Phone, person.BirthYear, person.Languages);
}

/// <summary>Somebody looked at the personal data.</summary>
/// <param name="Reader">Their number, or their role where no number stands behind it.</param>
/// <param name="Role">As whom.</param>
/// <param name="Reason">Why, as a code.</param>
/// <param name="ReadAt">When.</param>
public sealed record ReadAnswer(string Reader, string Role, ReasonCode Reason, DateTime ReadAt)
{
    internal static ReadAnswer Of(VaultRead read) => new(read.Reader, read.Role, read.Reason, read.ReadAt.UtcDateTime);
}
