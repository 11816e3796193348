using System.Data;
using System.Diagnostics;
using Npgsql;

namespace Buurthulp.Bench.Data;

/// <summary>The rows of a journal as PostgreSQL and its driver give them, and nothing done with them.</summary>
internal static class JournalRows
{
    private const string Columns = "stream_id, version, id, type, data::text, timestamp, user_name, correlation_id, headers->>'command', headers->>'leaf'";

    /// <summary>How many ms it takes to select all rows and take their columns, as the journal does.</summary>
    public static async Task<double> ReadAsync(NpgsqlDataSource source)
    {
        var started = Stopwatch.GetTimestamp();
        await using var command = source.CreateCommand($"SELECT {Columns} FROM journal.mt_events ORDER BY stream_id, version");
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess);
        while (await reader.ReadAsync())
        {
            _ = reader.GetString(0);
            _ = reader.GetInt64(1);
            _ = reader.GetGuid(2);
            _ = reader.GetString(3);
            _ = reader.GetFieldValue<byte[]>(4);
            _ = reader.GetDateTime(5);
            for (var column = 6; column < 10; column++) _ = reader.GetString(column);
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>How many ms it takes to get all rows with COPY, in binary.</summary>
    public static async Task<double> CopyOutAsync(NpgsqlDataSource source)
    {
        var started = Stopwatch.GetTimestamp();
        await using var connection = await source.OpenConnectionAsync();
        await using var stream = await connection.BeginRawBinaryCopyAsync("COPY (SELECT version, id, type, data, timestamp, user_name, correlation_id, headers FROM journal.mt_events) TO STDOUT (FORMAT binary)");
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer.AsMemory(), CancellationToken.None) > 0)
        {
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
