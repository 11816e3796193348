using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;
using static Buurthulp.Tests.Ledger.Scenarios.Wishes;

namespace Buurthulp.Tests.Ledger.Exchanges;

public sealed class ReverseAndThankTests
{
    [Fact]
    public void A_reversal_restores_each_balance_exactly() =>
        Given(Joined(Anna), Joined(Bram), Opened(Anna, 17), Opened(Bram, -230), Booked(helper: Anna, receiver: Bram, minutes: 60, exchange: Earlier))
            .When(Reverse())
            .Then(Reversed([Of(Anna, 60)], [Of(Bram, 60)]))
            .AndBalances((Anna, 17), (Bram, -230));

    [Fact]
    public void What_the_pot_paid_goes_back_to_the_pot_even_when_the_receiver_now_has_enough() =>
        Given(PotOpen(), Agreed(PotPays), Joined(Anna), Joined(Bram),
                Booked([Of(Anna, 60)], [Of(Bram, 60)], payers: [Of(Bram, 20), Of(Pot, 40)], exchange: Earlier), Opened(Bram, 1000))
            .When(Reverse())
            .Then(Reversed([Of(Anna, 60)], [Of(Bram, 20), Of(Pot, 40)], receivers: [Of(Bram, 60)]))
            .AndBalances((Anna, 0), (Bram, 1000), (Pot, 0));

    [Fact]
    public void A_reversal_of_many_restores_every_one_of_them() =>
        Given(Joined(Anna), Joined(Bram), Joined(Chaima), Joined(Dirk), Booked([Of(Anna, 100), Of(Bram, 20)], [Of(Chaima, 50), Of(Dirk, 70)], exchange: Earlier))
            .When(Reverse())
            .Then(Reversed([Of(Anna, 100), Of(Bram, 20)], [Of(Chaima, 50), Of(Dirk, 70)]))
            .AndBalances((Anna, 0), (Bram, 0), (Chaima, 0), (Dirk, 0));

    [Fact]
    public void A_mistake_is_corrected_even_after_a_member_left() =>
        Given(Joined(Anna), Joined(Bram), Booked(helper: Anna, receiver: Bram, minutes: 60, exchange: Earlier, on: Yesterday), Left(Bram))
            .When(Reverse())
            .Then(Reversed([Of(Anna, 60)], [Of(Bram, 60)]));

    [Fact]
    public void What_was_reversed_cannot_be_reversed_again() =>
        Given(Joined(Anna), Joined(Bram), Booked(helper: Anna, receiver: Bram, minutes: 60, exchange: Earlier), Reversed([Of(Anna, 60)], [Of(Bram, 60)]))
            .When(Reverse())
            .Then(new Refusal.ExchangeNotBooked(new ExchangeId(Earlier), ExchangeStatus.Reversed));

    [Fact]
    public void A_receiver_says_thank_you_and_nothing_moves() =>
        Given(Joined(Anna), Joined(Bram), Booked(helper: Anna, receiver: Bram, minutes: 60, exchange: Earlier))
            .When(Thank(by: Member(Bram)))
            .Then(Thanked(Bram))
            .AndBalances((Anna, 60), (Bram, -60));

    [Fact]
    public void Each_of_several_receivers_says_thank_you_for_themselves() =>
        Given(Joined(Anna), Joined(Bram), Joined(Chaima), Booked([Of(Anna, 60)], [Of(Bram, 30), Of(Chaima, 30)], exchange: Earlier), Thanked(Bram))
            .When(Thank(by: Member(Chaima), passedOnFor: Bram))
            .Then(Thanked(Chaima));

    [Fact]
    public void A_coordinator_passes_on_the_thanks_of_one_receiver() =>
        Given(Joined(Anna), Joined(Bram), Joined(Chaima), Booked([Of(Anna, 60)], [Of(Bram, 30), Of(Chaima, 30)], exchange: Earlier))
            .When(Thank(by: Desk, passedOnFor: Chaima))
            .Then(Thanked(Chaima));

    [Fact]
    public void Thanks_that_a_coordinator_passes_on_without_a_name_are_those_of_the_only_receiver() =>
        Given(Joined(Anna), Joined(Bram), Booked(helper: Anna, receiver: Bram, minutes: 60, exchange: Earlier))
            .When(Thank(by: Desk))
            .Then(Thanked(Bram));
}
