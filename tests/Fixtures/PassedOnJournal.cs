using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Tests.Fixtures;

/// <summary>Hands everything on to another journal, but for what a test lets go otherwise.</summary>
internal abstract class PassedOnJournal(IJournal journal) : IJournal
{
    public virtual Task<long> HeadAsync(CommunityCode community, CancellationToken cancellationToken) => journal.HeadAsync(community, cancellationToken);

    public virtual IAsyncEnumerable<Entry> ReadAsync(CommunityCode community, long from, long limit = long.MaxValue, CancellationToken cancellationToken = default) =>
        journal.ReadAsync(community, from, limit, cancellationToken);

    public virtual Task<AppendResult> AppendAsync(CommunityCode community, long expectedHead, IReadOnlyList<Entry> entries, CancellationToken cancellationToken) =>
        journal.AppendAsync(community, expectedHead, entries, cancellationToken);

    public virtual Task<IReadOnlyList<Entry>> FindAboutAsync(CommunityCode community, IReadOnlyList<Guid> subjects, long through, CancellationToken cancellationToken) =>
        journal.FindAboutAsync(community, subjects, through, cancellationToken);

    public virtual Task<IReadOnlyList<Entry>> FindCommandsAsync(IReadOnlyList<Guid> commandIds, CancellationToken cancellationToken) => journal.FindCommandsAsync(commandIds, cancellationToken);

    public virtual Task<IReadOnlyList<(CommunityCode Community, long Head)>> CommunitiesAsync(CancellationToken cancellationToken) => journal.CommunitiesAsync(cancellationToken);
}
