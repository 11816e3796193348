using System.Data;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Buurthulp.Ledger.Accounts;
using Npgsql;

namespace Buurthulp.Ledger.Journal;

/// <summary>The journal in Marten's tables, written and read with Npgsql.</summary>
public sealed class PostgresJournal(NpgsqlDataSource application) : IJournal
{
    internal const string StreamPrefix = "community-";

    /// <summary>So many rows are turned into entries together, on another processor than the one that takes in the next.</summary>
    private const int RowsAtOnce = 256;

    private const int MostUnderWay = 3;

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

        // A few rows are read here: another processor would take longer to begin than they take.
        var (first, ended) = await RowsAsync(reader, cancellationToken);
        if (ended)
        {
            var read = ReadRows.Of(first);
            foreach (var entry in read.Entries) yield return entry;
            read.Failure?.Throw();
            yield break;
        }

        using var stop = new CancellationTokenSource();
        var blocks = Channel.CreateBounded<Task<ReadRows>>(MostUnderWay);
        var reading = Task.Run(() => ReadBlocksAsync(reader, first, blocks.Writer, stop.Token, cancellationToken), CancellationToken.None);
        try
        {
            await foreach (var block in blocks.Reader.ReadAllAsync(cancellationToken))
            {
                var read = await block;
                foreach (var entry in read.Entries) yield return entry;
                read.Failure?.Throw();
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    /// <summary>Takes in rows on one processor and lets another turn them into entries, while whoever asked for them does something with the last.</summary>
    /// <param name="reader">Nobody else reads from it until this ends.</param>
    /// <param name="rows">The first block.</param>
    /// <param name="blocks">In order; closed at the end, or with what went wrong.</param>
    /// <param name="stop">Nobody wants more: ends after the block under way.</param>
    /// <param name="cancellationToken">Gives up in the middle of one.</param>
    private static async Task ReadBlocksAsync(NpgsqlDataReader reader, List<StoredRow> rows, ChannelWriter<Task<ReadRows>> blocks, CancellationToken stop, CancellationToken cancellationToken)
    {
        try
        {
            for (var ended = false; ; (rows, ended) = await RowsAsync(reader, cancellationToken))
            {
                var block = rows;
                await blocks.WriteAsync(Task.Run(() => ReadRows.Of(block), CancellationToken.None), stop);
                if (ended) break;
            }

            blocks.Complete();
        }
#pragma warning disable CA1031 // Whatever it is, it is told to whoever reads the blocks.
        catch (Exception e)
#pragma warning restore CA1031
        {
            blocks.TryComplete(e);
        }
    }

    /// <summary>The next rows, and whether the last is among them.</summary>
    private static async Task<(List<StoredRow> Rows, bool Ended)> RowsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        List<StoredRow> rows = [];
        while (rows.Count < RowsAtOnce)
        {
            if (!await NextAsync(reader, cancellationToken)) return (rows, true);
            rows.Add(StoredRow.Of(reader));
        }

        return (rows, false);
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
        while (await NextAsync(reader, cancellationToken)) entries.Add(StoredRow.Of(reader).Read());
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
}
