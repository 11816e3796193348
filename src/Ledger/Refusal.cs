using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Goals;
using Buurthulp.Ledger.Notes;
using NodaTime;

namespace Buurthulp.Ledger;

/// <summary>
/// A rule said no. The code is stable and never reused; the facts are the record's own members, without prose.
/// Cause, remedy and whether waiting helps stand in docs/refusals.md; the words for people stand at the web edge.
/// </summary>
public abstract record Refusal(string Code)
{
    // Anything
    public sealed record CommandIdReused() : Refusal("command-id-reused");
    public sealed record NothingToDo() : Refusal("nothing-to-do");
    public sealed record AmountNotPositive(long Minutes) : Refusal("amount-not-positive");
    public sealed record AmountTooLarge(long Minutes, long LargestMinutes) : Refusal("amount-too-large");
    public sealed record PriceOutOfRange(long PriceCents, long MostCents) : Refusal("price-out-of-range");
    public sealed record DateInPast(LocalDate On, LocalDate Today) : Refusal("date-in-past");
    public sealed record DateInFuture(LocalDate HappenedOn, LocalDate Today) : Refusal("date-in-future");
    public sealed record DateOutOfRange(LocalDate On, LocalDate FirstOn, LocalDate LastOn) : Refusal("date-out-of-range");

    // Community
    public sealed record CommunityUnknown(CommunityCode Community) : Refusal("community-unknown");
    public sealed record CommunityExists(CommunityCode Community) : Refusal("community-exists");
    public sealed record TimeZoneUnknown() : Refusal("time-zone-unknown");
    public sealed record AgreementIncomplete(string Field) : Refusal("agreement-incomplete");
    public sealed record ResidentsOutOfRange(int Residents) : Refusal("residents-out-of-range");
    public sealed record CategoryUnknown(CategoryCode Category) : Refusal("category-unknown");

    // Accounts
    public sealed record AccountUnknown(AccountNumber Account) : Refusal("account-unknown");
    public sealed record AccountExists(AccountNumber Account) : Refusal("account-exists");
    public sealed record AccountClosed(AccountNumber Account, LocalDate ClosedOn) : Refusal("account-closed");
    public sealed record AccountKindNotAllowed(AccountNumber Account, AccountKind Kind) : Refusal("account-kind-not-allowed");
    public sealed record DateBeforeJoining(AccountNumber Account, LocalDate HappenedOn, LocalDate JoinedOn) : Refusal("date-before-joining");
    public sealed record FloorReached(AccountNumber Account, long Minutes, long AvailableMinutes, long FloorMinutes) : Refusal("floor-reached");

    // Members
    public sealed record RoleNotAllowed(Role Role) : Refusal("role-not-allowed");
    public sealed record LastAdmin(AccountNumber Account) : Refusal("last-admin");
    public sealed record ProxyDatesInvalid(LocalDate FromOn, LocalDate UntilOn) : Refusal("proxy-dates-invalid");
    public sealed record ProxyExists(AccountNumber Member, AccountNumber Proxy) : Refusal("proxy-exists");
    public sealed record ProxyUnknown(AccountNumber Member, AccountNumber Proxy) : Refusal("proxy-unknown");
    public sealed record GuardianNotAllowed(AccountNumber Member) : Refusal("guardian-not-allowed");
    public sealed record MemberStillHere(AccountNumber Account) : Refusal("member-still-here");
    public sealed record LeavingBalanceStays(AccountNumber Account) : Refusal("leaving-balance-stays");

    // Exchanges
    public sealed record HelperMissing() : Refusal("helper-missing");
    public sealed record ReceiverMissing() : Refusal("receiver-missing");
    public sealed record TooManyPeople(int People, int MostPeople) : Refusal("too-many-people");
    public sealed record AccountNamedTwice(AccountNumber Account) : Refusal("account-named-twice");
    public sealed record HelperIsReceiver(AccountNumber Account) : Refusal("helper-is-receiver");
    public sealed record SharesUnequal(long HelpersMinutes, long ReceiversMinutes) : Refusal("shares-unequal");
    public sealed record ExchangeUnknown(ExchangeId Exchange) : Refusal("exchange-unknown");
    public sealed record ExchangeNotOpen(ExchangeId Exchange, ExchangeStatus Status) : Refusal("exchange-not-open");
    public sealed record ExchangeNotBooked(ExchangeId Exchange, ExchangeStatus Status) : Refusal("exchange-not-booked");
    public sealed record NotYours(ExchangeId Exchange) : Refusal("not-yours");
    public sealed record OtherSideAnswers(ExchangeId Exchange) : Refusal("other-side-answers");
    public sealed record RecorderNotInvolved() : Refusal("recorder-not-involved");
    public sealed record PayerNotAllowed(AccountNumber Payer) : Refusal("payer-not-allowed");
    public sealed record ThankedAlready(ExchangeId Exchange) : Refusal("thanked-already");

    // Shops
    public sealed record ShopTermsMissing(AccountNumber Shop) : Refusal("shop-terms-missing");
    public sealed record ShopTermsInvalid(string Field) : Refusal("shop-terms-invalid");
    public sealed record DiscountOverShare(AccountNumber Shop, long DiscountCents, long MostDiscountCents, long MostMinutes) : Refusal("discount-over-share");
    public sealed record ShopFull(AccountNumber Shop, long AvailableMinutes, long MostMinutes) : Refusal("shop-full");
    public sealed record DiscountUnknown(DiscountId Discount) : Refusal("discount-unknown");
    public sealed record DiscountCancelledAlready(DiscountId Discount) : Refusal("discount-cancelled-already");
    public sealed record PeriodTurnedRound(LocalDate FromOn, LocalDate ThroughOn) : Refusal("period-turned-round");

    // Institutions, pots, corrections and periods
    public sealed record BudgetExceeded(AccountNumber Payer, long Minutes, long AvailableMinutes, long BudgetMinutes) : Refusal("budget-exceeded");
    public sealed record GrantRuleMissing(AccountNumber Pot) : Refusal("grant-rule-missing");
    public sealed record GrantLimitReached(AccountNumber Pot, long Minutes, long AvailableMinutes, long MostMinutes) : Refusal("grant-limit-reached");
    public sealed record GrantShareReached(AccountNumber Member, long Minutes, long AvailableMinutes, long MostMinutes) : Refusal("grant-share-reached");
    public sealed record PersonUnknown() : Refusal("person-unknown");
    public sealed record SecondPersonNeeded() : Refusal("second-person-needed");
    public sealed record EntryNotReversible(long Position) : Refusal("entry-not-reversible");
    public sealed record ReversedAlready(long Position) : Refusal("reversed-already");
    public sealed record CorrectionWaiting(CorrectionId Correction) : Refusal("correction-waiting");
    public sealed record CorrectionUnknown(CorrectionId Correction) : Refusal("correction-unknown");
    public sealed record CorrectionAnswered(CorrectionId Correction) : Refusal("correction-answered");
    public sealed record PeriodIsClosed(LocalDate HappenedOn, LocalDate FirstOpenOn) : Refusal("period-closed");
    public sealed record PeriodNotOver(LocalDate ThroughOn, LocalDate Today) : Refusal("period-not-over");
    public sealed record PeriodClosedBefore(LocalDate ThroughOn, LocalDate ClosedThroughOn) : Refusal("period-closed-before");
    public sealed record PeriodUnsigned(PeriodId Period) : Refusal("period-unsigned");
    public sealed record PeriodUnknown(PeriodId Period) : Refusal("period-unknown");
    public sealed record PeriodSigned(PeriodId Period) : Refusal("period-signed");
    public sealed record ProposalsOpen(int Proposals, LocalDate ThroughOn) : Refusal("proposals-open");
    public sealed record NotesUnbalanced(long RegisterMinutes, long BalanceMinutes) : Refusal("notes-unbalanced");
    public sealed record JournalMovedOn() : Refusal("journal-moved-on");

    // Requests, offers and activities
    public sealed record RequestUnknown(RequestId Request) : Refusal("request-unknown");
    public sealed record RequestClosed(RequestId Request) : Refusal("request-closed");
    public sealed record OfferUnknown(OfferId Offer) : Refusal("offer-unknown");
    public sealed record OfferClosed(OfferId Offer) : Refusal("offer-closed");
    public sealed record DateBeforePosting(LocalDate On, LocalDate PostedOn) : Refusal("date-before-posting");
    public sealed record HelperIsAsker(AccountNumber Account) : Refusal("helper-is-asker");
    public sealed record RequestBooked(RequestId Request) : Refusal("request-booked");
    public sealed record RequestNotYours(RequestId Request) : Refusal("request-not-yours");
    public sealed record RequestStillOpen(RequestId Request) : Refusal("request-still-open");
    public sealed record RequestNotMatched(RequestId Request) : Refusal("request-not-matched");
    public sealed record RequestIsRoster(RequestId Request) : Refusal("request-is-roster");
    public sealed record ProposalOpen(RequestId Request) : Refusal("proposal-open");
    public sealed record ProposalMissing(RequestId Request) : Refusal("proposal-missing");
    public sealed record AnswerNotYours(RequestId Request) : Refusal("answer-not-yours");
    public sealed record RosterDatesInvalid(int MostDates) : Refusal("roster-dates-invalid");
    public sealed record RosterDateUnknown(RequestId Request, LocalDate On) : Refusal("roster-date-unknown");
    public sealed record RosterDateTaken(RequestId Request, LocalDate On) : Refusal("roster-date-taken");
    public sealed record RosterDateOpen(RequestId Request, LocalDate On) : Refusal("roster-date-open");
    public sealed record RosterDateBooked(RequestId Request, LocalDate On) : Refusal("roster-date-booked");
    public sealed record ActivityUnknown(ActivityId Activity) : Refusal("activity-unknown");
    public sealed record ActivityNotPlanned(ActivityId Activity) : Refusal("activity-not-planned");
    public sealed record ActivityNotHeld(ActivityId Activity) : Refusal("activity-not-held");

    // Concerns
    public sealed record ConcernUnknown(ConcernId Concern) : Refusal("concern-unknown");
    public sealed record ConcernClosed(ConcernId Concern) : Refusal("concern-closed");

    // Goals
    public sealed record MeasureUnknown(MeasureCode Measure) : Refusal("measure-unknown");
    public sealed record GoalOutOfRange(long Thousandths, long MostThousandths) : Refusal("goal-out-of-range");
    public sealed record GoalEndsTooSoon(LocalDate ByOn, LocalDate StartedOn) : Refusal("goal-ends-too-soon");
    public sealed record GoalUnknown(GoalCode Goal) : Refusal("goal-unknown");

    // Paper notes
    public sealed record NoteCountOutOfRange(int Notes, int MostNotes) : Refusal("note-count-out-of-range");
    public sealed record NoteNamedTwice(NoteSerial Serial) : Refusal("note-named-twice");
    public sealed record NoteUnknown(NoteSerial Serial) : Refusal("note-unknown");
    public sealed record NoteBatchUnknown(NoteBatchId Batch) : Refusal("note-batch-unknown");
    public sealed record NoteIssuedAlready(NoteSerial Serial, LocalDate IssuedOn) : Refusal("note-issued-already");
    public sealed record NoteNotIssued(NoteSerial Serial) : Refusal("note-not-issued");
    public sealed record NoteRedeemedAlready(NoteSerial Serial, LocalDate RedeemedOn) : Refusal("note-redeemed-already");
    public sealed record NoteVoid(NoteSerial Serial, LocalDate VoidedOn) : Refusal("note-void");
    public sealed record NoteExpired(NoteSerial Serial, LocalDate ExpiredOn) : Refusal("note-expired");
}
