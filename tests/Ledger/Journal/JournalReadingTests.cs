using System.Text;
using System.Text.Json;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Tests.Fixtures;
using Npgsql;

namespace Buurthulp.Tests.Ledger.Journal;

/// <summary>A few rows come column by column and many by COPY; usual exchanges are read by hand and all else by its type. Whichever way, what is read is the same.</summary>
public sealed class JournalReadingTests(TestDatabase test) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const int Seed = 7;
    private const int Long = 1_500;

    private const string Usual = """{"helpers":[{"account":"L0001","minutes":90}],"receivers":[{"account":"L0002","minutes":90}],"category":"klus","exchange":"0198a7de-5f10-7cc3-9a51-bf3c8e1a2d4f","channel":"desk","happenedOn":"2026-03-04","recordedBy":"coordinator"}""";

    private readonly CommunityCode community = new($"c{Guid.NewGuid():N}"[..20]);
    private Database database = null!;
    private NpgsqlDataSource owner = null!;

    public async Task InitializeAsync()
    {
        database = await Database.OpenAsync(test.ConnectionString, [SchemaScripts.Journal, SchemaScripts.Ledger], default);
        // The trigger that notes what entries are about would refuse some of what somebody may have put past it.
        owner = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(test.ConnectionString) { Options = "-c session_replication_role=replica" }.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await owner.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Many_entries_read_in_one_go_are_those_that_are_read_a_few_at_a_time()
    {
        await WriteAsync(community, Enumerable.Range(1, Long).Select(i => (i % 5) switch
        {
            0 => Usual.Replace("\"minutes\":90", $"\"minutes\":{i}", StringComparison.Ordinal),
            1 => Usual.Replace("{\"helpers\"", "{\"payers\":[{\"account\":\"P01\",\"minutes\":90}],\"helpers\"", StringComparison.Ordinal),
            // Longer than what is taken in at a time, now and then.
            2 when i % 300 == 2 => Usual.Replace("{\"helpers\"", $"{{\"more\":\"{new string('é', 100_000)}\",\"helpers\"", StringComparison.Ordinal),
            2 => Usual.Replace("desk", "phone", StringComparison.Ordinal),
            _ => Usual,
        }));
        var journal = new PostgresJournal(database.Application);
        List<Entry> few = [];
        for (var from = 1; from <= Long; from += 100) few.AddRange(await ReadAsync(journal, from, limit: 100));

        var many = await ReadAsync(journal, from: 1);
        var middle = await ReadAsync(journal, from: 3, limit: 1_000);

        few.Count.ShouldBe(Long);
        many.Select(Said).ShouldBe(few.Select(Said));
        middle.Select(Said).ShouldBe(few.Skip(2).Take(1_000).Select(Said));
        many.Count(entry => entry.Leaf is null).ShouldBe(Long - Long / 3);
    }

    [Fact]
    public async Task Whoever_stops_in_the_middle_leaves_the_connection_to_the_next()
    {
        await WriteAsync(community, Enumerable.Repeat(Usual, 20_000));
        await using var alone = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(test.ConnectionString) { MaxPoolSize = 1, Timeout = 20 }.ConnectionString);
        var journal = new PostgresJournal(alone);

        for (var round = 0; round < 3; round++)
        {
            await foreach (var entry in journal.ReadAsync(community, 1))
            {
                if (entry.Position == 700) break;
            }

            (await journal.HeadAsync(community, default)).ShouldBe(20_000);
        }

        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var entry in journal.ReadAsync(community, 1, cancellationToken: stop.Token))
            {
                if (entry.Position == 700) await stop.CancelAsync();
            }
        });
        (await journal.HeadAsync(community, default)).ShouldBe(20_000);
    }

    [Fact]
    public async Task A_database_that_goes_away_in_the_middle_is_told()
    {
        await WriteAsync(community, Enumerable.Repeat(Usual, 20_000));
        await using var alone = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(test.ConnectionString) { MaxPoolSize = 1, ApplicationName = community.Value }.ConnectionString);
        var read = 0;

        await Should.ThrowAsync<JournalUnavailableException>(async () =>
        {
            await foreach (var entry in new PostgresJournal(alone).ReadAsync(community, 1))
            {
                if (++read != 700) continue;
                await using var end = owner.CreateCommand($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{community}'");
                await end.ExecuteNonQueryAsync();
            }
        });

        read.ShouldBeInRange(700, 19_999);
    }

    [Fact]
    public async Task Entries_before_one_that_cannot_be_read_are_given_and_it_is_named()
    {
        await WriteAsync(community, Enumerable.Range(1, Long).Select(i => i == 1_100 ? "{\"helpers\":7}" : Usual));
        var read = 0;

        var unreadable = await Should.ThrowAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in new PostgresJournal(database.Application).ReadAsync(community, 1)) read++;
        });

        unreadable.Message.ShouldStartWith("Position 1100 of ");
        read.ShouldBe(1_099);
    }

    [Fact]
    public async Task A_name_that_no_code_may_have_is_only_a_name()
    {
        var other = new CommunityCode($"{community}'; \\' OR '1'='1");
        await WriteAsync(other, Enumerable.Repeat(Usual, 600));
        await WriteAsync(community, Enumerable.Repeat(Usual, 300));

        (await ReadAsync(new PostgresJournal(database.Application), from: 1, of: other)).Count.ShouldBe(600);
    }

    [Fact]
    public async Task An_exchange_reads_to_the_same_however_it_is_spelled()
    {
        string[] odd =
        [
            Usual, Usual.Replace("\"}", "\",\"request\":\"0198a7de-5f10-7cc3-9a51-bf3c8e1a2d40\"}", StringComparison.Ordinal), Usual.Replace("\"}", "\",\"request\":null}", StringComparison.Ordinal),
            Usual.Replace("}],\"rec", "},{\"account\":\"L0003\",\"minutes\":30}],\"rec", StringComparison.Ordinal), Usual.Replace("[{\"account\":\"L0001\",\"minutes\":90}]", "[]", StringComparison.Ordinal),
            Usual.Replace("90", "90.0", StringComparison.Ordinal), Usual.Replace("90", "9e1", StringComparison.Ordinal), Usual.Replace("90", "-90", StringComparison.Ordinal), Usual.Replace("90", "9223372036854775807", StringComparison.Ordinal),
            Usual.Replace("desk", "Desk", StringComparison.Ordinal), Usual.Replace("coordinator", "0", StringComparison.Ordinal), Usual.Replace("klus", "kl us", StringComparison.Ordinal), Usual.Replace("klus", "klüs", StringComparison.Ordinal),
            Usual.Replace("0198a7de-5f10-7cc3-9a51-bf3c8e1a2d4f", "0198A7DE-5F10-7CC3-9A51-BF3C8E1A2D4F", StringComparison.Ordinal), Usual.Replace("0198a7de-5f10-7cc3-9a51-bf3c8e1a2d4f", "0198a7de5f107cc39a51bf3c8e1a2d4f", StringComparison.Ordinal),
            Usual.Replace("2026-03-04", "2026-02-30", StringComparison.Ordinal), Usual.Replace("2026-03-04", "-0044-03-15", StringComparison.Ordinal), Usual.Replace("}]", ",\"more\":1}]", StringComparison.Ordinal),
            Usual.Replace("\"}", "\",\"settledOn\":1}", StringComparison.Ordinal), Usual.Replace("\"}", "\",\"credited\":[]}", StringComparison.Ordinal), Usual.Replace(",\"category\":\"klus\"", "", StringComparison.Ordinal),
        ];
        var random = new Random(Seed);
        string[] spelled = [.. odd, .. Enumerable.Range(0, 2_000).Select(_ => Changed(random)).Where(IsJson)];
        await WriteAsync(community, spelled);
        var journal = new PostgresJournal(database.Application);
        var stored = await StoredAsync();
        int usual = 0, readable = 0;
        for (var position = 1; position <= spelled.Length; position++)
        {
            var expected = Attempt(() => EventJson.Read("exchange_booked", Encoding.UTF8.GetBytes(stored[position - 1])));
            Reading actual;
            try
            {
                var booked = (await ReadAsync(journal, position, limit: 1)).Single().Event.ShouldBeOfType<ExchangeBooked>();
                if (booked.Helpers is Share[]) usual++;
                actual = new Reading(Encoding.UTF8.GetString(EventJson.Write(booked)));
            }
            catch (InvalidOperationException)
            {
                actual = new Reading(Json: null);
            }

            if (expected.Json is not null) readable++;
            actual.ShouldBe(expected, $"seed {Seed}: {stored[position - 1]}");
        }

        // Only the short way makes an array of one share. Without these bounds nothing would be compared.
        usual.ShouldBeGreaterThan(100);
        (readable - usual).ShouldBeGreaterThan(20);
        (spelled.Length - readable).ShouldBeGreaterThan(100);
    }

    /// <summary>Null for what can't be read.</summary>
    private readonly record struct Reading(string? Json);

    private static Reading Attempt(Func<LedgerEvent> read)
    {
        try
        {
            return new Reading(Encoding.UTF8.GetString(EventJson.Write(read())));
        }
        catch (JsonException)
        {
            return new Reading(Json: null);
        }
    }

    private static string Changed(Random random)
    {
        const string telling = "\"\\{}[]:,0123456789aAeE+-. é";
        var text = new StringBuilder(Usual);
        var at = random.Next(Usual.Length);
        var letter = telling[random.Next(telling.Length)];
        return (random.Next(3) switch
        {
            0 => text.Remove(at, 1).Insert(at, letter),
            1 => text.Remove(at, 1),
            _ => text.Insert(at, letter),
        }).ToString();
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Said(Entry entry) =>
        $"{entry.Community} {entry.Position} {entry.Id} {Encoding.UTF8.GetString(entry.Data.Span)} {Encoding.UTF8.GetString(EventJson.Write(entry.Event))} {entry.RecordedAt} {entry.Actor} {entry.CommandId} {entry.CommandDigest ?? "-"} {entry.Leaf?.ToString() ?? "-"}";

    private async Task<List<Entry>> ReadAsync(PostgresJournal journal, long from, long limit = long.MaxValue, CommunityCode? of = null)
    {
        List<Entry> entries = [];
        await foreach (var entry in journal.ReadAsync(of ?? community, from, limit)) entries.Add(entry);
        return entries;
    }

    private async Task<List<string>> StoredAsync()
    {
        await using var command = owner.CreateCommand($"SELECT data::text FROM journal.mt_events WHERE stream_id = 'community-{community}' ORDER BY version");
        await using var reader = await command.ExecuteReaderAsync();
        List<string> texts = [];
        while (await reader.ReadAsync()) texts.Add(reader.GetString(0));
        return texts;
    }

    /// <summary>Booked exchanges as some program may write them: of three rows one has all there is, one headers without a leaf and a correlation id that is none, and one nothing.</summary>
    private async Task WriteAsync(CommunityCode to, IEnumerable<string> data)
    {
        await using var command = owner.CreateCommand("""
            WITH stream AS (INSERT INTO journal.mt_streams (id, version) VALUES ($1, cardinality($2)) RETURNING id)
            INSERT INTO journal.mt_events (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, headers, user_name)
            SELECT nextval('journal.mt_events_sequence'), gen_random_uuid(), stream.id, n, text::jsonb, 'exchange_booked', timestamptz '1999-12-31 23:59:59.999999Z' + n * interval '1 second',
                CASE n % 3 WHEN 0 THEN gen_random_uuid()::text WHEN 1 THEN 'none' END,
                CASE n % 3 WHEN 0 THEN jsonb_build_object('command', 'c' || n, 'leaf', encode(sha256(text::bytea), 'base64')) WHEN 1 THEN '{"command": "é\"", "leaf": "short", "more": 1}' END,
                CASE n % 3 WHEN 0 THEN 'L0001' WHEN 1 THEN 'ünknown "' END
            FROM stream, unnest($2) WITH ORDINALITY AS row (text, n)
            """);
        command.Parameters.Add(new() { Value = $"community-{to}" });
        command.Parameters.Add(new() { Value = data.ToArray() });
        await command.ExecuteNonQueryAsync();
    }
}
