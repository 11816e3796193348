using System.Text;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Writing;
using NodaTime;

namespace Buurthulp.Tests.Projections;

/// <summary>A community whose commands are decided by the ledger's rules and appended to its journal one after another.</summary>
public sealed class TestCommunity(IJournal journal, CommunityCode code)
{
    public static readonly AccountNumber Anna = new("L0001");
    public static readonly AccountNumber Bram = new("L0002");
    public static readonly AccountNumber Chaima = new("L0003");
    public static readonly AccountNumber Dirk = new("L0004");
    public static readonly AccountNumber Bakery = new("W01");
    public static readonly AccountNumber Pot = new("buurtpot");
    public static readonly CategoryCode Errands = new("boodschappen");
    public static readonly LocalDate Founding = new(2026, 1, 1);

    private readonly CommunityState state = new(code);
    private readonly List<Entry> entries = [];
    private int commands;

    public IJournal Journal => journal;

    public CommunityCode Code => code;

    public CommunityState State => state;

    /// <summary>All entries so far, as they were appended.</summary>
    public IReadOnlyList<Entry> Entries => entries;

    public long Head => entries.Count;

    /// <summary>The time of the next recording; each command moves it on by a minute.</summary>
    public Instant Now { get; set; } = Instant.FromUtc(2026, 11, 20, 12, 0);

    public Guid NextId() => EntryIdOf(++commands);

    /// <summary>Decides a command; null when a rule refused it. Nothing is in the journal before <see cref="AppendAsync"/>.</summary>
    public IReadOnlyList<Entry>? Decide(LedgerCommand command)
    {
        var decision = command.Decide(state);
        if (decision.Refusal is not null) return null;
        List<Entry> decided = [];
        foreach (var recorded in decision.Events)
        {
            var position = state.Position + 1;
            state.Evolve(recorded, position, command.Now);
            var id = decided.Count == 0 ? command.CommandId : EntryIds.Of(command.CommandId, decided.Count);
            var entry = new Entry(code, position, id, recorded, EventJson.Write(recorded), command.Now, command.Actor.Name, command.CommandId, "digest", Leaf: null);
            decided.Add(entry with { Leaf = LeafHash.Of(entry) });
        }

        state.Commit();
        entries.AddRange(decided);
        Now += Duration.FromMinutes(1);
        return decided;
    }

    /// <summary>What somebody else decided, as entries with ids of this community's own; not yet appended.</summary>
    public IReadOnlyList<Entry> Take(IEnumerable<(LedgerEvent Event, Instant At)> recorded)
    {
        List<Entry> taken = [];
        foreach (var (happened, at) in recorded)
        {
            var (position, id) = (state.Position + 1, NextId());
            state.Evolve(happened, position, at);
            var entry = new Entry(code, position, id, happened, EventJson.Write(happened), at, Desk.Name, id, "digest", Leaf: null);
            taken.Add(entry with { Leaf = LeafHash.Of(entry) });
        }

        state.Commit();
        entries.AddRange(taken);
        return taken;
    }

    public async Task AppendAsync(IReadOnlyList<Entry> decided) =>
        (await journal.AppendAsync(code, decided[0].Position - 1, decided, CancellationToken.None)).ShouldBe(AppendResult.Appended);

    public async Task<Guid> DoAsync(LedgerCommand command)
    {
        var decided = Decide(command);
        decided.ShouldNotBeNull(command.Decide(state).Refusal?.ToString());
        await AppendAsync(decided);
        return command.CommandId;
    }

    /// <summary>Anna, Bram, Chaima and Dirk, a pot and a bakery; help is charged below zero and nothing else has a floor that matters.</summary>
    public async Task FoundAsync()
    {
        var agreement = Agreement.Default with { ShopFloorMinutes = -100_000, GiftFloorMinutes = -100_000, Notes = new NoteTerms(FloorMinutes: -100_000) };
        await DoAsync(new FoundCommunity(NextId(), Desk, Now, Founding, "Europe/Amsterdam", new CurrencyCode("uur"), 60, agreement));
        await DoAsync(new AddCategories(NextId(), Desk, Now, [Errands]));
        foreach (var member in new[] { Anna, Bram, Chaima, Dirk }) await DoAsync(new JoinMember(NextId(), Desk, Now, member, new NeighbourhoodCode("Noord"), Founding));
        await DoAsync(new OpenPot(NextId(), Desk, Now, Pot, Founding));
        await DoAsync(new JoinShop(NextId(), Desk, Now, Bakery, Neighbourhood: null, Founding, new ShopTerms(CentsPerHour: 300, MaxSharePercent: 50, MaxBalanceMinutes: 1_000_000)));
    }

    public async Task<ExchangeId> HelpAsync(AccountNumber helper, AccountNumber receiver, long minutes, LocalDate? on = null) =>
        await HelpAsync([new Share(helper, minutes)], [new Share(receiver, minutes)], on);

    public async Task<ExchangeId> HelpAsync(IReadOnlyList<Share> helpers, IReadOnlyList<Share> receivers, LocalDate? on = null, AccountNumber? payer = null) =>
        new(await DoAsync(new RecordExchange(NextId(), Desk, Now, helpers, receivers, Errands, on ?? new LocalDate(2026, 11, 20), Channel.Desk, payer)));

    public async Task<ExchangeId> ProposeAsync(AccountNumber helper, AccountNumber receiver, long minutes) =>
        new(await DoAsync(new RecordExchange(NextId(), Actor.Member(helper), Now, [new Share(helper, minutes)], [new Share(receiver, minutes)], Errands, new LocalDate(2026, 11, 20), Channel.Web)));

    public Task ReverseAsync(ExchangeId exchange) => DoAsync(new ReverseExchange(NextId(), Desk, Now, exchange, new ReasonCode("mistake")));

    public static Actor Desk => Actor.Coordinator();

    /// <summary>Different for each community, the same in each run.</summary>
    private Guid EntryIdOf(int number) => EntryIds.Version5(Guid.Empty, Encoding.ASCII.GetBytes($"{code}/{number}"));
}
