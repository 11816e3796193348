using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using NodaTime;

namespace Buurthulp.Ledger.Matching;

/// <summary>What the one who asks would like. All of it may be left out.</summary>
/// <param name="NeededOn">The day on which the help is needed.</param>
/// <param name="NeededBy">The last day on which the help makes sense.</param>
/// <param name="Neighbourhood">Where the help is needed.</param>
/// <param name="NotFromMyStreet">True: rather somebody who does not live in the same street. Absent is no.</param>
/// <param name="Languages">Languages in which they can talk with the helper.</param>
public sealed record RequestWishes(LocalDate? NeededOn = null, LocalDate? NeededBy = null, NeighbourhoodCode? Neighbourhood = null, bool? NotFromMyStreet = null,
    IReadOnlyList<LanguageCode>? Languages = null);

/// <summary>When and where somebody offers help. All of it may be left out.</summary>
/// <param name="Availability">The parts of the week that suit; absent is any.</param>
/// <param name="Languages">Languages that the helper speaks.</param>
/// <param name="Neighbourhood">Where they would like to help; absent is anywhere.</param>
/// <param name="NotFromMyStreet">True: rather for somebody who does not live in the same street. Absent is no.</param>
public sealed record OfferTerms(IReadOnlyList<Daypart>? Availability = null, IReadOnlyList<LanguageCode>? Languages = null, NeighbourhoodCode? Neighbourhood = null,
    bool? NotFromMyStreet = null);

/// <summary>Somebody asked for help. The words they used live in the vault.</summary>
[EventType("request_posted")]
public sealed record RequestPosted(RequestId Request, AccountNumber Member, CategoryCode Category, LocalDate PostedOn, Channel Channel, RequestWishes? Wishes = null) : LedgerEvent;

/// <summary>The request is a roster: it wants a helper for each of several days. Follows the request at once.</summary>
[EventType("roster_posted")]
public sealed record RosterPosted(RequestId Request, IReadOnlyList<LocalDate> Dates) : LedgerEvent;

/// <summary>Somebody will help on one day of a roster.</summary>
[EventType("roster_date_taken")]
public sealed record RosterDateTaken(RequestId Request, LocalDate On, AccountNumber Helper, LocalDate TakenOn) : LedgerEvent;

/// <summary>A day of a roster is open again. Nobody is asked why, and the entry says neither who nor at whose wish.</summary>
[EventType("roster_date_given_back")]
public sealed record RosterDateGivenBack(RequestId Request, LocalDate On, LocalDate GivenBackOn) : LedgerEvent;

/// <summary>All days of a roster are over, and each of them had a helper.</summary>
[EventType("roster_completed")]
public sealed record RosterCompleted(RequestId Request, LocalDate CompletedOn) : LedgerEvent;

/// <summary>A helper was proposed for a request; the other side's yes is awaited.</summary>
[EventType("helper_proposed")]
public sealed record HelperProposed(RequestId Request, AccountNumber Helper, Proposer ProposedBy, LocalDate ProposedOn) : LedgerEvent;

/// <summary>A proposal came to nothing; the request is open again. The entry says neither who said no nor why.</summary>
[EventType("proposal_declined")]
public sealed record ProposalDeclined(RequestId Request, LocalDate DeclinedOn) : LedgerEvent;

/// <summary>Somebody will help with a request.</summary>
[EventType("match_agreed")]
public sealed record MatchAgreed(RequestId Request, AccountNumber Helper, LocalDate AgreedOn) : LedgerEvent;

/// <summary>A match ended before its time; the request is open again. The entry says neither at whose wish nor why.</summary>
[EventType("match_handed_back")]
public sealed record MatchHandedBack(RequestId Request, LocalDate HandedBackOn) : LedgerEvent;

/// <summary>A coordinator ended the request because something was not right. Why stands in the vault.</summary>
[EventType("request_stopped")]
public sealed record RequestStopped(RequestId Request, LocalDate StoppedOn) : LedgerEvent;

/// <summary>A coordinator asked how it went.</summary>
[EventType("request_followed_up")]
public sealed record RequestFollowedUp(RequestId Request, OutcomeCode Outcome, LocalDate FollowedUpOn) : LedgerEvent;

/// <summary>The one who asked no longer needs the help.</summary>
[EventType("request_withdrawn")]
public sealed record RequestWithdrawn(RequestId Request, LocalDate WithdrawnOn) : LedgerEvent;

/// <summary>Nobody was found in time.</summary>
[EventType("request_expired")]
public sealed record RequestExpired(RequestId Request, LocalDate ExpiredOn) : LedgerEvent;

/// <summary>The request was handed on to an organisation outside.</summary>
[EventType("request_referred")]
public sealed record RequestReferred(RequestId Request, LocalDate ReferredOn, OrganisationCode? Organisation = null) : LedgerEvent;

/// <summary>Somebody offered a kind of help.</summary>
[EventType("offer_posted")]
public sealed record OfferPosted(OfferId Offer, AccountNumber Member, CategoryCode Category, LocalDate PostedOn, Channel Channel, OfferTerms? Terms = null) : LedgerEvent;

/// <summary>An offer was taken back.</summary>
[EventType("offer_withdrawn")]
public sealed record OfferWithdrawn(OfferId Offer, LocalDate WithdrawnOn) : LedgerEvent;
