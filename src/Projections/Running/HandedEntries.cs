using System.Data;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Npgsql;

namespace Buurthulp.Projections.Running;

/// <summary>Entries that somebody hands to the views instead of their being read: for the daemon of another event store.</summary>
public static class HandedEntries
{
    private const int TimeoutSeconds = 120;

    /// <summary>
    /// Writes what consecutive entries of a community change, in one transaction with the views' position. What a view has already is passed over,
    /// so entries that are handed over again change nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">Entries are missing before the first, or another process is at work: hand them over again later.</exception>
    public static async Task ApplyAsync(NpgsqlDataSource database, CommunityCode community, IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        var progress = await ProgressTable.ReadAsync(connection, community, cancellationToken);
        foreach (var views in Views.All.GroupBy(progress.Of))
        {
            var batch = Fold(community, [.. views], views.Key, entries);
            if (batch.Count == 0) continue;
            if (!await ProgressTable.TryMoveAsync(connection, transaction, community, batch.Views, batch.After, batch.To, cancellationToken))
                throw new InvalidOperationException($"another process works on the views of '{community}'");
            await batch.WriteAsync(connection, transaction, TimeoutSeconds, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static FoldedBatch Fold(CommunityCode community, IReadOnlyList<View> views, long after, IReadOnlyList<Entry> entries)
    {
        IViewFold[] folds = [.. views.Select(view => view.StartFold())];
        var to = after;
        foreach (var entry in entries.Where(entry => entry.Position > after))
        {
            if (entry.Position != to + 1) throw new InvalidOperationException($"position {entry.Position} of '{community}' does not follow {to}");
            foreach (var fold in folds) fold.Apply(entry);
            to = entry.Position;
        }

        return new FoldedBatch(community, views, folds, after, to);
    }
}
