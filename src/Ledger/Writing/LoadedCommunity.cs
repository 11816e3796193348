using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Treasury;

namespace Buurthulp.Ledger.Writing;

/// <summary>A community's state and Merkle tree in memory, and how they follow the journal.</summary>
public sealed class LoadedCommunity
{
    private const int CommitEvery = 1_000;

    private readonly SettledMemory settled;
    private CompactRange committedTree;
    private CompactRange treeOnItsWay;
    private CompactRange tree;

    private LoadedCommunity(CommunityState state, CompactRange tree) => (State, settled, this.tree, treeOnItsWay, committedTree) = (state, new SettledMemory(state), tree, tree, tree);

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
            // The budget of the month in which the help was given gets it back.
            if (entry.Event is ExchangeReversed reversed && State.IsChargedToInstitution(reversed.Charged)) await RecallAsync(journal, [Subject.Of(reversed.Exchange)], State.Position, cancellationToken);
            State.Evolve(entry.Event, entry.Position, entry.RecordedAt);
            settled.Note(entry.Event, entry.Position);
            tree = tree.Append(entry.Leaf ?? LeafHash.Of(entry));
            if (++read % CommitEvery == 0) Commit();
        }

        Commit();
    }

    /// <summary>Brings back what the commands are about and the state has forgotten. Most commands are about nothing of the kind.</summary>
    internal Task RecallAsync(IJournal journal, List<WaitingCommand> commands, CancellationToken cancellationToken)
    {
        List<Subject> subjects = [];
        foreach (var waiting in commands)
        {
            if (waiting.Command.LooksAt(State) is { } subject) subjects.Add(subject);
        }

        return RecallAsync(journal, subjects, State.CommittedPosition, cancellationToken);
    }

    /// <inheritdoc cref="SettledMemory.RecallAsync"/>
    internal Task RecallAsync(IJournal journal, IReadOnlyList<Subject> subjects, long asOf, CancellationToken cancellationToken) =>
        subjects.Count == 0 ? Task.CompletedTask : settled.RecallAsync(journal, subjects, asOf, cancellationToken);

    /// <summary>The entries of an accepted command at the next positions; the state and the tree already include them.</summary>
    internal Entry[] Extend(LedgerCommand command, string digest, IReadOnlyList<LedgerEvent> events)
    {
        var recordedAt = RecordingTime.After(State.LastRecordedAt, command.Now);
        var actor = command.RecordedActor();
        var appended = new Entry[events.Count];
        for (var i = 0; i < appended.Length; i++)
        {
            var (recorded, position, id) = (events[i], State.Position + 1, EntryIds.Of(command.CommandId, i));
            var data = EventJson.Write(recorded);
            var leaf = LeafHash.OfCanonical(State.Code, position, id, EventTypes.NameOf(recorded), data, recordedAt, actor);
            appended[i] = new Entry(State.Code, position, id, recorded, data, recordedAt, actor, command.CommandId, digest, leaf);
            State.Evolve(recorded, position, recordedAt);
            settled.Note(recorded, position);
            tree = tree.Append(leaf);
        }

        return appended;
    }

    internal void Commit()
    {
        State.Commit();
        settled.Forget();
        committedTree = treeOnItsWay = tree;
    }

    /// <inheritdoc cref="CommunityState.Seal"/>
    internal void Seal()
    {
        State.Seal();
        treeOnItsWay = tree;
    }

    /// <inheritdoc cref="CommunityState.CommitSealed"/>
    internal void CommitSealed()
    {
        State.CommitSealed();
        settled.Forget();
        committedTree = treeOnItsWay;
    }

    /// <summary>Takes back what was decided last; what is on its way to the database stays.</summary>
    internal void RollbackToSeal()
    {
        State.RollbackToSeal();
        tree = treeOnItsWay;
    }

    internal void Rollback()
    {
        State.Rollback();
        tree = treeOnItsWay = committedTree;
    }
}
