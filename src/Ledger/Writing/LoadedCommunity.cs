using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Ledger.Writing;

/// <summary>A community's state and Merkle tree in memory, and how they follow the journal.</summary>
public sealed class LoadedCommunity
{
    private const int CommitEvery = 1_000;

    private CompactRange committedTree;
    private CompactRange tree;

    private LoadedCommunity(CommunityState state, CompactRange tree) => (State, this.tree, committedTree) = (state, tree, tree);

    public CommunityState State { get; }

    /// <summary>The position of the newest snapshot that is known; 0 for none.</summary>
    public long SnapshotPosition { get; internal set; }

    /// <summary>The tree over the entries up to the state's position.</summary>
    public CompactRange Tree => tree;

    /// <summary>Folds the journal from the newest usable snapshot on, or from the first entry.</summary>
    public static async Task<LoadedCommunity> LoadAsync(CommunityCode community, IJournal journal, SnapshotStore? snapshots, CancellationToken cancellationToken)
    {
        var snapshot = snapshots is null ? null : await snapshots.FindAsync(community, cancellationToken);
        var loaded = snapshot is null ? new LoadedCommunity(new CommunityState(community), default) : Restore(StateSnapshot.Read(snapshot));
        await loaded.CatchUpAsync(journal, cancellationToken);
        return loaded;
    }

    private static LoadedCommunity Restore((CommunityState State, CompactRange Tree) snapshot) =>
        new(snapshot.State, snapshot.Tree) { SnapshotPosition = snapshot.State.Position };

    /// <summary>Reads what others wrote since.</summary>
    public async Task CatchUpAsync(IJournal journal, CancellationToken cancellationToken)
    {
        var read = 0;
        await foreach (var entry in journal.ReadAsync(State.Code, State.Position + 1, cancellationToken: cancellationToken))
        {
            State.Evolve(entry.Event, entry.Position, entry.RecordedAt);
            tree = tree.Append(entry.Leaf ?? LeafHash.Of(entry));
            if (++read % CommitEvery == 0) Commit();
        }

        Commit();
    }

    /// <summary>The entries of an accepted command at the next positions; the state and the tree already include them.</summary>
    internal void Extend(LedgerCommand command, string digest, IReadOnlyList<LedgerEvent> events, List<Entry> appended)
    {
        var recordedAt = RecordingTime.After(State.LastRecordedAt, command.Now);
        for (var i = 0; i < events.Count; i++)
        {
            var entry = new Entry(State.Code, State.Position + 1, EntryIds.Of(command.CommandId, i), events[i], EventJson.Write(events[i]),
                recordedAt, command.RecordedActor(), command.CommandId, digest, Leaf: null);
            entry = entry with { Leaf = LeafHash.OfCanonical(entry) };
            State.Evolve(entry.Event, entry.Position, recordedAt);
            tree = tree.Append(entry.Leaf!.Value);
            appended.Add(entry);
        }
    }

    internal void Commit()
    {
        State.Commit();
        committedTree = tree;
    }

    internal void Rollback()
    {
        State.Rollback();
        tree = committedTree;
    }
}
