using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Ledger.Communities;

/// <summary>The first entry of every journal. <paramref name="TimeZone"/> is an IANA name; it decides what "today" is.</summary>
[EventType("community_founded")]
public sealed record CommunityFounded(LocalDate FoundedOn, string TimeZone) : LedgerEvent;

/// <summary>The unit people speak of and how many minutes (the smallest unit) it holds.</summary>
[EventType("currency_defined")]
public sealed record CurrencyDefined(CurrencyCode Currency, int MinutesPerUnit) : LedgerEvent;

/// <summary>The community's rules from here on, whole: earlier ones no longer hold.</summary>
[EventType("agreement_changed")]
public sealed record AgreementChanged(Agreement Agreement) : LedgerEvent;

/// <summary>A kind of help that can be recorded from here on.</summary>
[EventType("category_added")]
public sealed record CategoryAdded(CategoryCode Category) : LedgerEvent;

/// <summary>A neighbourhood and the number of people who live there; a later one for the same neighbourhood replaces it.</summary>
[EventType("neighbourhood_defined")]
public sealed record NeighbourhoodDefined(NeighbourhoodCode Neighbourhood, int Residents) : LedgerEvent;
