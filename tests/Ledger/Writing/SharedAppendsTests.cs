using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Buurthulp.Tests.Fixtures;
using static Buurthulp.Tests.Ledger.Writing.WriterScene;

namespace Buurthulp.Tests.Ledger.Writing;

/// <summary>The communities of a process share their statements, and none of them keeps another waiting.</summary>
public sealed class SharedAppendsTests(TestDatabase test) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WriterScene[] scenes = [.. Enumerable.Range(0, 5).Select(_ => new WriterScene())];
    private Database database = null!;
    private CountingJournal journal = null!;
    private CommunityWriters writers = null!;

    public async Task InitializeAsync()
    {
        database = await Database.OpenAsync(test.ConnectionString, [SchemaScripts.Journal, SchemaScripts.Ledger], default);
        journal = new CountingJournal(new PostgresJournal(database.Application));
        writers = Writers(journal);
        foreach (var scene in scenes) await scene.FoundAsync(writers);
    }

    public async Task DisposeAsync()
    {
        released.TrySetResult();
        await writers.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_statement_that_takes_long_keeps_no_other_community_waiting()
    {
        var stuck = await HoldOneAsync();

        foreach (var scene in scenes.Skip(1)) (await HelpAsync(scene).WaitAsync(Long)).ShouldBeOfType<CommandOutcome.Recorded>();

        stuck.IsCompleted.ShouldBeFalse();
        released.SetResult();
        (await stuck).ShouldBeOfType<CommandOutcome.Recorded>();
        foreach (var scene in scenes) (await scene.BalanceAsync(writers, Anna)).ShouldBe(60);
    }

    [Fact]
    public async Task What_waits_for_a_long_one_in_its_own_community_is_recorded_after_it()
    {
        var stuck = await HoldOneAsync();
        Task<CommandOutcome>[] waiting = [.. Enumerable.Range(0, 100).Select(_ => HelpAsync(scenes[0]))];

        foreach (var scene in scenes.Skip(1)) (await HelpAsync(scene).WaitAsync(Long)).ShouldBeOfType<CommandOutcome.Recorded>();

        waiting.ShouldAllBe(outcome => !outcome.IsCompleted);
        released.SetResult();
        var first = (await stuck).ShouldBeOfType<CommandOutcome.Recorded>().Position;
        (await Task.WhenAll(waiting)).Cast<CommandOutcome.Recorded>().Select(recorded => recorded.Position).ShouldBe(Enumerable.Range(1, 100).Select(next => first + next));
    }

    /// <summary>A command of the first community whose statement hangs until it is released.</summary>
    private async Task<Task<CommandOutcome>> HoldOneAsync()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        journal.BeforeAppend = () =>
        {
            journal.BeforeAppend = null;
            reached.SetResult();
            return released.Task;
        };
        var stuck = HelpAsync(scenes[0]);
        await reached.Task.WaitAsync(Long);
        return stuck;
    }

    private Task<CommandOutcome> HelpAsync(WriterScene scene) => writers.ExecuteAsync(scene.Community, Help(Guid.NewGuid(), Anna, Bram), default);
}
