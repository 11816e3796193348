using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;
using Microsoft.Extensions.Logging;

namespace Buurthulp.Ledger.Writing;

/// <summary>The writers of this process: one for each community that is in use.</summary>
/// <param name="journal">Where entries are appended.</param>
/// <param name="snapshots">Makes the next start of a community fast; null: it is folded from its first entry.</param>
/// <param name="logger">For what goes wrong.</param>
/// <param name="meter">Counts what was recorded and refused, by the code of the refusal and nothing else; null: nobody counts.</param>
public sealed class CommunityWriters(IJournal journal, SnapshotStore? snapshots, ILogger<CommunityWriters> logger, Meter? meter = null) : IAsyncDisposable
{
    private readonly Counter<long>? recorded = meter?.CreateCounter<long>("buurthulp_commands_recorded", description: "Commands that were recorded.");
    private readonly Counter<long>? refused = meter?.CreateCounter<long>("buurthulp_commands_refused", description: "Commands to which a rule said no, by the code of the refusal.");
    private readonly ConcurrentDictionary<CommunityCode, Lazy<CommunityWriter>> writers = new();
    private readonly SharedAppends appends = new(journal);
    private volatile bool disposed;

    /// <summary>How many communities are in memory.</summary>
    public int Count => writers.Count;

    /// <summary>
    /// Executes a command after those that this process was given before it; answers after the commit.
    /// Never waits endlessly: a full queue gives <see cref="CommandOutcome.Busy"/> at once.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller stopped waiting; the command may be recorded all the same.</exception>
    public async Task<CommandOutcome> ExecuteAsync(CommunityCode community, LedgerCommand command, CancellationToken cancellationToken)
    {
        var waiting = new WaitingCommand(command, CommandDigest.Of(command));
        if (!TryAdd(community, waiting)) return new CommandOutcome.Busy(RetryAfterSeconds: 1);
        var outcome = await waiting.Outcome.WaitAsync(cancellationToken);
        if (outcome is CommandOutcome.Recorded) recorded?.Add(1);
        if (outcome is CommandOutcome.Refused { Refusal.Code: var code }) refused?.Add(1, new KeyValuePair<string, object?>("code", code));
        return outcome;
    }

    /// <summary>Looks at the community as of the journal's head. The function must not keep the state: it changes afterwards.</summary>
    /// <exception cref="JournalUnavailableException">The database is away, or too much is waiting.</exception>
    public Task<T> LookAsync<T>(CommunityCode community, Func<CommunityState, CompactRange, T> look, CancellationToken cancellationToken) => LookAsync(community, [], look, cancellationToken);

    /// <summary>The same, at exchanges and discounts too that may be settled: those are brought back first.</summary>
    /// <exception cref="JournalUnavailableException">The database is away, or too much is waiting.</exception>
    public Task<T> LookAsync<T>(CommunityCode community, IReadOnlyList<Subject> about, Func<CommunityState, CompactRange, T> look, CancellationToken cancellationToken)
    {
        var waiting = new WaitingLook<T>(look, about);
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
            var writer = writers.GetOrAdd(community, code => new Lazy<CommunityWriter>(() => new CommunityWriter(code, journal, appends, snapshots, logger))).Value;
            if (writer.TryAdd(waiting)) return true;
            if (!writer.IsClosing) return false;
        }

        return false;
    }
}
