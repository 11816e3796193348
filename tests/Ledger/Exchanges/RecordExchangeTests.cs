using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using NodaTime;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;
using static Buurthulp.Tests.Ledger.Scenarios.Wishes;

namespace Buurthulp.Tests.Ledger.Exchanges;

public sealed class RecordExchangeTests
{
    [Fact]
    public void Help_that_the_receiver_writes_down_is_booked_at_once() =>
        Given(Joined(Anna), Joined(Bram))
            .When(Book(helper: Anna, receiver: Bram, by: Member(Bram), channel: Channel.Web))
            .Then(Booked(helper: Anna, receiver: Bram, minutes: 60, by: Recorder.Member, channel: Channel.Web));

    [Fact]
    public void Help_that_the_helper_writes_down_waits_and_moves_nothing() =>
        Given(Joined(Anna), Joined(Bram))
            .When(Book(helper: Anna, receiver: Bram, by: Member(Anna), channel: Channel.Web))
            .Then(Proposed(helper: Anna, receiver: Bram, exchange: New))
            .AndBalances((Anna, 0), (Bram, 0));

    [Fact]
    public void A_shop_that_helped_waits_for_the_receiver_too() =>
        Given(ShopOpened(), TermsAgreed(), Joined(Bram))
            .When(Book(helper: Bakery, receiver: Bram, by: Counter, channel: Channel.Shop))
            .Then(Proposed(helper: Bakery, receiver: Bram, exchange: New, channel: Channel.Shop));

    [Theory]
    [InlineData(Role.Treasurer)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Admin)]
    public void Another_office_does_not_let_a_helper_book_their_own_help(Role office) =>
        Given(Joined(Anna), Joined(Bram))
            .When(Book(helper: Anna, receiver: Bram, by: new Actor(Anna.Value, office, Anna), channel: Channel.Web))
            .Then(Proposed(helper: Anna, receiver: Bram, exchange: New));

    [Fact]
    public void An_import_says_who_wrote_it_down_at_the_time() =>
        Given(Joined(Anna), Joined(Bram))
            .When(Book(helper: Anna, receiver: Bram, by: Actor.Import, channel: Channel.Import) with { RecordedBy = Recorder.Coordinator })
            .Then(Booked(helper: Anna, receiver: Bram, minutes: 60, channel: Channel.Import));

    [Fact]
    public void Several_neighbours_may_help_one() =>
        Given(Joined(Anna), Joined(Bram), Joined(Chaima))
            .When(Book([Of(Anna, 60), Of(Bram, 30)], [Of(Chaima, 90)]))
            .Then(Booked([Of(Anna, 60), Of(Bram, 30)], [Of(Chaima, 90)]))
            .AndBalances((Anna, 60), (Bram, 30), (Chaima, -90));

    [Fact]
    public void Several_neighbours_may_help_several() =>
        Given(Joined(Anna), Joined(Bram), Joined(Chaima), Joined(Dirk))
            .When(Book([Of(Anna, 100), Of(Bram, 20)], [Of(Chaima, 50), Of(Dirk, 70)]))
            .Then(Booked([Of(Anna, 100), Of(Bram, 20)], [Of(Chaima, 50), Of(Dirk, 70)]))
            .AndBalances((Anna, 100), (Bram, 20), (Chaima, -50), (Dirk, -70));

    [Fact]
    public void An_organisation_helps_and_receives_like_a_member() =>
        Given(HouseJoined(), Joined(Anna))
            .When(Book(helper: Anna, receiver: House))
            .Then(Booked(helper: Anna, receiver: House, minutes: 60))
            .AndBalances((Anna, 60), (House, -60));

    [Fact]
    public void A_whole_street_may_clean_a_square_together()
    {
        var street = Enumerable.Range(1, RecordExchange.MostPeople - 1).Select(number => new AccountNumber($"S{number}")).ToArray();
        Share[] helpers = [.. street.Select(account => Of(account, 60))];
        Given([HouseJoined(), .. street.Select(account => Joined(account))])
            .When(Book(helpers, [Of(House, helpers.Total())]))
            .Then(Booked(helpers, [Of(House, helpers.Total())]));
    }

    [Fact]
    public void The_pot_may_pay_instead_of_the_receiver() =>
        Given(PotOpen(), Joined(Anna), Joined(Bram), Opened(Bram, 500))
            .When(Book(helper: Anna, receiver: Bram, payer: Pot))
            .Then(Booked([Of(Anna, 60)], [Of(Bram, 60)], payers: [Of(Pot, 60)]))
            .AndBalances((Anna, 60), (Bram, 500), (Pot, -60));

    [Fact]
    public void Help_may_answer_a_request()
    {
        var request = new RequestId(Earlier);
        Given(Joined(Anna), Joined(Bram), Asked(Bram))
            .When(Book(helper: Anna, receiver: Bram) with { Request = request })
            .Then(Booked(helper: Anna, receiver: Bram, minutes: 60, request: request));
    }

    [Fact]
    public void Help_may_be_written_down_long_afterwards_but_on_the_day_of_joining_at_the_earliest() =>
        Given(Joined(Anna), Joined(Bram))
            .When(Book(helper: Anna, receiver: Bram, on: Joining))
            .Then(Booked(helper: Anna, receiver: Bram, minutes: 60, on: Joining));

    [Fact]
    public void Help_from_before_a_member_left_can_still_be_written_down() =>
        Given(Joined(Anna), Joined(Bram), Left(Anna, Today))
            .When(Book(helper: Anna, receiver: Bram, on: Yesterday))
            .Then(Booked(helper: Anna, receiver: Bram, minutes: 60, on: Yesterday));

    [Fact]
    public void Just_after_midnight_in_the_community_its_new_day_has_begun()
    {
        // Half past midnight in Amsterdam; in London and in UTC it is still the 20th.
        var now = Instant.FromUtc(2026, 11, 20, 23, 30);
        Given(Joined(Anna), Joined(Bram))
            .When(Book(helper: Anna, receiver: Bram, on: Tomorrow, now: now))
            .Then(Booked(helper: Anna, receiver: Bram, minutes: 60, on: Tomorrow));
    }

    [Fact]
    public void Just_before_midnight_in_the_community_tomorrow_is_still_the_future() =>
        Given(Joined(Anna), Joined(Bram))
            .When(Book(helper: Anna, receiver: Bram, on: Tomorrow, now: Instant.FromUtc(2026, 11, 20, 22, 59, 59)))
            .Then(new Refusal.DateInFuture(Tomorrow, Today));

    [Fact]
    public void A_community_west_of_Greenwich_has_its_own_day_too() =>
        GivenOnly(Founded("America/New_York"), new CategoryAdded(Chores), Joined(Anna), Joined(Bram))
            .When(Book(helper: Anna, receiver: Bram, on: Tomorrow, now: Instant.FromUtc(2026, 11, 21, 4, 59)))
            .Then(new Refusal.DateInFuture(Tomorrow, Today));
}
