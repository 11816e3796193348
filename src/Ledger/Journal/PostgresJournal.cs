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

    /// <summary>From so many on they are copied.</summary>
    private const int FewRows = 256;

    /// <summary>So many blocks of rows are being turned into entries, or wait for whoever asked for them.</summary>
    private const int MostUnderWay = 3;

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
        var read = ReadRows.Of(await FirstAsync(community, from, last, cancellationToken));
        foreach (var entry in read.Entries) yield return entry;
        read.Failure?.Throw();
        if (read.Entries.Count < FewRows || read.Entries[^1].Position >= last) yield break;

        using var stop = new CancellationTokenSource();
        var blocks = Channel.CreateBounded<Task<ReadRows>>(MostUnderWay);
        var reading = Task.Run(() => ReadBlocksAsync(community, read.Entries[^1].Position + 1, last, blocks.Writer, stop.Token, cancellationToken), CancellationToken.None);
        try
        {
            await foreach (var block in blocks.Reader.ReadAllAsync(cancellationToken))
            {
                read = await block;
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

    /// <summary>The first rows. Most of those who read want no more, and for a few a statement that is prepared costs less than COPY, and another processor would take longer to begin than they take.</summary>
    private async Task<List<StoredRow>> FirstAsync(CommunityCode community, long from, long last, CancellationToken cancellationToken)
    {
        await using var command = application.CreateCommand($"SELECT {StoredRow.Stream}, {StoredRow.Columns} FROM journal.mt_events e WHERE e.stream_id = $1 AND e.version BETWEEN $2 AND $3 ORDER BY e.version LIMIT {FewRows}");
        command.Parameters.Add(new() { Value = StreamPrefix + community.Value });
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = last });
        command.CommandTimeout = 0;
        return await RowsAsync(command, cancellationToken);
    }

    /// <summary>Takes in rows on one processor and lets another turn them into entries, while whoever asked for them does something with the last.</summary>
    /// <param name="community">Whose journal.</param>
    /// <param name="from">The first position.</param>
    /// <param name="last">The last position.</param>
    /// <param name="blocks">In order; closed at the end, or with what went wrong.</param>
    /// <param name="stop">Nobody wants more: ends after the block under way.</param>
    /// <param name="cancellationToken">Gives up in the middle of one.</param>
    private async Task ReadBlocksAsync(CommunityCode community, long from, long last, ChannelWriter<Task<ReadRows>> blocks, CancellationToken stop, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await application.OpenConnectionAsync(cancellationToken);
            await using var rows = await CopiedRows.StartAsync(connection, community, from, last, cancellationToken);
            while (await rows.NextAsync(cancellationToken) is { } block) await blocks.WriteAsync(Task.Run(() => ReadRows.Of(block.Rows()), CancellationToken.None), stop);
            blocks.Complete();
        }
        catch (NpgsqlException e) when (IsUnavailable(e))
        {
            blocks.TryComplete(Unavailable(e));
        }
#pragma warning disable CA1031 // Whatever it is, it is told to whoever reads the blocks.
        catch (Exception e)
#pragma warning restore CA1031
        {
            blocks.TryComplete(e);
        }
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
        var together = Enumerable.Range(0, appends.Count).Where(i => appends[i].ExpectedHead > 0).OrderBy(i => appends[i].Community.Value, StringComparer.Ordinal).ToList();
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
            var written = (long[])(await command.ExecuteScalarAsync(cancellationToken))!;
            foreach (var i in together) results[i] = AppendResult.Conflict;
            foreach (var number in written) results[together[(int)number - 1]] = AppendResult.Appended;
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

    /// <inheritdoc/>
    /// <remarks>
    /// Each is looked up on its own, here and in <see cref="FindCommandsAsync"/>. A join is planned for the size that the journal had when the connection first asked;
    /// for an empty one that plan reads the whole journal for each subject, and an import into a new community stood still for minutes.
    /// </remarks>
    public async Task<IReadOnlyList<Entry>> FindAboutAsync(CommunityCode community, IReadOnlyList<Guid> subjects, long through, CancellationToken cancellationToken)
    {
        await using var command = application.CreateCommand($"""
            SELECT {StoredRow.Stream}, {StoredRow.Columns}
            FROM (SELECT DISTINCT entry.seq_id FROM unnest($2) asked, LATERAL (
                SELECT first.seq_id FROM journal.mt_events first WHERE first.id = asked
                UNION ALL SELECT later.seq_id FROM journal.entries_about later WHERE later.subject = asked OFFSET 0) entry) about,
                LATERAL (SELECT * FROM journal.mt_events found WHERE found.seq_id = about.seq_id OFFSET 0) e
            WHERE e.stream_id = $1 AND e.version <= $3
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
            SELECT DISTINCT ON (e.stream_id, e.version) {StoredRow.Stream}, {StoredRow.Columns}
            FROM unnest($1) asked,
                LATERAL (SELECT * FROM journal.mt_events found WHERE found.id = asked OFFSET 0) first,
                LATERAL (SELECT * FROM journal.mt_events found WHERE found.stream_id = first.stream_id
                    AND found.version BETWEEN first.version AND first.version + coalesce((first.headers->>'entries')::bigint, 1) - 1 OFFSET 0) e
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

    private static async Task<IReadOnlyList<Entry>> AllAsync(NpgsqlCommand command, CancellationToken cancellationToken) => [.. (await RowsAsync(command, cancellationToken)).Select(row => row.Read())];

    private static async Task<List<StoredRow>> RowsAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await StartAsync(command, cancellationToken);
        List<StoredRow> rows = [];
        while (await NextAsync(reader, cancellationToken)) rows.Add(StoredRow.Of(reader));
        return rows;
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
