using Buurthulp.Api.Webhooks;
using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Api.Http.Webhooks;

/// <summary>A webhook to make. Its id is the Idempotency-Key.</summary>
/// <param name="Url">Where entries are sent: an https address on the open internet.</param>
/// <param name="Account">Whose own part is told. A shop may leave it out, it is its own; for others left out is: every entry.</param>
/// <param name="After">The position after which it begins; left out: what is recorded from now on.</param>
public sealed record MakeWebhookBody(string Url, AccountNumber? Account = null, long? After = null);

/// <summary>A webhook that was made.</summary>
/// <param name="WebhookId">Its id.</param>
/// <param name="Url">Where entries are sent.</param>
/// <param name="Account">Whose own part is told; absent: every entry.</param>
/// <param name="Secret">Checks our signature. It is shown here and never again.</param>
/// <param name="Position">It is told of entries after this one.</param>
public sealed record WebhookMadeAnswer(Guid WebhookId, string Url, AccountNumber? Account, string Secret, long Position);

/// <summary>A webhook and how far it is.</summary>
/// <param name="WebhookId">Its id.</param>
/// <param name="Url">Where entries are sent.</param>
/// <param name="Account">Whose own part is told; absent: every entry.</param>
/// <param name="Position">The last entry that the receiver took, or that was passed over because it is none of the account's.</param>
/// <param name="Failures">Attempts in a row that failed.</param>
/// <param name="LastStatus">The HTTP status of the last attempt; absent when none came.</param>
/// <param name="LastProblem">Where no status came: <c>timeout</c>, <c>unreachable</c>, <c>certificate</c>, <c>address-not-allowed</c> or <c>secret-unreadable</c>.</param>
/// <param name="LastAttemptAt">When it was last tried.</param>
/// <param name="NextAttemptAt">Nothing is tried before this; absent when it is disabled.</param>
/// <param name="DisabledAt">Since when nothing is tried any more, because the receiver answered 410.</param>
public sealed record WebhookAnswer(Guid WebhookId, string Url, AccountNumber? Account, long Position, int Failures, int? LastStatus, string? LastProblem, DateTime? LastAttemptAt, DateTime? NextAttemptAt, DateTime? DisabledAt)
{
    internal static WebhookAnswer Of(Webhook webhook)
    {
        var state = webhook.State;
        return new WebhookAnswer(webhook.Id, webhook.Url.AbsoluteUri, webhook.Account, state.Position, state.Failures, state.LastStatus, state.LastProblem, state.LastAttemptAt?.ToDateTimeUtc(),
            state.DisabledAt is null ? state.NextAttemptAt.ToDateTimeUtc() : null, state.DisabledAt?.ToDateTimeUtc());
    }
}
