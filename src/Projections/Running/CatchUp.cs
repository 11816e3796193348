using System.Data;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Npgsql;

namespace Buurthulp.Projections.Running;

/// <summary>How a turn of catching up ended.</summary>
internal enum Turn
{
    /// <summary>The views stood at the journal's end.</summary>
    AtTheEnd,

    /// <summary>There is more to do; others get their turn first.</summary>
    More,

    /// <summary>Another process works on these views.</summary>
    Elsewhere,
}

/// <summary>Brings the views of one community up to the journal, a transaction for each batch.</summary>
internal sealed class CatchUp(NpgsqlDataSource database, IJournal journal, int entriesPerBatch)
{
    /// <summary>After so many batches other communities get a turn.</summary>
    private const int BatchesPerTurn = 20;

    private const int TimeoutSeconds = 120;

    /// <param name="community">Whose views.</param>
    /// <param name="reached">Is told each position that all views have reached.</param>
    /// <param name="cancellationToken">Stops between batches or in the middle of one; a batch is written whole or not at all.</param>
    /// <exception cref="UnreadableEntryException">The next entry can't be applied.</exception>
    /// <exception cref="InvalidOperationException">A view is not what the journal makes of it and must be rebuilt.</exception>
    public async Task<Turn> RunAsync(CommunityCode community, Action<long> reached, CancellationToken cancellationToken)
    {
        var batches = 0;
        while (true)
        {
            var progress = await ProgressTable.ReadAsync(database, community, cancellationToken);
            reached(progress.Least);
            var (views, after, until) = progress.FurthestBehind();
            var atLimit = false;
            await foreach (var batch in FoldedBatch.ReadAllAsync(journal, community, views, after, until, entriesPerBatch, lasting: [], cancellationToken))
            {
                if (!await TryWriteAsync(batch, cancellationToken)) return Turn.Elsewhere;
                if (until == long.MaxValue) reached(batch.To);
                atLimit = batch.To == until;
                if (++batches >= BatchesPerTurn) return Turn.More;
            }

            if (!atLimit) return Turn.AtTheEnd;
        }
    }

    private async Task<bool> TryWriteAsync(FoldedBatch batch, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        if (!await ProgressTable.TryMoveAsync(connection, transaction, batch.Community, batch.Views, batch.After, batch.To, cancellationToken)) return false;
        await batch.WriteAsync(connection, transaction, TimeoutSeconds, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
