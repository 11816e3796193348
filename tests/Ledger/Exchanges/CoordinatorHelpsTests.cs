using Buurthulp.Ledger;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;
using static Buurthulp.Tests.Ledger.Scenarios.Wishes;

namespace Buurthulp.Tests.Ledger.Exchanges;

/// <summary>Dirk is a coordinator and a neighbour. What he did as a neighbour he does not book for himself.</summary>
public sealed class CoordinatorHelpsTests
{
    [Fact]
    public void Help_that_a_coordinator_gave_waits_for_the_other_side() =>
        Given(Joined(Dirk), Joined(Bram)).When(Book(helper: Dirk, receiver: Bram, by: Second)).Then(Proposed(helper: Dirk, receiver: Bram, exchange: New, channel: Channel.Desk));

    [Fact]
    public void Also_with_others_and_from_a_match()
    {
        Given(Joined(Anna), Joined(Dirk), Joined(Bram)).When(Book([Of(Anna, 30), Of(Dirk, 30)], [Of(Bram, 60)], by: Second))
            .Then(new ExchangeProposed(new(New), [Of(Anna, 30), Of(Dirk, 30)], [Of(Bram, 60)], Payer: null, Chores, Today, Channel.Desk, Dirk, Today, Request: null));
        var request = new Buurthulp.Ledger.Accounts.RequestId(Earlier);
        Given(Joined(Dirk), Joined(Bram), Asked(Bram), new MatchAgreed(request, Dirk, Today)).When(new BookRequest(New, Second, Noon, request, 60, Today, Channel.Desk))
            .Then(Proposed(helper: Dirk, receiver: Bram, exchange: New, channel: Channel.Desk, request: request));
    }

    [Fact]
    public void Help_that_a_coordinator_got_or_had_no_part_in_is_booked_at_once()
    {
        Given(Joined(Dirk), Joined(Bram)).When(Book(helper: Bram, receiver: Dirk, by: Second)).Then(Booked(helper: Bram, receiver: Dirk, minutes: 60));
        Given(Joined(Dirk), Joined(Bram), Joined(Anna)).When(Book(helper: Bram, receiver: Anna, by: Second)).Then(Booked(helper: Bram, receiver: Anna, minutes: 60));
    }

    [Fact]
    public void A_coordinator_says_no_yes_to_their_own_help_and_another_one_does()
    {
        var waiting = Given(Joined(Dirk), Joined(Bram), Proposed(helper: Dirk, receiver: Bram));
        waiting.When(Confirm(by: Second)).Then(new Refusal.OtherSideAnswers(new(Earlier)));
        waiting.When(Confirm(by: Desk)).Then(Booked(helper: Dirk, receiver: Bram, minutes: 60, exchange: Earlier, channel: Channel.Web));
        waiting.When(Confirm(by: Member(Bram))).Then(Booked(helper: Dirk, receiver: Bram, minutes: 60, exchange: Earlier, by: Recorder.Member, channel: Channel.Web));
    }
}
