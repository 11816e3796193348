using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Goals;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Signals;
using Buurthulp.Ledger.Treasury;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;

namespace Buurthulp.Tests.Ledger.Events;

/// <summary>
/// One sample of every event, and one more for each member that may be absent. The file in tests/StoredEvents holds what the program
/// writes for it: together they say that what was stored once can be read for ever.
/// </summary>
public static class Samples
{
    private static readonly ActivityId Activity = new(Earlier);
    private static readonly ExchangeId Exchange = new(Earlier);
    private static readonly Hash Root = new(Enumerable.Range(1, 32).Select(number => (byte)(number * 8 - 5)).ToArray());
    private static readonly PeriodFigures Figures = new(Accounts: 8, TotalMinutes: 0, Exchanges: 2, ExchangeMinutes: 180, Discounts: 1, Gifts: 1, Grants: 0);
    private static readonly RequestId Request = new(Number(3));
    private static readonly RequestId Roster = new(Number(6));

    /// <summary>In an order in which they can follow each other, by the name of their file.</summary>
    public static IReadOnlyList<(string File, LedgerEvent Event)> All { get; } =
    [
        ("community_founded", Founded()),
        ("currency_defined", new CurrencyDefined(new CurrencyCode("uur"), 60)),
        ("agreement_changed", Agreed(BelowZero)),
        ("category_added", new CategoryAdded(Chores)),
        ("neighbourhood_defined", new NeighbourhoodDefined(North, 2140)),

        ("member_joined", new MemberJoined(Anna, Neighbourhood: null, Joining, ReciprocityExpected: true)),
        ("member_joined.with_neighbourhood", new MemberJoined(Bram, North, Joining, ReciprocityExpected: false)),
        ("organisation_joined", new OrganisationJoined(House, Neighbourhood: null, Joining)),
        ("organisation_joined.with_neighbourhood", new OrganisationJoined(new AccountNumber("O03"), North, Joining)),
        ("shop_joined", ShopOpened() with { Neighbourhood = null }),
        ("shop_joined.with_neighbourhood", ShopOpened() with { Account = new AccountNumber("O04") }),
        ("shop_terms_agreed", TermsAgreed()),
        ("pot_opened", PotOpen()),
        ("agreement_changed.with_pot", Agreed(PotPays with { ShopFloorMinutes = -120, GiftFloorMinutes = 60, ProposalDays = 7 })),
        ("opening_balance_booked", Opened(Anna, 600)),

        ("request_posted", Asked(Bram, Request.Value)),
        ("offer_posted", Offered(Anna)),
        ("match_agreed", new MatchAgreed(Request, Anna, Today)),
        ("request_withdrawn", new RequestWithdrawn(Request, Today)),
        ("request_expired", new RequestExpired(Request, Today)),
        ("request_referred", new RequestReferred(Request, Today)),
        ("offer_withdrawn", new OfferWithdrawn(new OfferId(Earlier), Today)),

        ("exchange_proposed", Proposed(helper: Anna, receiver: Bram)),
        ("exchange_proposed.with_payer_and_request", Proposed(helper: Anna, receiver: Bram, exchange: Number(4), request: Request) with { Payer = Pot }),
        ("exchange_declined", new ExchangeDeclined(new ExchangeId(Number(4)), Today)),
        ("exchange_booked", Booked(helper: Anna, receiver: Bram, minutes: 60, exchange: Earlier)),
        ("exchange_booked.with_payers_and_request",
            Booked([Of(Anna, 100), Of(House, 20)], [Of(Bram, 50), Of(Bakery, 70)], payers: [Of(Bram, 50), Of(Pot, 70)], exchange: Number(5), by: Recorder.Member, channel: Channel.Web, request: Request)),
        ("exchange_thanked", new ExchangeThanked(Exchange, Bram, Today)),
        ("exchange_reversed", Reversed([Of(Anna, 60)], [Of(Bram, 60)])),

        ("discount_given", Discounted(Anna, minutes: 60, purchaseCents: 1250, discountCents: 500, discount: Earlier)),
        ("discount_cancelled", Cancelled(Anna, minutes: 60)),
        ("gift_made", GaveToPot(Anna, 60, gift: Earlier)),
        ("note_batch_printed", Printed(4)),
        ("note_batch_printed.with_expiry", Printed(4, from: 5, batch: Number(7), expiresOn: new(2027, 11, 20))),
        ("agreement_changed.with_notes", Agreed(BelowZero with { Notes = new NoteTerms(FloorMinutes: -60, ValidMonths: 12, ExpiredTo: Pot) })),
        ("notes_issued", Issued(Anna, 1, 2, 3, 5)),
        ("notes_redeemed", Redeemed(Bram, 1)),
        ("notes_voided", NotesGone([2, 4], Of(Anna, 60))),
        ("notes_expired", NotesOver(Number(7), [5], Of(Pot, 60))),
        ("activity_planned", new ActivityPlanned(Activity, new ActivityKind("wandeling"), Today)),
        ("activity_planned.with_price", new ActivityPlanned(Activity, new ActivityKind("maaltijd"), Today, new ActivityPrice(60, 300))),
        ("activity_cancelled", new ActivityCancelled(Activity, Today)),
        ("activity_held", new ActivityHeld(Activity, new ActivityKind("wandeling"), Yesterday)),
        ("activity_attended", new ActivityAttended(Activity, [Bram, Anna])),

        ("role_given", new RoleGiven(Anna, Role.Coordinator, Today)),
        ("role_taken", new RoleTaken(Anna, Role.Coordinator, Today)),
        ("member_paused", new MemberPaused(Anna, Yesterday)),
        ("member_resumed", new MemberResumed(Anna, Today)),
        ("reciprocity_expectation_changed", new ReciprocityExpectationChanged(Anna, ReciprocityExpected: false, Today)),
        ("proxy_given", MayAct(Anna, forMember: Bram)),
        ("proxy_given.with_last_day", new ProxyGiven(Bram, Anna, ProxyKind.Guardian, Today, Tomorrow)),
        ("proxy_ended", new ProxyEnded(Bram, Anna, Today)),
        ("agreement_changed.with_leaving", Agreed(BelowZero with { Leaving = ToPot })),
        ("agreement_changed.with_joining", Agreed(BelowZero with { Joining = new JoiningTerms(IntakeRequired: true, InvitationDays: 14) })),
        ("agreement_changed.with_requests", Agreed(BelowZero with { Requests = new RequestTerms(OpenDays: 30, FollowUpDays: 5, OverloadMinutes: 600, OverloadPeople: 4) })),
        ("agreement_changed.with_signals", Agreed(BelowZero with { Signals = new SignalTerms(OveraskingMinutes: 900, UnansweredDays: 10) })),
        ("concern_raised", new ConcernRaised(new ConcernId(Earlier), Yesterday)),
        ("concern_followed_up", new ConcernFollowedUp(new ConcernId(Earlier), ConcernOutcome.Watching, Today)),
        ("request_posted.with_wishes", Asked(Bram, Number(6)) with { Wishes = new RequestWishes(Tomorrow, Tomorrow, North, NotFromMyStreet: true, [new("nl"), new("ar")]) }),
        ("roster_posted", new RosterPosted(Roster, [Today, Tomorrow])),
        ("roster_date_taken", new RosterDateTaken(Roster, Tomorrow, Anna, Today)),
        ("roster_date_given_back", new RosterDateGivenBack(Roster, Tomorrow, Today)),
        ("roster_completed", new RosterCompleted(Roster, Today)),
        ("offer_posted.with_terms", Offered(Anna, Number(7)) with { Terms = new OfferTerms([Daypart.MondayMorning, Daypart.SaturdayEvening], [new("nl")], North, NotFromMyStreet: true) }),
        ("helper_proposed", new HelperProposed(Request, Anna, Proposer.Coordinator, Today)),
        ("proposal_declined", new ProposalDeclined(Request, Today)),
        ("match_handed_back", new MatchHandedBack(Request, Today)),
        ("request_stopped", new RequestStopped(Request, Today)),
        ("request_followed_up", new RequestFollowedUp(Request, new OutcomeCode("well"), Today)),
        ("request_referred.with_organisation", new RequestReferred(Request, Today, new OrganisationCode("wijkteam"))),
        ("member_left", Left(Bram)),
        ("leaving_balance_settled", Settled(Bram, -70)),
        ("member_erased", new MemberErased(Bram)),

        ("institution_joined", new InstitutionJoined(Council, Joining)),
        ("issuing_budget_set", new IssuingBudgetSet(Council, new IssuingBudget(6000), Today)),
        ("issuing_budget_set.with_period", new IssuingBudgetSet(Council, new IssuingBudget(6000, BudgetPeriod.Month), Today)),
        ("credits_settled", TakenOver(Council, minutes: 60, paidCents: 500)),
        ("grant_rule_agreed", new GrantRuleAgreed(Pot, new GrantRule(120, 600), Today)),
        ("grant_given", new GrantGiven(new GrantId(Earlier), Pot, Anna, 60, Today)),
        ("agreement_changed.with_award_and_corrections", Agreed(BelowZero with { Award = new AwardTerms(50), Corrections = new CorrectionTerms(120) })),
        ("exchange_booked.with_credited", Booked([Of(Anna, 60)], [Of(Bram, 60)], payers: [Of(Bram, 30)], exchange: Number(6)) with { Credited = [Of(Anna, 30)] }),
        ("correction_proposed", new CorrectionProposed(new CorrectionId(Number(7)), 42, 30, Mistake, Dirk, Today)),
        ("correction_approved", new CorrectionApproved(new CorrectionId(Number(7)), Chaima, Today)),
        ("exchange_reversed.with_credited_and_receivers",
            new ExchangeReversed(new ExchangeId(Number(6)), [Of(Anna, 60)], [Of(Bram, 30)], Mistake, Today, [Of(Anna, 30)], [Of(Bram, 60)], new CorrectionId(Number(7)))),
        ("correction_refused", new CorrectionRefused(new CorrectionId(Number(7)), Chaima, Today)),
        ("entry_reversed", new EntryReversed(32, Pot, Anna, 60, Mistake, Today)),
        ("entry_reversed.with_correction", new EntryReversed(32, Pot, Anna, 60, Mistake, Today, new CorrectionId(Number(7)))),
        ("discount_cancelled.with_correction", Cancelled(Anna, minutes: 60) with { Correction = new CorrectionId(Number(7)) }),
        ("activity_held.with_price", new ActivityHeld(Activity, new ActivityKind("maaltijd"), Yesterday, new ActivityPrice(60, 300))),
        ("period_closed", new PeriodClosed(new PeriodId(Earlier), From: null, Yesterday, 50, Root, Figures, Dirk, Today)),
        ("period_closed.with_from", new PeriodClosed(new PeriodId(Number(8)), Joining, Yesterday, 51, Root, Figures, Dirk, Today)),
        ("period_close_signed", new PeriodCloseSigned(new PeriodId(Number(8)), Chaima, Today)),
        ("period_close_withdrawn", new PeriodCloseWithdrawn(new PeriodId(Earlier), Chaima, Today)),
        ("agreement_changed.with_publication", Agreed(BelowZero with { Publication = new PublicationTerms(PublicationPeriod.Quarter) })),
        ("goal_set", new GoalSet(new GoalCode("reach"), new MeasureCode("participation-reach"), TargetThousandths: 200, By: new(2027, 11, 20), Today)),
        ("goal_set.with_start", new GoalSet(new GoalCode("wait"), new MeasureCode("matching-medianDaysToMatch"), TargetThousandths: 3_000, By: new(2027, 6, 30), Yesterday, StartThousandths: 9_000)),
        ("goal_dropped", new GoalDropped(new GoalCode("wait"), Today)),
        ("checkpoint_published", new CheckpointPublished(54, Root, Today)),
    ];
}
