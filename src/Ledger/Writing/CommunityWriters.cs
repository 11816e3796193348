using System.Collections.Concurrent;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;
using Microsoft.Extensions.Logging;

namespace Buurthulp.Ledger.Writing;

/// <summary>The writers of this process: one for each community that is in use.</summary>
public sealed class CommunityWriters(IJournal journal, SnapshotStore? snapshots, ILogger<CommunityWriters> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<CommunityCode, Lazy<CommunityWriter>> writers = new();
    private volatile bool disposed;

    /// <summary>How many communities are in memory.</summary>
    public int Count => writers.Count;

    /// <summary>
    /// Executes a command after those that this process was given before it; answers after the commit.
    /// Never waits endlessly: a full queue gives <see cref="CommandOutcome.Busy"/> at once.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller stopped waiting; the command may be recorded all the same.</exception>
    public Task<CommandOutcome> ExecuteAsync(CommunityCode community, LedgerCommand command, CancellationToken cancellationToken)
    {
        var waiting = new WaitingCommand(command, CommandDigest.Of(command));
        return TryAdd(community, waiting)
            ? waiting.Outcome.WaitAsync(cancellationToken)
            : Task.FromResult<CommandOutcome>(new CommandOutcome.Busy(RetryAfterSeconds: 1));
    }

    /// <summary>Looks at the community as of the journal's head. The function must not keep the state: it changes afterwards.</summary>
    /// <exception cref="JournalUnavailableException">The database is away, or too much is waiting.</exception>
    public Task<T> LookAsync<T>(CommunityCode community, Func<CommunityState, CompactRange, T> look, CancellationToken cancellationToken)
    {
        var waiting = new WaitingLook<T>(look);
        if (!TryAdd(community, waiting)) waiting.Unavailable();
        return waiting.Result.WaitAsync(cancellationToken);
    }

    /// <summary>Drops the communities that nobody used for the given time; their snapshots make the next start fast.</summary>
    public async Task DropIdleAsync(TimeSpan idleFor)
    {
        foreach (var (community, writer) in writers)
        {
            if (!writer.IsValueCreated || writer.Value.IdleFor < idleFor) continue;
            writers.TryRemove(KeyValuePair.Create(community, writer));
            await writer.Value.CloseAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        disposed = true;
        await DropIdleAsync(TimeSpan.Zero);
    }

    private bool TryAdd(CommunityCode community, Waiting waiting)
    {
        while (!disposed)
        {
            var writer = writers.GetOrAdd(community, code => new Lazy<CommunityWriter>(() => new CommunityWriter(code, journal, snapshots, logger))).Value;
            if (writer.TryAdd(waiting)) return true;
            if (!writer.IsClosing) return false;
        }

        return false;
    }
}
