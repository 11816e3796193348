using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using NodaTime;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;
using static Buurthulp.Tests.Ledger.Scenarios.Wishes;

namespace Buurthulp.Tests.Ledger.Exchanges;

public sealed class AnswerExchangeTests
{
    private static readonly Instant FourteenDaysLater = Noon.Plus(Duration.FromDays(14));

    [Fact]
    public void The_receivers_yes_books_what_the_helper_wrote_down() =>
        Given(Joined(Anna), Joined(Bram), Proposed(helper: Anna, receiver: Bram))
            .When(Confirm(by: Member(Bram)))
            .Then(Booked(helper: Anna, receiver: Bram, minutes: 60, exchange: Earlier, by: Recorder.Member, channel: Channel.Web))
            .AndBalances((Anna, 60), (Bram, -60));

    [Fact]
    public void A_coordinator_says_yes_for_a_member_on_the_phone() =>
        Given(Joined(Anna), Joined(Bram), Proposed(helper: Anna, receiver: Bram))
            .When(Confirm(by: Desk))
            .Then(Booked(helper: Anna, receiver: Bram, minutes: 60, exchange: Earlier, channel: Channel.Web));

    [Fact]
    public void Any_of_several_receivers_may_say_yes() =>
        Given(Joined(Anna), Joined(Bram), Joined(Chaima), ProposedForTwo())
            .When(Confirm(by: Member(Chaima)))
            .Then(Booked([Of(Anna, 60)], [Of(Bram, 30), Of(Chaima, 30)], exchange: Earlier, by: Recorder.Member, channel: Channel.Web));

    [Fact]
    public void A_yes_keeps_the_request_that_the_help_answers()
    {
        var request = new RequestId(Number(3));
        Given(Joined(Anna), Joined(Bram), Asked(Bram, request.Value), Proposed(helper: Anna, receiver: Bram, request: request))
            .When(Confirm(by: Member(Bram)))
            .Then(Booked(helper: Anna, receiver: Bram, minutes: 60, exchange: Earlier, by: Recorder.Member, channel: Channel.Web, request: request));
    }

    [Fact]
    public void What_the_receiver_is_short_counts_at_the_yes_and_not_at_the_proposal() =>
        Given(PotOpen(), Agreed(PotPays), Joined(Anna), Joined(Bram), Proposed(helper: Anna, receiver: Bram), Opened(Bram, 45))
            .When(Confirm(by: Member(Bram)))
            .Then(Booked([Of(Anna, 60)], [Of(Bram, 60)], payers: [Of(Bram, 45), Of(Pot, 15)], exchange: Earlier, by: Recorder.Member, channel: Channel.Web));

    [Fact]
    public void A_member_far_below_zero_may_say_yes() =>
        Given(Joined(Anna), Joined(Bram), Opened(Bram, -6000), Proposed(helper: Anna, receiver: Bram))
            .When(Confirm(by: Member(Bram)))
            .Then(Booked(helper: Anna, receiver: Bram, minutes: 60, exchange: Earlier, by: Recorder.Member, channel: Channel.Web))
            .AndBalances((Bram, -6060));

    [Theory]
    [InlineData(Role.Member)]
    [InlineData(Role.Treasurer)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Admin)]
    public void Nobody_says_yes_to_their_own_help_whatever_their_office(Role office) =>
        Given(Joined(Anna), Joined(Bram), Proposed(helper: Anna, receiver: Bram))
            .When(Confirm(by: new Actor(Anna.Value, office, Anna)))
            .Then(new Refusal.OtherSideAnswers(new ExchangeId(Earlier)));

    [Fact]
    public void After_a_yes_nobody_can_say_yes_again() =>
        Given(Joined(Anna), Joined(Bram), Proposed(helper: Anna, receiver: Bram), Booked(helper: Anna, receiver: Bram, minutes: 60, exchange: Earlier))
            .When(Confirm(by: Member(Bram)))
            .Then(new Refusal.ExchangeNotOpen(new ExchangeId(Earlier), ExchangeStatus.Booked));

    [Fact]
    public void The_receivers_no_asks_no_reason_and_moves_nothing() =>
        Given(Joined(Anna), Joined(Bram), Proposed(helper: Anna, receiver: Bram))
            .When(Decline(by: Member(Bram)))
            .Then(Declined())
            .AndBalances((Anna, 0), (Bram, 0));

    [Fact]
    public void A_helper_may_take_back_what_they_wrote_down() =>
        Given(Joined(Anna), Joined(Bram), Proposed(helper: Anna, receiver: Bram))
            .When(Decline(by: Member(Anna)))
            .Then(Declined());

    [Fact]
    public void Nobody_answered_for_the_agreed_days_so_it_is_booked() =>
        Given(Joined(Anna), Joined(Bram), Proposed(helper: Anna, receiver: Bram))
            .When(BookDue(FourteenDaysLater))
            .Then(Booked(helper: Anna, receiver: Bram, minutes: 60, exchange: Earlier, by: Recorder.Member, channel: Channel.Web));

    [Fact]
    public void A_day_before_the_agreed_days_are_over_it_still_waits() =>
        Given(Joined(Anna), Joined(Bram), Proposed(helper: Anna, receiver: Bram))
            .When(BookDue(FourteenDaysLater.Minus(Duration.FromDays(1))))
            .Then(new Refusal.NothingToDo());

    [Fact]
    public void The_agreed_days_are_those_of_the_agreement() =>
        Given(Joined(Anna), Joined(Bram), Agreed(BelowZero with { ProposalDays = 1 }), Proposed(helper: Anna, receiver: Bram))
            .When(BookDue(Noon.Plus(Duration.FromDays(1))))
            .Then(Booked(helper: Anna, receiver: Bram, minutes: 60, exchange: Earlier, by: Recorder.Member, channel: Channel.Web));

    [Fact]
    public void What_was_declined_never_falls_due() =>
        Given(Joined(Anna), Joined(Bram), Proposed(helper: Anna, receiver: Bram), Declined())
            .When(BookDue(FourteenDaysLater))
            .Then(new Refusal.ExchangeNotOpen(new ExchangeId(Earlier), ExchangeStatus.Declined));

    [Fact]
    public void Once_a_member_left_before_the_day_of_the_help_a_yes_no_longer_books_it() =>
        Given(Joined(Anna), Joined(Bram), Proposed(helper: Anna, receiver: Bram, on: Today), Left(Bram, Yesterday))
            .When(Confirm(by: Desk))
            .Then(new Refusal.AccountClosed(Bram, Yesterday));

    [Fact]
    public void Once_a_member_left_after_the_day_of_the_help_a_yes_still_books_it() =>
        Given(Joined(Anna), Joined(Bram), Proposed(helper: Anna, receiver: Bram, on: Yesterday), Left(Bram, Today))
            .When(Confirm(by: Desk))
            .Then(Booked(helper: Anna, receiver: Bram, minutes: 60, exchange: Earlier, on: Yesterday, channel: Channel.Web));

    [Fact]
    public void Once_a_member_left_before_the_day_of_the_help_what_falls_due_comes_to_nothing() =>
        Given(Joined(Anna), Joined(Bram), Proposed(helper: Anna, receiver: Bram, on: Today), Left(Anna, Yesterday))
            .When(BookDue(FourteenDaysLater))
            .Then(new ExchangeDeclined(new ExchangeId(Earlier), Today.PlusDays(14)));

    [Fact]
    public void Once_a_member_left_after_the_day_of_the_help_what_falls_due_is_booked() =>
        Given(Joined(Anna), Joined(Bram), Proposed(helper: Anna, receiver: Bram, on: Yesterday), Left(Anna, Today))
            .When(BookDue(FourteenDaysLater))
            .Then(Booked(helper: Anna, receiver: Bram, minutes: 60, exchange: Earlier, on: Yesterday, by: Recorder.Member, channel: Channel.Web));

    private static ExchangeProposed ProposedForTwo() =>
        Proposed(helper: Anna, receiver: Bram) with { Receivers = [Of(Bram, 30), Of(Chaima, 30)] };
}
