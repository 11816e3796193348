using System.Collections.Frozen;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Api.Feeds;

/// <summary>Entries as they are followed, read from the journal.</summary>
internal sealed class JournalPages(IJournal journal)
{
    /// <summary>The entries after a position, at most so many.</summary>
    /// <exception cref="JournalUnavailableException">The database is away.</exception>
    public async Task<IReadOnlyList<FeedEntry>> AfterAsync(CommunityCode community, long position, int most, CancellationToken cancellationToken)
    {
        List<Entry> entries = [];
        await foreach (var entry in journal.ReadAsync(community, position + 1, most, cancellationToken)) entries.Add(entry);
        var origins = entries.Select(entry => Parties.OriginOf(entry.Event)).OfType<Guid>().Distinct().ToList();
        var named = origins.Count == 0 ? [] : await NamedInAsync(community, origins, cancellationToken);
        return [.. entries.Select(entry => new FeedEntry(entry, PartiesOf(entry, named)))];
    }

    private async Task<Dictionary<Guid, AccountNumber[]>> NamedInAsync(CommunityCode community, List<Guid> origins, CancellationToken cancellationToken) =>
        (await journal.FindCommandsAsync(origins, cancellationToken)).Where(entry => entry.Community == community && entry.Id == entry.CommandId)
            .ToDictionary(entry => entry.Id, entry => Parties.NamedIn(entry.Event).ToArray());

    private static FrozenSet<AccountNumber> PartiesOf(Entry entry, Dictionary<Guid, AccountNumber[]> named)
    {
        var began = Parties.OriginOf(entry.Event) is { } origin ? named.GetValueOrDefault(origin) ?? [] : [];
        return Parties.NamedIn(entry.Event).Concat(began).ToFrozenSet();
    }
}
