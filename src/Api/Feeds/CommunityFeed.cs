using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Projections.Running;

namespace Buurthulp.Api.Feeds;

/// <summary>
/// Follows the journal of one community while anybody listens, and keeps its newest entries for all of them. Listeners come and take; nothing waits
/// for a slow one, who finds older entries in the journal itself.
/// </summary>
internal sealed class CommunityFeed(CommunityCode community, long from, JournalPages pages, ViewRunner views, TimeProvider time, ILogger logger)
{
    /// <summary>How many entries are kept, and read at once.</summary>
    public const int Kept = 512;

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Queue<FeedEntry> newest = new(Kept);
    private TaskCompletionSource moved = NewSignal();
    private long head = from;
    private volatile bool hasEnded;

    /// <summary>After a defect; nothing more will come.</summary>
    public bool HasEnded => hasEnded;

    /// <summary>Ends when entries came after this was asked for.</summary>
    public Task Moved
    {
        get
        {
            lock (gate) return moved.Task;
        }
    }

    /// <summary>The entries after a position: those that are kept, else a page from the journal. None for somebody who has all.</summary>
    /// <exception cref="JournalUnavailableException">The database is away.</exception>
    public async Task<IReadOnlyList<FeedEntry>> AfterAsync(long position, CancellationToken cancellationToken) =>
        FromKept(position) ?? await pages.AfterAsync(community, position, Kept, cancellationToken);

    /// <summary>Follows until cancelled. A database that is away is tried again.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && !hasEnded)
        {
            try
            {
                var news = views.NewsOf(community);
                var page = await pages.AfterAsync(community, head, Kept, cancellationToken);
                if (page.Count > 0) Add(page);
                else await news.WaitAsync(LookAgain, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Nobody listens any more.
            }
            catch (JournalUnavailableException e)
            {
                logger.LogWarning("Followers of {Community} wait: {Reason}", community, e.Message);
                await Task.Delay(LookAgain, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
#pragma warning disable CA1031 // The feed's loop: whoever listens is told that it ended, and other communities go on.
            catch (Exception e)
#pragma warning restore CA1031
            {
                logger.LogError(e, "Followers of {Community} are sent away after position {Position}", community, head);
                End();
            }
        }
    }

    private void End()
    {
        lock (gate)
        {
            hasEnded = true;
            moved.TrySetResult();
        }
    }

    /// <summary>Null when older entries are wanted than are kept.</summary>
    private FeedEntry[]? FromKept(long position)
    {
        lock (gate)
        {
            return position < head - newest.Count ? null : [.. newest.Where(kept => kept.Entry.Position > position)];
        }
    }

    private void Add(IReadOnlyList<FeedEntry> page)
    {
        lock (gate)
        {
            foreach (var entry in page)
            {
                if (newest.Count == Kept) newest.Dequeue();
                newest.Enqueue(entry);
            }

            head = page[^1].Entry.Position;
            moved.TrySetResult();
            moved = NewSignal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
