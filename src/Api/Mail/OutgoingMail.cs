using System.Net.Mail;
using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Api.Mail;

/// <summary>A mail to one person, ready to be sent.</summary>
/// <param name="Key">Names this mail for ever: the same key is queued once, also by another process or after a crash. Example: <c>digest/molenwijk/L0042/2026-W47</c>. No personal data: it is kept.</param>
/// <param name="Kind">What it is, for the log and for counting. Example: <c>digest</c>.</param>
/// <param name="Recipient">One address, without a name.</param>
/// <param name="Letter">What it says.</param>
public sealed record OutgoingMail(string Key, string Kind, string Recipient, Letter Letter)
{
    public const int LongestSubject = 200;

    /// <summary>Whose mail it is: erasing them takes it back while it waits. Null for a mail that is nobody's in particular.</summary>
    public (CommunityCode Community, AccountNumber Account)? About { get; init; }

    /// <summary>From then on it is of no use and is not sent any more. Null: it is tried for <see cref="Outbox.TriedFor"/>.</summary>
    public Instant? ExpiresAt { get; init; }

    /// <summary>Where one click, without signing in, ends mail of this kind (RFC 8058); null for mail that somebody asked for.</summary>
    public Uri? Unsubscribe { get; init; }

    /// <summary>
    /// Null when it can be sent. A line break in an address or a subject would begin a header of the writer's choice, so whatever is not plain text on one line is refused here,
    /// before anything is stored.
    /// </summary>
    public string? Problem =>
        Key.Length is 0 or > 200 || HasControl(Key) ? "the key is empty, too long or not on one line"
        : Kind.Length is 0 or > 40 || HasControl(Kind) ? "the kind is empty, too long or not on one line"
        : !IsAddress(Recipient) ? "the recipient is not one mail address"
        : Letter.Subject.Length is 0 or > LongestSubject || HasControl(Letter.Subject) ? "the subject is empty, too long or not on one line"
        : Unsubscribe is { } address && (!address.IsAbsoluteUri || HasControl(address.OriginalString)) ? "the address to unsubscribe is not a web address"
        : null;

    /// <summary>Whether a text is one plain address such as <c>anna@voorbeeld.test</c>: no name, no comment, no list, nothing on a second line.</summary>
    public static bool IsAddress(string text) =>
        text.Length is > 2 and <= 254 && !HasControl(text) && text.IndexOfAny([' ', ',', ';', '<', '>', '"', '(', ')', '\\']) < 0
        && MailAddress.TryCreate(text, out var address) && address.Address == text && address.DisplayName.Length == 0;

    /// <summary>Only what is kept anyway: an address does not end up in a log by accident.</summary>
    public override string ToString() => Key;

    private static bool HasControl(string text) => text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029');
}
