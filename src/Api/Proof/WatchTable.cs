using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Proof;

/// <summary>How far a journal was looked at.</summary>
/// <param name="Kept">The number of entries whose leaf is kept.</param>
/// <param name="Next">The position where the round goes on.</param>
/// <param name="EndedAt">When a round last came to the end; null: never yet.</param>
/// <param name="Changed">Positions that are not what was recorded, in order.</param>
public sealed record Watched(long Kept, long Next, Instant? EndedAt, IReadOnlyList<long> Changed)
{
    public static readonly Watched Nothing = new(Kept: 0, Next: 1, EndedAt: null, Changed: []);
}

/// <summary>What the watch knows, in schema <c>proof</c>.</summary>
public sealed class WatchTable(NpgsqlDataSource source)
{
    public static readonly SchemaScripts Schema = new("proof", typeof(WatchTable).Assembly, "Proof.Schema");

    /// <summary>Of one journal.</summary>
    public async Task<Watched> ReadAsync(CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            SELECT w.kept, w.next, w.ended_at, ARRAY(SELECT position FROM proof.findings f WHERE f.community = w.community ORDER BY position) FROM proof.watched w WHERE community = $1
            """);
        command.Parameters.Add(new() { Value = community.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Watched(reader.GetInt64(0), reader.GetInt64(1), reader.IsDBNull(2) ? null : Instant.FromDateTimeUtc(reader.GetDateTime(2)), reader.GetFieldValue<long[]>(3))
            : Watched.Nothing;
    }

    /// <summary>When each journal was last looked at; those that never were are missing.</summary>
    public async Task<IReadOnlyDictionary<CommunityCode, Instant>> LookedAtAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT community, looked_at FROM proof.watched");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        Dictionary<CommunityCode, Instant> looked = [];
        while (await reader.ReadAsync(cancellationToken)) looked.Add(new CommunityCode(reader.GetString(0)), Instant.FromDateTimeUtc(reader.GetDateTime(1)));
        return looked;
    }

    /// <summary>The leaves of a chunk as they were first seen; empty for one that is new.</summary>
    public async Task<byte[]> LeavesAsync(CommunityCode community, long chunk, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT leaves FROM proof.leaves WHERE community = $1 AND chunk = $2");
        command.Parameters.Add(new() { Value = community.Value });
        command.Parameters.Add(new() { Value = chunk });
        return (byte[]?)await command.ExecuteScalarAsync(cancellationToken) ?? [];
    }

    /// <summary>Writes down what a look at one chunk found, at once. Leaves that are kept stay as they are; another process that looked at more is not undone.</summary>
    /// <param name="community">Whose journal.</param>
    /// <param name="chunk">Which part.</param>
    /// <param name="look">What was found.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">The server stops; the look is made again.</param>
    internal async Task WriteAsync(CommunityCode community, long chunk, ChunkLook look, Instant now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command("""
            INSERT INTO proof.watched AS w (community, kept, next, looked_at, ended_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (community) DO UPDATE SET kept = greatest(w.kept, excluded.kept), next = excluded.next, looked_at = excluded.looked_at, ended_at = coalesce(excluded.ended_at, w.ended_at)
            """, community.Value, look.Kept, look.Next, now.ToDateTimeUtc(), look.IsEnd ? now.ToDateTimeUtc() : DBNull.Value));
        batch.BatchCommands.Add(Command("""
            INSERT INTO proof.leaves AS l (community, chunk, leaves) VALUES ($1, $2, $3)
            ON CONFLICT (community, chunk) DO UPDATE SET leaves = l.leaves || substr(excluded.leaves, length(l.leaves) + 1) WHERE length(l.leaves) < length(excluded.leaves)
            """, community.Value, chunk, look.Leaves));
        batch.BatchCommands.Add(Command("DELETE FROM proof.findings WHERE community = $1 AND position BETWEEN $2 AND $3 AND NOT position = ANY ($4)", community.Value, look.First, look.Last, look.Changed));
        batch.BatchCommands.Add(Command("INSERT INTO proof.findings (community, position, found_at) SELECT $1, p, $3 FROM unnest($2::bigint[]) AS p ON CONFLICT DO NOTHING", community.Value, look.Changed, now.ToDateTimeUtc()));
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
