using Buurthulp.Ledger.Accounts;
using Npgsql;

namespace Buurthulp.Ledger.Journal;

/// <summary>
/// One snapshot a community, usable only by the very build that took it: another build may fold the same entries to another shape.
/// All of them may be deleted at any time.
/// </summary>
public sealed class SnapshotStore(NpgsqlDataSource application)
{
    private static readonly Guid Build = typeof(SnapshotStore).Module.ModuleVersionId;

    /// <summary>Null when there is none of this build, or only one that is ahead of the journal (after a restore from a backup).</summary>
    /// <exception cref="JournalUnavailableException">The database is away.</exception>
    public async Task<byte[]?> FindAsync(CommunityCode community, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = application.CreateCommand("""
                SELECT snapshot.state FROM ledger.snapshots snapshot
                WHERE snapshot.community = $1 AND snapshot.build = $2
                    AND snapshot.position <= (SELECT version FROM journal.mt_streams WHERE id = 'community-' || $1)
                """);
            command.Parameters.Add(new() { Value = community.Value });
            command.Parameters.Add(new() { Value = Build });
            return await command.ExecuteScalarAsync(cancellationToken) as byte[];
        }
        catch (NpgsqlException e) when (PostgresJournal.IsUnavailable(e))
        {
            throw new JournalUnavailableException($"the database does not answer: {e.Message}", e);
        }
    }

    /// <exception cref="JournalUnavailableException">The database is away.</exception>
    public async Task SaveAsync(CommunityCode community, long position, byte[] state, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = application.CreateCommand("""
                INSERT INTO ledger.snapshots AS snapshot (community, position, build, state) VALUES ($1, $2, $3, $4)
                ON CONFLICT (community) DO UPDATE SET position = $2, build = $3, state = $4, taken_at = now()
                WHERE snapshot.position < $2 OR snapshot.build <> $3
                """);
            command.Parameters.Add(new() { Value = community.Value });
            command.Parameters.Add(new() { Value = position });
            command.Parameters.Add(new() { Value = Build });
            command.Parameters.Add(new() { Value = state });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NpgsqlException e) when (PostgresJournal.IsUnavailable(e))
        {
            throw new JournalUnavailableException($"the database does not answer: {e.Message}", e);
        }
    }
}
