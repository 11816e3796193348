using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Treasury;
using Buurthulp.Ledger.Writing;
using Buurthulp.Tests.Ledger.Scenarios;
using Buurthulp.Tests.Ledger.Verification;
using Xunit.Abstractions;

namespace Buurthulp.Tests.Ledger.Simulation;

/// <summary>Random neighbourhoods keep the principles. The seed stands in the test's name: run that name to see the same again.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Commands = 320;

    private static readonly int[] AllSeeds = [.. Enumerable.Range(1, 200)];

    public static TheoryData<int> Seeds => [.. AllSeeds];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Sums_positions_floors_decisions_and_rollbacks_hold_after_each_step(int seed) => new RandomNeighbourhood(seed).LiveUnderWatch(Commands, output.WriteLine);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_journal_alone_gives_the_same_state(int seed)
    {
        var neighbourhood = Lived(seed);
        StateDump.Of(neighbourhood.Replayed()).ShouldBe(StateDump.Of(neighbourhood.State));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_snapshot_gives_the_same_state_and_the_same_decisions_after_it(int seed)
    {
        var neighbourhood = Lived(seed);
        var tree = neighbourhood.Journal.Aggregate(default(CompactRange), (tree, entry) => tree.Append(MerkleTree.Leaf(EventJson.Write(entry.Event))));

        var (state, readTree) = StateSnapshot.Read(StateSnapshot.Write(neighbourhood.State, tree));

        StateDump.Of(state).ShouldBe(StateDump.Of(neighbourhood.State));
        (readTree.Size, readTree.Root).ShouldBe((tree.Size, tree.Root));
        for (var i = 0; i < 50; i++)
        {
            var command = neighbourhood.Commands.Next(neighbourhood.State);
            Verdict.Text(command.Decide(state)).ShouldBe(Verdict.Text(command.Decide(neighbourhood.State)), command.ToString());
        }

        state.Rollback();
        StateDump.Of(state).ShouldBe(StateDump.Of(neighbourhood.State), "a restored state has something to take back");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_state_that_forgets_what_is_settled_decides_the_same(int seed)
    {
        var neighbourhood = Lived(seed);
        var entries = neighbourhood.Journal.Select((entry, i) => new Entry(Neighbourhood.Molenwijk, i + 1, Guid.NewGuid(), entry.Event, default, entry.At, "", Guid.NewGuid(), CommandDigest: null, Leaf: null)).ToList();
        var journal = new MemoryJournal(Neighbourhood.Molenwijk, entries);
        var state = new CommunityState(Neighbourhood.Molenwijk);
        var settled = new SettledMemory(state, most: 3);
        foreach (var entry in entries)
        {
            if (entry.Event is ExchangeReversed reversed) await settled.RecallAsync(journal, [Subject.Of(reversed.Exchange)], state.Position, default);
            state.Evolve(entry.Event, entry.Position, entry.RecordedAt);
            settled.Note(entry.Event, entry.Position);
            state.Commit();
            settled.Forget();
        }

        state.Exchanges.All.Values.Count(exchange => exchange.Status != ExchangeStatus.Proposed).ShouldBeLessThanOrEqualTo(3);
        for (var i = 0; i < 150; i++)
        {
            var command = neighbourhood.Commands.Next(neighbourhood.State);
            if (command.LooksAt(state) is { } subject) await settled.RecallAsync(journal, [subject], state.Position, default);
            Verdict.Text(command.Decide(state)).ShouldBe(Verdict.Text(command.Decide(neighbourhood.State)), command.ToString());
            settled.Forget();
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whether_help_is_refused_does_not_hang_on_any_balance(int seed)
    {
        var neighbourhood = Lived(seed);
        var drained = neighbourhood.Drained();
        for (var i = 0; i < 100; i++)
        {
            var help = neighbourhood.Commands.Help(neighbourhood.State, Neighbourhood.New);
            if (help.Helpers.Concat(help.Receivers).Any(share => share.Account == Buurthulp.Ledger.Treasury.BookOpeningBalance.Opening)) continue;
            // Only who is asked to pay may be told that there is no more; the help itself is then booked without them.
            if (help.Decide(drained).Refusal is Refusal.BudgetExceeded) help = help with { Payer = null };
            help.Decide(drained).Refusal.ShouldBe(help.Decide(neighbourhood.State).Refusal, help.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_was_undone_left_every_balance_as_it_was(int seed)
    {
        var journal = Lived(seed).Journal.Select(entry => entry.Event).ToArray();
        var undoneExchanges = journal.OfType<ExchangeReversed>().Select(reversed => reversed.Exchange).ToHashSet();
        var undoneDiscounts = journal.OfType<DiscountCancelled>().Select(cancelled => cancelled.Discount).ToHashSet();

        journal.Where(recorded => recorded switch
            {
                ExchangeBooked e => undoneExchanges.Contains(e.Exchange),
                DiscountGiven e => undoneDiscounts.Contains(e.Discount),
                ExchangeReversed or DiscountCancelled or EntryReversed => true,
                _ => false,
            })
            .Concat(journal.OfType<EntryReversed>().Select(reversed => journal[(int)reversed.Entry - 1]))
            .SelectMany(Postings.Of).GroupBy(posting => posting.Account).ShouldAllBe(account => account.Sum(posting => posting.Amount) == 0);
    }

    /// <summary>The runs above mean little if the commands in them never get through, or always do.</summary>
    [Fact]
    public void Together_the_seeds_meet_every_command_every_event_and_nearly_every_refusal()
    {
        var lives = AllSeeds.Select(Lived).ToArray();
        var decided = lives.SelectMany(life => life.Decided).ToArray();
        var commands = typeof(LedgerCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LedgerCommand))).ToArray();

        commands.Length.ShouldBeGreaterThanOrEqualTo(60, "so many kinds of step");
        decided.Count(one => one.Decision.Refusal is null).ShouldBeInRange(decided.Length / 3, decided.Length * 4 / 5,
            string.Join(", ", decided.CountBy(one => one.Decision.Refusal?.Code ?? "accepted").OrderByDescending(pair => pair.Value)));
        decided.Where(one => one.Decision.Refusal is null).Select(one => one.Command.GetType()).Distinct().ShouldBe(commands, ignoreOrder: true);
        decided.Where(one => one.Decision.Refusal is not null).Select(one => one.Command.GetType()).Distinct().ShouldBe(commands, ignoreOrder: true);
        lives.SelectMany(life => life.Journal).Select(entry => entry.Event.GetType()).Distinct().ShouldBe(EventTypes.All, ignoreOrder: true);
        lives.ShouldAllBe(life => life.Journal[0].Event is CommunityFounded);
        decided.Select(one => one.Decision.Refusal?.Code).OfType<string>().Distinct().Count().ShouldBeGreaterThan(30);
    }

    private static RandomNeighbourhood Lived(int seed)
    {
        var neighbourhood = new RandomNeighbourhood(seed);
        neighbourhood.Live(Commands);
        return neighbourhood;
    }
}
