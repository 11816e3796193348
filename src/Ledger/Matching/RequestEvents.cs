using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using NodaTime;

namespace Buurthulp.Ledger.Matching;

/// <summary>Somebody asked for help. The words they used live in the vault.</summary>
[EventType("request_posted")]
public sealed record RequestPosted(RequestId Request, AccountNumber Member, CategoryCode Category, LocalDate PostedOn, Channel Channel) : LedgerEvent;

/// <summary>Somebody will help with a request.</summary>
[EventType("match_agreed")]
public sealed record MatchAgreed(RequestId Request, AccountNumber Helper, LocalDate AgreedOn) : LedgerEvent;

/// <summary>The one who asked no longer needs the help.</summary>
[EventType("request_withdrawn")]
public sealed record RequestWithdrawn(RequestId Request, LocalDate WithdrawnOn) : LedgerEvent;

/// <summary>Nobody was found in time.</summary>
[EventType("request_expired")]
public sealed record RequestExpired(RequestId Request, LocalDate ExpiredOn) : LedgerEvent;

/// <summary>The request was handed on to an organisation outside.</summary>
[EventType("request_referred")]
public sealed record RequestReferred(RequestId Request, LocalDate ReferredOn) : LedgerEvent;

/// <summary>Somebody offered a kind of help.</summary>
[EventType("offer_posted")]
public sealed record OfferPosted(OfferId Offer, AccountNumber Member, CategoryCode Category, LocalDate PostedOn, Channel Channel) : LedgerEvent;

/// <summary>An offer was taken back.</summary>
[EventType("offer_withdrawn")]
public sealed record OfferWithdrawn(OfferId Offer, LocalDate WithdrawnOn) : LedgerEvent;

/// <summary>A request or offer as of the state's position. <paramref name="IsOpen"/> is false once it was matched, withdrawn, expired or referred.</summary>
public sealed record PostingState(AccountNumber Member, CategoryCode Category, LocalDate PostedOn, bool IsOpen);
