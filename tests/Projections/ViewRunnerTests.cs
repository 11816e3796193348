using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Projections.Running;
using Buurthulp.Tests.Fixtures;
using Microsoft.Extensions.Logging;
using Npgsql;
using static Buurthulp.Tests.Projections.TestCommunity;

namespace Buurthulp.Tests.Projections;

public sealed class ViewRunnerTests(ViewsDatabase database) : IClassFixture<ViewsDatabase>
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task Whoever_waits_for_a_position_sees_what_was_recorded_there()
    {
        var community = await database.StartCommunityAsync("own-write");
        await using var views = new RunningViews(database.Runner());
        for (var i = 0; i < 20; i++)
        {
            await community.HelpAsync(Anna, Bram, 1);
            views.Runner.Notify(community.Code, community.Head);
            (await views.Runner.WaitForAsync(community.Code, community.Head, Long, CancellationToken.None)).ShouldBeTrue();
            await database.Application.ShouldShowAsync(community);
        }
    }

    /// <summary>By a clock that stands still they would wait for ever for more to come.</summary>
    [Fact]
    public async Task Entries_that_nobody_waits_for_come_together_until_somebody_does()
    {
        var community = await database.StartCommunityAsync("together");
        var other = await database.StartCommunityAsync("elsewhere");
        await using var views = new RunningViews(database.Runner(clock: new StandingClock()));
        for (var i = 0; i < 10; i++)
        {
            await community.HelpAsync(Anna, Bram, 1);
            views.Runner.Notify(community.Code, community.Head);

            // Time enough for a turn, were there one.
            await other.HelpAsync(Anna, Bram, 1);
            (await views.Runner.WaitForAsync(other.Code, other.Head, Long, CancellationToken.None)).ShouldBeTrue();
        }

        using var patience = new CancellationTokenSource(Long);
        (await views.Runner.WaitForAsync(community.Code, community.Head, Long, patience.Token)).ShouldBeTrue();
        await database.Application.ShouldShowAsync(community);
        (await database.ScalarAsync<long>("SELECT count(DISTINCT xmin::text) FROM views.statement_entries WHERE community = 'together'")).ShouldBeInRange(1, 2);
    }

    [Fact]
    public async Task Entries_of_another_process_are_found_without_being_told()
    {
        var community = await database.StartCommunityAsync("untold");
        await using var views = new RunningViews(database.Runner());
        await community.HelpAsync(Anna, Bram, 60);
        await using var elsewhere = new RunningViews(database.Runner());

        // Asks the database only: this runner does not run.
        using var idle = database.Runner();
        (await idle.WaitForAsync(community.Code, community.Head, Long, CancellationToken.None)).ShouldBeTrue();
        await database.Application.ShouldShowAsync(community);
    }

    [Fact]
    public async Task Nobody_waits_longer_than_they_said_for_a_position_that_does_not_come()
    {
        var community = await database.StartCommunityAsync("future");
        await using var views = new RunningViews(database.Runner());

        (await views.Runner.WaitForAsync(community.Code, community.Head + 1, Short, CancellationToken.None)).ShouldBeFalse();
        await Should.ThrowAsync<OperationCanceledException>(() => views.Runner.WaitForAsync(community.Code, community.Head + 1, Long, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Two_runners_on_one_database_apply_every_entry_once()
    {
        var community = await database.StartCommunityAsync("two");
        var log = new LoggedLines();
        await using var one = new RunningViews(database.Runner(entriesPerBatch: 3, logger: log));
        await using var two = new RunningViews(database.Runner(entriesPerBatch: 5, logger: log));
        var neighbourhood = new RandomNeighbourhood(community, seed: 11);
        for (var round = 0; round < 30; round++)
        {
            await community.AppendAsync(neighbourhood.Decide(20));
            one.Runner.Notify(community.Code, community.Head);
            two.Runner.Notify(community.Code, community.Head);
        }

        (await one.Runner.WaitForAsync(community.Code, community.Head, Long, CancellationToken.None)).ShouldBeTrue();
        (await two.Runner.WaitForAsync(community.Code, community.Head, Long, CancellationToken.None)).ShouldBeTrue();
        await database.Application.ShouldShowAsync(community);
        one.Runner.Halted.Concat(two.Runner.Halted).ShouldNotContain(halted => halted.Key == community.Code);
        log.Of(LogLevel.Warning).ShouldNotContain(line => line.Contains($"of {community.Code}:"), "the position keeps an entry from being applied twice; no key has to");
    }

    [Fact]
    public async Task A_transaction_that_breaks_in_the_middle_leaves_nothing_and_loses_nothing()
    {
        var community = await database.StartCommunityAsync("breaks");
        await community.AppendAsync(new RandomNeighbourhood(community, seed: 12).Decide(200));
        var middle = community.Entries.Where(entry => Postings.Of(entry.Event).Count > 0).Select(entry => entry.Position).Order().ElementAt(40);
        await database.ExecuteAsync($"""
            CREATE FUNCTION public.break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken off on purpose'; END $$;
            CREATE TRIGGER break_off BEFORE INSERT ON views.statement_lines FOR EACH ROW WHEN (NEW.community = 'breaks' AND NEW.position = {middle}) EXECUTE FUNCTION public.break_off();
            """);
        var log = new LoggedLines();
        await using var views = new RunningViews(database.Runner(entriesPerBatch: 10, logger: log));
        await Eventually(() => log.Of(LogLevel.Warning).Count >= 2, "the runner tries again and again");

        var shown = await database.ScalarAsync<long>("SELECT max(position) FROM views.progress WHERE community = 'breaks'");
        shown.ShouldBeInRange(1, middle - 1);
        (await database.ScalarAsync<long>("SELECT max(position) FROM views.accounts WHERE community = 'breaks'")).ShouldBeLessThanOrEqualTo(shown);
        (await database.ScalarAsync<long>("SELECT max(position) FROM views.statement_lines WHERE community = 'breaks'")).ShouldBeLessThanOrEqualTo(shown);

        await database.ExecuteAsync("DROP TRIGGER break_off ON views.statement_lines");
        (await views.Runner.WaitForAsync(community.Code, community.Head, Long, CancellationToken.None)).ShouldBeTrue();
        await database.Application.ShouldShowAsync(community);
    }

    [Fact]
    public async Task Connections_that_are_cut_while_views_follow_lose_nothing()
    {
        var community = await database.StartCommunityAsync("cut");

        // Connections of its own, so that only the runner's are cut and not those with which the test writes and looks.
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { ApplicationName = "cut views" }.ConnectionString);
        var log = new LoggedLines();
        await using var views = new RunningViews(new ViewRunner(source, new PostgresJournal(source), log, TimeProvider.System)
        {
            EntriesPerBatch = 2,
            PollInterval = TimeSpan.FromMilliseconds(50),
            FirstPause = TimeSpan.FromMilliseconds(10),
        });
        var neighbourhood = new RandomNeighbourhood(community, seed: 13);
        for (var round = 0; round < 10; round++)
        {
            await community.AppendAsync(neighbourhood.Decide(30));
            views.Runner.Notify(community.Code, community.Head);
            await database.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'cut views'");
        }

        (await views.Runner.WaitForAsync(community.Code, community.Head, Long, CancellationToken.None)).ShouldBeTrue();
        await database.Application.ShouldShowAsync(community);
        log.Of(LogLevel.Warning).ShouldNotBeEmpty("connections were cut");
        views.Runner.Halted.Keys.ShouldNotContain(community.Code);
    }

    [Fact]
    public async Task An_entry_that_nobody_understands_stops_its_own_community_only()
    {
        var community = await database.StartCommunityAsync("unheard");
        var other = await database.StartCommunityAsync("undisturbed");
        var log = new LoggedLines();
        await community.HelpAsync(Anna, Bram, 60);
        await database.ExecuteAsync($"""
            UPDATE journal.mt_streams SET version = version + 1 WHERE id = 'community-unheard';
            INSERT INTO journal.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, is_archived)
            VALUES (nextval('journal.mt_events_sequence'), gen_random_uuid(), 'community-unheard', {community.Head + 1}, '{"{}"}', 'moon_landed', now(), '*DEFAULT*', FALSE)
            """);
        (await database.ScalarAsync<long>("SELECT count(*) FROM views.progress WHERE community = 'unheard'")).ShouldBe(0, "known and unknown entries come in one batch");
        await using var views = new RunningViews(database.Runner(logger: log));
        await Eventually(() => views.Runner.Halted.ContainsKey(community.Code), "the runner stops at the entry");

        views.Runner.Halted[community.Code].Position.ShouldBe(community.Head, "what came before it is shown");
        log.Of(LogLevel.Error).ShouldHaveSingleItem().ShouldContain("moon_landed");
        (await views.Runner.WaitForAsync(community.Code, community.Head + 1, Long, CancellationToken.None)).ShouldBeFalse();
        await other.HelpAsync(Anna, Bram, 60);
        (await views.Runner.WaitForAsync(other.Code, other.Head, Long, CancellationToken.None)).ShouldBeTrue();
        await database.Application.ShouldShowAsync(community);
        (await database.ScalarAsync<long>("SELECT max(position) FROM views.progress WHERE community = 'unheard'")).ShouldBe(community.Head);
        await Eventually(() => views.Runner.EntriesBehind == 1, "only the entry that is not understood is behind");
    }

    [Fact]
    public async Task A_database_that_is_away_at_the_start_is_tried_until_it_is_there()
    {
        var community = await database.StartCommunityAsync("away");
        await community.HelpAsync(Anna, Bram, 60);
        var log = new LoggedLines();
        await using var views = new RunningViews(database.Runner(new AwayAtFirst(database.Journal, failures: 5), logger: log));

        (await views.Runner.WaitForAsync(community.Code, community.Head, Long, CancellationToken.None)).ShouldBeTrue();
        log.Of(LogLevel.Warning).ShouldNotBeEmpty();
        views.Runner.Halted.Keys.ShouldNotContain(community.Code);
    }

    private static async Task Eventually(Func<bool> condition, string what)
    {
        using var patience = new CancellationTokenSource(Long);
        while (!condition())
        {
            patience.IsCancellationRequested.ShouldBeFalse($"waited in vain: {what}");
            await Task.Yield();
        }
    }

    private sealed class AwayAtFirst(IJournal journal, int failures) : PassedOnJournal(journal)
    {
        private int left = failures;

        public override IAsyncEnumerable<Entry> ReadAsync(CommunityCode community, long from, long limit = long.MaxValue, CancellationToken cancellationToken = default)
        {
            Fail();
            return base.ReadAsync(community, from, limit, cancellationToken);
        }

        public override Task<IReadOnlyList<(CommunityCode Community, long Head)>> CommunitiesAsync(CancellationToken cancellationToken)
        {
            Fail();
            return base.CommunitiesAsync(cancellationToken);
        }

        private void Fail()
        {
            if (Interlocked.Decrement(ref left) >= 0) throw new JournalUnavailableException("away on purpose", new TimeoutException());
        }
    }

    /// <summary>No time passes by it.</summary>
    private sealed class StandingClock : TimeProvider
    {
        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new NoTimer();

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
