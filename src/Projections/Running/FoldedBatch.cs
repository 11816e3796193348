using System.Runtime.CompilerServices;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Npgsql;

namespace Buurthulp.Projections.Running;

/// <summary>Consecutive entries of one community, folded by some views and ready to be written.</summary>
internal sealed record FoldedBatch(CommunityCode Community, IReadOnlyList<View> Views, IReadOnlyList<IViewFold> Folds, long After, long To)
{
    public long Count => To - After;

    /// <summary>
    /// All batches from <paramref name="after"/> to the journal's end or to <paramref name="until"/>. While one is written the next is read and folded.
    /// The entries are also applied to <paramref name="lasting"/>, folds that outlive the batches and are written by whoever gave them.
    /// </summary>
    public static async IAsyncEnumerable<FoldedBatch> ReadAllAsync(IJournal journal, CommunityCode community, IReadOnlyList<View> views, long after, long until, int entriesPerBatch,
        IReadOnlyList<IViewFold> lasting, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var next = StartAsync(after);
        try
        {
            while (next is not null)
            {
                var batch = await next;
                if (batch.Count == 0) yield break;
                next = batch.Count < entriesPerBatch || batch.To >= until ? null : StartAsync(batch.To);
                yield return batch;
            }
        }
        finally
        {
            await stop.CancelAsync();
            if (next is not null) await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Task<FoldedBatch> StartAsync(long from) => Task.Run(() => ReadAsync(journal, community, views, from, Math.Min(entriesPerBatch, until - from), lasting, stop.Token), stop.Token);
    }

    /// <summary>Adds the statements of some views.</summary>
    public void WriteTo(ViewStatements statements, IReadOnlyCollection<View> some)
    {
        foreach (var (view, fold) in Views.Zip(Folds))
        {
            if (some.Contains(view)) fold.WriteTo(statements, Community);
        }
    }

    /// <summary>Writes in the caller's transaction.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, int timeoutSeconds, CancellationToken cancellationToken)
    {
        var statements = new ViewStatements(connection, transaction, timeoutSeconds);
        WriteTo(statements, Views);
        await statements.ExecuteAsync(cancellationToken);
    }

    /// <exception cref="UnreadableEntryException">The very first entry can't be understood, or any where there are lasting folds. Else, when it is a later one, the batch ends before it.</exception>
    private static async Task<FoldedBatch> ReadAsync(IJournal journal, CommunityCode community, IReadOnlyList<View> views, long after, long limit, IReadOnlyList<IViewFold> lasting,
        CancellationToken cancellationToken)
    {
        IViewFold[] folds = [.. views.Select(view => view.StartFold())];
        var to = after;
        try
        {
            await foreach (var entry in journal.ReadAsync(community, after + 1, limit, cancellationToken))
            {
                if (entry.Position != to + 1) throw new InvalidOperationException($"position {entry.Position} does not follow {to}");
                foreach (var fold in folds) fold.Apply(entry);
                foreach (var fold in lasting) fold.Apply(entry);
                to = entry.Position;
            }

            return new FoldedBatch(community, views, folds, after, to);
        }
#pragma warning disable CA1031 // Part of the runner: whatever one entry does, other communities go on.
        catch (Exception e) when (!Failure.IsPassing(e) && e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            if (to == after || lasting.Count > 0) throw new UnreadableEntryException(community, to + 1, e);
        }

        // Some folds have seen the entry that failed and some have not, so the entries before it are folded again.
        return await ReadAsync(journal, community, views, after, to - after, lasting, cancellationToken);
    }
}

/// <summary>A view can't go past this entry: this program does not know its kind, or the journal is damaged.</summary>
internal sealed class UnreadableEntryException(CommunityCode community, long position, Exception inner)
    : Exception($"entry {position} of '{community}' can't be applied: {inner.Message}", inner)
{
    public long Position { get; } = position;
}
