using Buurthulp.Ledger.Accounts;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;
using static Buurthulp.Tests.Ledger.Scenarios.Wishes;

namespace Buurthulp.Tests.Ledger.Exchanges;

/// <summary>Principle 3: no balance, however low, makes recording help fail. The community only chooses who carries what is missing.</summary>
public sealed class HelpIsNeverRefusedTests
{
    [Fact]
    public void A_member_with_nothing_receives_help() =>
        Given(Joined(Anna), Joined(Bram))
            .When(Book(helper: Anna, receiver: Bram, minutes: 60))
            .Then(Booked(helper: Anna, receiver: Bram, minutes: 60))
            .AndBalances((Anna, 60), (Bram, -60));

    [Fact]
    public void A_member_far_below_zero_still_receives_help() =>
        Given(Joined(Anna), Joined(Bram), Booked(helper: Anna, receiver: Bram, minutes: 6000, exchange: Earlier))
            .When(Book(helper: Anna, receiver: Bram, minutes: 60))
            .Then(Booked(helper: Anna, receiver: Bram, minutes: 60))
            .AndBalances((Anna, 6060), (Bram, -6060));

    [Theory]
    [InlineData(-1)]
    [InlineData(-6000)]
    [InlineData(-1_000_000_000)]
    public void However_low_the_balance_the_largest_help_is_booked(long balance) =>
        Given(Joined(Anna), Joined(Bram), Opened(Bram, balance))
            .When(Book(helper: Anna, receiver: Bram, minutes: Shares.LargestMinutes))
            .Then(Booked(helper: Anna, receiver: Bram, minutes: Shares.LargestMinutes))
            .AndBalances((Anna, Shares.LargestMinutes), (Bram, balance - Shares.LargestMinutes));

    [Fact]
    public void Floors_for_shops_and_gifts_do_not_touch_help() =>
        Given(Joined(Anna), Joined(Bram), Agreed(BelowZero with { ShopFloorMinutes = 600, GiftFloorMinutes = 600 }))
            .When(Book(helper: Anna, receiver: Bram, minutes: 60))
            .Then(Booked(helper: Anna, receiver: Bram, minutes: 60));

    [Fact]
    public void Where_the_pot_pays_a_member_with_enough_pays_alone() =>
        Given(PotOpen(), Agreed(PotPays), Joined(Anna), Joined(Bram), Opened(Bram, 60))
            .When(Book(helper: Anna, receiver: Bram, minutes: 60))
            .Then(Booked(helper: Anna, receiver: Bram, minutes: 60))
            .AndBalances((Anna, 60), (Bram, 0), (Pot, 0));

    [Fact]
    public void Where_the_pot_pays_it_pays_only_the_part_that_is_missing() =>
        Given(PotOpen(), Agreed(PotPays), Joined(Anna), Joined(Bram), Opened(Bram, 59), Opened(Pot, 100))
            .When(Book(helper: Anna, receiver: Bram, minutes: 60))
            .Then(Booked([Of(Anna, 60)], [Of(Bram, 60)], payers: [Of(Bram, 59), Of(Pot, 1)]))
            .AndBalances((Anna, 60), (Bram, 0), (Pot, 99));

    [Fact]
    public void The_pot_pays_all_for_a_member_at_zero_and_goes_below_zero_itself() =>
        Given(PotOpen(), Agreed(PotPays), Joined(Anna), Joined(Bram))
            .When(Book(helper: Anna, receiver: Bram, minutes: 60))
            .Then(Booked([Of(Anna, 60)], [Of(Bram, 60)], payers: [Of(Pot, 60)]))
            .AndBalances((Anna, 60), (Bram, 0), (Pot, -60));

    [Fact]
    public void The_pot_does_not_repay_what_a_member_was_below_zero_before() =>
        Given(PotOpen(), Agreed(PotPays), Joined(Anna), Joined(Bram), Opened(Bram, -6000), Opened(Pot, -500))
            .When(Book(helper: Anna, receiver: Bram, minutes: 60))
            .Then(Booked([Of(Anna, 60)], [Of(Bram, 60)], payers: [Of(Pot, 60)]))
            .AndBalances((Anna, 60), (Bram, -6000), (Pot, -560));

    [Fact]
    public void The_pot_pays_for_each_receiver_only_what_that_one_is_short() =>
        Given(PotOpen(), Agreed(PotPays), Joined(Anna), Joined(Bram), Joined(Chaima), Joined(Dirk), Opened(Bram, 100), Opened(Chaima, 20))
            .When(Book([Of(Anna, 180)], [Of(Bram, 60), Of(Chaima, 60), Of(Dirk, 60)]))
            .Then(Booked([Of(Anna, 180)], [Of(Bram, 60), Of(Chaima, 60), Of(Dirk, 60)], payers: [Of(Bram, 60), Of(Chaima, 20), Of(Pot, 100)]))
            .AndBalances((Anna, 180), (Bram, 40), (Chaima, 0), (Dirk, 0), (Pot, -100));

    [Fact]
    public void Until_the_pot_of_the_agreement_is_opened_the_receiver_goes_below_zero() =>
        Given(Agreed(PotPays), Joined(Anna), Joined(Bram))
            .When(Book(helper: Anna, receiver: Bram, minutes: 60))
            .Then(Booked(helper: Anna, receiver: Bram, minutes: 60))
            .AndBalances((Anna, 60), (Bram, -60));

    [Fact]
    public void A_member_who_has_the_number_of_the_agreed_pot_does_not_pay_for_others() =>
        Given(Agreed(PotPays with { ShortfallPot = Chaima }), Joined(Anna), Joined(Bram), Joined(Chaima))
            .When(Book(helper: Anna, receiver: Bram, minutes: 60))
            .Then(Booked(helper: Anna, receiver: Bram, minutes: 60))
            .AndBalances((Anna, 60), (Bram, -60), (Chaima, 0));
}
