using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Writing;
using NodaTime;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;

namespace Buurthulp.Tests.Ledger.Matching;

public sealed class RequestLifeTests
{
    private static readonly RequestId TheRequest = new(Earlier);
    private static readonly LedgerEvent[] Beginning = [Joined(Anna), Joined(Bram), Joined(Chaima), Asked(Anna)];

    [Fact]
    public void A_helper_who_answers_is_taken_by_the_one_who_asked()
    {
        Given(Beginning).When(new ProposeHelper(New, Actor.Member(Bram), Noon, TheRequest, Bram)).Then(new HelperProposed(TheRequest, Bram, Proposer.Helper, Today));
        Given([.. Beginning, new HelperProposed(TheRequest, Bram, Proposer.Helper, Today)])
            .When(new AgreeMatch(New, Actor.Member(Anna), Noon, TheRequest))
            .Then(new MatchAgreed(TheRequest, Bram, Today));
    }

    [Fact]
    public void A_helper_whom_the_coordinator_proposed_says_yes_themselves() =>
        Given([.. Beginning, new HelperProposed(TheRequest, Bram, Proposer.Coordinator, Today)])
            .When(new AgreeMatch(New, Actor.Member(Bram), Noon, TheRequest))
            .Then(new MatchAgreed(TheRequest, Bram, Today));

    [Fact]
    public void What_was_handed_back_did_not_end_before_that() =>
        Given([.. Beginning, new MatchAgreed(TheRequest, Bram, Today), new MatchHandedBack(TheRequest, Today)])
            .When(new ReferRequest(New, Desk, Noon, TheRequest, Today.PlusDays(-1)))
            .Then(new Refusal.DateBeforePosting(Today.PlusDays(-1), Today));

    [Fact]
    public void Whoever_says_no_the_same_is_recorded()
    {
        var history = Given([.. Beginning, new HelperProposed(TheRequest, Bram, Proposer.Coordinator, Today)]);
        foreach (var actor in new[] { Actor.Member(Anna), Actor.Member(Bram), Desk })
        {
            var no = new DeclineProposal(New, actor, Noon, TheRequest);
            history.When(no).Then(new ProposalDeclined(TheRequest, Today));
            no.RecordedActor().ShouldBe("member");
        }
    }

    [Fact]
    public void Whoever_hands_back_the_same_is_recorded()
    {
        var history = Given([.. Beginning, new MatchAgreed(TheRequest, Bram, Today)]);
        foreach (var actor in new[] { Actor.Member(Anna), Actor.Member(Bram), Desk })
        {
            var back = new HandBackMatch(New, actor, Noon, TheRequest);
            history.When(back).Then(new MatchHandedBack(TheRequest, Today));
            back.RecordedActor().ShouldBe("member");
            CommandDigest.Of(back).ShouldBe(CommandDigest.Of(back with { Actor = Actor.Member(Dirk) }), "trying each member would tell who it was");
        }
    }

    [Fact]
    public void Who_handed_back_may_answer_again()
    {
        var history = Given([.. Beginning, new MatchAgreed(TheRequest, Bram, Today), new MatchHandedBack(TheRequest, Today)]);
        history.State().Requests[TheRequest].PassedOver.ShouldBe([Bram]);
        history.When(new ProposeHelper(New, Actor.Member(Bram), Noon, TheRequest, Bram)).Then(new HelperProposed(TheRequest, Bram, Proposer.Helper, Today));
    }

    [Fact]
    public void Help_is_booked_from_a_match_in_one_step() =>
        Given([.. Beginning, new MatchAgreed(TheRequest, Bram, Today)])
            .When(new BookRequest(New, Actor.Member(Anna), Noon, TheRequest, 90, Today, Channel.Web))
            .Then(Booked(helper: Bram, receiver: Anna, minutes: 90, by: Recorder.Member, channel: Channel.Web, request: TheRequest))
            .AndBalances((Bram, 90), (Anna, -90));

    [Fact]
    public void A_helper_who_books_waits_for_the_yes_of_the_one_who_asked() =>
        Given([.. Beginning, new MatchAgreed(TheRequest, Bram, Today)])
            .When(new BookRequest(New, Actor.Member(Bram), Noon, TheRequest, 90, Today, Channel.Web))
            .Then(Proposed(helper: Bram, receiver: Anna, minutes: 90, exchange: New, request: TheRequest));

    [Fact]
    public void A_running_match_is_stopped_when_something_is_not_right() =>
        Given([.. Beginning, new MatchAgreed(TheRequest, Bram, Today)])
            .When(new StopRequest(New, Desk, Noon, TheRequest))
            .Then(new RequestStopped(TheRequest, Today));

    [Fact]
    public void A_coordinator_asks_how_it_went() =>
        Given([.. Beginning, new MatchAgreed(TheRequest, Bram, Today)])
            .When(new FollowUpRequest(New, Desk, Noon, TheRequest, new OutcomeCode("well")))
            .Then(new RequestFollowedUp(TheRequest, new OutcomeCode("well"), Today));

    [Fact]
    public void A_request_for_a_day_expires_the_day_after_it()
    {
        var history = Given(Joined(Anna), Asked(Anna) with { Wishes = new RequestWishes(NeededOn: Today) });
        history.When(new ExpireRequest(New, Actor.Clock, Noon, TheRequest)).Then(new Refusal.NothingToDo());
        history.When(new ExpireRequest(New, Actor.Clock, Noon + Duration.FromDays(1), TheRequest)).Then(new RequestExpired(TheRequest, Tomorrow));
    }

    [Fact]
    public void A_roster_is_a_request_with_days_in_order() =>
        Given(Joined(Anna))
            .When(new PostRoster(New, Desk, Noon, Anna, Chores, Channel.Phone, [Tomorrow, Today]))
            .Then(Asked(Anna, New, Today), new RosterPosted(new RequestId(New), [Today, Tomorrow]));

    [Fact]
    public void A_day_that_is_given_back_is_taken_by_another()
    {
        var history = Given([.. Beginning, new RosterPosted(TheRequest, [Today]), new RosterDateTaken(TheRequest, Today, Bram, Today), new RosterDateGivenBack(TheRequest, Today, Today)]);
        history.When(new TakeRosterDate(New, Actor.Member(Chaima), Noon, TheRequest, Today, Chaima)).Then(new RosterDateTaken(TheRequest, Today, Chaima, Today));
        new GiveBackRosterDate(New, Actor.Member(Bram), Noon, TheRequest, Today).RecordedActor().ShouldBe("member");
    }

    [Fact]
    public void A_day_whose_booking_was_undone_can_be_booked_again() =>
        Given([.. Beginning, new RosterPosted(TheRequest, [Today]), new RosterDateTaken(TheRequest, Today, Bram, Today),
                Booked(helper: Bram, receiver: Anna, minutes: 45, exchange: Number(8), request: TheRequest),
                new ExchangeReversed(new ExchangeId(Number(8)), [Of(Bram, 45)], [Of(Anna, 45)], Mistake, Today)])
            .When(new BookRequest(New, Desk, Noon, TheRequest, 60, Today, Channel.Desk))
            .Then(Booked(helper: Bram, receiver: Anna, minutes: 60, request: TheRequest));
}
