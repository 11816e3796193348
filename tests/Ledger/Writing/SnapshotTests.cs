using Buurthulp.Ledger.Journal;
using Buurthulp.Tests.Fixtures;
using static Buurthulp.Tests.Ledger.Writing.WriterScene;

namespace Buurthulp.Tests.Ledger.Writing;

public sealed class SnapshotTests(TestDatabase test) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly WriterScene scene = new();
    private Database database = null!;
    private PostgresJournal journal = null!;
    private SnapshotStore snapshots = null!;

    public async Task InitializeAsync()
    {
        database = await Database.OpenAsync(test.ConnectionString, [SchemaScripts.Journal, SchemaScripts.Ledger], default);
        journal = new PostgresJournal(database.Application);
        snapshots = new SnapshotStore(database.Application);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task An_idle_community_is_dropped_and_comes_back_as_it_was()
    {
        await using var writers = Writers(journal, snapshots);
        await scene.FoundAsync(writers);
        await writers.ExecuteAsync(scene.Community, Help(Guid.NewGuid(), Anna, Bram, minutes: 90), default);
        var root = await writers.LookAsync(scene.Community, (_, tree) => tree.Root, default);

        await writers.DropIdleAsync(TimeSpan.Zero);

        writers.Count.ShouldBe(0);
        (await scene.BalanceAsync(writers, Anna)).ShouldBe(90);
        (await writers.LookAsync(scene.Community, (_, tree) => tree.Root, default)).ShouldBe(root);
    }

    [Fact]
    public async Task A_start_from_a_snapshot_reads_only_what_came_after_it()
    {
        await using (var writers = Writers(journal, snapshots)) await scene.FoundAsync(writers);
        var counting = new CountingJournal(journal);

        await using var restarted = Writers(counting, snapshots);
        await scene.BalanceAsync(restarted, Anna);

        counting.Read.ShouldBe(0);
    }

    [Fact]
    public async Task A_snapshot_may_be_deleted_at_any_time()
    {
        await using (var writers = Writers(journal, snapshots))
        {
            await scene.FoundAsync(writers);
            await writers.ExecuteAsync(scene.Community, Help(Guid.NewGuid(), Anna, Bram, minutes: 90), default);
        }

        await using var delete = database.Application.CreateCommand("DELETE FROM ledger.snapshots");
        (await delete.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0);

        await using var restarted = Writers(journal, snapshots);
        (await scene.BalanceAsync(restarted, Anna)).ShouldBe(90);
    }

    [Fact]
    public async Task A_snapshot_ahead_of_a_restored_journal_is_not_used()
    {
        await using (var writers = Writers(journal, snapshots)) await scene.FoundAsync(writers);
        await using var ahead = database.Application.CreateCommand("UPDATE ledger.snapshots SET position = position + 5");
        await ahead.ExecuteNonQueryAsync();
        var counting = new CountingJournal(journal);

        await using var restarted = Writers(counting, snapshots);
        (await scene.BalanceAsync(restarted, Anna)).ShouldBe(0);

        counting.Read.ShouldBeGreaterThan(0);
    }
}
