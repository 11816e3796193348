using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Treasury;
using Buurthulp.Ledger.Writing;
using Buurthulp.Tests.Fixtures;
using static Buurthulp.Tests.Ledger.Writing.WriterScene;

namespace Buurthulp.Tests.Ledger.Writing;

/// <summary>Settled exchanges leave the memory and nobody notices.</summary>
public sealed class SettledMemoryTests(TestDatabase test) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly ReasonCode Mistake = new("mistake");

    private readonly WriterScene scene = new();
    private Database database = null!;
    private PostgresJournal journal = null!;

    public async Task InitializeAsync()
    {
        database = await Database.OpenAsync(test.ConnectionString, [SchemaScripts.Journal, SchemaScripts.Ledger], default);
        journal = new PostgresJournal(database.Application);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task What_is_settled_leaves_the_memory_and_commands_about_it_are_decided_as_before()
    {
        await using var writers = Writers(journal);
        var (exchanges, discount) = await LiveAsync(writers);
        var (first, second, third) = (exchanges[0], exchanges[1], exchanges[2]);
        (await KeptAsync(writers)).ShouldBeLessThan(SettledMemory.Most + 1_100);
        (await writers.LookAsync(scene.Community, (state, _) => Subject.Of(first).IsIn(state) || Subject.Of(discount).IsIn(state), default)).ShouldBeFalse();
        (await writers.LookAsync(scene.Community, [Subject.Of(first)], (state, _) => state.Exchanges[first].Status, default)).ShouldBe(ExchangeStatus.Booked);

        await RecordedAsync(writers, Thank(second));
        (await RefusedAsync(writers, Thank(second))).ShouldBeOfType<Refusal.ThankedAlready>();
        await RecordedAsync(writers, Reverse(second));
        (await RefusedAsync(writers, Reverse(second))).ShouldBeOfType<Refusal.ExchangeNotBooked>();
        var position = (await journal.FindCommandsAsync([third.Value], default))[0].Position;
        await RecordedAsync(writers, new CorrectEntry(Guid.NewGuid(), Actor.Coordinator(), Noon, position, Mistake));
        (await RefusedAsync(writers, new CorrectEntry(Guid.NewGuid(), Actor.Coordinator(), Noon, position, Mistake))).ShouldBeOfType<Refusal.ReversedAlready>();
        await RecordedAsync(writers, new CancelDiscount(Guid.NewGuid(), Actor.Coordinator(), Noon, discount, Mistake));
        (await RefusedAsync(writers, new CancelDiscount(Guid.NewGuid(), Actor.Coordinator(), Noon, discount, Mistake))).ShouldBeOfType<Refusal.DiscountCancelledAlready>();
        (await RefusedAsync(writers, Thank(new ExchangeId(Guid.NewGuid())))).ShouldBeOfType<Refusal.ExchangeUnknown>();
        (await RefusedAsync(writers, new CorrectEntry(Guid.NewGuid(), Actor.Coordinator(), Noon, 1, Mistake))).ShouldBeOfType<Refusal.EntryNotReversible>();
        (await RefusedAsync(writers, new CorrectEntry(Guid.NewGuid(), Actor.Coordinator(), Noon, -7, Mistake))).ShouldBeOfType<Refusal.EntryNotReversible>();
        (await scene.SumAsync(writers)).ShouldBe(0);
    }

    [Fact]
    public async Task Of_many_who_undo_one_forgotten_exchange_exactly_one_succeeds_in_two_processes()
    {
        await using var writers = Writers(journal);
        var (exchanges, _) = await LiveAsync(writers);
        await using var others = Writers(journal);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? writers : others).ExecuteAsync(scene.Community, Reverse(exchanges[0]), default)));

        outcomes.Count(outcome => outcome is CommandOutcome.Recorded).ShouldBe(1);
        outcomes.Count(outcome => outcome is CommandOutcome.Refused { Refusal: Refusal.ExchangeNotBooked }).ShouldBe(19);
        (await writers.LookAsync(scene.Community, [Subject.Of(exchanges[0])], (state, _) => state.Exchanges[exchanges[0]].Status, default)).ShouldBe(ExchangeStatus.Reversed);
    }

    [Fact]
    public async Task A_restart_with_and_without_a_snapshot_knows_them_all()
    {
        var snapshots = new SnapshotStore(database.Application);
        List<ExchangeId> exchanges;
        await using (var writers = Writers(journal, snapshots))
        {
            (exchanges, _) = await LiveAsync(writers);
            await RecordedAsync(writers, Reverse(exchanges[0]));
        }

        await using var fromSnapshot = Writers(journal, snapshots);
        await using var fromNothing = Writers(journal);
        foreach (var writers in new[] { fromSnapshot, fromNothing })
        {
            (await KeptAsync(writers)).ShouldBeLessThanOrEqualTo(SettledMemory.Most);
            (await RefusedAsync(writers, Reverse(exchanges[0]))).ShouldBeOfType<Refusal.ExchangeNotBooked>();
        }

        await RecordedAsync(fromSnapshot, Thank(exchanges[1]));
        (await RefusedAsync(fromNothing, Thank(exchanges[1]))).ShouldBeOfType<Refusal.ThankedAlready>();
    }

    /// <summary>One discount and then more exchanges than are kept.</summary>
    private async Task<(List<ExchangeId> Exchanges, DiscountId Discount)> LiveAsync(CommunityWriters writers)
    {
        await scene.FoundAsync(writers);
        await RecordedAsync(writers, Help(Guid.NewGuid(), Anna, Bram, minutes: 600));
        var discount = Discount(Anna);
        await RecordedAsync(writers, discount);
        List<ExchangeId> exchanges = [.. Enumerable.Range(0, SettledMemory.Most + 1_200).Select(_ => new ExchangeId(Guid.CreateVersion7()))];
        foreach (var some in exchanges.Chunk(800)) await Task.WhenAll(some.Select(id => RecordedAsync(writers, Help(id.Value, Anna, Bram))));
        return (exchanges, new DiscountId(discount.CommandId));
    }

    private Task<int> KeptAsync(CommunityWriters writers) => writers.LookAsync(scene.Community, (state, _) => state.Exchanges.Count + state.Discounts.Count, default);

    private static ThankForExchange Thank(ExchangeId exchange) => new(Guid.NewGuid(), Actor.Coordinator(), Noon, exchange);

    private static ReverseExchange Reverse(ExchangeId exchange) => new(Guid.NewGuid(), Actor.Coordinator(), Noon, exchange, Mistake);

    private async Task RecordedAsync(CommunityWriters writers, LedgerCommand command) => (await writers.ExecuteAsync(scene.Community, command, default)).ShouldBeOfType<CommandOutcome.Recorded>();

    private async Task<Refusal> RefusedAsync(CommunityWriters writers, LedgerCommand command) =>
        (await writers.ExecuteAsync(scene.Community, command, default)).ShouldBeOfType<CommandOutcome.Refused>().Refusal;
}
