using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Tests.Ledger.Events;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;

namespace Buurthulp.Tests.Ledger.Accounts;

public sealed class AccountKindTests
{
    /// <summary>docs/adr/0045; every other kind has an event that opens it.</summary>
    [Fact]
    public void Nothing_opens_an_account_of_another_community_yet()
    {
        var state = new CommunityState(Molenwijk);
        foreach (var (_, recorded) in Samples.All) state.Evolve(recorded, state.Position + 1, Noon);

        state.Accounts.All.Values.Select(account => account.Kind).Distinct().ShouldBe(Enum.GetValues<AccountKind>().Except([AccountKind.Partner]), ignoreOrder: true);
    }
}
