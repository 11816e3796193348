using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Api.Webhooks;

/// <summary>An address that is told of entries.</summary>
/// <param name="Community">Whose entries.</param>
/// <param name="Id">Its id, which is the id of the command that made it.</param>
/// <param name="Url">Where entries are sent.</param>
/// <param name="Account">Whose own part is told; null: every entry.</param>
/// <param name="StartedAfter">The position after which it began.</param>
/// <param name="State">How far it is.</param>
public sealed record Webhook(CommunityCode Community, Guid Id, Uri Url, AccountNumber? Account, long StartedAfter, WebhookState State);

/// <summary>How far a webhook is.</summary>
/// <param name="Position">The last entry that the receiver took, or that was passed over because it is none of the account's.</param>
/// <param name="Failures">Attempts in a row that failed.</param>
/// <param name="LastStatus">The HTTP status of the last attempt; null when none came or nothing was tried yet.</param>
/// <param name="LastProblem">Why the last attempt failed, where no status says it: a code.</param>
/// <param name="LastAttemptAt">When it was last tried.</param>
/// <param name="NextAttemptAt">Nothing is tried before this.</param>
/// <param name="DisabledAt">Since when nothing is tried any more, because the receiver said that it is gone.</param>
public sealed record WebhookState(long Position, int Failures, int? LastStatus, string? LastProblem, Instant? LastAttemptAt, Instant NextAttemptAt, Instant? DisabledAt)
{
    private static readonly Duration FirstPause = Duration.FromSeconds(1);
    private static readonly Duration LongestPause = Duration.FromHours(1);

    /// <summary>Nothing was tried yet.</summary>
    public static WebhookState StartingAfter(long position, Instant now) => new(position, Failures: 0, LastStatus: null, LastProblem: null, LastAttemptAt: null, NextAttemptAt: now, DisabledAt: null);

    /// <summary>Goes on after entries that are not for the receiver.</summary>
    public WebhookState Passed(long position) => this with { Position = position };

    /// <summary>What came of sending the entry at <paramref name="position"/>.</summary>
    public WebhookState After(SendOutcome outcome, long position, Instant now) => outcome switch
    {
        { IsTaken: true } => new WebhookState(position, Failures: 0, outcome.Status, LastProblem: null, now, NextAttemptAt: now, DisabledAt: null),
        { Status: StatusCodes.Status410Gone } => new WebhookState(Position, Failures + 1, outcome.Status, outcome.Problem, now, now, DisabledAt: now),
        _ => new WebhookState(Position, Failures + 1, outcome.Status, outcome.Problem, now, now + PauseAfter(Failures + 1), DisabledAt: null),
    };

    /// <summary>Tries again from now on, after the last entry that was taken.</summary>
    public WebhookState Resumed(Instant now) => this with { Failures = 0, NextAttemptAt = now, DisabledAt = null };

    /// <summary>1, 2, 4 … seconds, an hour at most.</summary>
    private static Duration PauseAfter(int failures)
    {
        var pause = FirstPause;
        for (var i = 1; i < failures && pause < LongestPause; i++) pause += pause;
        return Duration.Min(pause, LongestPause);
    }
}

/// <summary>What came of one attempt.</summary>
/// <param name="Status">The HTTP status; null when none came.</param>
/// <param name="Problem">A code where no status says what is wrong.</param>
public sealed record SendOutcome(int? Status, string? Problem = null)
{
    public bool IsTaken => Status is >= 200 and < 300;
}
