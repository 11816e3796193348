using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Accounts;
using Buurthulp.Projections.Statements;
using NodaTime;

namespace Buurthulp.Api.Http.Accounts;

/// <summary>An account.</summary>
/// <param name="Account">Its number.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Balance">Minutes; may be below zero.</param>
/// <param name="Position">The place in the journal as of which the balance holds.</param>
public sealed record AccountAnswer(AccountNumber Account, AccountKind Kind, long Balance, long Position);

/// <summary>A page of an account's statement over a period. Opening and the lines add up to closing.</summary>
/// <param name="Account">Its number.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="From">The first day of the period; absent: from the beginning.</param>
/// <param name="To">The last day of the period, included; absent: to the end.</param>
/// <param name="Opening">Minutes before the first line of this page.</param>
/// <param name="Lines">In order of the day it happened, then of the journal.</param>
/// <param name="Closing">Minutes after the last line of this page.</param>
/// <param name="Page">From 1.</param>
/// <param name="Pages">How many pages the period has, at least 1.</param>
/// <param name="PeriodOpening">Minutes before the first day of the period.</param>
/// <param name="PeriodClosing">Minutes after the last day of the period.</param>
/// <param name="Position">The place in the journal as of which this holds.</param>
public sealed record StatementAnswer(AccountNumber Account, AccountKind Kind, LocalDate? From, LocalDate? To, long Opening, IReadOnlyList<StatementLineAnswer> Lines, long Closing,
    int Page, long Pages, long PeriodOpening, long PeriodClosing, long Position)
{
    internal static StatementAnswer Of(AccountRow account, LocalDate? from, LocalDate? to, int page, int linesPerPage, Statement statement) => new(
        account.Account, account.Kind, from, to, statement.BroughtForward, [.. statement.Lines.Select(StatementLineAnswer.Of)], statement.CarriedForward,
        page, Math.Max(1, (statement.TotalLines + linesPerPage - 1) / linesPerPage), statement.Opening, statement.Closing, statement.Position);
}

/// <summary>One line of a statement. It never names the account on the other side.</summary>
/// <param name="Position">The entry's place in the journal.</param>
/// <param name="Entry">The entry's id.</param>
/// <param name="Type">The stored name of what happened.</param>
/// <param name="HappenedOn">The day on which it counts.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Amount">Minutes: more than zero is received, less than zero is spent.</param>
/// <param name="Balance">Minutes after this line.</param>
/// <param name="ExchangeId">The exchange it belongs to.</param>
/// <param name="DiscountId">The discount it belongs to.</param>
/// <param name="GiftId">The gift it belongs to.</param>
/// <param name="PaidByPot">Minutes that a pot or an institution paid for this help; less than zero where that was undone.</param>
/// <param name="Reverses">The position of the entry that this line undoes, where it is no exchange or discount.</param>
/// <param name="GrantId">The grant it belongs to.</param>
/// <param name="ActedBy">Who did it for others: a proxy's or coordinator's number, or a role's name. Absent when one of those concerned did; never the other side.</param>
public sealed record StatementLineAnswer(long Position, Guid Entry, string Type, LocalDate HappenedOn, DateTime RecordedAt, long Amount, long Balance, Guid? ExchangeId, Guid? DiscountId, Guid? GiftId,
    long? PaidByPot, long? Reverses, Guid? GrantId, string? ActedBy = null)
{
    internal static StatementLineAnswer Of(StatementLine line) => new(line.Position, line.Entry, line.EventType, line.HappenedOn, line.RecordedAt.ToDateTimeUtc(), line.Amount, line.BalanceAfter,
        line.Exchange?.Value, line.Discount?.Value, line.Gift?.Value,
        line.PaidFor, line.Reverses, line.Grant?.Value, line.ActedBy);
}
