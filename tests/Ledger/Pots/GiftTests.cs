using Buurthulp.Ledger;
using Buurthulp.Ledger.Pots;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;
using static Buurthulp.Tests.Ledger.Scenarios.Wishes;

namespace Buurthulp.Tests.Ledger.Pots;

public sealed class GiftTests
{
    [Fact]
    public void A_pot_is_opened() =>
        Given()
            .When(new OpenPot(New, Desk, Noon, Pot, Joining))
            .Then(PotOpen());

    [Fact]
    public void A_member_gives_an_hour_to_the_pot() =>
        Given(PotOpen(), Joined(Anna), Opened(Anna, 90))
            .When(Give(Anna, 60))
            .Then(GaveToPot(Anna, 60))
            .AndBalances((Anna, 30), (Pot, 60));

    [Fact]
    public void A_gift_may_be_written_down_afterwards() =>
        Given(PotOpen(), Joined(Anna), Opened(Anna, 90))
            .When(Give(Anna, 60, on: Yesterday))
            .Then(GaveToPot(Anna, 60, on: Yesterday));

    [Fact]
    public void A_member_may_give_to_the_last_minute() =>
        Given(PotOpen(), Joined(Anna), Opened(Anna, 60))
            .When(Give(Anna, 60))
            .Then(GaveToPot(Anna, 60))
            .AndBalances((Anna, 0));

    [Fact]
    public void One_minute_more_than_the_floor_leaves_is_refused() =>
        Given(PotOpen(), Joined(Anna), Opened(Anna, 60))
            .When(Give(Anna, 61))
            .Then(new Refusal.FloorReached(Anna, Minutes: 61, AvailableMinutes: 60, FloorMinutes: 0));

    [Fact]
    public void The_floor_for_gifts_is_not_the_shops_floor() =>
        Given(PotOpen(), Joined(Anna), Agreed(BelowZero with { ShopFloorMinutes = -600, GiftFloorMinutes = -60 }))
            .When(Give(Anna, 61))
            .Then(new Refusal.FloorReached(Anna, Minutes: 61, AvailableMinutes: 60, FloorMinutes: -60));

    [Fact]
    public void A_shop_may_give_what_it_holds_to_the_pot() =>
        Given(PotOpen(), ShopOpened(), TermsAgreed(), Opened(Bakery, 600))
            .When(Give(Bakery, 600))
            .Then(GaveToPot(Bakery, 600))
            .AndBalances((Bakery, 0), (Pot, 600));
}
