using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using NodaTime;

namespace Buurthulp.Tests.Ledger.Verification;

/// <summary>A community whose commands are decided and recorded as the writer does it, without a database. The same seed gives the same journal.</summary>
internal sealed class RecordedCommunity(string code, int seed)
{
    public static readonly LocalDate Founded = new(2025, 1, 1);

    public Random Random { get; } = new(seed);

    public CommunityState State { get; } = new(new CommunityCode(code));

    public List<Entry> Entries { get; } = [];

    /// <summary>The time of the next command.</summary>
    public Instant Now { get; set; } = Instant.FromUtc(2025, 1, 1, 9, 0).PlusNanoseconds(205_379_000);

    public LocalDate Today => State.Today(Now);

    public IJournal Journal => new MemoryJournal(State.Code, Entries);

    public Checkpoint Checkpoint => CheckpointAt(Entries.Count);

    public Checkpoint CheckpointAt(int size)
    {
        CompactRange tree = default;
        foreach (var entry in Entries.Take(size)) tree = tree.Append(entry.Leaf!.Value);
        return Checkpoint.Of(State.Code.Value, tree);
    }

    public Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.NextBytes(bytes);
        return new Guid(bytes);
    }

    /// <summary>The refusal, when there is one; then nothing is recorded.</summary>
    public Refusal? Do(LedgerCommand command)
    {
        var decision = command.Decide(State);
        if (decision.Refusal is { } refusal) return refusal;
        var recordedAt = RecordingTime.After(State.LastRecordedAt, command.Now);
        for (var i = 0; i < decision.Events.Count; i++)
        {
            var recorded = decision.Events[i];
            var entry = new Entry(State.Code, State.Position + 1, EntryIds.Of(command.CommandId, i), recorded, EventJson.Write(recorded),
                recordedAt, command.RecordedActor(), command.CommandId, CommandDigest: null, Leaf: null);
            Entries.Add(entry with { Leaf = LeafHash.Of(entry) });
            State.Evolve(recorded, entry.Position, recordedAt);
        }

        State.Commit();
        return null;
    }

    public void MustDo(LedgerCommand command) => Do(command).ShouldBeNull();
}
