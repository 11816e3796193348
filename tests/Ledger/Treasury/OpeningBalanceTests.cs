using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Treasury;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;

namespace Buurthulp.Tests.Ledger.Treasury;

public sealed class OpeningBalanceTests
{
    [Theory]
    [InlineData(90)]
    [InlineData(-90)]
    [InlineData(Shares.LargestMinutes)]
    [InlineData(-Shares.LargestMinutes)]
    public void A_balance_from_elsewhere_stands_against_the_opening_account(long minutes) =>
        Given(Joined(Anna))
            .When(new BookOpeningBalance(New, Desk, Noon, Anna, minutes, Joining))
            .Then(Opened(Anna, minutes))
            .AndBalances((Anna, minutes), (BookOpeningBalance.Opening, -minutes));

    [Fact]
    public void A_pot_may_bring_in_a_balance_too() =>
        Given(PotOpen(), Joined(Anna), Opened(Anna, 30))
            .When(new BookOpeningBalance(New, Desk, Noon, Pot, 600, Joining))
            .Then(Opened(Pot, 600))
            .AndBalances((Anna, 30), (Pot, 600), (BookOpeningBalance.Opening, -630));

    [Fact]
    public void The_opening_account_has_no_opening_balance_of_its_own() =>
        Given(Joined(Anna), Opened(Anna, 30))
            .When(new BookOpeningBalance(New, Desk, Noon, BookOpeningBalance.Opening, 600, Joining))
            .Then(new Refusal.AccountKindNotAllowed(BookOpeningBalance.Opening, AccountKind.Opening));

    [Fact]
    public void Nobody_gets_the_number_of_the_opening_account() =>
        Given()
            .When(new JoinMember(New, Desk, Noon, BookOpeningBalance.Opening, North, Joining))
            .Then(new Refusal.AccountExists(BookOpeningBalance.Opening));
}
