using System.Runtime.CompilerServices;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Tests.Fixtures;

/// <summary>Journals in memory, for tests of what reads or writes a journal without a database.</summary>
public sealed class MemoryJournal : IJournal
{
    private readonly Lock gate = new();
    private readonly Dictionary<CommunityCode, List<Entry>> journals = [];
    private readonly HashSet<Guid> ids = [];

    public Task<long> HeadAsync(CommunityCode community, CancellationToken cancellationToken)
    {
        lock (gate) return Task.FromResult((long)(journals.GetValueOrDefault(community)?.Count ?? 0));
    }

    public async IAsyncEnumerable<Entry> ReadAsync(CommunityCode community, long from, long limit = long.MaxValue, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Entry[] found;
        lock (gate) found = [.. (journals.GetValueOrDefault(community) ?? []).Where(entry => entry.Position >= from && entry.Position - from < limit)];
        await Task.Yield();
        foreach (var entry in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    public Task<AppendResult> AppendAsync(CommunityCode community, long expectedHead, IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!journals.TryGetValue(community, out var journal)) journals.Add(community, journal = []);
            if (journal.Count != expectedHead) return Task.FromResult(AppendResult.Conflict);
            if (entries.Any(entry => ids.Contains(entry.Id))) return Task.FromResult(AppendResult.DuplicateId);
            ids.UnionWith(entries.Select(entry => entry.Id));
            journal.AddRange(entries);
            return Task.FromResult(AppendResult.Appended);
        }
    }

    public Task<IReadOnlyList<Entry>> FindCommandsAsync(IReadOnlyList<Guid> commandIds, CancellationToken cancellationToken)
    {
        lock (gate) return Task.FromResult<IReadOnlyList<Entry>>([.. journals.Values.SelectMany(journal => journal).Where(entry => commandIds.Contains(entry.CommandId))]);
    }

    public Task<IReadOnlyList<(CommunityCode Community, long Head)>> CommunitiesAsync(CancellationToken cancellationToken)
    {
        lock (gate) return Task.FromResult<IReadOnlyList<(CommunityCode, long)>>([.. journals.Where(pair => pair.Value.Count > 0).Select(pair => (pair.Key, (long)pair.Value.Count)).OrderBy(pair => pair.Key.Value, StringComparer.Ordinal)]);
    }
}
