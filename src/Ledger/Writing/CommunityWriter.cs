using System.Threading.Channels;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Microsoft.Extensions.Logging;

namespace Buurthulp.Ledger.Writing;

/// <summary>
/// The one writer of a community in this process. Takes the waiting commands, decides them one after another in memory, appends all
/// their entries at once and answers after the commit; meanwhile it decides the next. If another process wrote first, it reads what is new and decides again.
/// </summary>
internal sealed class CommunityWriter
{
    /// <summary>More waiting commands than this are told to come back later.</summary>
    public const int MostWaiting = 10_000;

    private const int MostPerAppend = 1_000;
    private const int MostAttempts = 50;
    private const int LongFold = 10_000;

    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly RecentCommands recent = new();
    private readonly CommunityCode community;
    private readonly IJournal journal;
    private readonly SharedAppends appends;
    private readonly SnapshotStore? snapshots;
    private readonly ILogger logger;
    private readonly Task loop;
    private LoadedCommunity? loaded;
    private Append? underWay;
    private long lastUsed;
    private volatile bool isClosing;

    public CommunityWriter(CommunityCode community, IJournal journal, SharedAppends appends, SnapshotStore? snapshots, ILogger logger)
    {
        (this.community, this.journal, this.appends, this.snapshots, this.logger) = (community, journal, appends, snapshots, logger);
        lastUsed = Environment.TickCount64;
        loop = Task.Run(RunAsync);
    }

    /// <summary>Entries on their way to the database, and who waits for them.</summary>
    private sealed record Append(Round Round, List<WaitingCommand> Commands, Task<AppendResult> Result);

    private enum Landing
    {
        Recorded,

        /// <summary>Another process was faster, or some of it was recorded before.</summary>
        Outrun,

        /// <summary>The connection broke.</summary>
        Unknown,
    }

    public TimeSpan IdleFor => TimeSpan.FromMilliseconds(Environment.TickCount64 - Interlocked.Read(ref lastUsed));

    /// <summary>False when the queue is full or the writer is closing; <see cref="IsClosing"/> tells which.</summary>
    public bool TryAdd(Waiting waiting)
    {
        Interlocked.Exchange(ref lastUsed, Environment.TickCount64);
        return queue.Writer.TryWrite(waiting);
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
        Task<bool>? arrival = null;
        while (true)
        {
            arrival ??= queue.Reader.WaitToReadAsync().AsTask();
            if (underWay is not null) await Task.WhenAny(underWay.Result, arrival);
            else if (!await arrival) break;
            if (arrival.IsCompleted) arrival = null;
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

    private async Task RecordAheadAsync(LoadedCommunity loaded, List<WaitingCommand> commands, CancellationToken cancellationToken)
    {
        await RecallAsync(loaded, commands, cancellationToken);
        var round = Round.Decide(loaded, commands, recent);
        var before = underWay;
        if (before is not null && await LandingOfAsync(loaded, before, cancellationToken) is var landing and not Landing.Recorded)
        {
            await RecordAsync(loaded, before.Commands, cancellationToken, landing);
            await RecordAsync(loaded, commands, cancellationToken);
            return;
        }

        if (round.Entries.Count > 0)
        {
            loaded.Seal();
            underWay = new Append(round, commands, AppendAsync(round));
        }

        if (before is not null) await AnswerAsync(before.Round, cancellationToken);
        if (round.Entries.Count > 0) return;
        if (await IsRecordedAsync(loaded, round, cancellationToken)) await AnswerAsync(round, cancellationToken);
        else await RecordAsync(loaded, commands, cancellationToken);
    }

    /// <summary>A failure is met where the append lands, also one that comes at once.</summary>
    private Task<AppendResult> AppendAsync(Round round) => appends.AppendAsync(community, round.Entries[0].Position - 1, round.Entries);

    private async Task LandAsync(LoadedCommunity loaded, CancellationToken cancellationToken)
    {
        var append = underWay!;
        var landing = await LandingOfAsync(loaded, append, cancellationToken);
        if (landing == Landing.Recorded) await AnswerAsync(append.Round, cancellationToken);
        else await RecordAsync(loaded, append.Commands, cancellationToken, landing);
    }

    /// <summary>Waits for the append that is under way. When it was not written, everything decided on top of it is taken back as well.</summary>
    private async Task<Landing> LandingOfAsync(LoadedCommunity loaded, Append append, CancellationToken cancellationToken)
    {
        underWay = null;
        var landing = Landing.Outrun;
        try
        {
            switch (await append.Result)
            {
                case AppendResult.Appended:
                    loaded.CommitSealed();
                    return Landing.Recorded;
                case AppendResult.DuplicateId:
                    await AnswerRepeatedAsync(append.Round, cancellationToken);
                    break;
            }
        }
        catch (JournalUnavailableException)
        {
            // A connection that broke is replaced by the pool. Whether the entries were written shows when they are tried again: by their ids.
            landing = Landing.Unknown;
        }

        loaded.Rollback();
        await loaded.CatchUpAsync(journal, cancellationToken);
        return landing;
    }

    /// <summary>After a long fold a snapshot is taken at once, so that a start after a crash need not repeat it.</summary>
    private async Task<LoadedCommunity> LoadAsync(CancellationToken cancellationToken)
    {
        var fresh = await LoadedCommunity.LoadAsync(community, journal, snapshots, cancellationToken);
        loaded = fresh;
        if (fresh.State.Position - fresh.SnapshotPosition > LongFold) await TakeSnapshotAsync();
        return fresh;
    }

    /// <summary>Answers every command. True when the state was seen to be the journal's head meanwhile.</summary>
    private async Task<bool> RecordAsync(LoadedCommunity loaded, List<WaitingCommand> commands, CancellationToken cancellationToken, Landing before = Landing.Outrun)
    {
        var failures = before == Landing.Unknown ? 1 : 0;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            try
            {
                await RecallAsync(loaded, commands, cancellationToken);
                var round = Round.Decide(loaded, commands, recent);
                if (await IsRecordedAsync(loaded, round, cancellationToken))
                {
                    await AnswerAsync(round, cancellationToken);
                    return true;
                }

                loaded.Rollback();
                await loaded.CatchUpAsync(journal, cancellationToken);
            }
            catch (JournalUnavailableException) when (failures++ == 0)
            {
                // A connection that broke is replaced by the pool. Whether the entries were written shows when they are tried again: by their ids.
                loaded.Rollback();
            }
        }

        logger.LogWarning("Community {Community}: lost {Attempts} races in a row", community, MostAttempts);
        foreach (var command in commands) command.Set(new CommandOutcome.Conflicted());
        return false;
    }

    private Task RecallAsync(LoadedCommunity loaded, List<WaitingCommand> commands, CancellationToken cancellationToken) =>
        loaded.RecallAsync(journal, commands.Select(waiting => waiting.Command), cancellationToken);

    /// <summary>Whether what was decided is on disk, or, when there is nothing to write, was decided on the newest state.</summary>
    private async Task<bool> IsRecordedAsync(LoadedCommunity loaded, Round round, CancellationToken cancellationToken)
    {
        if (round.Entries.Count == 0) return await journal.HeadAsync(community, cancellationToken) == loaded.State.Position;
        switch (await AppendAsync(round))
        {
            case AppendResult.Appended:
                loaded.Commit();
                return true;
            case AppendResult.DuplicateId:
                await AnswerRepeatedAsync(round, cancellationToken);
                return false;
            default:
                return false;
        }
    }

    /// <summary>Answers the commands whose ids are in the journal already; the others are decided again without them.</summary>
    private async Task AnswerRepeatedAsync(Round round, CancellationToken cancellationToken)
    {
        var recorded = await journal.FindCommandsAsync([.. round.Entries.Select(entry => entry.Id)], cancellationToken);
        foreach (var (command, entries) in round.Accepted)
        {
            if (command.FromJournal([.. entries.Select(entry => entry.Id)], recorded, community) is { } outcome) command.Set(outcome);
        }
    }

    /// <summary>A refused command may be the repetition of one that was recorded long ago: then it gets that answer.</summary>
    private async Task AnswerAsync(Round round, CancellationToken cancellationToken)
    {
        foreach (var (command, entries) in round.Accepted)
        {
            recent.Add(command.Command.CommandId, entries);
            command.Set(new CommandOutcome.Recorded(entries));
        }

        if (round.Refused.Count == 0) return;
        var recorded = await journal.FindCommandsAsync([.. round.Refused.Select(refused => refused.Command.Command.CommandId)], cancellationToken);
        foreach (var (command, refusal) in round.Refused)
        {
            command.Set(command.FromJournal([command.Command.CommandId], recorded, community) ?? new CommandOutcome.Refused(refusal));
        }
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
