using System.Diagnostics;
using Buurthulp.Api.Hosting;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Npgsql;
using NpgsqlTypes;

namespace Buurthulp.Bench.Data;

/// <summary>What PostgreSQL itself can do: rows that are ready go into the same tables on one connection, a statement and a transaction for each batch, without any check.</summary>
internal sealed class BareAppend : IAsyncDisposable
{
    private const int RowsPerBatch = 1_000;

    private readonly NpgsqlDataSource source;
    private readonly NpgsqlConnection connection;

    private BareAppend(NpgsqlDataSource source, NpgsqlConnection connection) => (this.source, this.connection) = (source, connection);

    private sealed record Rows(List<Guid> Ids, List<string> Data, List<string> Types, List<DateTime> RecordedAt, List<string> Commands, List<string> Headers, List<string> Actors)
    {
        public Rows() : this([], [], [], [], [], [], [])
        {
        }
    }

    public static async Task<BareAppend> OpenAsync(string connectionString)
    {
        await using (await Database.OpenAsync(connectionString, Installation.Schemas, CancellationToken.None))
        {
        }

        var opened = NpgsqlDataSource.Create(connectionString);
        return new BareAppend(opened, await opened.OpenConnectionAsync());
    }

    /// <summary>Rows a second for all entries of a journal behind a position.</summary>
    public async Task<double> WriteAsync(NpgsqlDataSource written, CommunityCode community, long after, int rowsPerBatch = RowsPerBatch)
    {
        var batches = await ReadAsync(written, community, after, rowsPerBatch);
        await using (var start = new NpgsqlCommand("INSERT INTO journal.mt_streams (id, version) VALUES ($1, 0) ON CONFLICT DO NOTHING", connection))
        {
            start.Parameters.Add(new() { Value = $"community-{community}" });
            await start.ExecuteNonQueryAsync();
        }

        await using var insert = Insert(community, after);
        await insert.PrepareAsync();
        var watch = Stopwatch.StartNew();
        var count = 0;
        foreach (var rows in batches)
        {
            insert.Parameters[1].Value = after + count;
            object[] values = [rows.Ids, rows.Data, rows.Types, rows.RecordedAt, rows.Commands, rows.Headers, rows.Actors];
            for (var i = 0; i < values.Length; i++) insert.Parameters[i + 2].Value = values[i];
            count += await insert.ExecuteNonQueryAsync();
        }

        return count / watch.Elapsed.TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await source.DisposeAsync();
    }

    private NpgsqlCommand Insert(CommunityCode community, long after)
    {
        var insert = new NpgsqlCommand("""
            INSERT INTO journal.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, headers, user_name, is_archived)
            SELECT nextval('journal.mt_events_sequence'), row.id, $1, $2 + row.number, row.data::jsonb, row.type, row.recorded_at, '*DEFAULT*', row.command, row.headers::jsonb, row.actor, FALSE
            FROM unnest($3, $4, $5, $6, $7, $8, $9) WITH ORDINALITY AS row (id, data, type, recorded_at, command, headers, actor, number)
            """, connection);
        insert.Parameters.Add(new() { Value = $"community-{community}" });
        insert.Parameters.Add(new() { Value = after });
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
        while (await reader.ReadAsync())
        {
            if (batches.Count == 0 || batches[^1].Ids.Count == rowsPerBatch) batches.Add(new Rows());
            var rows = batches[^1];
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
