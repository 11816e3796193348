using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Api.Import;

/// <summary>What a community's journal holds before an import: its state, and which of the planned commands are recorded already.</summary>
public sealed class RecordedJournal
{
    private readonly Dictionary<Guid, List<Entry>> commands = [];

    private RecordedJournal(CommunityCode community) => State = new CommunityState(community);

    /// <summary>As of the journal's head; the rehearsal goes on from here and takes back what it did.</summary>
    public CommunityState State { get; }

    public CommunityFounded? Founded { get; private set; }

    public CurrencyDefined? Currency { get; private set; }

    public static async Task<RecordedJournal> ReadAsync(IJournal journal, CommunityCode community, IEnumerable<Guid> commandIds, CancellationToken cancellationToken)
    {
        var recorded = new RecordedJournal(community);
        var wanted = commandIds.ToHashSet();
        await foreach (var entry in journal.ReadAsync(community, from: 1, cancellationToken: cancellationToken))
        {
            recorded.State.Evolve(entry.Event, entry.Position, entry.RecordedAt);
            recorded.State.Commit();
            if (entry.Event is CommunityFounded founded) recorded.Founded = founded;
            if (entry.Event is CurrencyDefined currency) recorded.Currency = currency;
            if (!wanted.Contains(entry.CommandId)) continue;
            if (!recorded.commands.TryGetValue(entry.CommandId, out var entries)) recorded.commands[entry.CommandId] = entries = [];
            entries.Add(entry);
        }

        return recorded;
    }

    /// <summary>The entries of a command; null when it is not recorded.</summary>
    public IReadOnlyList<Entry>? Find(LedgerCommand command) => commands.GetValueOrDefault(command.CommandId);
}
