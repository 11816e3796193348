using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Ledger.Writing;

/// <summary>
/// The appends of all communities of this process on their way to the database. What waits at the same moment goes in one statement and shares one flush of the disk:
/// two hundred small communities then cost little more than one large one.
/// </summary>
internal sealed class SharedAppends(IJournal journal)
{
    /// <summary>Statements under way at once. One keeps the database busy while the other's answer is on its way.</summary>
    private const int Most = 2;

    private const int MostEntries = 1_000;

    private readonly Lock gate = new();
    private readonly Queue<Waiting> waiting = new();
    private int underWay;

    private sealed record Waiting(JournalAppend Append)
    {
        public TaskCompletionSource<AppendResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <inheritdoc cref="IJournal.AppendAsync"/>
    public Task<AppendResult> AppendAsync(CommunityCode community, long expectedHead, IReadOnlyList<Entry> entries)
    {
        var append = new Waiting(new JournalAppend(community, expectedHead, entries));
        lock (gate)
        {
            waiting.Enqueue(append);
            if (underWay == Most) return append.Result.Task;
            underWay++;
        }

        _ = SendAsync();
        return append.Result.Task;
    }

    private async Task SendAsync()
    {
        while (Next() is { } group)
        {
            try
            {
                var results = group is [var only]
                    ? [await journal.AppendAsync(only.Append.Community, only.Append.ExpectedHead, only.Append.Entries, CancellationToken.None)]
                    : await journal.AppendAllAsync([.. group.Select(one => one.Append)], CancellationToken.None);
                for (var i = 0; i < group.Count; i++) group[i].Result.SetResult(results[i]);
            }
#pragma warning disable CA1031 // Whatever goes wrong is told to each community's writer, which knows what to do.
            catch (Exception e)
#pragma warning restore CA1031
            {
                foreach (var one in group) one.Result.TrySetException(e);
            }
        }
    }

    /// <summary>Null when nothing waits.</summary>
    private List<Waiting>? Next()
    {
        lock (gate)
        {
            if (waiting.Count == 0)
            {
                underWay--;
                return null;
            }

            List<Waiting> group = [];
            var entries = 0;
            while (waiting.TryPeek(out var next) && (group.Count == 0 || entries + next.Append.Entries.Count <= MostEntries))
            {
                entries += next.Append.Entries.Count;
                group.Add(waiting.Dequeue());
            }

            return group;
        }
    }
}
