namespace Buurthulp.Ledger.Writing;

/// <summary>
/// The newest recorded commands, so that a repetition soon after is known as one before it is decided. What was recorded is read from the journal, where older ones are found as well, by the
/// unique event id: entries kept here would be half of what a process with many communities holds in memory.
/// </summary>
internal sealed class RecentCommands
{
    private const int Most = 10_000;

    private readonly HashSet<Guid> ids = [];
    private readonly Queue<Guid> order = [];

    public bool Contains(Guid commandId) => ids.Contains(commandId);

    public void Add(Guid commandId)
    {
        if (!ids.Add(commandId)) return;
        order.Enqueue(commandId);
        if (order.Count > Most) ids.Remove(order.Dequeue());
    }
}
