using System.Collections.Concurrent;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections;
using Buurthulp.Projections.Accounts;
using Buurthulp.Projections.Running;
using Microsoft.Extensions.Logging;
using static Buurthulp.Tests.Projections.TestCommunity;

namespace Buurthulp.Tests.Projections;

public sealed class RebuildTests(ViewsDatabase database) : IClassFixture<ViewsDatabase>
{
    public static TheoryData<string> EachView => [.. Views.All.Select(view => view.Name)];

    [Theory]
    [MemberData(nameof(EachView))]
    public async Task One_view_is_rebuilt_to_what_it_was_and_goes_on_with_the_others(string view)
    {
        var community = await database.StartCommunityAsync($"one-{view}");
        var neighbourhood = new RandomNeighbourhood(community, seed: 21);
        await community.AppendAsync(neighbourhood.Decide(300));
        await database.ShowAsync(community);
        var live = await database.ContentsAsync(community.Code);
        foreach (var table in Views.Find(view)!.Tables) await database.ExecuteAsync($"DELETE FROM views.{table} WHERE community = '{community.Code}'");

        // Chance has no paper hours: that view is empty here, and what it holds is shown by its own tests.
        if (view != "notes") (await database.ContentsAsync(community.Code)).ShouldNotBe(live);
        await community.AppendAsync(neighbourhood.Decide(50));

        using var runner = database.Runner(entriesPerBatch: 8);
        var seen = new Seen();
        await runner.RebuildAsync(community.Code, view, seen, CancellationToken.None);

        (await database.ContentsAsync(community.Code)).ShouldBe(live);
        seen.Reports.ShouldContain(report => report.Position > 0 && report.Position < report.Target);
        seen.Reports.Last().Position.ShouldBe(seen.Reports.Last().Target);
        await runner.CatchUpAsync(community.Code, CancellationToken.None);
        await database.Application.ShouldShowAsync(community);
    }

    [Fact]
    public async Task Readers_see_the_old_rows_until_the_rebuild_is_done_and_a_runner_elsewhere_keeps_off()
    {
        var community = await database.StartCommunityAsync("meanwhile");
        await community.AppendAsync(new RandomNeighbourhood(community, seed: 22).Decide(200));
        await community.HelpAsync(Anna, Bram, 60);
        await database.ShowAsync(community);
        var live = await database.ContentsAsync(community.Code);
        var balance = community.State.Accounts[Anna].Balance;
        var shown = community.Head;

        using var rebuilder = database.Runner(entriesPerBatch: 20);
        var log = new LoggedLines();
        using var elsewhere = database.Runner(logger: log);
        var looked = 0;
        var look = new Look(async report =>
        {
            if (report.Position < report.Target / 2 || looked++ > 0) return;
            await community.HelpAsync(Anna, Bram, 1);
            (await elsewhere.WaitForAsync(community.Code, community.Head, TimeSpan.FromMilliseconds(200), CancellationToken.None)).ShouldBeFalse();
            (await AccountQueries.FindAsync(database.Application, community.Code, Anna, CancellationToken.None))!.Balance.ShouldBe(balance);
            (await database.ContentsAsync(community.Code)).ShouldBe(live);
        });
        await using (new RunningViews(elsewhere))
        {
            await rebuilder.RebuildAsync(community.Code, view: null, look, CancellationToken.None);
            (await elsewhere.WaitForAsync(community.Code, community.Head, TimeSpan.FromSeconds(30), CancellationToken.None)).ShouldBeTrue("it goes on where the rebuild ended");
        }

        elsewhere.Halted.Keys.ShouldNotContain(community.Code);
        log.Of(LogLevel.Warning).ShouldNotContain(line => line.Contains($"of {community.Code}:"), "the two never wait for each other's rows");

        looked.ShouldBeGreaterThan(0);
        shown.ShouldBeLessThan(community.Head);
        await database.Application.ShouldShowAsync(community);
    }

    [Fact]
    public async Task A_rebuild_that_is_stopped_leaves_everything_as_it_was()
    {
        var community = await database.StartCommunityAsync("stopped");
        await community.AppendAsync(new RandomNeighbourhood(community, seed: 23).Decide(100));
        await database.ShowAsync(community);
        var live = await database.ContentsAsync(community.Code);

        using var stop = new CancellationTokenSource();
        using var runner = database.Runner(entriesPerBatch: 10);
        var look = new Look(report => report.Position > 20 ? stop.CancelAsync() : Task.CompletedTask);
        await Should.ThrowAsync<OperationCanceledException>(() => runner.RebuildAsync(community.Code, view: null, look, stop.Token));

        (await database.ContentsAsync(community.Code)).ShouldBe(live);
    }

    [Fact]
    public async Task Rows_that_do_not_fit_the_journal_stop_the_community_until_it_is_rebuilt()
    {
        var community = await database.StartCommunityAsync("damaged");
        await database.ShowAsync(community);
        await database.ExecuteAsync("DELETE FROM views.accounts WHERE community = 'damaged' AND account = 'L0001'");
        await using var views = new RunningViews(database.Runner());
        await community.HelpAsync(Anna, Bram, 60);
        views.Runner.Notify(community.Code, community.Head);
        (await views.Runner.WaitForAsync(community.Code, community.Head, TimeSpan.FromSeconds(30), CancellationToken.None)).ShouldBeFalse();
        views.Runner.Halted[community.Code].Reason.ShouldContain("rebuilt");

        await views.Runner.RebuildAsync(community.Code, view: null, progress: null, CancellationToken.None);
        await community.HelpAsync(Anna, Bram, 60);
        (await views.Runner.WaitForAsync(community.Code, community.Head, TimeSpan.FromSeconds(30), CancellationToken.None)).ShouldBeTrue();
        await database.Application.ShouldShowAsync(community);
        views.Runner.Halted.Keys.ShouldNotContain(community.Code);
    }

    [Fact]
    public async Task A_rebuild_that_meets_an_entry_it_does_not_know_names_it_and_leaves_everything_as_it_was()
    {
        var community = await database.StartCommunityAsync("unknown");
        await community.AppendAsync(new RandomNeighbourhood(community, seed: 24).Decide(50));
        await database.ShowAsync(community);
        var live = await database.ContentsAsync(community.Code);
        var position = community.Head + 1;
        await database.ExecuteAsync($"""
            INSERT INTO journal.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, is_archived)
            VALUES (nextval('journal.mt_events_sequence'), gen_random_uuid(), 'community-unknown', {position}, '{"{}"}', 'moon_landed', now(), '*DEFAULT*', FALSE);
            UPDATE journal.mt_streams SET version = {position} WHERE id = 'community-unknown'
            """);

        using var runner = database.Runner(entriesPerBatch: 7);
        var refused = await Should.ThrowAsync<Exception>(() => runner.RebuildAsync(community.Code, view: null, progress: null, CancellationToken.None));

        refused.Message.ShouldContain($"entry {position} of 'unknown' can't be applied");
        (await database.ContentsAsync(community.Code)).ShouldBe(live);
    }

    [Fact]
    public async Task A_view_that_does_not_exist_is_named_with_those_that_do()
    {
        using var runner = database.Runner();
        var refused = await Should.ThrowAsync<ArgumentException>(() => runner.RebuildAsync(new CommunityCode("any"), "balances", progress: null, CancellationToken.None));
        refused.Message.ShouldContain("balances");
        foreach (var view in Views.All) refused.Message.ShouldContain(view.Name);
    }

    private sealed class Seen : IProgress<RebuildProgress>
    {
        public ConcurrentQueue<RebuildProgress> Reports { get; } = new();

        public void Report(RebuildProgress value) => Reports.Enqueue(value);
    }

    /// <summary>Holds the rebuild up while it looks.</summary>
    private sealed class Look(Func<RebuildProgress, Task> look) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => look(value).GetAwaiter().GetResult();
    }
}
