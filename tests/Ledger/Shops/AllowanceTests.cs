using Buurthulp.Ledger;
using Buurthulp.Ledger.Shops;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;
using static Buurthulp.Tests.Ledger.Scenarios.Wishes;

namespace Buurthulp.Tests.Ledger.Shops;

public sealed class AllowanceTests
{
    [Fact]
    public void The_most_is_taken_and_a_minute_more_is_refused_by_the_rule_that_was_named()
    {
        HashSet<AllowanceLimit> seen = [];
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var terms = new ShopTerms(random.Next(1, 2000), random.Next(1, 101), random.Next(1, 400));
            var (purchase, has, held) = (random.NextInt64(1, 5000), random.NextInt64(-50, 300), random.NextInt64(0, 400));
            var state = Given(ShopOpened(), TermsAgreed(terms), Joined(Anna), Opened(Anna, has), Opened(Bakery, held)).State();

            var allowance = Allowance.Of(state, Bakery, Anna, purchase).ShouldNotBeNull();

            seen.Add(allowance.Limit);
            if (allowance.MostMinutes > 0) Spend(Anna, allowance.MostMinutes, purchase).Decide(state).Refusal.ShouldBeNull($"seed {seed}");
            var refusal = Spend(Anna, allowance.MostMinutes + 1, purchase).Decide(state).Refusal.ShouldNotBeNull($"seed {seed}");
            // Of several rules that say no the first is reported; the one that was named is among them.
            if (allowance.Limit == AllowanceLimit.Share) refusal.ShouldBeOfType<Refusal.DiscountOverShare>($"seed {seed}");
            if (allowance.Limit == AllowanceLimit.ShopRoom) refusal.ShouldBeOfType<Refusal.ShopFull>($"seed {seed}");
            if (allowance.Limit == AllowanceLimit.MemberFloor) refusal.ShouldBeOfType<Refusal.FloorReached>($"seed {seed}");
        }

        seen.Count.ShouldBe(3);
    }

    [Fact]
    public void What_a_member_has_is_left_out_until_they_have_shown_who_they_are() =>
        Allowance.Of(Given(ShopOpened(), TermsAgreed(), Joined(Anna), Opened(Anna, 10)).State(), Bakery, member: null, purchaseCents: 1000).ShouldBe(new Allowance(60, AllowanceLimit.Share));

    [Fact]
    public void A_shop_without_terms_allows_nothing() =>
        Allowance.Of(Given(ShopOpened(), Joined(Anna), Opened(Anna, 10)).State(), Bakery, Anna, purchaseCents: 1000).ShouldBeNull();
}
