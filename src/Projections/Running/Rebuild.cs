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
/// Makes views of a community anew from the journal: readers see the old rows until the end, and nobody else moves the views meanwhile. Booking goes on;
/// only the views of this community stand still. Rows are what it costs, so two connections write them, each some of the views.
/// </summary>
internal sealed class Rebuild(NpgsqlDataSource database, IJournal journal, int entriesPerBatch)
{
    private const int Lanes = 2;

    /// <returns>The position that the rebuilt views have reached.</returns>
    /// <exception cref="UnreadableEntryException">An entry can't be applied; the old rows stay.</exception>
    public async Task<long> RunAsync(CommunityCode community, IReadOnlyList<View> views, IProgress<RebuildProgress>? progress, CancellationToken cancellationToken)
    {
        await using var first = await Lane.OpenAsync(database, cancellationToken);
        await ProgressTable.LockAsync(first.Connection, first.Transaction, community, cancellationToken);
        await using var second = views.Count < Lanes ? null : await Lane.OpenAsync(database, cancellationToken);
        Lane[] lanes = second is null ? [first] : [first, second];
        foreach (var (i, view) in views.Index()) lanes[i % lanes.Length].Views.Add(view);
        await TogetherAsync(lanes, lane => lane.WriteAsync(statements => Empty(statements, community, lane.Views), cancellationToken));

        // One view alone ends where the others stand, so that from then on all go together again.
        var target = views.Count == Views.All.Count
            ? await journal.HeadAsync(community, cancellationToken)
            : (await ProgressTable.ReadAsync(first.Connection, community, cancellationToken)).Most;
        var lasting = views.Where(view => view.HasRowsOfAccounts).ToDictionary(view => view, view => view.StartFold());
        List<View> inBatches = [.. views.Where(view => !view.HasRowsOfAccounts)];
        long position = 0;
        progress?.Report(new RebuildProgress(community, position, target));
        while (position < target)
        {
            var before = position;
            await foreach (var batch in FoldedBatch.ReadAllAsync(journal, community, inBatches, position, target, entriesPerBatch, [.. lasting.Values], cancellationToken))
            {
                await TogetherAsync(lanes, lane => lane.WriteAsync(statements => batch.WriteTo(statements, lane.Views), cancellationToken));
                position = batch.To;
                progress?.Report(new RebuildProgress(community, position, target));
            }

            if (position == before) throw new InvalidOperationException($"the journal of '{community}' ends at {position}, before {target}, which its views had reached");
        }

        await TogetherAsync(lanes, lane => lane.WriteAsync(statements =>
        {
            foreach (var view in lane.Views.Where(lasting.ContainsKey)) lasting[view].WriteTo(statements, community);
            ProgressTable.Set(statements, community, lane.Views, position);
        }, cancellationToken));

        // The first lane holds the lock, so it is the last to go. Were it to fail now, its views keep their old rows and their old position, as if only the others had been rebuilt.
        foreach (var lane in lanes.Reverse()) await lane.Transaction.CommitAsync(cancellationToken);
        return position;
    }

    private static void Empty(ViewStatements statements, CommunityCode community, IReadOnlyList<View> views)
    {
        foreach (var table in views.SelectMany(view => view.Tables))
        {
            statements.Add($"DELETE FROM views.{table} WHERE community = $1", expectedRows: null, Parameter.Of(community.Value));
        }
    }

    /// <summary>When one fails the others come to their end before it is told, for no connection may be closed while it writes.</summary>
    private static Task TogetherAsync(Lane[] lanes, Func<Lane, Task> write) => Task.WhenAll(lanes.Select(write));

    /// <summary>A connection with its transaction, and the views whose rows it writes from the first to the last.</summary>
    private sealed class Lane(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public NpgsqlConnection Connection => connection;

        public NpgsqlTransaction Transaction => transaction;

        public List<View> Views { get; } = [];

        public static async Task<Lane> OpenAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
        {
            var connection = await database.OpenConnectionAsync(cancellationToken);
            return new Lane(connection, await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken));
        }

        public Task WriteAsync(Action<ViewStatements> add, CancellationToken cancellationToken) => Task.Run(async () =>
        {
            var statements = new ViewStatements(connection, transaction, timeoutSeconds: 0);
            add(statements);
            await statements.ExecuteAsync(cancellationToken);
        }, cancellationToken);

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
