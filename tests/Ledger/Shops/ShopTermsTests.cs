using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Shops;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;
using static Buurthulp.Tests.Ledger.Scenarios.Wishes;

namespace Buurthulp.Tests.Ledger.Shops;

public sealed class ShopTermsTests
{
    [Fact]
    public void A_shop_joins_with_its_first_terms() =>
        Given()
            .When(new JoinShop(New, Desk, Noon, Bakery, North, Joining, BakeryTerms))
            .Then(ShopOpened(), TermsAgreed());

    [Fact]
    public void A_shop_may_agree_other_terms() =>
        Given(ShopOpened(), TermsAgreed())
            .When(new AgreeShopTerms(New, Desk, Noon, Bakery, BakeryTerms with { CentsPerHour = 750 }))
            .Then(TermsAgreed(BakeryTerms with { CentsPerHour = 750 }, on: Today));

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1_000_000, 100, Shares.LargestMinutes)]
    public void Terms_may_go_to_their_limits(int centsPerHour, int sharePercent, long mostMinutes)
    {
        var terms = new ShopTerms(centsPerHour, sharePercent, mostMinutes);
        Given(ShopOpened())
            .When(new AgreeShopTerms(New, Desk, Noon, Bakery, terms))
            .Then(TermsAgreed(terms, on: Today));
    }

    /// <summary>For any terms and purchase: the most minutes are allowed, and one minute more is refused, unless another rule stands in front.</summary>
    [Fact]
    public void The_share_of_a_purchase_is_kept_to_the_minute()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var terms = new ShopTerms(random.Next(1, 2_000), random.Next(1, 101), Shares.LargestMinutes);
            var purchase = random.NextInt64(1, 20_000);
            var most = terms.MostMinutes(purchase);
            var state = Given(ShopOpened(), TermsAgreed(terms), Joined(Anna), Agreed(BelowZero with { ShopFloorMinutes = -Shares.LargestMinutes })).State();

            if (most > 0) Spend(Anna, most, purchase).Decide(state).Refusal.ShouldBeNull($"seed {seed}: {most} minutes, {purchase} cents, {terms}");
            Spend(Anna, most + 1, purchase).Decide(state).Refusal.ShouldBeOfType<Refusal.DiscountOverShare>($"seed {seed}: {most + 1} minutes, {purchase} cents, {terms}")
                .MostMinutes.ShouldBe(most);
        }
    }

    [Fact]
    public void The_most_minutes_are_found_by_trying_each_one()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var terms = new ShopTerms(random.Next(1, 300), random.Next(1, 101), 1);
            var purchase = random.NextInt64(1, 500);
            long tried = 0;
            while ((tried + 1) * terms.CentsPerHour / 60 <= purchase * terms.MaxSharePercent / 100) tried++;

            terms.MostMinutes(purchase).ShouldBe(tried, $"seed {seed}");
        }
    }

    [Fact]
    public void The_largest_amounts_do_not_overflow() =>
        Given(ShopOpened(), TermsAgreed(new ShopTerms(1_000_000, 100, Shares.LargestMinutes)), Joined(Anna), Opened(Anna, Shares.LargestMinutes))
            .When(Spend(Anna, Shares.LargestMinutes, Shares.LargestMinutes))
            .Then(new Refusal.DiscountOverShare(Bakery, 16_666_666_666_666, 1_000_000_000, 60_000));
}
