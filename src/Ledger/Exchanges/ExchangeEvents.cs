using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Ledger.Exchanges;

/// <summary>Which way the record came in.</summary>
public enum Channel
{
    Web,
    Phone,
    Desk,
    Shop,
    Import,
}

/// <summary>Who wrote an exchange down: one of the members in it, or a coordinator for them.</summary>
public enum Recorder
{
    Member,
    Coordinator,
}

/// <summary>A helper wrote down what they did; it waits for the other side's yes, or for the agreed number of days. Nothing moves yet.</summary>
[EventType("exchange_proposed")]
public sealed record ExchangeProposed(ExchangeId Exchange, IReadOnlyList<Share> Helpers, IReadOnlyList<Share> Receivers, AccountNumber? Payer,
    CategoryCode Category, LocalDate HappenedOn, Channel Channel, AccountNumber ProposedBy, LocalDate ProposedOn, RequestId? Request) : LedgerEvent;

/// <summary>
/// Help was given and booked. Helpers' minutes and receivers' minutes add up to the same.
/// <paramref name="Payers"/> says who pays when that is not simply each receiver for what they got: a pot, a commissioning institution, or a pot for the part a receiver was short.
/// <paramref name="Credited"/> says what the helpers get when the agreement awards more or less than the minutes worked; what is charged then adds up to what is credited.
/// </summary>
[EventType("exchange_booked")]
public sealed record ExchangeBooked(ExchangeId Exchange, IReadOnlyList<Share> Helpers, IReadOnlyList<Share> Receivers, IReadOnlyList<Share>? Payers,
    CategoryCode Category, LocalDate HappenedOn, Channel Channel, Recorder RecordedBy, RequestId? Request, IReadOnlyList<Share>? Credited = null) : LedgerEvent
{
    /// <summary>What each helper gets.</summary>
    public IReadOnlyList<Share> Awarded() => Credited ?? Helpers;

    /// <summary>The accounts that are charged, whoever that is.</summary>
    public IReadOnlyList<Share> Charged() => Payers ?? Receivers;
}

/// <summary>The other side said that this did not happen so, or, by the clock, it could not be booked because somebody in it had left before the day of the help. Nothing had moved and nothing moves.</summary>
[EventType("exchange_declined")]
public sealed record ExchangeDeclined(ExchangeId Exchange, LocalDate DeclinedOn) : LedgerEvent;

/// <summary>
/// A booked exchange was undone: the helpers give back, those who were charged get back. Carries the amounts, so that its postings follow from this entry alone.
/// <paramref name="Credited"/> and <paramref name="Receivers"/> are there when they differ from <paramref name="Helpers"/> and <paramref name="Charged"/>;
/// <paramref name="Correction"/> when two persons decided.
/// </summary>
[EventType("exchange_reversed")]
public sealed record ExchangeReversed(ExchangeId Exchange, IReadOnlyList<Share> Helpers, IReadOnlyList<Share> Charged, ReasonCode Reason, LocalDate ReversedOn,
    IReadOnlyList<Share>? Credited = null, IReadOnlyList<Share>? Receivers = null, CorrectionId? Correction = null) : LedgerEvent
{
    /// <summary>What each helper gives back.</summary>
    public IReadOnlyList<Share> Awarded() => Credited ?? Helpers;
}

/// <summary>Somebody who received help said thank you.</summary>
[EventType("exchange_thanked")]
public sealed record ExchangeThanked(ExchangeId Exchange, AccountNumber By, LocalDate ThankedOn) : LedgerEvent;
