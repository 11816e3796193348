using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Projections.Running;

namespace Buurthulp.Api.Feeds;

/// <summary>The feeds of the communities that somebody listens to: one each, however many listen.</summary>
internal sealed class CommunityFeeds(IJournal journal, ViewRunner views, TimeProvider time, ILogger<CommunityFeeds> logger)
{
    private readonly Lock gate = new();
    private readonly Dictionary<CommunityCode, Running> running = [];
    private readonly JournalPages pages = new(journal);

    /// <summary>How many listen now, over all communities.</summary>
    public int Listeners
    {
        get
        {
            lock (gate) return running.Values.Sum(feed => feed.Listeners);
        }
    }

    /// <summary>Listens until disposed.</summary>
    /// <param name="community">Whose journal.</param>
    /// <param name="head">The journal's head now or a little while ago; a feed that is not there yet keeps what comes after it.</param>
    public Listening Listen(CommunityCode community, long head)
    {
        lock (gate)
        {
            if (!running.TryGetValue(community, out var feed)) running.Add(community, feed = Start(community, head));
            feed.Listeners++;
            return new Listening(this, community, feed.Feed);
        }
    }

    private Running Start(CommunityCode community, long head)
    {
        var feed = new Running(new CommunityFeed(community, head, pages, views, time, logger), new CancellationTokenSource());
        var stop = feed.Stop.Token;
        _ = Task.Run(() => feed.Feed.FollowAsync(stop), CancellationToken.None);
        return feed;
    }

    private void Leave(CommunityCode community)
    {
        lock (gate)
        {
            var feed = running[community];
            if (--feed.Listeners > 0) return;
            running.Remove(community);
            feed.Stop.Cancel();
            feed.Stop.Dispose();
        }
    }

    private sealed class Running(CommunityFeed feed, CancellationTokenSource stop)
    {
        public CommunityFeed Feed { get; } = feed;

        public CancellationTokenSource Stop { get; } = stop;

        public int Listeners { get; set; }
    }

    /// <summary>Somebody who listens to a feed.</summary>
    internal sealed class Listening(CommunityFeeds feeds, CommunityCode community, CommunityFeed feed) : IDisposable
    {
        public CommunityFeed Feed { get; } = feed;

        public void Dispose() => feeds.Leave(community);
    }
}
