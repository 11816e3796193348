using Buurthulp.Ledger;
using Buurthulp.Ledger.Goals;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Writing;
using Buurthulp.Tests.Fixtures;
using NodaTime;
using static Buurthulp.Tests.Ledger.Writing.WriterScene;

namespace Buurthulp.Tests.Ledger.Writing;

/// <summary>The writer on a real database. Two <see cref="CommunityWriters"/> on one database are two processes to each other: they share nothing else.</summary>
public class CommunityWriterTests(TestDatabase test) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly WriterScene scene = new();
    private Database database = null!;
    private IJournal journal = null!;
    private CommunityWriters writers = null!;
    private CommunityWriters others = null!;

    public async Task InitializeAsync()
    {
        database = await Database.OpenAsync(test.ConnectionString, [SchemaScripts.Journal, SchemaScripts.Ledger], default);
        journal = await OpenAsync(database);
        (writers, others) = (Writers(journal), Writers(await OpenOtherAsync(database)));
        await scene.FoundAsync(writers);
    }

    public virtual async Task DisposeAsync()
    {
        await writers.DisposeAsync();
        await others.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Sixty_four_tills_in_two_processes_spend_ten_hours_only_once()
    {
        await writers.ExecuteAsync(scene.Community, Help(Guid.NewGuid(), Anna, Bram, minutes: 600), default);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64)
            .Select(till => (till % 2 == 0 ? writers : others).ExecuteAsync(scene.Community, Discount(Anna), default)));

        outcomes.OfType<CommandOutcome.Recorded>().Count().ShouldBe(10);
        outcomes.OfType<CommandOutcome.Refused>().Count(refused => refused.Refusal is Refusal.FloorReached).ShouldBe(54);
        (await scene.BalanceAsync(others, Anna)).ShouldBe(0);
        (await scene.SumAsync(writers)).ShouldBe(0);
    }

    [Fact]
    public async Task One_command_sent_fifty_times_by_two_processes_is_booked_once_and_answered_alike()
    {
        var command = Help(Guid.NewGuid(), Anna, Bram);
        var head = await journal.HeadAsync(scene.Community, default);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => (i % 2 == 0 ? writers : others).ExecuteAsync(scene.Community, command, default)));

        outcomes.ShouldAllBe(outcome => outcome is CommandOutcome.Recorded);
        outcomes.Cast<CommandOutcome.Recorded>().Select(recorded => recorded.Position).Distinct().ShouldBe([head + 1]);
        (await journal.HeadAsync(scene.Community, default)).ShouldBe(head + 1);
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_refused_at_once_and_long_after()
    {
        var id = Guid.NewGuid();
        await writers.ExecuteAsync(scene.Community, Help(id, Anna, Bram, minutes: 60), default);

        foreach (var process in new[] { writers, others, Writers(journal) })
        {
            var outcome = await process.ExecuteAsync(scene.Community, Help(id, Anna, Bram, minutes: 61), default);
            outcome.ShouldBeOfType<CommandOutcome.Refused>().Refusal.ShouldBeOfType<Refusal.CommandIdReused>();
        }

        (await scene.BalanceAsync(writers, Anna)).ShouldBe(60);
    }

    [Fact]
    public async Task Two_commands_with_one_id_and_other_content_that_wait_together_are_told_apart()
    {
        using var stuck = new SemaphoreSlim(0);
        var blocking = new CountingJournal(journal) { AroundAppend = after => { if (!after) stuck.Wait(); } };
        await using var process = Writers(blocking);
        var ahead = process.ExecuteAsync(scene.Community, Help(Guid.NewGuid(), Anna, Bram), default);
        var id = Guid.NewGuid();

        // All three wait while the first is being written, and so are decided in one go.
        Task<CommandOutcome>[] waiting = [.. new[] { 60, 60, 61 }.Select(minutes => process.ExecuteAsync(scene.Community, Help(id, Anna, Bram, minutes), default))];
        stuck.Release(10);
        await ahead;

        (await waiting[0]).ShouldBeOfType<CommandOutcome.Recorded>();
        (await waiting[1]).ShouldBeOfType<CommandOutcome.Recorded>();
        (await waiting[2]).ShouldBeOfType<CommandOutcome.Refused>().Refusal.ShouldBeOfType<Refusal.CommandIdReused>();
        (await scene.BalanceAsync(writers, Anna)).ShouldBe(120);
    }

    [Fact]
    public async Task A_recorded_command_that_would_be_refused_by_now_still_gets_its_first_answer()
    {
        await writers.ExecuteAsync(scene.Community, Help(Guid.NewGuid(), Anna, Bram, minutes: 60), default);
        var spendAll = Discount(Anna, minutes: 60);
        var first = (CommandOutcome.Recorded)await writers.ExecuteAsync(scene.Community, spendAll, default);

        var again = (CommandOutcome.Recorded)await others.ExecuteAsync(scene.Community, spendAll, default);

        again.Position.ShouldBe(first.Position);
        again.Entries[0].Id.ShouldBe(first.Entries[0].Id);
    }

    [Fact]
    public async Task A_command_that_records_nothing_may_be_sent_again()
    {
        var nothing = new Nothing(Guid.NewGuid(), Actor.Coordinator(), Noon);

        for (var i = 0; i < 2; i++) (await writers.ExecuteAsync(scene.Community, nothing, default)).ShouldBeOfType<CommandOutcome.Recorded>().Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_id_of_anothers_second_entry_cannot_be_taken()
    {
        var found = Guid.NewGuid();
        var other = new WriterScene();
        await writers.ExecuteAsync(other.Community, new Buurthulp.Ledger.Communities.FoundCommunity(found, Actor.Coordinator(), Noon, Today, "Europe/Amsterdam",
            new Buurthulp.Ledger.Accounts.CurrencyCode("uur"), 60, Buurthulp.Ledger.Communities.Agreement.Default), default);

        var outcome = await writers.ExecuteAsync(scene.Community, Help(EntryIds.Of(found, 1), Anna, Bram), default);

        outcome.ShouldBeOfType<CommandOutcome.Refused>().Refusal.ShouldBeOfType<Refusal.CommandIdReused>();
    }

    [Fact]
    public async Task What_another_process_recorded_counts_at_once()
    {
        var chaima = new Buurthulp.Ledger.Accounts.AccountNumber("L0003");
        await scene.BalanceAsync(others, Anna);
        await writers.ExecuteAsync(scene.Community, new Buurthulp.Ledger.Members.JoinMember(Guid.NewGuid(), Actor.Coordinator(), Noon, chaima, Neighbourhood: null, Today), default);

        (await others.ExecuteAsync(scene.Community, Help(Guid.NewGuid(), chaima, Anna), default)).ShouldBeOfType<CommandOutcome.Recorded>();
    }

    [Fact]
    public async Task Two_processes_under_load_lose_nothing_and_repeat_nothing()
    {
        const int Exchanges = 2_000;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Exchanges).Select(i =>
            (i % 2 == 0 ? writers : others).ExecuteAsync(scene.Community, Help(Guid.NewGuid(), Anna, Bram, minutes: 1), default)));

        outcomes.ShouldAllBe(outcome => outcome is CommandOutcome.Recorded);
        outcomes.Cast<CommandOutcome.Recorded>().Select(recorded => recorded.Position).Distinct().Count().ShouldBe(Exchanges);
        (await scene.BalanceAsync(writers, Anna)).ShouldBe(Exchanges);
        (await scene.SumAsync(others)).ShouldBe(0);
    }

    [Fact]
    public async Task The_root_in_memory_is_that_of_the_journal()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => (i % 2 == 0 ? writers : others).ExecuteAsync(scene.Community, Help(Guid.NewGuid(), Anna, Bram), default)));

        List<Hash> leaves = [];
        await foreach (var entry in journal.ReadAsync(scene.Community, 1)) leaves.Add(LeafHash.Of(entry));

        (await writers.LookAsync(scene.Community, (_, tree) => tree.Root, default)).ShouldBe(MerkleTree.Root([.. leaves]));
        (await others.LookAsync(scene.Community, (_, tree) => tree.Root, default)).ShouldBe(MerkleTree.Root([.. leaves]));
    }

    [Fact]
    public async Task A_defect_in_one_command_is_that_commands_answer_and_nobody_elses()
    {
        var broken = new Defective(Guid.NewGuid(), Actor.Coordinator(), Noon);

        var (good, bad, alsoGood) = (writers.ExecuteAsync(scene.Community, Help(Guid.NewGuid(), Anna, Bram), default),
            writers.ExecuteAsync(scene.Community, broken, default), writers.ExecuteAsync(scene.Community, Help(Guid.NewGuid(), Anna, Bram), default));

        (await good).ShouldBeOfType<CommandOutcome.Recorded>();
        (await alsoGood).ShouldBeOfType<CommandOutcome.Recorded>();
        await Should.ThrowAsync<DivideByZeroException>(() => bad);
        (await scene.BalanceAsync(writers, Anna)).ShouldBe(120);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1899)]
    [InlineData(2201)]
    public async Task No_command_records_a_day_that_no_ledger_holds(int year)
    {
        var day = new LocalDate(year, 1, 1);
        LedgerCommand[] commands =
        [
            new GiveProxy(Guid.NewGuid(), Actor.Member(Anna), Noon, Anna, Bram, ProxyKind.Proxy, day, new LocalDate(2300, 1, 1)),
            new SetGoal(Guid.NewGuid(), Actor.Import, Noon, new GoalCode("reach"), new MeasureCode("participation-reach"), 250, StartedOn: year > 2026 ? new LocalDate(1800, 1, 1) : day),
        ];

        foreach (var command in commands)
        {
            (await writers.ExecuteAsync(scene.Community, command, default)).ShouldBeOfType<CommandOutcome.Refused>().Refusal.ShouldBeOfType<Refusal.DateOutOfRange>().LastOn.ShouldBe(new LocalDate(2200, 12, 31));
        }
    }

    /// <summary>The adapter under test; the tests of another one derive from this class.</summary>
    protected virtual Task<IJournal> OpenAsync(Database database) => Task.FromResult<IJournal>(new PostgresJournal(database.Application));

    /// <summary>The adapter of the other process.</summary>
    protected virtual Task<IJournal> OpenOtherAsync(Database database) => OpenAsync(database);

    private sealed record Nothing(Guid CommandId, Actor Actor, NodaTime.Instant Now) : LedgerCommand(CommandId, Actor, Now)
    {
        public override Decision Decide(Buurthulp.Ledger.Communities.CommunityState state) => Decision.Accept();
    }

    private sealed record Defective(Guid CommandId, Actor Actor, NodaTime.Instant Now) : LedgerCommand(CommandId, Actor, Now)
    {
        public override Decision Decide(Buurthulp.Ledger.Communities.CommunityState state) => throw new DivideByZeroException();
    }
}
