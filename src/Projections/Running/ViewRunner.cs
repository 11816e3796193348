using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Buurthulp.Projections.Running;

/// <summary>
/// Keeps the views up to the journals of all communities. Any number of runners may work on one database: each entry counts once.
/// </summary>
public sealed class ViewRunner(NpgsqlDataSource database, IJournal journal, ILogger<ViewRunner> logger, TimeProvider clock) : IDisposable
{
    private const int CommunitiesAtOnce = 4;

    /// <summary>A rebuild holds a lock all the time anyway; the larger its batches, the less often the rows of accounts and members are written again.</summary>
    private const int RebuildBatches = 5;

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<CommunityCode, CommunityFollower> followers = new();
    private readonly SemaphoreSlim turns = new(CommunitiesAtOnce);
    private StrongBox<CancellationToken>? running;

    /// <summary>How many entries are written in one transaction at most.</summary>
    public int EntriesPerBatch { get; init; } = 10_000;

    /// <summary>How often the journals are looked at for entries of other processes.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The pause after a first failure; it doubles up to half a minute.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Communities whose views stand still until they are rebuilt or the program is replaced.</summary>
    public IReadOnlyDictionary<CommunityCode, HaltedViews> Halted =>
        followers.Where(pair => pair.Value.Halted is not null).ToDictionary(pair => pair.Key, pair => pair.Value.Halted!);

    /// <summary>Entries that are recorded and not in all views yet, over all communities, as far as this process knows.</summary>
    public long EntriesBehind => followers.Values.Sum(follower => follower.BehindBy);

    /// <summary>Follows all journals until cancelled. A database that fails is tried again and again; never throws for it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref running, new StrongBox<CancellationToken>(cancellationToken), comparand: null) is not null) throw new InvalidOperationException("this runner runs already");
        await PollAsync(cancellationToken);
        await Task.WhenAll(followers.Values.Select(follower => follower.Following));
        Volatile.Write(ref running, null);
    }

    /// <summary>Says that this process has recorded entries up to a position; its views follow at once.</summary>
    public void Notify(CommunityCode community, long position) => FollowerOf(community).Want(position, Running);

    /// <summary>
    /// Ends when a journal has grown after this was asked for, as far as this process knows: at once for its own entries, at the next look at the heads for those
    /// of others. It is a hint: read the journal to see.
    /// </summary>
    public Task NewsOf(CommunityCode community) => FollowerOf(community).News;

    /// <summary>
    /// Waits until all views show the position, whichever process brings them there. False when that took longer than <paramref name="timeout"/>
    /// or when the views stand still: then the caller answers with what the views show.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller stopped waiting.</exception>
    public async Task<bool> WaitForAsync(CommunityCode community, long position, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var follower = FollowerOf(community);
        var started = clock.GetTimestamp();
        while (true)
        {
            var moved = follower.Moved;
            if (follower.Reached >= position) return true;
            var left = timeout - clock.GetElapsedTime(started);
            if (follower.Halted is not null || left <= TimeSpan.Zero) return await ShowsAsync(follower, community, position, cancellationToken);

            follower.Hurry(position);
            follower.Want(position, Running);
            try
            {
                await moved.WaitAsync(left < LookAgain ? left : LookAgain, clock, cancellationToken);
            }
            catch (TimeoutException)
            {
                if (await ShowsAsync(follower, community, position, cancellationToken)) return true;
            }
        }
    }

    /// <summary>Brings the views of a community up to the journal's end now, also when <see cref="RunAsync"/> is not running.</summary>
    /// <exception cref="JournalUnavailableException">The database is away.</exception>
    /// <exception cref="NpgsqlException">The database is away or refuses.</exception>
    public async Task CatchUpAsync(CommunityCode community, CancellationToken cancellationToken)
    {
        var catchUp = NewCatchUp();
        var follower = FollowerOf(community);
        while (true)
        {
            var turn = await catchUp.RunAsync(community, follower.SetReached, cancellationToken);
            if (turn == Turn.AtTheEnd) return;
            if (turn == Turn.Elsewhere) await Task.Delay(LookAgain, clock, cancellationToken);
        }
    }

    /// <summary>
    /// Makes views anew from the journal. Readers see the old rows until a community is done; other processes can't interfere.
    /// </summary>
    /// <param name="community">Null: all of them, one after another.</param>
    /// <param name="view">A name from <see cref="Views.All"/>; null: all views.</param>
    /// <param name="progress">Is told after each batch.</param>
    /// <param name="cancellationToken">Leaves the community under way as it was.</param>
    /// <exception cref="ArgumentException">There is no view of that name.</exception>
    public async Task RebuildAsync(CommunityCode? community, string? view, IProgress<RebuildProgress>? progress, CancellationToken cancellationToken)
    {
        IReadOnlyList<View> views = view is null ? Views.All : [Views.Find(view) ?? throw new ArgumentException($"there is no view '{view}'; the views are {string.Join(", ", Views.All.Select(known => known.Name))}", nameof(view))];
        var rebuild = new Rebuild(database, journal, RebuildBatches * EntriesPerBatch);
        IReadOnlyList<CommunityCode> communities = community is { } one ? [one] : [.. (await journal.CommunitiesAsync(cancellationToken)).Select(found => found.Community)];
        foreach (var code in communities)
        {
            var position = await rebuild.RunAsync(code, views, progress, cancellationToken);
            logger.LogInformation("Views of {Community} were rebuilt up to {Position}", code, position);
            var follower = FollowerOf(code);
            follower.Resume();
            Notify(code, position);
        }
    }

    public void Dispose() => turns.Dispose();

    private CancellationToken? Running => Volatile.Read(ref running)?.Value;

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            var pause = PollInterval;
            try
            {
                await LookAtHeadsAsync(cancellationToken);
                failures = 0;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The runner: whatever happens, the host goes on and the views are tried again.
            catch (Exception e)
#pragma warning restore CA1031
            {
                pause = Failure.Pause(FirstPause, ++failures);
                logger.Log(Failure.IsPassing(e) ? LogLevel.Warning : LogLevel.Error, e, "Views: the journals can't be looked at: {Reason}; tried again in {Seconds} s", e.Message, pause.TotalSeconds);
            }

            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAtHeadsAsync(CancellationToken cancellationToken)
    {
        var heads = await journal.CommunitiesAsync(cancellationToken);
        if (heads.All(found => FollowerOf(found.Community).Reached >= found.Head)) return;
        foreach (var (community, position) in await ProgressTable.ReadAllAsync(database, cancellationToken)) FollowerOf(community).SetReached(position);
        foreach (var (community, head) in heads) Notify(community, head);
    }

    /// <summary>Looks into the database itself, for another process may have done the work.</summary>
    private async Task<bool> ShowsAsync(CommunityFollower follower, CommunityCode community, long position, CancellationToken cancellationToken)
    {
        try
        {
            follower.SetReached((await ProgressTable.ReadAsync(database, community, cancellationToken)).Least);
        }
        catch (Exception e) when (Failure.IsPassing(e))
        {
            logger.LogDebug("Views of {Community}: {Reason}", community, e.Message);
        }

        return follower.Reached >= position;
    }

    private CommunityFollower FollowerOf(CommunityCode community) =>
        followers.GetOrAdd(community, code => new CommunityFollower(code, NewCatchUp(), turns, logger, clock, FirstPause));

    private CatchUp NewCatchUp() => new(database, journal, EntriesPerBatch);
}
