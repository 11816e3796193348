using System.Buffers.Text;
using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;
using Buurthulp.Ledger.Accounts;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Buurthulp.Ledger.Journal;

/// <summary>The journal in Marten's tables, written and read with Npgsql.</summary>
public sealed class PostgresJournal(NpgsqlDataSource application) : IJournal
{
    private const int LongestNumber = 24;
    private const string StreamPrefix = "community-";
    private const string Columns = "e.stream_id, e.version, e.id, e.type, e.data::text, e.timestamp, e.user_name, e.correlation_id, e.headers->>'command', e.headers->>'leaf'";

    // One statement, one round trip, one transaction. The stream's row is locked and moved on only if the head is where the caller thinks;
    // otherwise nothing is selected, nothing inserted and no sequence number burnt.
    private const string Rows = """
        INSERT INTO journal.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, headers, user_name, is_archived)
        SELECT nextval('journal.mt_events_sequence'), row.id, $1, $2 + row.number, row.data::jsonb, row.type, row.recorded_at, '*DEFAULT*', row.command::text, row.headers::jsonb, row.actor, FALSE
        FROM head, unnest($4::uuid[], $5::text[], $6::text[], $7::timestamptz[], $8::uuid[], $9::text[], $10::text[])
            WITH ORDINALITY AS row (id, data, type, recorded_at, command, headers, actor, number)
        ORDER BY row.number
        """;

    private const string AppendToStream = $"""
        WITH head AS (UPDATE journal.mt_streams SET version = $2 + $3, timestamp = $11 WHERE id = $1 AND version = $2 RETURNING 1)
        {Rows}
        """;

    private const string StartStream = $"""
        WITH head AS (
            INSERT INTO journal.mt_streams AS s (id, version, timestamp, created, tenant_id, is_archived) VALUES ($1, $2 + $3, $11, $11, '*DEFAULT*', FALSE)
            ON CONFLICT (id) DO UPDATE SET version = $2 + $3, timestamp = $11 WHERE s.version = $2 RETURNING 1)
        {Rows}
        """;

    public async Task<long> HeadAsync(CommunityCode community, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = application.CreateCommand("SELECT version FROM journal.mt_streams WHERE id = $1");
            command.Parameters.Add(new() { Value = StreamPrefix + community.Value });
            return await command.ExecuteScalarAsync(cancellationToken) is long version ? version : 0;
        }
        catch (NpgsqlException e) when (IsUnavailable(e))
        {
            throw Unavailable(e);
        }
    }

    public async IAsyncEnumerable<Entry> ReadAsync(CommunityCode community, long from, long limit = long.MaxValue, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // The upper bound says what LIMIT says: without statistics PostgreSQL would sort the whole rest of the journal for a few rows.
        var last = limit < long.MaxValue - from ? from + limit - 1 : long.MaxValue;
        await using var command = application.CreateCommand($"SELECT {Columns} FROM journal.mt_events e WHERE e.stream_id = $1 AND e.version BETWEEN $2 AND $3 ORDER BY e.version");
        command.Parameters.Add(new() { Value = StreamPrefix + community.Value });
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = last });
        command.CommandTimeout = 0;
        await using var reader = await StartAsync(command, cancellationToken);
        while (await NextAsync(reader, cancellationToken)) yield return Read(reader);
    }

    public async Task<AppendResult> AppendAsync(CommunityCode community, long expectedHead, IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = application.CreateCommand(expectedHead == 0 ? StartStream : AppendToStream);
            AddParameters(command, community, expectedHead, entries);
            var written = await command.ExecuteNonQueryAsync(cancellationToken);
            return written == 0 ? AppendResult.Conflict : AppendResult.Appended;
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "idx_mt_events_event_id" })
        {
            return AppendResult.DuplicateId;
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "pk_mt_events_stream_and_version" })
        {
            return AppendResult.Conflict;
        }
        catch (NpgsqlException e) when (IsUnavailable(e))
        {
            throw Unavailable(e);
        }
    }

    public async Task<IReadOnlyList<Entry>> FindCommandsAsync(IReadOnlyList<Guid> commandIds, CancellationToken cancellationToken)
    {
        await using var command = application.CreateCommand($"""
            SELECT {Columns}
            FROM journal.mt_events f
            JOIN journal.mt_events e ON e.stream_id = f.stream_id
                AND e.version BETWEEN f.version AND f.version + coalesce((f.headers->>'entries')::bigint, 1) - 1
            WHERE f.id = ANY ($1)
            ORDER BY e.stream_id, e.version
            """);
        command.Parameters.Add(new() { Value = commandIds as Guid[] ?? [.. commandIds] });
        await using var reader = await StartAsync(command, cancellationToken);
        List<Entry> found = [];
        while (await NextAsync(reader, cancellationToken)) found.Add(Read(reader));
        return found;
    }

    public async Task<IReadOnlyList<(CommunityCode Community, long Head)>> CommunitiesAsync(CancellationToken cancellationToken)
    {
        await using var command = application.CreateCommand($"SELECT id, version FROM journal.mt_streams WHERE id LIKE '{StreamPrefix}%' AND version > 0 ORDER BY id");
        await using var reader = await StartAsync(command, cancellationToken);
        List<(CommunityCode, long)> communities = [];
        while (await NextAsync(reader, cancellationToken)) communities.Add((Community(reader.GetString(0)), reader.GetInt64(1)));
        return communities;
    }

    /// <summary>The database can't be reached, is starting or stopping, or is out of connections or disk: not a defect, and worth another try.</summary>
    public static bool IsUnavailable(NpgsqlException e) => e is not PostgresException { SqlState: var state }
        || state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal)
        || state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("58", StringComparison.Ordinal) || state is "57014" or "25006" or "3D000";

    private static JournalUnavailableException Unavailable(NpgsqlException e) => new($"the database does not answer: {e.Message}", e);

    private static async Task<NpgsqlDataReader> StartAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        try
        {
            return await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        }
        catch (NpgsqlException e) when (IsUnavailable(e))
        {
            throw Unavailable(e);
        }
    }

    private static async ValueTask<bool> NextAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken);
        }
        catch (NpgsqlException e) when (IsUnavailable(e))
        {
            throw Unavailable(e);
        }
    }

    private static CommunityCode Community(string streamId) => new(streamId[StreamPrefix.Length..]);

    /// <summary>Columns in the order of <see cref="Columns"/>; rows written by another program may lack headers, correlation id and user name.</summary>
    private static Entry Read(NpgsqlDataReader reader)
    {
        var community = Community(reader.GetString(0));
        var position = reader.GetInt64(1);
        var id = reader.GetGuid(2);
        var type = reader.GetString(3);
        var data = reader.GetFieldValue<byte[]>(4);
        var recordedAt = Instant.FromDateTimeUtc(reader.GetDateTime(5));
        var actor = reader.IsDBNull(6) ? "unknown" : reader.GetString(6);
        var commandId = !reader.IsDBNull(7) && Guid.TryParse(reader.GetString(7), out var correlation) ? correlation : id;
        var digest = reader.IsDBNull(8) ? null : reader.GetString(8);
        var leaf = reader.IsDBNull(9) ? null : LeafOf(reader.GetString(9));
        return new Entry(community, position, id, EventOf(type, data, community, position), data, recordedAt, actor, commandId, digest, leaf);
    }

    private static LedgerEvent EventOf(string type, byte[] data, CommunityCode community, long position)
    {
        try
        {
            return EventJson.Read(type, data);
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"Position {position} of '{community}' can't be read: {e.Message} Either a newer version of the program wrote it, or somebody changed the row in the database.", e);
        }
    }

    /// <summary>Null when it is no hash: somebody spoiled it, and it is computed from the entry instead.</summary>
    private static Hash? LeafOf(string base64)
    {
        Span<byte> bytes = stackalloc byte[Hash.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length == Hash.Length ? new Hash(bytes) : null;
    }

    private static void AddParameters(NpgsqlCommand command, CommunityCode community, long expectedHead, IReadOnlyList<Entry> entries)
    {
        // The text of data and headers stays the UTF-8 that it is: strings would be made only to be encoded again.
        var count = entries.Count;
        var (ids, commands, types, recordedAt, actors) = (new Guid[count], new Guid[count], new string[count], new DateTime[count], new string[count]);
        var (data, headers) = (new ReadOnlyMemory<byte>[count], new ReadOnlyMemory<byte>[count]);
        for (var i = 0; i < count; i++)
        {
            var entry = entries[i];
            ids[i] = entry.Id;
            data[i] = entry.Data;
            types[i] = entry.Type;
            recordedAt[i] = entry.RecordedAt.ToDateTimeUtc();
            commands[i] = entry.CommandId;
            headers[i] = Headers(entry, SiblingsOf(entries, i));
            actors[i] = entry.Actor;
        }

        command.Parameters.Add(new() { Value = StreamPrefix + community.Value });
        command.Parameters.Add(new() { Value = expectedHead });
        command.Parameters.Add(new() { Value = (long)count });
        command.Parameters.Add(new() { Value = ids });
        command.Parameters.Add(new() { Value = data, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = types });
        command.Parameters.Add(new() { Value = recordedAt, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = commands });
        command.Parameters.Add(new() { Value = headers, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = actors });
        command.Parameters.Add(new() { Value = recordedAt[^1], NpgsqlDbType = NpgsqlDbType.TimestampTz });
    }

    /// <summary>How many entries the command of the entry at <paramref name="first"/> has, when it is the first of them; else 1.</summary>
    private static int SiblingsOf(IReadOnlyList<Entry> entries, int first)
    {
        var command = entries[first].CommandId;
        if (first > 0 && entries[first - 1].CommandId == command) return 1;
        var next = first + 1;
        while (next < entries.Count && entries[next].CommandId == command) next++;
        return next - first;
    }

    private static ReadOnlyMemory<byte> Headers(Entry entry, int siblings)
    {
        var digest = entry.CommandDigest ?? "";
        var text = new byte[80 + digest.Length + LongestNumber];
        Utf8.TryWrite(text, CultureInfo.InvariantCulture, $"{{\"command\":\"{digest}\"", out var length);
        if (siblings > 1)
        {
            Utf8.TryWrite(text.AsSpan(length), CultureInfo.InvariantCulture, $",\"entries\":{siblings}", out var written);
            length += written;
        }

        if (entry.Leaf is { } leaf)
        {
            ",\"leaf\":\""u8.CopyTo(text.AsSpan(length));
            length += ",\"leaf\":\""u8.Length;
            Span<byte> bytes = stackalloc byte[Hash.Length];
            leaf.CopyTo(bytes);
            Base64.EncodeToUtf8(bytes, text.AsSpan(length), out _, out var written);
            length += written;
            text[length++] = (byte)'"';
        }

        text[length++] = (byte)'}';
        return text.AsMemory(0, length);
    }
}
