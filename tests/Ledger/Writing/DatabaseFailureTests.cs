using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Buurthulp.Tests.Fixtures;
using static Buurthulp.Tests.Ledger.Writing.WriterScene;

namespace Buurthulp.Tests.Ledger.Writing;

public class DatabaseFailureTests(TestDatabase test) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly WriterScene scene = new();
    private Database database = null!;
    private CountingJournal journal = null!;
    private CommunityWriters writers = null!;

    public async Task InitializeAsync()
    {
        database = await Database.OpenAsync(test.ConnectionString, [SchemaScripts.Journal, SchemaScripts.Ledger], default);
        journal = new CountingJournal(await OpenAsync(database));
        writers = Writers(journal);
        await scene.FoundAsync(writers);
    }

    public virtual async Task DisposeAsync()
    {
        await writers.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_connection_that_breaks_before_the_commit_is_tried_again_unseen()
    {
        var failures = FailAppends(afterCommit: false, times: 1);

        (await writers.ExecuteAsync(scene.Community, Help(Guid.NewGuid(), Anna, Bram), default)).ShouldBeOfType<CommandOutcome.Recorded>();

        failures().ShouldBe(1);
        (await scene.BalanceAsync(writers, Anna)).ShouldBe(60);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_commit_books_only_once()
    {
        var failures = FailAppends(afterCommit: true, times: 1);

        var outcome = await writers.ExecuteAsync(scene.Community, Help(Guid.NewGuid(), Anna, Bram), default);

        failures().ShouldBe(1);
        outcome.ShouldBeOfType<CommandOutcome.Recorded>().Position.ShouldBe(await journal.HeadAsync(scene.Community, default));
        (await scene.BalanceAsync(writers, Anna)).ShouldBe(60);
    }

    [Fact]
    public async Task A_database_that_stays_away_is_said_so_and_the_same_command_may_be_sent_again()
    {
        FailAppends(afterCommit: true, times: 2);
        var command = Help(Guid.NewGuid(), Anna, Bram);

        (await writers.ExecuteAsync(scene.Community, command, default)).ShouldBeOfType<CommandOutcome.Unavailable>();
        (await writers.ExecuteAsync(scene.Community, command, default)).ShouldBeOfType<CommandOutcome.Recorded>();

        (await scene.BalanceAsync(writers, Anna)).ShouldBe(60);
        (await scene.SumAsync(writers)).ShouldBe(0);
    }

    [Fact]
    public async Task A_full_queue_is_refused_at_once()
    {
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        journal.BeforeAppend = () => stuck.Task;

        var flood = Enumerable.Range(0, 14_000).Select(_ => writers.ExecuteAsync(scene.Community, Help(Guid.NewGuid(), Anna, Bram, minutes: 1), default)).ToArray();
        var busy = flood.Where(outcome => outcome.IsCompleted).Select(outcome => outcome.Result).OfType<CommandOutcome.Busy>().Count();
        stuck.SetResult();
        var recorded = (await Task.WhenAll(flood)).OfType<CommandOutcome.Recorded>().Count();

        // Ten thousand wait; up to a thousand hang, and up to a thousand are decided on top of them.
        busy.ShouldBeInRange(2_000, 4_000);
        (busy + recorded).ShouldBe(14_000);
        (await scene.BalanceAsync(writers, Anna)).ShouldBe(recorded);
    }

    /// <summary>The adapter under test; the tests of another one derive from this class.</summary>
    protected virtual Task<IJournal> OpenAsync(Database database) => Task.FromResult<IJournal>(new PostgresJournal(database.Application));

    private Func<int> FailAppends(bool afterCommit, int times)
    {
        var failed = 0;
        journal.AroundAppend = after =>
        {
            if (after != afterCommit || failed >= times) return;
            failed++;
            throw new JournalUnavailableException("the test pulled the plug", new TimeoutException());
        };
        return () => failed;
    }
}
