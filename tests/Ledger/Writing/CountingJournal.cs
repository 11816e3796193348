using System.Runtime.CompilerServices;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Tests.Ledger.Writing;

/// <summary>Counts the entries that are read, and lets a test make appends fail.</summary>
internal sealed class CountingJournal(IJournal inner) : IJournal
{
    public int Read { get; private set; }

    /// <summary>Called before and after each append; may throw, before or after the entries are on disk.</summary>
    public Action<bool>? AroundAppend { get; set; }

    /// <summary>Waited for before each append, while the writer goes on; may fail.</summary>
    public Func<Task>? BeforeAppend { get; set; }

    public Task<long> HeadAsync(CommunityCode community, CancellationToken cancellationToken) => inner.HeadAsync(community, cancellationToken);

    public async IAsyncEnumerable<Entry> ReadAsync(CommunityCode community, long from, long limit = long.MaxValue, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var entry in inner.ReadAsync(community, from, limit, cancellationToken))
        {
            Read++;
            yield return entry;
        }
    }

    public async Task<AppendResult> AppendAsync(CommunityCode community, long expectedHead, IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        AroundAppend?.Invoke(false);
        if (BeforeAppend is { } before) await before();
        var result = await inner.AppendAsync(community, expectedHead, entries, cancellationToken);
        AroundAppend?.Invoke(true);
        return result;
    }

    public Task<IReadOnlyList<Entry>> FindAboutAsync(CommunityCode community, IReadOnlyList<Guid> subjects, long through, CancellationToken cancellationToken) =>
        inner.FindAboutAsync(community, subjects, through, cancellationToken);

    public Task<IReadOnlyList<Entry>> FindCommandsAsync(IReadOnlyList<Guid> commandIds, CancellationToken cancellationToken) => inner.FindCommandsAsync(commandIds, cancellationToken);

    public Task<IReadOnlyList<(CommunityCode Community, long Head)>> CommunitiesAsync(CancellationToken cancellationToken) => inner.CommunitiesAsync(cancellationToken);
}
