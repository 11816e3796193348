using Buurthulp.Ledger;
using Buurthulp.Ledger.Treasury;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;
using static Buurthulp.Tests.Ledger.Scenarios.Wishes;

namespace Buurthulp.Tests.Ledger.Shops;

public sealed class SettlementTests
{
    private static LedgerEvent[] FullBakery => [ShopOpened(), TermsAgreed(), PotOpen(), Opened(Bakery, 3600)];

    [Fact]
    public void The_council_takes_over_what_the_bakery_holds_and_its_issued_hours_come_home() =>
        Given([.. FullBakery, new InstitutionJoined(Council, Joining), new IssuingBudgetSet(Council, new IssuingBudget(6000), Joining), Joined(Anna), Joined(Bram), Booked([Of(Anna, 90)], [Of(Bram, 90)], payers: [Of(Council, 90)], exchange: Earlier)])
            .When(Settle(minutes: 3600, paidCents: 30_000, sponsor: Council))
            .Then(TakenOver(Council, minutes: 3600, paidCents: 30_000))
            .AndBalances((Bakery, 0), (Council, 3510));

    [Fact]
    public void A_sponsor_buys_hours_of_the_bakery_for_the_pot() =>
        Given(FullBakery).When(Settle(minutes: 600, paidCents: 5000)).Then(TakenOver(Pot, minutes: 600, paidCents: 5000)).AndBalances((Bakery, 3000), (Pot, 600));

    [Fact]
    public void The_euro_are_information_and_may_be_nothing() =>
        Given(FullBakery).When(Settle(minutes: 3600, paidCents: 0)).Then(TakenOver(Pot, minutes: 3600, paidCents: 0)).AndBalances((Bakery, 0), (Pot, 3600));

    [Fact]
    public void A_full_bakery_takes_hours_again_once_it_was_settled() =>
        Given([.. FullBakery, Joined(Anna), Opened(Anna, 60), TakenOver(Pot, minutes: 60, paidCents: 500, settlement: Earlier)])
            .When(Spend(Anna, minutes: 60))
            .Then(Discounted(Anna, minutes: 60, purchaseCents: 100_000, discountCents: 500));

    [Fact]
    public void A_settlement_is_undone_like_any_entry_and_only_once()
    {
        LedgerEvent[] settled = [.. FullBakery, TakenOver(Pot, minutes: 60, paidCents: 500, settlement: Earlier)];
        var position = Beginning.Length + settled.Length;
        var undo = new CorrectEntry(New, Treasurer, Noon, position, Mistake);
        Given(settled).When(undo).Then(new EntryReversed(position, Pot, Bakery, 60, Mistake, Today)).AndBalances((Bakery, 3600), (Pot, 0));
        Given([.. settled, new EntryReversed(position, Pot, Bakery, 60, Mistake, Today)]).When(undo).Then(new Refusal.ReversedAlready(position));
    }
}
