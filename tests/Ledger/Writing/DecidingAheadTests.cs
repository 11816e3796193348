using Buurthulp.Ledger;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Buurthulp.Tests.Fixtures;
using static Buurthulp.Tests.Ledger.Writing.WriterScene;

namespace Buurthulp.Tests.Ledger.Writing;

/// <summary>What the writer decides while an append is under way stands on that append, and falls with it.</summary>
public class DecidingAheadTests(TestDatabase test) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly WriterScene scene = new();
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Database database = null!;
    private CountingJournal journal = null!;
    private CommunityWriters writers = null!;
    private CommunityWriters others = null!;

    public async Task InitializeAsync()
    {
        database = await Database.OpenAsync(test.ConnectionString, [SchemaScripts.Journal, SchemaScripts.Ledger], default);
        journal = new CountingJournal(await OpenAsync(database));
        (writers, others) = (Writers(journal), Writers(await OpenOtherAsync(database)));
        await scene.FoundAsync(writers);
        await writers.ExecuteAsync(scene.Community, Help(Guid.NewGuid(), Anna, Bram, minutes: 60), default);
    }

    public virtual async Task DisposeAsync()
    {
        await writers.DisposeAsync();
        await others.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_command_is_decided_while_another_is_being_written()
    {
        HoldNextAppend();
        var first = writers.ExecuteAsync(scene.Community, Discount(Anna, minutes: 40), default);
        await reached.Task;

        // Anna has 20 left as soon as the first is decided, though nothing is on disk.
        var tooMuch = new Watched(Discount(Anna, minutes: 40));
        var second = writers.ExecuteAsync(scene.Community, tooMuch, default);
        (await tooMuch.Decided).Refusal.ShouldBeOfType<Refusal.FloorReached>();
        (first.IsCompleted, second.IsCompleted).ShouldBe((false, false));
        released.SetResult();

        (await first).ShouldBeOfType<CommandOutcome.Recorded>();
        (await second).ShouldBeOfType<CommandOutcome.Refused>();
        (await scene.BalanceAsync(others, Anna)).ShouldBe(20);
    }

    [Fact]
    public async Task What_stands_on_a_discount_that_another_process_was_faster_with_is_decided_again()
    {
        HoldNextAppend();
        var spending = writers.ExecuteAsync(scene.Community, Discount(Anna, minutes: 60), default);
        await reached.Task;
        var help = new Watched(Help(Guid.NewGuid(), Anna, Bram, minutes: 15));
        var helping = writers.ExecuteAsync(scene.Community, help, default);
        await help.Decided;

        (await others.ExecuteAsync(scene.Community, Discount(Anna, minutes: 60), default)).ShouldBeOfType<CommandOutcome.Recorded>();
        released.SetResult();

        (await spending).ShouldBeOfType<CommandOutcome.Refused>().Refusal.ShouldBeOfType<Refusal.FloorReached>();
        (await helping).ShouldBeOfType<CommandOutcome.Recorded>();
        foreach (var process in new[] { writers, others }) (await scene.BalanceAsync(process, Anna)).ShouldBe(15);
    }

    [Fact]
    public async Task A_connection_that_breaks_loses_neither_what_it_carried_nor_what_was_decided_on_top()
    {
        var carried = HoldNextAppend(fails: true);
        var first = writers.ExecuteAsync(scene.Community, Help(Guid.NewGuid(), Anna, Bram, minutes: 10), default);
        await reached.Task;
        var second = new Watched(Help(Guid.NewGuid(), Anna, Bram, minutes: 5));
        var onTop = writers.ExecuteAsync(scene.Community, second, default);
        await second.Decided;
        released.SetResult();

        var positions = new[] { await first, await onTop }.Select(outcome => outcome.ShouldBeOfType<CommandOutcome.Recorded>().Position).ToList();

        carried().ShouldBe(1);
        positions[1].ShouldBe(positions[0] + 1);
        foreach (var process in new[] { writers, others }) (await scene.BalanceAsync(process, Anna)).ShouldBe(75);
        (await RootAsync(writers)).ShouldBe(await RootAsync(others));
    }

    [Fact]
    public async Task A_defect_in_a_command_takes_nothing_from_what_is_being_written()
    {
        HoldNextAppend();
        var first = writers.ExecuteAsync(scene.Community, Help(Guid.NewGuid(), Anna, Bram, minutes: 10), default);
        await reached.Task;
        var defect = writers.ExecuteAsync(scene.Community, new Defect(Guid.NewGuid()), default);
        await Should.ThrowAsync<InvalidTimeZoneException>(defect);
        released.SetResult();

        (await first).ShouldBeOfType<CommandOutcome.Recorded>();
        (await writers.ExecuteAsync(scene.Community, Help(Guid.NewGuid(), Anna, Bram, minutes: 5), default)).ShouldBeOfType<CommandOutcome.Recorded>();
        foreach (var process in new[] { writers, others }) (await scene.BalanceAsync(process, Anna)).ShouldBe(75);
        (await RootAsync(writers)).ShouldBe(await RootAsync(others));
    }

    [Fact]
    public async Task The_same_command_sent_again_while_it_is_being_written_is_booked_once()
    {
        HoldNextAppend();
        var help = Help(Guid.NewGuid(), Anna, Bram, minutes: 10);
        var first = writers.ExecuteAsync(scene.Community, help, default);
        await reached.Task;
        var again = writers.ExecuteAsync(scene.Community, help, default);
        released.SetResult();

        (await first).ShouldBeOfType<CommandOutcome.Recorded>().Position.ShouldBe((await again).ShouldBeOfType<CommandOutcome.Recorded>().Position);
        (await scene.BalanceAsync(writers, Anna)).ShouldBe(70);
    }

    [Fact]
    public async Task Whoever_looks_sees_what_is_on_disk()
    {
        HoldNextAppend();
        var first = writers.ExecuteAsync(scene.Community, Help(Guid.NewGuid(), Anna, Bram, minutes: 10), default);
        await reached.Task;
        var look = scene.BalanceAsync(writers, Anna);
        look.IsCompleted.ShouldBeFalse();
        released.SetResult();

        (await look).ShouldBe(70);
        first.IsCompleted.ShouldBeTrue();
    }

    /// <summary>The adapter under test; the tests of another one derive from this class.</summary>
    protected virtual Task<IJournal> OpenAsync(Database database) => Task.FromResult<IJournal>(new PostgresJournal(database.Application));

    /// <summary>The adapter of the other process.</summary>
    protected virtual Task<IJournal> OpenOtherAsync(Database database) => OpenAsync(database);

    private Task<Hash> RootAsync(CommunityWriters process) => process.LookAsync(scene.Community, (_, tree) => tree.Root, default);

    /// <summary>The next append waits until it is released; then it may fail once, as when a connection breaks. Tells how often it did.</summary>
    private Func<int> HoldNextAppend(bool fails = false)
    {
        var failed = 0;
        journal.BeforeAppend = async () =>
        {
            journal.BeforeAppend = null;
            reached.SetResult();
            await released.Task;
            if (!fails) return;
            failed++;
            throw new JournalUnavailableException("the test pulled the plug", new TimeoutException());
        };
        return () => failed;
    }

    /// <summary>A command that tells what was decided about it the first time.</summary>
    private sealed record Watched : LedgerCommand
    {
        private readonly LedgerCommand command;
        private readonly TaskCompletionSource<Decision> decided = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Watched(LedgerCommand command)
            : base(command.CommandId, command.Actor, command.Now) => this.command = command;

        [System.Text.Json.Serialization.JsonIgnore]
        public Task<Decision> Decided => decided.Task;

        public override Decision Decide(CommunityState state)
        {
            var decision = command.Decide(state);
            decided.TrySetResult(decision);
            return decision;
        }
    }

    private sealed record Defect(Guid CommandId) : LedgerCommand(CommandId, Actor.Coordinator(), Noon)
    {
        public override Decision Decide(CommunityState state) => throw new InvalidTimeZoneException();
    }
}
