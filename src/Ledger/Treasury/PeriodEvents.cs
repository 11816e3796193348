using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using NodaTime;

namespace Buurthulp.Ledger.Treasury;

/// <summary>
/// A period was closed by its first signature: from here on nothing can be booked on its days. <paramref name="Size"/> and <paramref name="Root"/> are the checkpoint
/// of the journal before this entry; the figures are those of the same entries.
/// </summary>
[EventType("period_closed")]
public sealed record PeriodClosed(PeriodId Period, LocalDate? From, LocalDate Through, long Size, Hash Root, PeriodFigures Figures, AccountNumber ClosedBy, LocalDate ClosedOn) : LedgerEvent;

/// <summary>A second person compared a close with the books and signed it. It stands for ever.</summary>
[EventType("period_close_signed")]
public sealed record PeriodCloseSigned(PeriodId Period, AccountNumber SignedBy, LocalDate SignedOn) : LedgerEvent;

/// <summary>A close that was not signed yet was taken back, by the first person or the second: its days are open again.</summary>
[EventType("period_close_withdrawn")]
public sealed record PeriodCloseWithdrawn(PeriodId Period, AccountNumber WithdrawnBy, LocalDate WithdrawnOn) : LedgerEvent;

/// <summary>The checkpoint of the journal before this entry was handed out, so that everybody can be held to it.</summary>
[EventType("checkpoint_published")]
public sealed record CheckpointPublished(long Size, Hash Root, LocalDate PublishedOn) : LedgerEvent;

/// <summary>What a close says of its period.</summary>
/// <param name="Accounts">How many accounts there are, those that were closed included.</param>
/// <param name="TotalMinutes">The sum of all balances: 0.</param>
/// <param name="Exchanges">How many exchanges happened in the period and were booked, those that were undone included.</param>
/// <param name="ExchangeMinutes">How many minutes were worked in them.</param>
/// <param name="Discounts">How many discounts were given in the period.</param>
/// <param name="Gifts">How many gifts were made in the period.</param>
/// <param name="Grants">How many grants were given in the period.</param>
public sealed record PeriodFigures(int Accounts, long TotalMinutes, int Exchanges, long ExchangeMinutes, int Discounts, int Gifts, int Grants);

/// <summary>How far the books are closed and published.</summary>
/// <param name="ClosedThrough">The last day on which nothing can be booked any more, signed twice or once.</param>
/// <param name="SignedThrough">The last day of the last close that was signed twice.</param>
/// <param name="Waiting">The close that waits for its second signature.</param>
/// <param name="ClosedBy">Who gave it the first one.</param>
/// <param name="LastSigned">The last close that was signed twice.</param>
/// <param name="PublishedAt">The position of the last entry that published a checkpoint; 0 for none.</param>
public sealed record BooksState(LocalDate? ClosedThrough, LocalDate? SignedThrough, PeriodId? Waiting, AccountNumber? ClosedBy, PeriodId? LastSigned, long PublishedAt)
{
    public static readonly BooksState Open = new(null, null, null, null, null, PublishedAt: 0);

    /// <summary>Null for an open day; else the refusal, which names the first open one.</summary>
    public Refusal? IsClosedOn(LocalDate day) => ClosedThrough is { } through && day <= through ? new Refusal.PeriodIsClosed(day, through.PlusDays(1)) : null;

    /// <summary>The first of these events that would move something on a closed day. The writer asks this of every decision, so that no command can forget it.</summary>
    internal Refusal? FirstOnClosedDay(IReadOnlyList<LedgerEvent> events)
    {
        if (ClosedThrough is null) return null;
        foreach (var recorded in events)
        {
            if (Postings.DateOf(recorded) is { } day && IsClosedOn(day) is { } closed) return closed;
        }

        return null;
    }

    internal BooksState Close(PeriodClosed closed) => this with { ClosedThrough = closed.Through, Waiting = closed.Period, ClosedBy = closed.ClosedBy };

    internal BooksState Sign() => this with { SignedThrough = ClosedThrough, Waiting = null, ClosedBy = null, LastSigned = Waiting };

    internal BooksState Withdraw() => this with { ClosedThrough = SignedThrough, Waiting = null, ClosedBy = null };
}
