using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Ledger.Writing;

/// <summary>The writers of this process: one for each community that is in use, dropped when idle.</summary>
public sealed class CommunityWriters(IJournal journal) : IAsyncDisposable
{
    /// <summary>Executes a command after those that were given before it; returns after the commit. Never waits endlessly: a full queue gives <see cref="CommandOutcome.Busy"/>.</summary>
    public Task<CommandOutcome> ExecuteAsync(CommunityCode community, LedgerCommand command, CancellationToken cancellationToken) => throw new NotSupportedException(journal.ToString());

    /// <summary>Looks at the community's state as of the journal's head. The function must not keep the state: it changes afterwards.</summary>
    public Task<T> LookAsync<T>(CommunityCode community, Func<CommunityState, T> look, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
