using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;

namespace Buurthulp.Tests.Ledger.Communities;

public sealed class CommunityTests
{
    private static readonly FoundCommunity Found = new(New, Desk, Noon, Founding, "Europe/Amsterdam", new CurrencyCode("uur"), 60, BelowZero);

    [Fact]
    public void A_community_begins_with_its_day_its_unit_and_its_rules() =>
        GivenOnly()
            .When(Found)
            .Then(Founded(), new CurrencyDefined(new CurrencyCode("uur"), 60), Agreed(BelowZero));

    [Fact]
    public void A_community_may_begin_with_a_pot_that_will_pay_once_it_is_opened() =>
        GivenOnly()
            .When(Found with { Agreement = PotPays })
            .Then(Founded(), new CurrencyDefined(new CurrencyCode("uur"), 60), Agreed(PotPays));

    [Fact]
    public void The_agreement_is_changed_as_a_whole() =>
        Given(PotOpen())
            .When(new ChangeAgreement(New, Desk, Noon, PotPays with { ShopFloorMinutes = -120 }))
            .Then(Agreed(PotPays with { ShopFloorMinutes = -120 }));

    [Theory]
    [InlineData(1, Shares.LargestMinutes)]
    [InlineData(365, -Shares.LargestMinutes)]
    public void The_agreement_may_go_to_its_limits(int days, long floor)
    {
        var agreement = BelowZero with { ProposalDays = days, ShopFloorMinutes = floor, GiftFloorMinutes = floor };
        Given().When(new ChangeAgreement(New, Desk, Noon, agreement)).Then(Agreed(agreement));
    }

    [Fact]
    public void New_kinds_of_help_are_added_once_and_known_ones_passed_over() =>
        Given()
            .When(new AddCategories(New, Desk, Noon, [new("tuin"), Chores, new("tuin"), new("vervoer")]))
            .Then(new CategoryAdded(new("tuin")), new CategoryAdded(new("vervoer")));

    [Fact]
    public void A_neighbourhood_has_a_number_of_residents() =>
        Given()
            .When(new DefineNeighbourhood(New, Desk, Noon, North, 2140))
            .Then(new NeighbourhoodDefined(North, 2140));

    [Fact]
    public void Nothing_stands_in_a_journal_before_the_founding()
    {
        LedgerCommand[] early =
        [
            new ChangeAgreement(New, Desk, Noon, BelowZero), new AddCategories(New, Desk, Noon, [Chores]), new DefineNeighbourhood(New, Desk, Noon, North, 2140),
        ];
        foreach (var command in early) GivenOnly().When(command).Then(new Refusal.CommunityUnknown(Molenwijk));
    }
}
