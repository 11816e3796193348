using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Tests.Ledger.Scenarios;
using NodaTime;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;

namespace Buurthulp.Tests.Ledger.Refusals;

/// <summary>Proposals, matches, hand-backs, follow-ups and rosters. Anna asks; Bram and Chaima might help; Dirk has nothing to do with it.</summary>
internal static class RefusedMatching
{
    private static readonly RequestId TheRequest = new(Earlier);
    private static readonly History Open = With();
    private static readonly History Proposed = With(new HelperProposed(TheRequest, Bram, Proposer.Coordinator, Today));
    private static readonly History Answered = With(new HelperProposed(TheRequest, Bram, Proposer.Helper, Today));
    private static readonly History Matched = With(new MatchAgreed(TheRequest, Bram, Today));
    private static readonly History Withdrawn = With(new RequestWithdrawn(TheRequest, Today));
    private static readonly History Roster = With(new RosterPosted(TheRequest, [Today, Tomorrow]));
    private static readonly History Taken = With(new RosterPosted(TheRequest, [Today, Tomorrow]), new RosterDateTaken(TheRequest, Today, Bram, Today));
    private static readonly History Cooked = With(new RosterPosted(TheRequest, [Today, Tomorrow]), new RosterDateTaken(TheRequest, Today, Bram, Today),
        Booked(helper: Bram, receiver: Anna, minutes: 60, exchange: Number(8), request: TheRequest));

    private static readonly History Helped = With(new MatchAgreed(TheRequest, Bram, Today), Booked(helper: Bram, receiver: Anna, minutes: 60, exchange: Number(8), request: TheRequest));

    private static readonly History Done = With(new RosterPosted(TheRequest, [Yesterday]), new RosterDateTaken(TheRequest, Yesterday, Bram, Yesterday), new RosterCompleted(TheRequest, Today));

    private static readonly History Waiting = With(new RosterPosted(TheRequest, [Today, Tomorrow]), new RosterDateTaken(TheRequest, Today, Bram, Today),
        Facts.Proposed(helper: Bram, receiver: Anna, exchange: Number(8), request: TheRequest));

    public static readonly RefusalCase[] Cases =
    [
        new("a wish for a day before the request", Open, new PostRequest(New, Desk, Noon, Anna, Chores, Channel.Web, Wishes: new RequestWishes(NeededOn: Yesterday)), new Refusal.DateBeforePosting(Yesterday, Today)),
        new("a wish for a last day before the request", Open, new PostRequest(New, Desk, Noon, Anna, Chores, Channel.Web, Wishes: new RequestWishes(NeededBy: Yesterday)), new Refusal.DateBeforePosting(Yesterday, Today)),
        new("a roster without days", Open, Post([]), new Refusal.RosterDatesInvalid(PostRoster.MostDates)),
        new("a roster with a day twice", Open, Post([Today, Today]), new Refusal.RosterDatesInvalid(PostRoster.MostDates)),
        new("a roster of a whole season", Open, Post([.. Enumerable.Range(0, PostRoster.MostDates + 1).Select(Today.PlusDays)]), new Refusal.RosterDatesInvalid(PostRoster.MostDates)),
        new("a roster of yesterday", Open, Post([Today, Yesterday]), new Refusal.DateBeforePosting(Yesterday, Today)),
        new("a roster of nobody", Open, Post([Today]) with { Member = Nobody }, new Refusal.AccountUnknown(Nobody)),

        new("proposing for an unknown request", Given(), Propose(Bram), new Refusal.RequestUnknown(TheRequest)),
        new("proposing for a closed request", Withdrawn, Propose(Bram), new Refusal.RequestClosed(TheRequest)),
        new("answering a request of others that is closed", Matched, Propose(Dirk) with { Actor = Actor.Member(Dirk) }, new Refusal.RequestUnknown(TheRequest)),
        new("proposing one helper for a whole roster", Roster, Propose(Bram), new Refusal.RequestIsRoster(TheRequest)),
        new("proposing a second helper", Proposed, Propose(Chaima), new Refusal.ProposalOpen(TheRequest)),
        new("proposing nobody", Open, Propose(Nobody), new Refusal.AccountUnknown(Nobody)),
        new("proposing the one who asks", Open, Propose(Anna), new Refusal.HelperIsAsker(Anna)),
        new("declining where nobody is proposed", Open, new DeclineProposal(New, Desk, Noon, TheRequest), new Refusal.ProposalMissing(TheRequest)),
        new("declining for others", Proposed, new DeclineProposal(New, Actor.Member(Dirk), Noon, TheRequest), new Refusal.RequestNotYours(TheRequest)),
        new("agreeing where nobody is proposed", Open, new AgreeMatch(New, Desk, Noon, TheRequest), new Refusal.ProposalMissing(TheRequest)),
        new("a member who agrees on somebody else than the one who is proposed", Proposed, new AgreeMatch(New, Actor.Member(Anna), Noon, TheRequest, Chaima), new Refusal.ProposalMissing(TheRequest)),
        new("a helper who says yes to their own answer", Answered, new AgreeMatch(New, Actor.Member(Bram), Noon, TheRequest), new Refusal.AnswerNotYours(TheRequest)),
        new("the one who asks says yes for the helper", Proposed, new AgreeMatch(New, Actor.Member(Anna), Noon, TheRequest), new Refusal.AnswerNotYours(TheRequest)),
        new("agreeing on one helper for a whole roster", Roster, new AgreeMatch(New, Desk, Noon, TheRequest, Bram), new Refusal.RequestIsRoster(TheRequest)),
        new("handing back what was never agreed", Proposed, new HandBackMatch(New, Desk, Noon, TheRequest), new Refusal.RequestNotMatched(TheRequest)),
        new("handing back a request of others that is open", Open, new HandBackMatch(New, Actor.Member(Dirk), Noon, TheRequest), new Refusal.RequestNotYours(TheRequest)),
        new("handing back for others", Matched, new HandBackMatch(New, Actor.Member(Dirk), Noon, TheRequest), new Refusal.RequestUnknown(TheRequest)),

        new("handing back what was helped with", Helped, new HandBackMatch(New, Actor.Member(Bram), Noon, TheRequest), new Refusal.RequestBooked(TheRequest)),
        new("handing back what was helped with at the desk", Helped, new HandBackMatch(New, Desk, Noon, TheRequest), new Refusal.RequestBooked(TheRequest)),
        new("handing back a whole roster", Done, new HandBackMatch(New, Desk, Noon, TheRequest), new Refusal.RequestIsRoster(TheRequest)),

        new("help of others for a request that is closed", Matched, Answer(Dirk, Chaima, by: Dirk), new Refusal.RequestUnknown(TheRequest)),
        new("help for a request that never was", Given(Joined(Anna), Joined(Bram)), Answer(Bram, Anna, by: Bram), new Refusal.RequestUnknown(TheRequest)),
        new("help of others on a day of a roster", Taken, Answer(Dirk, Chaima, by: Dirk), new Refusal.RequestNotYours(TheRequest)),
        new("help for the one who asked by somebody who did not take the day", Taken, Answer(Dirk, Anna, by: Dirk), new Refusal.RequestNotYours(TheRequest)),
        new("help for the one who asked on a day that nobody took", Roster, Answer(Dirk, Anna, by: Dirk), new Refusal.RequestNotYours(TheRequest)),
        new("help by who took the day for somebody else", Taken, Answer(Bram, Chaima, by: Bram), new Refusal.RequestNotYours(TheRequest)),
        new("help by another than who was agreed", Matched, Answer(Chaima, Anna, by: Anna), new Refusal.RequestNotYours(TheRequest)),

        new("taking back a request of others", Open, new WithdrawRequest(New, Actor.Member(Dirk), Noon, TheRequest), new Refusal.RequestNotYours(TheRequest)),
        new("a request that expires by itself before its time", Open, new ExpireRequest(New, Actor.Clock, Noon, TheRequest), new Refusal.NothingToDo()),
        new("stopping a closed request", Withdrawn, new StopRequest(New, Desk, Noon, TheRequest), new Refusal.RequestClosed(TheRequest)),
        new("following up what nobody helped with yet", Open, FollowUp(), new Refusal.RequestStillOpen(TheRequest)),
        new("following up tomorrow", Matched, FollowUp() with { FollowedUpOn = Tomorrow }, new Refusal.DateInFuture(Tomorrow, Today)),
        new("taking back an offer of others", Given(Joined(Anna), Offered(Anna)), new WithdrawOffer(New, Actor.Member(Bram), Noon, new OfferId(Earlier)), new Refusal.OfferUnknown(new OfferId(Earlier))),

        new("booking a request without a match", Proposed, Book(), new Refusal.RequestNotMatched(TheRequest)),
        new("booking a request of others", Matched, Book() with { Actor = Actor.Member(Dirk) }, new Refusal.RequestUnknown(TheRequest)),
        new("booking a request of others that is open", Open, Book() with { Actor = Actor.Member(Dirk) }, new Refusal.RequestNotYours(TheRequest)),
        new("booking nothing", Matched, Book() with { Minutes = 0 }, new Refusal.AmountNotPositive(0)),
        new("booking a day that is not in the roster", Taken, Book() with { HappenedOn = Yesterday }, new Refusal.RosterDateUnknown(TheRequest, Yesterday)),
        new("booking a day that nobody took", Roster, Book(), new Refusal.RosterDateOpen(TheRequest, Today)),
        new("booking a day twice", Cooked, Book(), new Refusal.RosterDateBooked(TheRequest, Today)),
        new("booking a day whose help waits for its yes", Waiting, Book(), new Refusal.RosterDateBooked(TheRequest, Today)),
        new("taking a day of a roster that was taken back", With(new RosterPosted(TheRequest, [Today]), new RequestWithdrawn(TheRequest, Today)), Take(Bram), new Refusal.RequestClosed(TheRequest)),
        new("taking a day for nobody", Roster, Take(Nobody), new Refusal.AccountUnknown(Nobody)),
        new("taking a day for somebody who left", With(new RosterPosted(TheRequest, [Today]), Left(Bram)), Take(Bram), new Refusal.AccountClosed(Bram, Today)),
        new("taking a day that is not in the roster", Roster, Take(Bram) with { On = Yesterday }, new Refusal.RosterDateUnknown(TheRequest, Yesterday)),
        new("taking a day of a request that is no roster", Open, Take(Bram), new Refusal.RosterDateUnknown(TheRequest, Today)),
        new("taking a day that somebody took", Taken, Take(Chaima), new Refusal.RosterDateTaken(TheRequest, Today)),
        new("taking a day of one's own roster", Roster, Take(Anna), new Refusal.HelperIsAsker(Anna)),
        new("giving back a day that nobody took", Roster, GiveBack(Desk), new Refusal.RosterDateOpen(TheRequest, Today)),
        new("giving back a day of somebody else", With(new RosterPosted(TheRequest, [Today, Tomorrow]), new RosterDateTaken(TheRequest, Today, Bram, Today), new RosterDateTaken(TheRequest, Tomorrow, Chaima, Today)),
            GiveBack(Actor.Member(Chaima)), new Refusal.RequestNotYours(TheRequest)),
        new("giving back a free day of a roster of others", Roster, GiveBack(Actor.Member(Dirk)), new Refusal.RequestNotYours(TheRequest)),
        new("giving back a day whose help waits for its yes", Waiting, GiveBack(Actor.Member(Bram)), new Refusal.RosterDateBooked(TheRequest, Today)),
        new("giving back a day that is booked", Cooked, GiveBack(Actor.Member(Bram)), new Refusal.RosterDateBooked(TheRequest, Today)),

        new("requests that stay open for years", Given(), Agree(RequestTerms.Default with { OpenDays = 731 }), new Refusal.AgreementIncomplete("requests.openDays")),
        new("a call after more than a year", Given(), Agree(RequestTerms.Default with { FollowUpDays = 366 }), new Refusal.AgreementIncomplete("requests.followUpDays")),
        new("a load of more than can be booked", Given(), Agree(RequestTerms.Default with { OverloadMinutes = Shares.LargestMinutes + 1 }), new Refusal.AgreementIncomplete("requests.overloadMinutes")),
        new("requests that stay open for no days", Given(), Agree(RequestTerms.Default with { OpenDays = 0 }), new Refusal.AgreementIncomplete("requests.openDays")),
        new("a call on the day of the help", Given(), Agree(RequestTerms.Default with { FollowUpDays = 0 }), new Refusal.AgreementIncomplete("requests.followUpDays")),
        new("a load below zero", Given(), Agree(RequestTerms.Default with { OverloadMinutes = -1 }), new Refusal.AgreementIncomplete("requests.overloadMinutes")),
        new("less than nobody to help", Given(), Agree(RequestTerms.Default with { OverloadPeople = -1 }), new Refusal.AgreementIncomplete("requests.overloadPeople")),
    ];

    private static History With(params LedgerEvent[] more) => Given([Joined(Anna), Joined(Bram), Joined(Chaima), Joined(Dirk), Asked(Anna), .. more]);

    private static RecordExchange Answer(AccountNumber helper, AccountNumber receiver, AccountNumber by) => Wishes.Book(helper, receiver, by: Actor.Member(by)) with { Request = TheRequest };

    private static PostRoster Post(LocalDate[] dates) => new(New, Desk, Noon, Anna, Chores, Channel.Phone, dates);

    private static ProposeHelper Propose(AccountNumber helper) => new(New, Desk, Noon, TheRequest, helper);

    private static FollowUpRequest FollowUp() => new(New, Desk, Noon, TheRequest, new OutcomeCode("well"));

    private static BookRequest Book() => new(New, Desk, Noon, TheRequest, 60, Today, Channel.Phone);

    private static TakeRosterDate Take(AccountNumber helper) => new(New, Desk, Noon, TheRequest, Today, helper);

    private static GiveBackRosterDate GiveBack(Actor actor) => new(New, actor, Noon, TheRequest, Today);

    private static ChangeAgreement Agree(RequestTerms terms) => new(New, Desk, Noon, Agreement.Default with { Requests = terms });
}
