using System.Threading.Channels;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Microsoft.Extensions.Logging;

namespace Buurthulp.Ledger.Writing;

/// <summary>
/// The one writer of a community in this process. Takes the waiting commands, decides them one after another in memory, appends all
/// their entries at once and answers after the commit; meanwhile it decides the next. If another process wrote first, it reads what is new and decides again.
/// </summary>
internal sealed partial class CommunityWriter
{
    /// <summary>More waiting commands than this are told to come back later.</summary>
    public const int MostWaiting = 10_000;

    private const int MostPerAppend = 1_000;
    private const int LongFold = 10_000;

    /// <summary>
    /// Fewer commands than this are decided in less time than it takes to wake up for them. Behind an append of so few the next are left to gather until it has landed or is late:
    /// whoever takes the first of them parts it from the others, and each part costs an append and a flush of the disk of its own.
    /// </summary>
    private const int WorthDecidingEarly = 64;

    /// <summary>Whoever finds the writer idle decides on their own thread: waking another one costs more than a command.</summary>
    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, AllowSynchronousContinuations = true });
    private readonly RecentCommands recent = new();
    private readonly CommunityCode community;
    private readonly IJournal journal;
    private readonly SharedAppends appends;
    private readonly SnapshotStore? snapshots;
    private readonly ILogger logger;
    private readonly Task loop;
    private LoadedCommunity? loaded;
    private Append? underWay;
    private Task<bool>? arrival;
    private long lastUsed;
    private volatile bool isClosing;

    public CommunityWriter(CommunityCode community, IJournal journal, SharedAppends appends, SnapshotStore? snapshots, ILogger logger)
    {
        (this.community, this.journal, this.appends, this.snapshots, this.logger) = (community, journal, appends, snapshots, logger);
        lastUsed = Environment.TickCount64;
        loop = Task.Run(RunAsync);
    }

    public TimeSpan IdleFor => TimeSpan.FromMilliseconds(Environment.TickCount64 - Interlocked.Read(ref lastUsed));

    /// <summary>False when the queue is full or the writer is closing; <see cref="IsClosing"/> tells which.</summary>
    public bool TryAdd(Waiting waiting)
    {
        Interlocked.Exchange(ref lastUsed, Environment.TickCount64);
        var callers = SynchronizationContext.Current;
        if (callers is null) return queue.Writer.TryWrite(waiting);
        try
        {
            // An idle writer goes on here, and must not wait for the caller's own threads afterwards.
            SynchronizationContext.SetSynchronizationContext(null);
            return queue.Writer.TryWrite(waiting);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(callers);
        }
    }

    public bool IsClosing => isClosing;

    /// <summary>Takes nothing more, finishes what waits and leaves a snapshot behind.</summary>
    public async Task CloseAsync()
    {
        isClosing = true;
        queue.Writer.TryComplete();
        await loop;
    }

    private async Task RunAsync()
    {
        List<Waiting> batch = new(MostPerAppend);
        while (underWay is { } append ? await LandedOrMoreAsync(append) : await MoreAsync())
        {
            batch.Clear();
            while (batch.Count < MostPerAppend && queue.Reader.TryRead(out var waiting)) batch.Add(waiting);
            var landing = underWay;
            try
            {
                await ProcessAsync(batch, CancellationToken.None);
            }
            catch (JournalUnavailableException e)
            {
                logger.LogWarning("Community {Community}: {Reason}", community, e.Message);
                loaded?.Rollback();
                foreach (var waiting in Concerned(landing, batch)) waiting.Unavailable();
            }
#pragma warning disable CA1031 // The writer's loop: one defect must not stop the community; everybody who waited is told.
            catch (Exception e)
#pragma warning restore CA1031
            {
                logger.LogError(e, "Community {Community}: a batch failed; its state is read again", community);
                loaded = null;
                foreach (var waiting in Concerned(landing, batch)) waiting.Fail(e);
            }
        }

        await TakeSnapshotAsync();
    }

    /// <summary>Waits while nothing is under way. False when the queue was closed and is empty.</summary>
    private async ValueTask<bool> MoreAsync()
    {
        var more = await (arrival is null ? queue.Reader.WaitToReadAsync() : new ValueTask<bool>(arrival));
        arrival = null;
        return more;
    }

    /// <summary>Waits until an append has landed or there is something to decide meanwhile, see <see cref="WorthDecidingEarly"/>. Always true.</summary>
    private async ValueTask<bool> LandedOrMoreAsync(Append append)
    {
        if (append.Commands.Count < WorthDecidingEarly) await append.Pending.LandedOrLate;
        if (append.Pending.Result.IsCompleted) return true;
        arrival ??= queue.Reader.WaitToReadAsync().AsTask();
        if (!arrival.IsCompleted)
        {
            await Task.WhenAny(append.Pending.Result, arrival);
            // Behind others who were just answered: their next commands are decided in the same round.
            if (!append.Pending.Result.IsCompleted) await Task.Yield();
        }

        if (arrival.IsCompleted) arrival = null;
        return true;
    }

    /// <summary>Everybody who waits for what just failed. An append that was still under way is known to nobody any more.</summary>
    private IEnumerable<Waiting> Concerned(Append? landing, List<Waiting> batch)
    {
        var lost = underWay;
        underWay = null;
        return [.. landing?.Commands ?? [], .. lost?.Commands ?? [], .. batch];
    }

    /// <summary>
    /// While one append is under way the next commands are decided on top of it: neither the database nor this process waits for the other.
    /// Whoever wants to look, and the very first commands, wait until nothing is under way.
    /// </summary>
    private async Task ProcessAsync(List<Waiting> batch, CancellationToken cancellationToken)
    {
        if (loaded is not null && batch.Count > 0 && batch.TrueForAll(waiting => waiting is WaitingCommand))
        {
            await RecordAheadAsync(loaded, [.. batch.Cast<WaitingCommand>()], cancellationToken);
            return;
        }

        if (underWay is not null) await LandAsync(loaded!, cancellationToken);
        if (batch.Count == 0) return;
        loaded ??= await LoadAsync(cancellationToken);
        var commands = batch.OfType<WaitingCommand>().ToList();
        var current = commands.Count > 0 && await RecordAsync(loaded, commands, cancellationToken);
        var looks = batch.OfType<WaitingLook>().ToList();
        if (looks.Count == 0) return;
        if (!current) await loaded.CatchUpAsync(journal, cancellationToken);
        await loaded.RecallAsync(journal, [.. looks.SelectMany(look => look.About)], loaded.State.Position, cancellationToken);
        foreach (var look in looks) look.Look(loaded.State, loaded.Tree);
    }

    /// <summary>After a long fold a snapshot is taken at once, so that a start after a crash need not repeat it.</summary>
    private async Task<LoadedCommunity> LoadAsync(CancellationToken cancellationToken)
    {
        var fresh = await LoadedCommunity.LoadAsync(community, journal, snapshots, cancellationToken);
        loaded = fresh;
        if (fresh.State.Position - fresh.SnapshotPosition > LongFold) await TakeSnapshotAsync();
        return fresh;
    }

    private async Task TakeSnapshotAsync()
    {
        if (snapshots is null || loaded is null || loaded.State.Position == loaded.SnapshotPosition) return;
        try
        {
            await snapshots.SaveAsync(loaded.State.Code, loaded.State.Position, StateSnapshot.Write(loaded.State, loaded.Tree), CancellationToken.None);
            loaded.SnapshotPosition = loaded.State.Position;
        }
        catch (JournalUnavailableException e)
        {
            logger.LogInformation("Community {Community}: no snapshot was taken: {Reason}", community, e.Message);
        }
    }
}
