using Buurthulp.Ledger.Journal;
using Microsoft.Extensions.Logging;

namespace Buurthulp.Ledger.Writing;

/// <content>How commands are decided, appended and answered, and what happens when the database says no.</content>
internal sealed partial class CommunityWriter
{
    private const int MostAttempts = 50;

    /// <summary>Entries on their way to the database, and who waits for them.</summary>
    private sealed record Append(Round Round, List<WaitingCommand> Commands, PendingAppend Pending);

    private enum Landing
    {
        Recorded,

        /// <summary>Another process was faster, or some of it was recorded before.</summary>
        Outrun,

        /// <summary>The connection broke.</summary>
        Unknown,
    }

    private async Task RecordAheadAsync(LoadedCommunity loaded, List<WaitingCommand> commands, CancellationToken cancellationToken)
    {
        await loaded.RecallAsync(journal, commands, cancellationToken);
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
            underWay = new Append(round, commands, Send(round));
        }

        if (before is not null) await AnswerAsync(before.Round, cancellationToken);
        if (round.Entries.Count > 0) return;
        if (await IsRecordedAsync(loaded, round, cancellationToken)) await AnswerAsync(round, cancellationToken);
        else await RecordAsync(loaded, commands, cancellationToken);
    }

    /// <summary>A failure is met where the append lands, also one that comes at once.</summary>
    private PendingAppend Send(Round round) => appends.Append(community, round.Entries[0].Position - 1, round.Entries);

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
            switch (await append.Pending.Result)
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

    /// <summary>Answers every command. True when the state was seen to be the journal's head meanwhile.</summary>
    private async Task<bool> RecordAsync(LoadedCommunity loaded, List<WaitingCommand> commands, CancellationToken cancellationToken, Landing before = Landing.Outrun)
    {
        var failures = before == Landing.Unknown ? 1 : 0;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            try
            {
                await loaded.RecallAsync(journal, commands, cancellationToken);
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

    /// <summary>Whether what was decided is on disk, or, when there is nothing to write, was decided on the newest state.</summary>
    private async Task<bool> IsRecordedAsync(LoadedCommunity loaded, Round round, CancellationToken cancellationToken)
    {
        if (round.Entries.Count == 0) return await journal.HeadAsync(community, cancellationToken) == loaded.State.Position;
        switch (await Send(round).Result)
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
            if (entries.Length > 0) recent.Add(command.Command.CommandId);
            command.Set(new CommandOutcome.Recorded(entries));
        }

        if (round.Refused.Count + round.Repeated.Count == 0) return;
        Guid[] ids = [.. round.Refused.Select(refused => refused.Command).Concat(round.Repeated).Select(waiting => waiting.Command.CommandId)];
        var recorded = await journal.FindCommandsAsync(ids, cancellationToken);
        foreach (var (command, refusal) in round.Refused)
        {
            command.Set(command.FromJournal([command.Command.CommandId], recorded, community) ?? new CommandOutcome.Refused(refusal));
        }

        foreach (var command in round.Repeated)
        {
            command.Set(command.FromJournal([command.Command.CommandId], recorded, community) ?? throw new InvalidOperationException($"the recorded command {command.Command.CommandId} is not in the journal"));
        }
    }
}
