using System.Runtime.CompilerServices;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Tests.Ledger.Verification;

/// <summary>One community's entries, read as the database would give them. Entries may be put in its place that nobody could have appended.</summary>
internal sealed class MemoryJournal(CommunityCode community, IReadOnlyList<Entry> entries) : IJournal
{
    public Task<long> HeadAsync(CommunityCode code, CancellationToken cancellationToken) => Task.FromResult(code == community ? entries.Count : 0L);

    public async IAsyncEnumerable<Entry> ReadAsync(CommunityCode code, long from, long limit = long.MaxValue, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        if (code != community) yield break;
        for (var i = from - 1; i < entries.Count && i - from + 1 < limit; i++) yield return entries[(int)i];
    }

    public Task<AppendResult> AppendAsync(CommunityCode code, long expectedHead, IReadOnlyList<Entry> appended, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Entry>> FindAboutAsync(CommunityCode community, IReadOnlyList<Guid> subjects, long through, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Entry>>([.. entries.Where(entry => entry.Position <= through && Subject.Of(entry.Event) is { } subject && subjects.Contains(subject.Id))]);

    public Task<IReadOnlyList<Entry>> FindCommandsAsync(IReadOnlyList<Guid> commandIds, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<(CommunityCode Community, long Head)>> CommunitiesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
