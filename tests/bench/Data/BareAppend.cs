using System.Diagnostics;
using Buurthulp.Ledger.Accounts;
using Npgsql;
using NpgsqlTypes;

namespace Buurthulp.Bench.Data;

/// <summary>What PostgreSQL itself can do: rows that are ready go into the same tables, a statement and a transaction for each batch, without any check.</summary>
internal sealed class BareAppend : IAsyncDisposable
{
    private const int RowsPerBatch = 1_000;

    private readonly NpgsqlDataSource source;
    private readonly NpgsqlConnection[] connections;

    private BareAppend(NpgsqlDataSource source, NpgsqlConnection[] connections) => (this.source, this.connections) = (source, connections);

    private sealed record Rows(int First, List<Guid> Ids, List<string> Data, List<string> Types, List<DateTime> RecordedAt, List<string> Commands, List<string> Headers, List<string> Actors)
    {
        public Rows(int first) : this(first, [], [], [], [], [], [], [])
        {
        }
    }

    /// <param name="connectionString">Of a database with empty tables.</param>
    /// <param name="connections">On each one batch after another is written.</param>
    public static async Task<BareAppend> OpenAsync(string connectionString, int connections = 1)
    {
        var opened = NpgsqlDataSource.Create(connectionString);
        return new BareAppend(opened, await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ => await opened.OpenConnectionAsync())));
    }

    /// <summary>Rows a second for all entries of a journal behind a position, many in a batch.</summary>
    public async Task<double> WriteAsync(NpgsqlDataSource written, CommunityCode community, long after)
    {
        var batches = await ReadAsync(written, community, after, RowsPerBatch);
        var (seconds, _) = await WriteAsync(batches, community, after);
        return batches.Sum(rows => rows.Ids.Count) / seconds;
    }

    /// <summary>How many seconds all these entries take when each is inserted alone, and how many ms each of them.</summary>
    public async Task<(double Seconds, IReadOnlyList<double> Times)> OneByOneAsync(NpgsqlDataSource written, CommunityCode community, long after) =>
        await WriteAsync(await ReadAsync(written, community, after, rowsPerBatch: 1), community, after);

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections) await connection.DisposeAsync();
        await source.DisposeAsync();
    }

    private async Task<(double Seconds, IReadOnlyList<double> Times)> WriteAsync(List<Rows> batches, CommunityCode community, long after)
    {
        await using (var start = new NpgsqlCommand("INSERT INTO journal.mt_streams (id, version) VALUES ($1, 0) ON CONFLICT DO NOTHING", connections[0]))
        {
            start.Parameters.Add(new() { Value = $"community-{community}" });
            await start.ExecuteNonQueryAsync();
        }

        var times = new double[batches.Count];
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(connections.Select(connection => Task.Run(() => WriteAsync(connection))));
        return (Stopwatch.GetElapsedTime(started).TotalSeconds, times);

        async Task WriteAsync(NpgsqlConnection connection)
        {
            await using var insert = Insert(connection, community);
            await insert.PrepareAsync();
            for (var i = Interlocked.Increment(ref next); i < batches.Count; i = Interlocked.Increment(ref next))
            {
                var begun = Stopwatch.GetTimestamp();
                var rows = batches[i];
                object[] values = [after + rows.First, rows.Ids, rows.Data, rows.Types, rows.RecordedAt, rows.Commands, rows.Headers, rows.Actors];
                for (var column = 0; column < values.Length; column++) insert.Parameters[column + 1].Value = values[column];
                await insert.ExecuteNonQueryAsync();
                times[i] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            }
        }
    }

    private static NpgsqlCommand Insert(NpgsqlConnection connection, CommunityCode community)
    {
        var insert = new NpgsqlCommand("""
            INSERT INTO journal.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, headers, user_name, is_archived)
            SELECT nextval('journal.mt_events_sequence'), row.id, $1, $2 + row.number, row.data::jsonb, row.type, row.recorded_at, '*DEFAULT*', row.command, row.headers::jsonb, row.actor, FALSE
            FROM unnest($3, $4, $5, $6, $7, $8, $9) WITH ORDINALITY AS row (id, data, type, recorded_at, command, headers, actor, number)
            """, connection);
        insert.Parameters.Add(new() { Value = $"community-{community}" });
        insert.Parameters.Add(new() { Value = 0L });
        NpgsqlDbType[] types = [NpgsqlDbType.Uuid, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.TimestampTz, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text];
        foreach (var type in types) insert.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | type });
        return insert;
    }

    private static async Task<List<Rows>> ReadAsync(NpgsqlDataSource written, CommunityCode community, long after, int rowsPerBatch)
    {
        await using var command = written.CreateCommand("SELECT id, data::text, type, timestamp, correlation_id, headers::text, user_name FROM journal.mt_events WHERE stream_id = $1 AND version > $2 ORDER BY version");
        command.Parameters.Add(new() { Value = $"community-{community}" });
        command.Parameters.Add(new() { Value = after });
        await using var reader = await command.ExecuteReaderAsync();
        List<Rows> batches = [];
        var count = 0;
        while (await reader.ReadAsync())
        {
            if (batches.Count == 0 || batches[^1].Ids.Count == rowsPerBatch) batches.Add(new Rows(count));
            var rows = batches[^1];
            count++;
            rows.Ids.Add(reader.GetGuid(0));
            rows.Data.Add(reader.GetString(1));
            rows.Types.Add(reader.GetString(2));
            rows.RecordedAt.Add(reader.GetDateTime(3));
            rows.Commands.Add(reader.GetString(4));
            rows.Headers.Add(reader.GetString(5));
            rows.Actors.Add(reader.GetString(6));
        }

        return batches;
    }
}
