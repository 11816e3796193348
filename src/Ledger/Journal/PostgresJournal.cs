using System.Data;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Buurthulp.Ledger.Accounts;
using NodaTime;
using Npgsql;

namespace Buurthulp.Ledger.Journal;

/// <summary>The journal in Marten's tables, written and read with Npgsql.</summary>
public sealed class PostgresJournal(NpgsqlDataSource application) : IJournal
{
    private const string StreamPrefix = "community-";
    private const string Columns = "e.stream_id, e.version, e.id, e.type, e.data::text, e.timestamp, e.user_name, e.correlation_id, e.headers->>'command', e.headers->>'leaf'";

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
            await using var command = application.CreateCommand(expectedHead == 0 ? AppendStatement.StartStream : AppendStatement.AppendToStream);
            AppendStatement.AddParameters(command, StreamPrefix + community.Value, expectedHead, entries);
            var written = await command.ExecuteNonQueryAsync(cancellationToken);
            return written == 0 ? AppendResult.Conflict : AppendResult.Appended;
        }
        catch (NpgsqlException e) when (RefusalOf(e) is { } refused)
        {
            return refused;
        }
        catch (NpgsqlException e) when (IsUnavailable(e))
        {
            throw Unavailable(e);
        }
    }

    public async Task<IReadOnlyList<AppendResult>> AppendAllAsync(IReadOnlyList<JournalAppend> appends, CancellationToken cancellationToken)
    {
        var results = new AppendResult[appends.Count];
        var together = Enumerable.Range(0, appends.Count).Where(i => appends[i].ExpectedHead > 0).ToList();
        if (together.Count < 2 || await TryTogetherAsync(appends, together, results, cancellationToken) is false) together.Clear();
        foreach (var i in Enumerable.Range(0, appends.Count).Except(together)) results[i] = await AppendAsync(appends[i].Community, appends[i].ExpectedHead, appends[i].Entries, cancellationToken);
        return results;
    }

    /// <summary>False when an id was found to be in a journal already: nothing was written, and only one by one shows whose it is.</summary>
    private async Task<bool> TryTogetherAsync(IReadOnlyList<JournalAppend> appends, List<int> together, AppendResult[] results, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = application.CreateCommand(AppendStatement.AppendToStreams);
            AppendStatement.AddParameters(command, [.. together.Select(i => (StreamPrefix + appends[i].Community.Value, appends[i].ExpectedHead, appends[i].Entries))]);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            foreach (var i in together) results[i] = AppendResult.Conflict;
            while (await reader.ReadAsync(cancellationToken)) results[together[(int)reader.GetInt64(0) - 1]] = AppendResult.Appended;
            return true;
        }
        catch (NpgsqlException e) when (RefusalOf(e) is not null)
        {
            return false;
        }
        catch (NpgsqlException e) when (IsUnavailable(e))
        {
            throw Unavailable(e);
        }
    }

    public async Task<IReadOnlyList<Entry>> FindAboutAsync(CommunityCode community, IReadOnlyList<Guid> subjects, long through, CancellationToken cancellationToken)
    {
        await using var command = application.CreateCommand($"""
            SELECT {Columns} FROM journal.mt_events e
            WHERE e.seq_id IN (
                SELECT first.seq_id FROM journal.mt_events first WHERE first.id = ANY ($2)
                UNION ALL SELECT later.seq_id FROM journal.entries_about later WHERE later.subject = ANY ($2))
                AND e.stream_id = $1 AND e.version <= $3
            ORDER BY e.version
            """);
        command.Parameters.Add(new() { Value = StreamPrefix + community.Value });
        command.Parameters.Add(new() { Value = subjects as Guid[] ?? [.. subjects] });
        command.Parameters.Add(new() { Value = through });
        return await AllAsync(command, cancellationToken);
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
        return await AllAsync(command, cancellationToken);
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

    /// <summary>Null when something else went wrong than a place or an id that is taken.</summary>
    private static AppendResult? RefusalOf(NpgsqlException e) => e is not PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: var constraint } ? null
        : constraint switch
        {
            "idx_mt_events_event_id" => AppendResult.DuplicateId,
            "pk_mt_events_stream_and_version" => AppendResult.Conflict,
            _ => null,
        };

    private static JournalUnavailableException Unavailable(NpgsqlException e) => new($"the database does not answer: {e.Message}", e);

    private static async Task<IReadOnlyList<Entry>> AllAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await StartAsync(command, cancellationToken);
        List<Entry> entries = [];
        while (await NextAsync(reader, cancellationToken)) entries.Add(Read(reader));
        return entries;
    }

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
}
