using Buurthulp.Ledger.Journal;

namespace Buurthulp.Ledger.Writing;

/// <summary>What became of a command.</summary>
public abstract record CommandOutcome
{
    /// <summary>The command's entries are on disk. A repetition of the command gets the same entries.</summary>
    public sealed record Recorded(IReadOnlyList<Entry> Entries) : CommandOutcome
    {
        /// <summary>The position of the last entry: a view that has reached it shows what the command did.</summary>
        public long Position => Entries[^1].Position;
    }

    /// <summary>A rule said no; nothing was recorded.</summary>
    public sealed record Refused(Refusal Refusal) : CommandOutcome;

    /// <summary>Others were faster, again and again; nothing was recorded. Try again.</summary>
    public sealed record Conflicted : CommandOutcome;

    /// <summary>Too many commands are waiting; nothing was recorded. Try again after the given time.</summary>
    public sealed record Busy(int RetryAfterSeconds) : CommandOutcome;

    /// <summary>The database is away. Whether the command was recorded is not known: send it again with the same id.</summary>
    public sealed record Unavailable(int RetryAfterSeconds) : CommandOutcome;
}
