using Buurthulp.Ledger.Accounts;
using Microsoft.Extensions.Logging;

namespace Buurthulp.Projections.Running;

/// <summary>Why the views of a community stand still.</summary>
/// <param name="Position">The last entry that they show.</param>
/// <param name="Reason">For the operator; holds no data of people.</param>
public sealed record HaltedViews(long Position, string Reason);

/// <summary>Follows one community as long as there is something to follow. Its failures are its own: other communities go on.</summary>
internal sealed class CommunityFollower(CommunityCode community, CatchUp catchUp, SemaphoreSlim turns, ILogger logger, TimeProvider clock, TimeSpan firstPause)
{
    /// <summary>
    /// How long entries come together that nobody waits for. Whoever reads waits for what they are to see, so nobody finds less; and a batch of 300 entries costs a third of what 300 batches of one do.
    /// </summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private long awaited;
    private long? atTheEnd;
    private TaskCompletionSource hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long wanted;
    private long reached;
    private Task? following;
    private TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long told;
    private HaltedViews? halted;

    public long Reached => Interlocked.Read(ref reached);

    public long BehindBy
    {
        get
        {
            lock (gate) return Math.Max(0, wanted - reached);
        }
    }

    public HaltedViews? Halted => Volatile.Read(ref halted);

    /// <summary>Ends when the views have moved or were halted after this was asked for.</summary>
    public Task Moved
    {
        get
        {
            lock (gate) return moved.Task;
        }
    }

    /// <summary>Ends when the journal is said to have come further than ever before, after this was asked for.</summary>
    public Task News
    {
        get
        {
            lock (gate) return news.Task;
        }
    }

    /// <summary>The work under way, if any.</summary>
    public Task Following
    {
        get
        {
            lock (gate) return following ?? Task.CompletedTask;
        }
    }

    /// <summary>The journal has come to this position. Starts following unless that is under way; without <paramref name="running"/> it is only remembered.</summary>
    public void Want(long position, CancellationToken? running)
    {
        lock (gate)
        {
            wanted = Math.Max(wanted, position);
            if (position > told)
            {
                told = position;
                news.TrySetResult();
                news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            if (following is null && halted is null && wanted > reached && running is { IsCancellationRequested: false } token) following = Task.Run(() => FollowAsync(token), CancellationToken.None);
        }
    }

    /// <summary>Somebody waits until the views show this position, so it is not put off.</summary>
    public void Hurry(long position)
    {
        lock (gate)
        {
            awaited = Math.Max(awaited, position);
            if (awaited > reached) hurry.TrySetResult();
        }
    }

    /// <summary>All views are seen to stand at this position, whoever brought them there.</summary>
    public void SetReached(long position)
    {
        lock (gate)
        {
            if (position <= reached) return;
            Interlocked.Exchange(ref reached, position);
            Release();
        }
    }

    /// <summary>After a rebuild the views may be followed again.</summary>
    public void Resume()
    {
        lock (gate) halted = null;
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        while (IsWanted(cancellationToken))
        {
            try
            {
                await GatherAsync(cancellationToken);
                await TakeTurnAsync(cancellationToken);
                failures = 0;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
            }
            catch (Exception e) when (Failure.IsPassing(e))
            {
                var pause = Failure.Pause(firstPause, ++failures);
                logger.LogWarning("Views of {Community}: {Reason}; they stand at {Position} and are tried again in {Seconds} s", community, e.Message, Reached, pause.TotalSeconds);
                await PauseAsync(pause, cancellationToken);
            }
#pragma warning disable CA1031 // The runner: a defect in one community's journal or views must not stop the others.
            catch (Exception e)
#pragma warning restore CA1031
            {
                logger.LogError(e, "Views of {Community} stop at {Position}: {Reason}", community, Reached, e.Message);
                Halt(e.Message);
            }
        }
    }

    /// <summary>After a turn that came to the journal's end, until the time is over or somebody waits.</summary>
    private async Task GatherAsync(CancellationToken cancellationToken)
    {
        if (atTheEnd is not { } ended || Gathering - clock.GetElapsedTime(ended) is var left && left <= TimeSpan.Zero) return;
        Task hurried;
        lock (gate)
        {
            if (awaited > reached) return;
            if (hurry.Task.IsCompleted) hurry = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            hurried = hurry.Task;
        }

        await hurried.WaitAsync(left, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task TakeTurnAsync(CancellationToken cancellationToken)
    {
        Turn turn;
        var (aimedAt, hurriedTo) = Aim();
        await turns.WaitAsync(cancellationToken);
        try
        {
            turn = await catchUp.RunAsync(community, SetReached, cancellationToken);
        }
        finally
        {
            turns.Release();
        }

        atTheEnd = turn == Turn.AtTheEnd ? clock.GetTimestamp() : null;
        if (turn == Turn.AtTheEnd) Settle(aimedAt, hurriedTo);
        if (turn == Turn.Elsewhere) await PauseAsync(TimeSpan.FromMilliseconds(20), cancellationToken);
    }

    private (long Wanted, long Awaited) Aim()
    {
        lock (gate) return (wanted, awaited);
    }

    /// <summary>The journal ended earlier than somebody said it would; there is nothing to wait for until somebody says so again.</summary>
    private void Settle(long aimedAt, long hurriedTo)
    {
        lock (gate)
        {
            if (wanted == aimedAt) wanted = Math.Min(wanted, reached);
            if (awaited == hurriedTo) awaited = Math.Min(awaited, reached);
        }
    }

    private bool IsWanted(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (wanted > reached && halted is null && !cancellationToken.IsCancellationRequested) return true;
            following = null;
            return false;
        }
    }

    private void Halt(string reason)
    {
        lock (gate)
        {
            halted = new HaltedViews(reached, reason);
            Release();
        }
    }

    private void Release()
    {
        moved.TrySetResult();
        moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) =>
        await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
