using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using NodaTime;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;

namespace Buurthulp.Tests.Ledger.Matching;

/// <summary>What a request, an offer and a roster carry along, and what is left of them afterwards.</summary>
public sealed class RequestDetailTests
{
    private static readonly RequestId TheRequest = new(Earlier);
    private static readonly LedgerEvent[] Beginning = [Joined(Anna), Joined(Bram), Joined(Chaima), Asked(Anna)];
    private static readonly RequestWishes Wishes = new(NeededOn: Tomorrow, Neighbourhood: North, NotFromMyStreet: true, Languages: [new("ar")]);

    [Fact]
    public void What_somebody_wishes_stands_with_their_request_and_their_roster()
    {
        Given(Joined(Anna)).When(new PostRequest(New, Desk, Noon, Anna, Chores, Channel.Phone, Wishes: Wishes)).Then(Asked(Anna, New, Today) with { Wishes = Wishes });
        Given(Joined(Anna)).When(new PostRoster(New, Desk, Noon, Anna, Chores, Channel.Phone, [Today], Wishes))
            .Then(Asked(Anna, New, Today) with { Wishes = Wishes }, new RosterPosted(new RequestId(New), [Today]));
    }

    [Fact]
    public void When_and_where_somebody_has_time_stands_with_their_offer()
    {
        var terms = new OfferTerms([Daypart.MondayMorning], [new("nl")], North, NotFromMyStreet: true);
        Given(Joined(Anna)).When(new PostOffer(New, Desk, Noon, Anna, Chores, Channel.Phone, Terms: terms)).Then(Offered(Anna, New, Today) with { Terms = terms });
    }

    [Fact]
    public void Help_may_be_needed_on_the_day_of_asking_and_until_that_day()
    {
        var today = new RequestWishes(NeededOn: Today, NeededBy: Today);
        Given(Joined(Anna)).When(new PostRequest(New, Desk, Noon, Anna, Chores, Channel.Phone, Wishes: today)).Then(Asked(Anna, New, Today) with { Wishes = today });
    }

    [Fact]
    public void The_longest_roster_has_all_of_its_days()
    {
        LocalDate[] days = [.. Enumerable.Range(0, PostRoster.MostDates).Select(Today.PlusDays)];
        Given(Joined(Anna)).When(new PostRoster(New, Desk, Noon, Anna, Chores, Channel.Phone, days)).Then(Asked(Anna, New, Today), new RosterPosted(new RequestId(New), days));
    }

    [Fact]
    public void To_whom_somebody_was_referred_is_recorded() =>
        Given(Beginning).When(new ReferRequest(New, Desk, Noon, TheRequest, Yesterday, new OrganisationCode("wijkteam"))).Then(new RequestReferred(TheRequest, Yesterday, new OrganisationCode("wijkteam")));

    [Fact]
    public void A_request_was_taken_back_on_the_day_that_is_said()
    {
        Given(Beginning).When(new WithdrawRequest(New, Actor.Import, Noon, TheRequest, Yesterday)).Then(new RequestWithdrawn(TheRequest, Yesterday));
        Given(Joined(Anna), Offered(Anna)).When(new WithdrawOffer(New, Actor.Import, Noon, new OfferId(Earlier), Yesterday)).Then(new OfferWithdrawn(new OfferId(Earlier), Yesterday));
    }

    [Fact]
    public void A_call_of_yesterday_is_written_down_today() =>
        Given([.. Beginning, new MatchAgreed(TheRequest, Bram, Yesterday)])
            .When(new FollowUpRequest(New, Desk, Noon, TheRequest, new OutcomeCode("well"), Yesterday))
            .Then(new RequestFollowedUp(TheRequest, new OutcomeCode("well"), Yesterday));

    [Fact]
    public void A_coordinator_closes_a_request_before_its_days_are_over() =>
        Given(Beginning).When(new ExpireRequest(New, Desk, Noon, TheRequest)).Then(new RequestExpired(TheRequest, Today));

    [Theory]
    [InlineData(false, true, 21)]
    [InlineData(true, true, 23)]
    [InlineData(true, false, 23)]
    [InlineData(false, false, 19 + 60)]
    public void A_request_expires_the_day_after_its_day_else_after_its_last_day_else_after_the_agreed_days(bool hasDay, bool hasLastDay, int expiresAfterDays)
    {
        var wishes = new RequestWishes(hasDay ? new LocalDate(2026, 11, 22) : null, hasLastDay ? new LocalDate(2026, 11, hasDay ? 25 : 20) : null);
        var history = Given(Joined(Anna), Asked(Anna) with { Wishes = wishes });
        var expiresOn = new LocalDate(2026, 10, 31).PlusDays(expiresAfterDays);
        history.When(new ExpireRequest(New, Actor.Clock, NoonOf(expiresOn.PlusDays(-1)), TheRequest)).Then(new Refusal.NothingToDo());
        history.When(new ExpireRequest(New, Actor.Clock, NoonOf(expiresOn), TheRequest)).Then(new RequestExpired(TheRequest, expiresOn));
    }

    [Fact]
    public void A_roster_expires_the_day_after_its_last_day()
    {
        var history = Given([.. Beginning, new RosterPosted(TheRequest, [Today, Today.PlusDays(3)])]);
        history.When(new ExpireRequest(New, Actor.Clock, NoonOf(Today.PlusDays(3)), TheRequest)).Then(new Refusal.NothingToDo());
        history.When(new ExpireRequest(New, Actor.Clock, NoonOf(Today.PlusDays(4)), TheRequest)).Then(new RequestExpired(TheRequest, Today.PlusDays(4)));
    }

    [Fact]
    public void A_roster_that_had_a_helper_for_each_of_its_days_did_not_expire()
    {
        LedgerEvent[] taken = [.. Beginning, new RosterPosted(TheRequest, [Today, Tomorrow]), new RosterDateTaken(TheRequest, Today, Bram, Today), new RosterDateTaken(TheRequest, Tomorrow, Chaima, Today)];
        var over = Tomorrow.PlusDays(1);
        Given(taken).When(new ExpireRequest(New, Actor.Clock, NoonOf(Tomorrow), TheRequest)).Then(new Refusal.NothingToDo());
        Given(taken).When(new ExpireRequest(New, Actor.Clock, NoonOf(over), TheRequest)).Then(new RosterCompleted(TheRequest, over));
        Given(taken).When(new ExpireRequest(New, Desk, NoonOf(Tomorrow), TheRequest)).Then(new RequestExpired(TheRequest, Tomorrow));
        Given([.. taken, new RosterDateGivenBack(TheRequest, Tomorrow, Tomorrow)]).When(new ExpireRequest(New, Actor.Clock, NoonOf(over), TheRequest)).Then(new RequestExpired(TheRequest, over));
        var done = Given([.. taken, new RosterCompleted(TheRequest, over)]).State().Requests[TheRequest];
        (done.Status, done.IsOpen).ShouldBe((RequestStatus.Matched, false));
    }

    [Fact]
    public void Help_of_others_takes_no_place_in_a_request_whoever_wrote_it_into_the_journal()
    {
        LedgerEvent[] taken = [.. Beginning, Joined(Dirk), new RosterPosted(TheRequest, [Today]), new RosterDateTaken(TheRequest, Today, Bram, Today), Proposed(helper: Dirk, receiver: Chaima, exchange: Number(8), request: TheRequest)];
        Given(taken).State().Requests[TheRequest].On(Today)!.Exchange.ShouldBeNull();
        Given(taken).When(new BookRequest(New, Desk, Noon, TheRequest, 60, Today, Channel.Desk)).Then(Booked(helper: Bram, receiver: Anna, minutes: 60, request: TheRequest));
    }

    [Fact]
    public void Who_took_the_day_or_the_request_writes_down_their_help_for_it()
    {
        LedgerEvent[] day = [.. Beginning, new RosterPosted(TheRequest, [Today]), new RosterDateTaken(TheRequest, Today, Bram, Today)];
        LedgerEvent[] match = [.. Beginning, new MatchAgreed(TheRequest, Bram, Today)];
        foreach (var history in new[] { day, match })
        {
            Given(history).When(Buurthulp.Tests.Ledger.Scenarios.Wishes.Book(Bram, Anna, by: Actor.Member(Bram)) with { Request = TheRequest }).Then(Proposed(helper: Bram, receiver: Anna, exchange: New, channel: Channel.Desk, request: TheRequest));
            Given(history).When(Buurthulp.Tests.Ledger.Scenarios.Wishes.Book(Bram, Anna, by: Actor.Member(Anna)) with { Request = TheRequest }).Then(Booked(helper: Bram, receiver: Anna, minutes: 60, by: Recorder.Member, request: TheRequest));
            Given(history).When(Buurthulp.Tests.Ledger.Scenarios.Wishes.Book(Chaima, Anna, by: Desk) with { Request = TheRequest }).Then(Booked(helper: Chaima, receiver: Anna, minutes: 60, request: TheRequest));
        }
    }

    [Fact]
    public void A_match_whose_help_was_declined_or_undone_can_be_handed_back_again()
    {
        LedgerEvent[] waiting = [.. Beginning, new MatchAgreed(TheRequest, Bram, Today), Proposed(helper: Bram, receiver: Anna, exchange: Number(8), request: TheRequest)];
        Given(waiting).When(new HandBackMatch(New, Actor.Member(Anna), Noon, TheRequest)).Then(new Refusal.RequestBooked(TheRequest));
        Given([.. waiting, Declined(Number(8))]).When(new HandBackMatch(New, Actor.Member(Anna), Noon, TheRequest)).Then(new MatchHandedBack(TheRequest, Today));
    }

    [Fact]
    public void Each_day_of_a_roster_is_booked_for_who_took_it() =>
        Given([.. Beginning, new RosterPosted(TheRequest, [Yesterday, Today]), new RosterDateTaken(TheRequest, Yesterday, Bram, Yesterday), new RosterDateTaken(TheRequest, Today, Chaima, Yesterday)])
            .When(new BookRequest(New, Desk, Noon, TheRequest, 60, Today, Channel.Desk))
            .Then(Booked(helper: Chaima, receiver: Anna, minutes: 60, request: TheRequest));

    [Fact]
    public void Whoever_gives_a_day_back_the_same_is_recorded()
    {
        var history = Given([.. Beginning, new RosterPosted(TheRequest, [Today]), new RosterDateTaken(TheRequest, Today, Bram, Today)]);
        foreach (var actor in new[] { Actor.Member(Anna), Actor.Member(Bram), Desk })
        {
            var back = new GiveBackRosterDate(New, actor, Noon, TheRequest, Today);
            history.When(back).Then(new RosterDateGivenBack(TheRequest, Today, Today));
            back.RecordedActor().ShouldBe("member");
        }
    }

    [Fact]
    public void Who_handed_back_or_was_declined_is_not_in_the_request_any_more_and_is_kept_once()
    {
        LedgerEvent[] asked = [.. Beginning, new HelperProposed(TheRequest, Bram, Proposer.Helper, Today), new ProposalDeclined(TheRequest, Today)];
        var declined = Given(asked).State().Requests[TheRequest];
        (declined.Status, declined.Helper, declined.ProposedBy, declined.Involves(Bram)).ShouldBe((RequestStatus.Open, null, null, false));

        var matched = Given([.. asked, new HelperProposed(TheRequest, Bram, Proposer.Helper, Today), new MatchAgreed(TheRequest, Bram, Today)]).State().Requests[TheRequest];
        (matched.Status, matched.Helper, matched.ProposedBy, matched.Involves(Bram)).ShouldBe((RequestStatus.Matched, Bram, null, true));

        var handedBack = Given([.. asked, new MatchAgreed(TheRequest, Bram, Today), new MatchHandedBack(TheRequest, Today), new MatchAgreed(TheRequest, Chaima, Today), new MatchHandedBack(TheRequest, Today)]).State().Requests[TheRequest];
        handedBack.PassedOver.ShouldBe([Bram, Chaima]);
        handedBack.Involves(Chaima).ShouldBeFalse();
    }

    [Fact]
    public void The_limits_of_what_can_be_agreed_about_requests_can_be_agreed()
    {
        RequestTerms[] limits = [new(1, 1, 0, 0), new(730, 365, Shares.LargestMinutes, int.MaxValue)];
        foreach (var terms in limits) Given().When(new ChangeAgreement(New, Desk, Noon, Agreement.Default with { Requests = terms })).Then(Agreed(Agreement.Default with { Requests = terms }));
    }

    [Fact]
    public void Each_part_of_the_week_knows_its_day()
    {
        Enum.GetValues<Daypart>().Select(part => part.DayOf()).ShouldBe(Enumerable.Range(1, 7).SelectMany(day => Enumerable.Repeat((IsoDayOfWeek)day, 3)));
        Daypart.SundayEvening.DayOf().ShouldBe(IsoDayOfWeek.Sunday);
    }

    private static Instant NoonOf(LocalDate day) => day.At(new LocalTime(11, 0)).InUtc().ToInstant();
}
