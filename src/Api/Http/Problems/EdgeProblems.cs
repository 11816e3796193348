using System.Text.Json.Nodes;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Api.Http.Problems;

/// <summary>The ways of saying no that belong to the web edge. Those of the ledger's rules are <see cref="RefusalProblem"/>.</summary>
public static class EdgeProblems
{
    /// <summary>Every code of this family; each has its words and its place in docs/refusals.md.</summary>
    public static readonly IReadOnlyList<string> Codes =
    [
        "malformed", "idempotency-key-missing", "unauthenticated", "forbidden", "office-not-held", "account-not-yours", "not-found", "method-not-allowed", "too-large",
        "unsupported-media-type", "too-many-requests", "conflict", "busy", "database-unavailable", "views-behind", "internal-error",
        "note-unreadable", "note-code-wrong", "too-many-wrong-codes", "member-code-wrong",
        "webhook-unknown", "webhook-address-not-allowed", "too-many-webhooks",
        "invitation-unknown", "invitation-used", "invitation-expired", "invitation-revoked", "joining-unknown", "joining-answered", "position-and-known-on",
        "antiforgery-failed", "second-factor-needed", "passkey-refused", "pin-too-simple", "concern-erased",
    ];

    public static readonly Problem IdempotencyKeyMissing = new(StatusCodes.Status400BadRequest, "idempotency-key-missing");
    public static readonly Problem PositionAndKnownOn = new(StatusCodes.Status400BadRequest, "position-and-known-on");
    public static readonly Problem Unauthenticated = new(StatusCodes.Status401Unauthorized, "unauthenticated");
    public static readonly Problem Forbidden = new(StatusCodes.Status403Forbidden, "forbidden");
    public static readonly Problem AntiforgeryFailed = new(StatusCodes.Status403Forbidden, "antiforgery-failed");
    public static readonly Problem SecondFactorNeeded = new(StatusCodes.Status403Forbidden, "second-factor-needed");
    public static readonly Problem NotFound = new(StatusCodes.Status404NotFound, "not-found");
    public static readonly Problem MethodNotAllowed = new(StatusCodes.Status405MethodNotAllowed, "method-not-allowed");
    public static readonly Problem Conflict = new(StatusCodes.Status409Conflict, "conflict");
    public static readonly Problem UnsupportedMediaType = new(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type");
    public static readonly Problem PasskeyRefused = new(StatusCodes.Status422UnprocessableEntity, "passkey-refused");
    public static readonly Problem PinTooSimple = new(StatusCodes.Status422UnprocessableEntity, "pin-too-simple");
    public static readonly Problem InternalError = new(StatusCodes.Status500InternalServerError, "internal-error");

    /// <summary>Something in the request can't be read. <paramref name="field"/> is where, as in <c>helpers[0].minutes</c>; <c>body</c> for the body as a whole.</summary>
    public static Problem Malformed(string field) => new(StatusCodes.Status400BadRequest, "malformed") { Facts = new JsonObject { ["field"] = field } };

    /// <summary>The token may do this, but only for its own account.</summary>
    public static Problem AccountNotYours(AccountNumber account) => new(StatusCodes.Status403Forbidden, "account-not-yours") { Facts = new JsonObject { ["account"] = account.Value } };

    /// <summary>The token is for an office that its holder does not hold (any more), or not while they are paused.</summary>
    public static Problem OfficeNotHeld(AccountNumber account) => new(StatusCodes.Status403Forbidden, "office-not-held") { Facts = new JsonObject { ["account"] = account.Value } };

    /// <summary>For an account in the address. In a body an unknown account is a rule's no, with the same code.</summary>
    public static Problem NoSuchAccount(AccountNumber account) => new(StatusCodes.Status404NotFound, "account-unknown") { Facts = new JsonObject { ["account"] = account.Value } };

    public static Problem TooLarge(long mostBytes) => new(StatusCodes.Status413PayloadTooLarge, "too-large") { Facts = new JsonObject { ["mostBytes"] = mostBytes } };

    public static Problem TooManyRequests(int seconds) => new(StatusCodes.Status429TooManyRequests, "too-many-requests") { RetryAfterSeconds = seconds };

    public static Problem Busy(int seconds) => new(StatusCodes.Status503ServiceUnavailable, "busy") { RetryAfterSeconds = seconds };

    public static Problem DatabaseUnavailable(int seconds = 2) => new(StatusCodes.Status503ServiceUnavailable, "database-unavailable") { RetryAfterSeconds = seconds };

    /// <summary>What was asked for does not yet show all that is recorded. Better late than an answer that misses the caller's own write.</summary>
    public static Problem ViewsBehind(int seconds = 2) => new(StatusCodes.Status503ServiceUnavailable, "views-behind") { RetryAfterSeconds = seconds };

    /// <summary>For a page that counted too many tries: how long to wait is not told to the second.</summary>
    private const int WaitSeconds = 60;

    /// <summary>For an answer that the framework gave without a word.</summary>
    public static Problem OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Unauthenticated,
        StatusCodes.Status403Forbidden => Forbidden,
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status405MethodNotAllowed => MethodNotAllowed,
        StatusCodes.Status413PayloadTooLarge => TooLarge(BodyLimit.MostBytes),
        StatusCodes.Status415UnsupportedMediaType => UnsupportedMediaType,
        StatusCodes.Status429TooManyRequests => TooManyRequests(WaitSeconds),
        < StatusCodes.Status500InternalServerError => Malformed("request"),
        _ => InternalError,
    };
}
