using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Ledger.Members;

/// <summary>A person joined. Their name and contact data live in the vault. <paramref name="ReciprocityExpected"/> is false for those who are never asked to give.</summary>
[EventType("member_joined")]
public sealed record MemberJoined(AccountNumber Account, NeighbourhoodCode? Neighbourhood, LocalDate JoinedOn, bool ReciprocityExpected) : LedgerEvent;

/// <summary>A person left. What happened on or after this day can't be booked on their account any more.</summary>
[EventType("member_left")]
public sealed record MemberLeft(AccountNumber Account, LocalDate LeftOn) : LedgerEvent;

/// <summary>A group joined that helps and receives like a member.</summary>
[EventType("organisation_joined")]
public sealed record OrganisationJoined(AccountNumber Account, NeighbourhoodCode? Neighbourhood, LocalDate JoinedOn) : LedgerEvent;
