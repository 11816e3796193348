using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Ledger.Writing;

/// <summary>Something in a writer's queue that somebody waits for.</summary>
internal abstract class Waiting
{
    public abstract void Fail(Exception defect);

    public abstract void Unavailable();

    /// <summary>Continuations must not run on the writer's loop.</summary>
    protected static TaskCompletionSource<T> Answer<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A command that waits to be decided.</summary>
internal sealed class WaitingCommand(LedgerCommand command, string digest) : Waiting
{
    private readonly TaskCompletionSource<CommandOutcome> answer = Answer<CommandOutcome>();

    public LedgerCommand Command { get; } = command;

    public string Digest { get; } = digest;

    public Task<CommandOutcome> Outcome => answer.Task;

    public bool IsAnswered => answer.Task.IsCompleted;

    public void Set(CommandOutcome outcome) => answer.TrySetResult(outcome);

    public override void Fail(Exception defect) => answer.TrySetException(defect);

    public override void Unavailable() => answer.TrySetResult(new CommandOutcome.Unavailable(RetryAfterSeconds: 2));

    /// <summary>What the journal already says about this command; null when it says nothing.</summary>
    /// <param name="ids">The ids that the command's entries carry or would carry.</param>
    /// <param name="recorded">Entries found under any of them.</param>
    /// <param name="community">Where the command was sent.</param>
    public CommandOutcome? FromJournal(IReadOnlyList<Guid> ids, IReadOnlyList<Entry> recorded, Accounts.CommunityCode community)
    {
        var own = recorded.Where(entry => entry.CommandId == Command.CommandId && entry.Community == community).ToArray();
        if (own.Length > 0 && own[0].CommandDigest == Digest) return new CommandOutcome.Recorded(own);
        return recorded.Any(entry => ids.Contains(entry.Id)) ? new CommandOutcome.Refused(new Refusal.CommandIdReused()) : null;
    }
}

/// <summary>Somebody who wants to look at the state.</summary>
internal abstract class WaitingLook : Waiting
{
    /// <summary>The exchanges and discounts that are looked at and may be forgotten.</summary>
    public abstract IReadOnlyList<Subject> About { get; }

    public abstract void Look(CommunityState state, CompactRange tree);
}

internal sealed class WaitingLook<T>(Func<CommunityState, CompactRange, T> look, IReadOnlyList<Subject> about) : WaitingLook
{
    private readonly TaskCompletionSource<T> answer = Answer<T>();

    public Task<T> Result => answer.Task;

    public override IReadOnlyList<Subject> About => about;

    public override void Look(CommunityState state, CompactRange tree)
    {
        try
        {
            answer.TrySetResult(look(state, tree));
        }
#pragma warning disable CA1031 // Whatever the caller's own function throws is the caller's.
        catch (Exception e)
#pragma warning restore CA1031
        {
            answer.TrySetException(e);
        }
    }

    public override void Fail(Exception defect) => answer.TrySetException(defect);

    public override void Unavailable() => Fail(new JournalUnavailableException("the database does not answer", new TimeoutException()));
}
