using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Writing;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Buurthulp.Tests.Ledger.Writing;

/// <summary>A founded community with Anna, Bram, a bakery and a pot, and the commands that the writer tests send.</summary>
internal sealed class WriterScene
{
    public static readonly Instant Noon = Instant.FromUtc(2026, 11, 20, 11, 0);
    public static readonly LocalDate Today = new(2026, 11, 20);
    public static readonly AccountNumber Anna = new("L0001");
    public static readonly AccountNumber Bram = new("L0002");
    public static readonly AccountNumber Bakery = new("O01");
    public static readonly AccountNumber Pot = new("buurtpot");

    private static readonly CategoryCode Errands = new("boodschappen");
    private static readonly Actor Coordinator = Actor.Coordinator();

    public CommunityCode Community { get; } = new($"w{Guid.NewGuid():N}"[..20]);

    public static CommunityWriters Writers(IJournal journal, SnapshotStore? snapshots = null) => new(journal, snapshots, NullLogger<CommunityWriters>.Instance);

    public async Task FoundAsync(CommunityWriters writers, long bakeryHolds = 36_000)
    {
        var joined = new LocalDate(2026, 1, 1);
        LedgerCommand[] commands =
        [
            new FoundCommunity(Guid.NewGuid(), Coordinator, Noon, joined, "Europe/Amsterdam", new CurrencyCode("uur"), 60, Agreement.Default),
            new AddCategories(Guid.NewGuid(), Coordinator, Noon, [Errands]),
            new JoinMember(Guid.NewGuid(), Coordinator, Noon, Anna, Neighbourhood: null, joined),
            new JoinMember(Guid.NewGuid(), Coordinator, Noon, Bram, Neighbourhood: null, joined),
            new JoinShop(Guid.NewGuid(), Coordinator, Noon, Bakery, Neighbourhood: null, joined, new ShopTerms(500, 100, bakeryHolds)),
            new OpenPot(Guid.NewGuid(), Coordinator, Noon, Pot, joined),
        ];
        foreach (var command in commands) (await writers.ExecuteAsync(Community, command, default)).ShouldBeOfType<CommandOutcome.Recorded>();
    }

    public static RecordExchange Help(Guid id, AccountNumber helper, AccountNumber receiver, long minutes = 60) =>
        new(id, Coordinator, Noon, [new Share(helper, minutes)], [new Share(receiver, minutes)], Errands, Today, Channel.Desk);

    public static GiveDiscount Discount(AccountNumber member, long minutes = 60) => new(Guid.NewGuid(), Coordinator, Noon, Bakery, member, PurchaseCents: 10_000, minutes);

    public Task<long> BalanceAsync(CommunityWriters writers, AccountNumber account) =>
        writers.LookAsync(Community, (state, _) => state.Accounts[account].Balance, default);

    public Task<long> SumAsync(CommunityWriters writers) =>
        writers.LookAsync(Community, (state, _) => state.Accounts.All.Values.Sum(account => account.Balance), default);
}
