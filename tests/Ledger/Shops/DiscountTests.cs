using Buurthulp.Ledger;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;
using static Buurthulp.Tests.Ledger.Scenarios.Wishes;

namespace Buurthulp.Tests.Ledger.Shops;

public sealed class DiscountTests
{
    [Fact]
    public void A_member_spends_an_hour_at_the_bakery() =>
        Given(ShopOpened(), TermsAgreed(), Joined(Anna), Opened(Anna, 90))
            .When(Spend(Anna, minutes: 60, purchaseCents: 1250))
            .Then(Discounted(Anna, minutes: 60, purchaseCents: 1250, discountCents: 500))
            .AndBalances((Anna, 30), (Bakery, 60));

    [Fact]
    public void The_discount_is_rounded_down_to_whole_cents() =>
        Given(ShopOpened(), TermsAgreed(), Joined(Anna), Opened(Anna, 90))
            .When(Spend(Anna, minutes: 7, purchaseCents: 1250))
            .Then(Discounted(Anna, minutes: 7, purchaseCents: 1250, discountCents: 58));

    [Fact]
    public void A_member_may_spend_to_the_last_minute() =>
        Given(ShopOpened(), TermsAgreed(), Joined(Anna), Opened(Anna, 60))
            .When(Spend(Anna, minutes: 60))
            .Then(Discounted(Anna, minutes: 60, purchaseCents: 100_000, discountCents: 500))
            .AndBalances((Anna, 0));

    [Fact]
    public void One_minute_more_than_the_floor_leaves_is_refused_with_what_is_left() =>
        Given(ShopOpened(), TermsAgreed(), Joined(Anna), Opened(Anna, 60))
            .When(Spend(Anna, minutes: 61))
            .Then(new Refusal.FloorReached(Anna, Minutes: 61, AvailableMinutes: 60, FloorMinutes: 0));

    [Fact]
    public void A_floor_below_zero_lets_members_spend_ahead_that_far() =>
        Given(ShopOpened(), TermsAgreed(), Joined(Anna), Agreed(BelowZero with { ShopFloorMinutes = -120 }))
            .When(Spend(Anna, minutes: 120))
            .Then(Discounted(Anna, minutes: 120, purchaseCents: 100_000, discountCents: 1000))
            .AndBalances((Anna, -120));

    [Fact]
    public void A_member_below_the_floor_has_nothing_left_to_spend() =>
        Given(ShopOpened(), TermsAgreed(), Joined(Anna), Opened(Anna, -500))
            .When(Spend(Anna, minutes: 1))
            .Then(new Refusal.FloorReached(Anna, Minutes: 1, AvailableMinutes: 0, FloorMinutes: 0));

    [Fact]
    public void The_floor_for_gifts_does_not_count_at_a_shop() =>
        Given(ShopOpened(), TermsAgreed(), Joined(Anna), Opened(Anna, 60), Agreed(BelowZero with { GiftFloorMinutes = 60 }))
            .When(Spend(Anna, minutes: 60))
            .Then(Discounted(Anna, minutes: 60, purchaseCents: 100_000, discountCents: 500));

    [Fact]
    public void A_shop_takes_minutes_until_it_holds_the_most_it_agreed_to() =>
        Given(ShopOpened(), TermsAgreed(), Joined(Anna), Opened(Anna, 9000), Opened(Bakery, 3540))
            .When(Spend(Anna, minutes: 60))
            .Then(Discounted(Anna, minutes: 60, purchaseCents: 100_000, discountCents: 500))
            .AndBalances((Bakery, 3600));

    [Fact]
    public void One_minute_more_than_the_shop_wants_to_hold_is_refused_with_what_it_still_takes() =>
        Given(ShopOpened(), TermsAgreed(), Joined(Anna), Opened(Anna, 9000), Opened(Bakery, 3540))
            .When(Spend(Anna, minutes: 61))
            .Then(new Refusal.ShopFull(Bakery, AvailableMinutes: 60, MostMinutes: 3600));

    [Fact]
    public void A_shop_that_holds_too_much_since_its_terms_changed_takes_nothing() =>
        Given(ShopOpened(), TermsAgreed(), Joined(Anna), Opened(Anna, 9000), Opened(Bakery, 3540), TermsAgreed(BakeryTerms with { MaxBalanceMinutes = 600 }))
            .When(Spend(Anna, minutes: 1))
            .Then(new Refusal.ShopFull(Bakery, AvailableMinutes: 0, MostMinutes: 600));

    [Fact]
    public void The_newest_terms_count() =>
        Given(ShopOpened(), TermsAgreed(), TermsAgreed(BakeryTerms with { CentsPerHour = 750 }), Joined(Anna), Opened(Anna, 60))
            .When(Spend(Anna, minutes: 60, purchaseCents: 1500))
            .Then(Discounted(Anna, minutes: 60, purchaseCents: 1500, discountCents: 750));

    [Fact]
    public void A_discount_may_be_exactly_the_agreed_share_of_the_purchase() =>
        Given(ShopOpened(), TermsAgreed(), Joined(Anna), Opened(Anna, 60))
            .When(Spend(Anna, minutes: 60, purchaseCents: 1000))
            .Then(Discounted(Anna, minutes: 60, purchaseCents: 1000, discountCents: 500));

    [Fact]
    public void One_cent_more_than_the_agreed_share_is_refused_with_the_most_minutes() =>
        Given(ShopOpened(), TermsAgreed(), Joined(Anna), Opened(Anna, 60))
            .When(Spend(Anna, minutes: 60, purchaseCents: 999))
            .Then(new Refusal.DiscountOverShare(Bakery, DiscountCents: 500, MostDiscountCents: 499, MostMinutes: 59));

    [Fact]
    public void A_discount_that_was_cancelled_gives_the_minutes_back() =>
        Given(ShopOpened(), TermsAgreed(), Joined(Anna), Opened(Anna, 90), Discounted(Anna, 60, 1000, 500, discount: Earlier))
            .When(Cancel())
            .Then(Cancelled(Anna, 60))
            .AndBalances((Anna, 90), (Bakery, 0));

    [Fact]
    public void A_coordinator_cancels_a_discount_too_even_when_the_shop_has_spent_the_minutes() =>
        Given(ShopOpened(), TermsAgreed(), Joined(Anna), Joined(Bram), Opened(Anna, 90), Discounted(Anna, 60, 1000, 500, discount: Earlier),
                Booked(helper: Bram, receiver: Bakery, minutes: 60))
            .When(Cancel(by: Desk))
            .Then(Cancelled(Anna, 60))
            .AndBalances((Anna, 90), (Bakery, -60), (Bram, 60));
}
