using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Members;
using Buurthulp.Marten.Journal;
using Buurthulp.Marten.Views;
using Npgsql;
using static Buurthulp.MartenTests.Exchanges;

namespace Buurthulp.MartenTests;

/// <summary>Two adapters on one database: each reads what the other wrote, and goes on from there.</summary>
public sealed class OneDatabaseTests(MartenDatabase marten) : IClassFixture<MartenDatabase>
{
    private readonly Exchanges scene = new();

    [Fact]
    public async Task Adapters_that_take_turns_in_one_journal_have_the_same_root()
    {
        await scene.FoundAsync(marten.Ours);
        for (var turn = 0; turn < 6; turn++) await scene.HelpAsync(turn % 2 == 0 ? marten.Journal : marten.Ours, times: 300);

        var (ours, theirs) = (await scene.RootAsync(marten.Ours), await scene.RootAsync(marten.Journal));

        ours.ShouldBe(theirs);
        ours.Read.ShouldBe(ours.Kept);
        ours.Size.ShouldBeGreaterThan(1_800);
    }

    [Fact]
    public async Task A_journal_that_Marten_began_is_continued_without_it()
    {
        await scene.FoundAsync(marten.Journal);
        await scene.HelpAsync(marten.Journal, times: 20);
        await scene.HelpAsync(marten.Ours, times: 20);

        (await scene.RootAsync(marten.Ours)).ShouldBe(await scene.RootAsync(marten.Journal));
    }

    [Fact]
    public async Task One_entry_gives_the_same_row_from_both()
    {
        var other = new Exchanges();
        var agreed = new AgreementChanged(Agreement.Default);
        var moment = NodaTime.Instant.FromUtc(2026, 11, 20, 11, 0).PlusNanoseconds(205_379_000);
        foreach (var (journal, community) in new[] { ((IJournal)marten.Ours, scene.Community), (marten.Journal, other.Community) })
        {
            var command = Guid.CreateVersion7();
            Entry[] entries = [.. new[] { command, Guid.CreateVersion7() }.Select((id, i) => new Entry(community, i + 1, id, agreed, EventJson.Write(agreed), moment, "coordinator", command, "digest", MerkleTree.Leaf(EventJson.Write(agreed))))];
            (await journal.AppendAsync(community, 0, entries, default)).ShouldBe(AppendResult.Appended);
        }

        const string Row = """
            SELECT string_agg((to_jsonb(e) - 'seq_id' - 'id' - 'stream_id' - 'correlation_id' - 'mt_dotnet_type')::text, E'\n' ORDER BY version)
            FROM journal.mt_events e WHERE stream_id = 'community-{0}'
            """;
        var (ours, theirs) = (await TextAsync(string.Format(Row, scene.Community)), await TextAsync(string.Format(Row, other.Community)));

        ours.ShouldContain("\"leaf\"");
        ours.ShouldContain("\"belowZero\"");
        theirs.ShouldBe(ours);
    }

    [Fact]
    public async Task Martens_own_tools_read_what_it_did_not_write()
    {
        await scene.FoundAsync(marten.Ours);
        await scene.HelpAsync(marten.Ours, times: 50);
        var stream = LedgerStore.StreamOf(scene.Community);
        await using var session = marten.Store.LightweightSession();

        var events = await session.Events.FetchStreamAsync(stream);
        var state = await session.Events.FetchStreamStateAsync(stream);
        var balances = await session.Events.AggregateStreamAsync<AccountBalances>(stream);
        var before = await session.Events.AggregateStreamAsync<AccountBalances>(stream, version: events.Count - 10);
        var latest = await session.Events.FetchLatest<AccountBalances>(stream);

        events.Select(recorded => recorded.Version).ShouldBe(Enumerable.Range(1, events.Count).Select(version => (long)version));
        events.OfType<JasperFx.Events.IEvent<MemberJoined>>().Select(recorded => recorded.Data.Account).ShouldBe([Anna, Bram]);
        state!.Version.ShouldBe(events.Count);
        (balances!.Of(Anna), balances.Of(Bram)).ShouldBe((50, -50));
        before!.Of(Anna).ShouldBe(40);
        latest!.Of(Anna).ShouldBe(50);
    }

    [Theory]
    [InlineData("""{"account":7}""")]
    [InlineData("""{"account":"L0002","joinedOn":"2026-01-01","reciprocityExpected":true,"more":1}""")]
    public async Task A_row_that_was_spoiled_by_a_superuser_is_named_by_its_position(string data)
    {
        await scene.FoundAsync(marten.Ours);
        await using var owner = NpgsqlDataSource.Create(marten.ConnectionString);
        await using var spoil = owner.CreateCommand($"""
            ALTER TABLE journal.mt_events DISABLE TRIGGER append_only;
            UPDATE journal.mt_events SET data = '{data}' WHERE type = 'member_joined' AND data->>'account' = 'L0002' AND stream_id = 'community-{scene.Community}';
            ALTER TABLE journal.mt_events ENABLE TRIGGER append_only;
            """);
        (await spoil.ExecuteNonQueryAsync()).ShouldBe(1);

        List<long> read = [];
        var unreadable = await Should.ThrowAsync<InvalidOperationException>(async () =>
        {
            await foreach (var entry in marten.Journal.ReadAsync(scene.Community, 1)) read.Add(entry.Position);
        });

        read.ShouldNotBeEmpty();
        unreadable.Message.ShouldStartWith($"Position {read[^1] + 1} of '{scene.Community}' can't be read");
    }

    private async Task<string> TextAsync(string sql)
    {
        await using var command = marten.Database.Application.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
