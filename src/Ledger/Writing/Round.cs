using Buurthulp.Ledger.Journal;

namespace Buurthulp.Ledger.Writing;

/// <summary>One go at deciding all waiting commands on the state in memory. Nobody is answered yet.</summary>
internal sealed class Round
{
    public List<Entry> Entries { get; } = [];

    public List<(WaitingCommand Command, Entry[] Entries)> Accepted { get; } = [];

    public List<(WaitingCommand Command, Refusal Refusal)> Refused { get; } = [];

    /// <summary>Recorded before: the journal has their answers.</summary>
    public List<WaitingCommand> Repeated { get; } = [];

    /// <summary>Decides in the order of arrival; each command sees what the ones before it did.</summary>
    public static Round Decide(LoadedCommunity loaded, List<WaitingCommand> commands, RecentCommands recent)
    {
        var round = new Round();
        var accepted = commands.Count > 1 ? new Dictionary<Guid, Entry[]>(commands.Count) : null; // Most rounds of small communities have one.
        for (var i = 0; i < commands.Count; i++)
        {
            var waiting = commands[i];
            if (waiting.IsAnswered) continue;
            var id = waiting.Command.CommandId;
            if (recent.Contains(id))
            {
                round.Repeated.Add(waiting);
            }
            else if (accepted is not null && accepted.TryGetValue(id, out var twin))
            {
                round.AddTwin(waiting, twin, loaded);
            }
            else if (!round.TryDecide(waiting, loaded, accepted))
            {
                // A defect in one command: its changes can't be told from the others', so all are taken back and decided again without it.
                loaded.RollbackToSeal();
                return Decide(loaded, commands, recent);
            }
        }

        return round;
    }

    /// <summary>The same id twice in one round: the same content shares the first one's fate, other content is refused.</summary>
    private void AddTwin(WaitingCommand waiting, Entry[] twin, LoadedCommunity loaded)
    {
        if (waiting.FromJournal([waiting.Command.CommandId], twin, loaded.State.Code) is CommandOutcome.Recorded) Accepted.Add((waiting, twin));
        else Refused.Add((waiting, new Refusal.CommandIdReused()));
    }

    private bool TryDecide(WaitingCommand waiting, LoadedCommunity loaded, Dictionary<Guid, Entry[]>? accepted)
    {
        try
        {
            var decision = waiting.Command.Decide(loaded.State);
            if ((decision.Refusal ?? LedgerDays.Refused(decision.Events) ?? loaded.State.Books.FirstOnClosedDay(decision.Events)) is { } refusal)
            {
                Refused.Add((waiting, refusal));
                return true;
            }

            var entries = loaded.Extend(waiting.Command, waiting.Digest, decision.Events);
            Entries.AddRange(entries);
            accepted?.Add(waiting.Command.CommandId, entries);
            Accepted.Add((waiting, entries));
            return true;
        }
#pragma warning disable CA1031 // The writer's loop: whatever goes wrong in one command is that command's answer and nobody else's.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            waiting.Fail(defect);
            return false;
        }
    }
}
