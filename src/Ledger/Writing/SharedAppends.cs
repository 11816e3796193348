using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Ledger.Writing;

/// <summary>Entries of a community on their way to the database. Whoever waits goes on where the news is told, see <see cref="SharedAppends"/>.</summary>
internal sealed class PendingAppend(CommunityCode community, long expectedHead, IReadOnlyList<Entry> entries)
{
    private readonly TaskCompletionSource<AppendResult> result = new();
    private readonly TaskCompletionSource landedOrLate = new();

    public JournalAppend Append { get; } = new(community, expectedHead, entries);

    /// <inheritdoc cref="IJournal.AppendAsync"/>
    public Task<AppendResult> Result => result.Task;

    /// <summary>Ends with the result, or earlier when the statement takes longer than it does as a rule.</summary>
    public Task LandedOrLate => landedOrLate.Task;

    public void Land(AppendResult landed)
    {
        result.SetResult(landed);
        landedOrLate.TrySetResult();
    }

    public void Fail(Exception e)
    {
        result.SetException(e);
        landedOrLate.TrySetResult();
    }

    public void TellLate() => landedOrLate.TrySetResult();
}

/// <summary>
/// The appends of all communities of this process on their way to the database. What waits at the same moment goes in one statement and shares one flush of the disk:
/// two hundred small communities then cost little more than one large one.
/// </summary>
internal sealed class SharedAppends(IJournal journal)
{
    /// <summary>Statements under way at once.</summary>
    private const int Most = 2;

    /// <summary>So many entries are worth a second statement beside the first. Fewer wait for its end, unless it is late: a statement costs as much to start and flush as some twenty entries.</summary>
    private const int WorthASecond = 64;

    private const int MostEntries = 1_000;

    /// <summary>So many entries are told of in one go on one processor: a work item for each of two hundred small communities costs as much as deciding for them.</summary>
    private const int ToldTogether = 16;

    /// <summary>Longer than a statement takes as a rule. When one takes longer, nobody waits for its end: what comes next is decided, and others are sent beside it.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private readonly Queue<PendingAppend> waiting = new();
    private int waitingEntries;
    private int underWay;
    private int late;

    /// <inheritdoc cref="IJournal.AppendAsync"/>
    public PendingAppend Append(CommunityCode community, long expectedHead, IReadOnlyList<Entry> entries)
    {
        var append = new PendingAppend(community, expectedHead, entries);
        lock (gate)
        {
            waiting.Enqueue(append);
            waitingEntries += entries.Count;
        }

        SendIfWorthIt();
        return append;
    }

    /// <summary>Here and not in a work item: that would wait behind everybody who was just answered, and the database with it.</summary>
    private void SendIfWorthIt()
    {
        lock (gate)
        {
            if (!IsWorthAStatement(underWay)) return;
            underWay++;
        }

        _ = SendAsync();
    }

    private bool IsWorthAStatement(int beside) => waiting.Count > 0 && (beside == 0 || (beside < Most && (waitingEntries >= WorthASecond || late == beside)));

    private async Task SendAsync()
    {
        while (Next() is { } group)
        {
            try
            {
                var results = await SendAsync(group);
                Tell(group, i => group[i].Land(results[i]));
            }
#pragma warning disable CA1031 // Whatever goes wrong is told to each community's writer, which knows what to do.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Tell(group, i => group[i].Fail(e));
            }
        }
    }

    private async Task<IReadOnlyList<AppendResult>> SendAsync(List<PendingAppend> group)
    {
        var sent = AppendAsync(group);
        await ((Task)sent).WaitAsync(Usual).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (sent.IsCompleted) return await sent;
        lock (gate) late++;
        Tell(group, i => group[i].TellLate());
        SendIfWorthIt();
        try
        {
            return await sent;
        }
        finally
        {
            lock (gate) late--;
        }
    }

    private async Task<IReadOnlyList<AppendResult>> AppendAsync(List<PendingAppend> group) => group is [{ Append: var only }]
        ? [await journal.AppendAsync(only.Community, only.ExpectedHead, only.Entries, CancellationToken.None)]
        : await journal.AppendAllAsync([.. group.Select(one => one.Append)], CancellationToken.None);

    /// <summary>Does something with each, by its number, on other threads.</summary>
    private static void Tell(List<PendingAppend> group, Action<int> tell)
    {
        for (var next = 0; next < group.Count;)
        {
            var (first, entries) = (next, 0);
            while (next < group.Count && entries < ToldTogether) entries += group[next++].Append.Entries.Count;
            var end = next;
            ThreadPool.UnsafeQueueUserWorkItem(_ =>
            {
                for (var i = first; i < end; i++) tell(i);
            }, null);
        }
    }

    /// <summary>Null when nothing waits that is worth a statement now.</summary>
    private List<PendingAppend>? Next()
    {
        lock (gate)
        {
            if (!IsWorthAStatement(underWay - 1))
            {
                underWay--;
                return null;
            }

            List<PendingAppend> group = [];
            var entries = 0;
            while (waiting.TryPeek(out var next) && (group.Count == 0 || entries + next.Append.Entries.Count <= MostEntries))
            {
                entries += next.Append.Entries.Count;
                group.Add(waiting.Dequeue());
            }

            waitingEntries -= entries;
            return group;
        }
    }
}
