using System.Threading.Channels;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Microsoft.Extensions.Logging;

namespace Buurthulp.Ledger.Writing;

/// <summary>
/// The one writer of a community in this process. Takes the waiting commands, decides them one after another in memory, appends all
/// their entries at once and answers after the commit. If another process wrote first, it reads what is new and decides again.
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
    private readonly SnapshotStore? snapshots;
    private readonly ILogger logger;
    private readonly Task loop;
    private LoadedCommunity? loaded;
    private long lastUsed;
    private volatile bool isClosing;

    public CommunityWriter(CommunityCode community, IJournal journal, SnapshotStore? snapshots, ILogger logger)
    {
        (this.community, this.journal, this.snapshots, this.logger) = (community, journal, snapshots, logger);
        lastUsed = Environment.TickCount64;
        loop = Task.Run(RunAsync);
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
        while (await queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MostPerAppend && queue.Reader.TryRead(out var waiting)) batch.Add(waiting);
            try
            {
                await ProcessAsync(batch, CancellationToken.None);
            }
            catch (JournalUnavailableException e)
            {
                logger.LogWarning("Community {Community}: {Reason}", community, e.Message);
                loaded?.Rollback();
                foreach (var waiting in batch) waiting.Unavailable();
            }
#pragma warning disable CA1031 // The writer's loop: one defect must not stop the community; everybody who waited is told.
            catch (Exception e)
#pragma warning restore CA1031
            {
                logger.LogError(e, "Community {Community}: a batch failed; its state is read again", community);
                loaded = null;
                foreach (var waiting in batch) waiting.Fail(e);
            }
        }

        await TakeSnapshotAsync();
    }

    private async Task ProcessAsync(List<Waiting> batch, CancellationToken cancellationToken)
    {
        loaded ??= await LoadAsync(cancellationToken);
        var commands = batch.OfType<WaitingCommand>().ToList();
        var current = commands.Count > 0 && await RecordAsync(loaded, commands, cancellationToken);
        var looks = batch.OfType<WaitingLook>().ToList();
        if (looks.Count == 0) return;
        if (!current) await loaded.CatchUpAsync(journal, cancellationToken);
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

    /// <summary>Answers every command. True when the state was seen to be the journal's head meanwhile.</summary>
    private async Task<bool> RecordAsync(LoadedCommunity loaded, List<WaitingCommand> commands, CancellationToken cancellationToken)
    {
        var failures = 0;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var round = Round.Decide(loaded, commands, recent);
            try
            {
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

    /// <summary>Whether what was decided is on disk, or, when there is nothing to write, was decided on the newest state.</summary>
    private async Task<bool> IsRecordedAsync(LoadedCommunity loaded, Round round, CancellationToken cancellationToken)
    {
        if (round.Entries.Count == 0) return await journal.HeadAsync(community, cancellationToken) == loaded.State.Position;
        switch (await journal.AppendAsync(community, round.Entries[0].Position - 1, round.Entries, cancellationToken))
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
