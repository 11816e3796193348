using System.Data;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Npgsql;

namespace Buurthulp.Projections.Running;

/// <summary>How far a rebuild is.</summary>
/// <param name="Community">Whose views.</param>
/// <param name="Position">The last entry that was applied.</param>
/// <param name="Target">The entry at which the rebuild ends.</param>
public sealed record RebuildProgress(CommunityCode Community, long Position, long Target);

/// <summary>
/// Makes views of a community anew from the journal, in one transaction: readers see the old rows until it commits, and
/// nobody else moves the views meanwhile. Booking goes on; only the views of this community stand still.
/// </summary>
internal sealed class Rebuild(NpgsqlDataSource database, IJournal journal, int entriesPerBatch)
{
    /// <returns>The position that the rebuilt views have reached.</returns>
    /// <exception cref="UnreadableEntryException">An entry can't be applied; the old rows stay.</exception>
    public async Task<long> RunAsync(CommunityCode community, IReadOnlyList<View> views, IProgress<RebuildProgress>? progress, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        await ProgressTable.LockAsync(connection, transaction, community, cancellationToken);
        await EmptyAsync(connection, transaction, community, views, cancellationToken);

        // One view alone ends where the others stand, so that from then on all go together again.
        var target = views.Count == Views.All.Count
            ? await journal.HeadAsync(community, cancellationToken)
            : (await ProgressTable.ReadAsync(connection, community, cancellationToken)).Most;
        long position = 0;
        progress?.Report(new RebuildProgress(community, position, target));
        while (position < target)
        {
            var before = position;
            await foreach (var batch in FoldedBatch.ReadAllAsync(journal, community, views, position, target, entriesPerBatch, cancellationToken))
            {
                await batch.WriteAsync(connection, transaction, timeoutSeconds: 0, cancellationToken);
                position = batch.To;
                progress?.Report(new RebuildProgress(community, position, target));
            }

            if (position == before) throw new InvalidOperationException($"the journal of '{community}' ends at {position}, before {target}, which its views had reached");
        }

        await SetProgressAsync(connection, transaction, community, views, position, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return position;
    }

    private static async Task EmptyAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CommunityCode community, IReadOnlyList<View> views, CancellationToken cancellationToken)
    {
        var statements = new ViewStatements(connection, transaction, timeoutSeconds: 0);
        foreach (var table in views.SelectMany(view => view.Tables))
        {
            statements.Add($"DELETE FROM views.{table} WHERE community = $1", expectedRows: null, Parameter.Of(community.Value));
        }

        await statements.ExecuteAsync(cancellationToken);
    }

    private static async Task SetProgressAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CommunityCode community, IReadOnlyList<View> views, long position, CancellationToken cancellationToken)
    {
        var statements = new ViewStatements(connection, transaction, timeoutSeconds: 0);
        ProgressTable.Set(statements, community, views, position);
        await statements.ExecuteAsync(cancellationToken);
    }
}
