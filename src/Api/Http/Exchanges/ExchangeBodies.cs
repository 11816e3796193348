using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Api.Http.Exchanges;

/// <summary>Help that was given.</summary>
/// <param name="Helpers">Who helped, and how long. Each account once.</param>
/// <param name="Receivers">Who was helped, and for how long. Both sides add up to the same.</param>
/// <param name="Category">A kind of help that the community knows.</param>
/// <param name="HappenedOn">The day of the help in the community's time zone; today or earlier.</param>
/// <param name="Payer">A pot or institution that pays instead of the receivers.</param>
/// <param name="RequestId">The request that this help answers.</param>
/// <param name="Channel">Which way the record came in.</param>
public sealed record RecordExchangeBody(IReadOnlyList<ShareBody> Helpers, IReadOnlyList<ShareBody> Receivers, CategoryCode Category, LocalDate HappenedOn,
    AccountNumber? Payer = null, Guid? RequestId = null, ExchangeChannel Channel = ExchangeChannel.Web);

/// <summary>One account's part of an exchange.</summary>
/// <param name="Account">Its number.</param>
/// <param name="Minutes">Whole minutes, more than zero.</param>
public sealed record ShareBody(AccountNumber Account, long Minutes);

/// <summary>Which way a record can come in through this API.</summary>
public enum ExchangeChannel
{
    Web,
    Phone,
    Desk,
}

/// <summary>Whose thanks are passed on.</summary>
/// <param name="By">One of those who were helped; needed only from a coordinator, and when several were.</param>
public sealed record ThankBody(AccountNumber? By = null);

/// <summary>Why something is undone.</summary>
/// <param name="Reason">A code, such as <c>mistake</c>; never free text.</param>
public sealed record ReasonBody(ReasonCode Reason);

/// <summary>Where an exchange stands once it is written down.</summary>
public enum ExchangeAnswerStatus
{
    Booked,
    Proposed,
}

/// <summary>An exchange that was written down.</summary>
/// <param name="ExchangeId">Its id, which is the Idempotency-Key.</param>
/// <param name="Position">Its place in the journal.</param>
/// <param name="Status">Booked at once, or waiting for the other side.</param>
public sealed record ExchangeAnswer(Guid ExchangeId, long Position, ExchangeAnswerStatus Status);
