using Buurthulp.Api.Http.Accounts;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Projections.Exchanges;
using Buurthulp.Projections.Matching;
using NodaTime;

namespace Buurthulp.Api.Http.Members;

/// <summary>All that is kept of a member.</summary>
/// <param name="Account">Their number.</param>
/// <param name="Member">Their numbers, offices, who acts for them, name and contact data.</param>
/// <param name="Balance">Minutes.</param>
/// <param name="Statement">Everything that moved on their account.</param>
/// <param name="Exchanges">Help that they gave or got, without the other side.</param>
/// <param name="Requests">What they asked for or help with.</param>
/// <param name="Offers">What they offer or offered.</param>
/// <param name="Activities">To what they came.</param>
/// <param name="Reads">Who looked at their personal data, and why.</param>
/// <param name="ContactChanges">Who corrected their contact data.</param>
/// <param name="Invitations">The one that they came with, and those for whom they stand.</param>
/// <param name="Sessions">Where they are or were signed in.</param>
/// <param name="Reminders">Of what they were reminded.</param>
/// <param name="Mail">How often they want mail.</param>
public sealed record OwnDataAnswer(AccountNumber Account, MemberAnswer Member, long Balance, IReadOnlyList<StatementLineAnswer> Statement, IReadOnlyList<OwnExchangeAnswer> Exchanges,
    IReadOnlyList<OwnRequestAnswer> Requests, IReadOnlyList<OwnOfferAnswer> Offers, IReadOnlyList<OwnActivityAnswer> Activities, IReadOnlyList<ReadAnswer> Reads,
    IReadOnlyList<ContactChangeAnswer> ContactChanges, IReadOnlyList<OwnInvitationAnswer> Invitations, IReadOnlyList<OwnSessionAnswer> Sessions, IReadOnlyList<ReminderAnswer> Reminders, MailWish Mail);

/// <summary>Help that somebody gave or got, without the other side.</summary>
/// <param name="ExchangeId">Its id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="HappenedOn">The day of the help.</param>
/// <param name="Category">The kind of help.</param>
/// <param name="GaveMinutes">What they gave; absent for who was helped.</param>
/// <param name="ReceivedMinutes">What they got; absent for who helped.</param>
public sealed record OwnExchangeAnswer(Guid ExchangeId, ExchangeStatus Status, LocalDate HappenedOn, CategoryCode Category, long? GaveMinutes, long? ReceivedMinutes)
{
    internal static OwnExchangeAnswer Of(ExchangeRow row, AccountNumber own) => new(row.Exchange.Value, row.Status, row.HappenedOn, row.Category,
        row.Helpers.Includes(own) ? row.Helpers.Of(own) : null, row.Receivers.Includes(own) ? row.Receivers.Of(own) : null);
}

/// <summary>A request that somebody posted or helps with.</summary>
/// <param name="RequestId">Its id.</param>
/// <param name="IsAsker">Whether they asked; else they help.</param>
/// <param name="Category">The kind of help.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="PostedOn">The day of posting.</param>
/// <param name="Words">What they wrote with it.</param>
public sealed record OwnRequestAnswer(Guid RequestId, bool IsAsker, CategoryCode Category, RequestStatus Status, LocalDate PostedOn, string? Words)
{
    /// <summary>To the one who asked a stopped request looks withdrawn, as it does everywhere.</summary>
    internal static OwnRequestAnswer Of(RequestRow row, AccountNumber own, Dictionary<Guid, string> words) => new(row.Request.Value, row.Member == own, row.Category,
        row.Status == RequestStatus.Stopped ? RequestStatus.Withdrawn : row.Status, row.PostedOn, row.Member == own ? words.GetValueOrDefault(row.Request.Value) : null);
}

/// <summary>Help that somebody offers or offered.</summary>
/// <param name="OfferId">Its id.</param>
/// <param name="Category">The kind of help.</param>
/// <param name="PostedOn">The day of posting.</param>
/// <param name="WithdrawnOn">The day on which they took it back.</param>
/// <param name="Words">What they wrote with it.</param>
public sealed record OwnOfferAnswer(Guid OfferId, CategoryCode Category, LocalDate PostedOn, LocalDate? WithdrawnOn, string? Words);

/// <summary>An activity to which somebody came.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="HeldOn">The day.</param>
public sealed record OwnActivityAnswer(ActivityKind Kind, LocalDate HeldOn);

/// <summary>Contact data was corrected.</summary>
/// <param name="Parts">Which parts.</param>
/// <param name="ChangedBy">A number, or a role where no number stands behind it.</param>
/// <param name="Role">As whom.</param>
/// <param name="ChangedAt">When.</param>
public sealed record ContactChangeAnswer(IReadOnlyList<string> Parts, string ChangedBy, string Role, DateTime ChangedAt);

/// <summary>An invitation.</summary>
/// <param name="CameWith">Whether they came with it; else they stand for whom it was made.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="UsedAt">When it was used.</param>
public sealed record OwnInvitationAnswer(bool CameWith, DateTime MadeAt, DateTime? UsedAt);

/// <summary>A device on which somebody signed in.</summary>
/// <param name="SignedInBy">How.</param>
/// <param name="Device">As the browser calls itself.</param>
/// <param name="CreatedAt">When they signed in.</param>
/// <param name="LastSeenAt">When it was last used.</param>
/// <param name="EndedAt">When it ended; absent: it may still be open.</param>
public sealed record OwnSessionAnswer(string SignedInBy, string Device, DateTime CreatedAt, DateTime LastSeenAt, DateTime? EndedAt);
