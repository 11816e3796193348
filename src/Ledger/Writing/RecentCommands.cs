using System.Diagnostics.CodeAnalysis;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Ledger.Writing;

/// <summary>The newest recorded commands, so that a repetition soon after is answered without the database. Older ones are found by the unique event id.</summary>
internal sealed class RecentCommands
{
    private const int Most = 10_000;

    private readonly Dictionary<Guid, Entry[]> entries = [];
    private readonly Queue<Guid> order = [];

    public bool TryFind(Guid commandId, [MaybeNullWhen(false)] out Entry[] recorded) => entries.TryGetValue(commandId, out recorded);

    public void Add(Guid commandId, Entry[] recorded)
    {
        if (!entries.TryAdd(commandId, recorded)) return;
        order.Enqueue(commandId);
        if (order.Count > Most) entries.Remove(order.Dequeue());
    }
}
