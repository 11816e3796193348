using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Signals;
using Buurthulp.Ledger.Treasury;
using Buurthulp.Projections.Accounts;
using Buurthulp.Projections.Corrections;
using Buurthulp.Projections.Exchanges;
using Buurthulp.Projections.Matching;
using Buurthulp.Projections.Members;
using Buurthulp.Projections.Notes;
using Buurthulp.Projections.Signals;
using NodaTime;
using Npgsql;
using static Buurthulp.Tests.Projections.TestCommunity;

namespace Buurthulp.Tests.Projections;

/// <summary>What is looked up by its id is found by an index, however much there is: PostgreSQL itself tells how many rows and index entries it read for it.</summary>
public sealed class LookupTests(ViewsDatabase database) : IClassFixture<ViewsDatabase>
{
    private const string Watched = "watched";
    private const int Many = 1_000;

    [Fact]
    public async Task What_is_looked_up_by_its_id_is_found_without_reading_the_rest()
    {
        var village = await VillageAsync();
        var (code, stop) = (village.Community.Code, CancellationToken.None);
        var lookups = new Dictionary<string, Func<NpgsqlDataSource, Task<bool>>>
        {
            ["an exchange"] = async source => await ExchangeQueries.FindAsync(source, code, village.Exchange, stop) is not null,
            ["a few exchanges"] = async source => (await ExchangeQueries.FindAllAsync(source, code, [village.Exchange], stop)).Count == 1,
            ["a request"] = async source => await RequestQueries.FindAsync(source, code, village.Request, stop) is not null,
            ["a note"] = async source => await NoteQueries.FindAsync(source, code, NoteSerial.OfNumber(77), stop) is { Status: NoteStatus.Issued },
            ["a concern"] = async source => await ConcernQueries.FindAsync(source, code, village.Concern, stop) is not null,
            ["an account"] = async source => await AccountQueries.FindAsync(source, code, new AccountNumber("L0777"), stop) is not null,
            ["a member"] = async source => await MemberQueries.FindAsync(source, code, new AccountNumber("L0777"), stop) is not null,
            ["the offices of a member"] = async source => (await OfficeQueries.RolesAsync(source, code, new AccountNumber("L0777"), stop)).Count == 1,
            ["the offers of a member"] = async source => (await OfferQueries.OfMemberAsync(source, code, new AccountNumber("L0777"), stop)).Count == 1,
            ["the requests of a member"] = async source => (await RequestQueries.ListAsync(source, code, new RequestFilter(Involved: new AccountNumber("L0777")), most: 10, stop)).Count == 1,
            ["what two corrections undid"] = async source => (await CorrectionQueries.ListAsync(source, code, status: null, most: 10, stop)).Select(row => row.Entry).Order().SequenceEqual([village.ExchangePosition, village.DiscountPosition]),
            ["a command"] = async source => (await new PostgresJournal(source).FindCommandsAsync([village.Exchange.Value], stop)).Count == 1,
            ["an entry by its position"] = async source => (await new PostgresJournal(source).ReadAsync(code, village.ExchangePosition, limit: 1, stop).ToListAsync(stop)).Count == 1,
            ["the head of the journal"] = async source => await new PostgresJournal(source).HeadAsync(code, stop) == village.Community.Head,
        };

        foreach (var (what, look) in lookups) (await RowsReadAsync(what, look)).ShouldBeInRange(1, 60, what);

        // The measure itself sees a scan.
        (await RowsReadAsync("all requests of a kind", async source => (await RequestQueries.ListAsync(source, code, new RequestFilter(Category: Errands), most: Many, stop)).Count > Many - 10)).ShouldBeGreaterThan(Many);
    }

    private sealed record Village(TestCommunity Community, ExchangeId Exchange, long ExchangePosition, long DiscountPosition, RequestId Request, ConcernId Concern);

    /// <summary>So many of everything; the ones that are looked for lie in the middle.</summary>
    private async Task<Village> VillageAsync()
    {
        var community = await database.StartCommunityAsync("village");
        List<Entry> entries = [];
        Guid Do(LedgerCommand command)
        {
            entries.AddRange(community.Decide(command).ShouldNotBeNull(command.Decide(community.State).Refusal?.ToString()));
            return command.CommandId;
        }

        var (exchange, request, concern, positions) = (default(ExchangeId), default(RequestId), default(ConcernId), (Exchange: 0L, Discount: 0L));
        Do(new PrintNoteBatch(community.NextId(), Desk, community.Now, Notes: 500, MinutesPerNote: 60));
        for (var number = 5; number < Many; number++)
        {
            var member = new AccountNumber($"L{number:0000}");
            Do(new JoinMember(community.NextId(), Desk, community.Now, member, Neighbourhood: null, Founding));
            Do(new PostOffer(community.NextId(), Desk, community.Now, member, Errands, Buurthulp.Ledger.Exchanges.Channel.Phone));
            var asked = new RequestId(Do(new PostRequest(community.NextId(), Desk, community.Now, member, Errands, Buurthulp.Ledger.Exchanges.Channel.Phone)));
            Do(new AgreeMatch(community.NextId(), Desk, community.Now, asked, Anna));
            var booked = new ExchangeId(Do(new BookRequest(community.NextId(), Desk, community.Now, asked, 60, new LocalDate(2026, 11, 20), Buurthulp.Ledger.Exchanges.Channel.Phone)));
            var raised = new ConcernId(Do(new RaiseConcern(community.NextId(), Desk, community.Now)));
            Do(new GiveDiscount(community.NextId(), Desk, community.Now, Bakery, Anna, 2_000, 60));
            if (number == 777) (exchange, request, concern, positions) = (booked, asked, raised, (community.State.Exchanges[booked].Position, community.Head));
        }

        for (var first = 1; first <= 500; first += 100) Do(new IssueNotes(community.NextId(), Desk, community.Now, Anna, [.. Enumerable.Range(first, 100).Select(number => NoteSerial.OfNumber(number))]));
        Do(new GiveRole(community.NextId(), Desk, community.Now, new AccountNumber("L0777"), Role.Coordinator));
        foreach (var position in new[] { positions.Exchange, positions.Discount }) Do(new CorrectEntry(community.NextId(), Desk, community.Now, position, new ReasonCode("mistake")));
        await community.AppendAsync(entries);
        using var runner = database.Runner();
        await runner.CatchUpAsync(community.Code, CancellationToken.None);
        await using var owner = NpgsqlDataSource.Create(database.ConnectionString);
        await ExecuteAsync(owner, "ANALYZE");
        return new Village(community, exchange, positions.Exchange, positions.Discount, request, concern);
    }

    /// <summary>Rows and index entries that PostgreSQL read for one look. It writes the figures down when the connection ends.</summary>
    private async Task<long> RowsReadAsync(string what, Func<NpgsqlDataSource, Task<bool>> look)
    {
        await using var owner = NpgsqlDataSource.Create(database.ConnectionString);
        var before = await ReadAsync(owner);
        await using (var watched = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false, ApplicationName = Watched }.ConnectionString))
        {
            (await look(watched)).ShouldBeTrue($"{what} is not found");
        }

        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (await ScalarAsync(owner, $"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = '{Watched}'") > 0) await timer.WaitForNextTickAsync();
        return await ReadAsync(owner) - before;
    }

    private static Task<long> ReadAsync(NpgsqlDataSource source) => ScalarAsync(source, """
        SELECT ((SELECT coalesce(sum(seq_tup_read), 0) FROM pg_stat_user_tables WHERE schemaname IN ('views', 'journal'))
            + (SELECT coalesce(sum(idx_tup_read), 0) FROM pg_stat_user_indexes WHERE schemaname IN ('views', 'journal')))::bigint
        """);

    private static async Task<long> ScalarAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
