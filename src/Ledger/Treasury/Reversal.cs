using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Shops;
using NodaTime;

namespace Buurthulp.Ledger.Treasury;

/// <summary>Undoing anything booked: the opposite entry, dated today, and whether one person may make it.</summary>
public static class Reversal
{
    /// <summary>
    /// Order of the rules: something booked stands at the position, it was not undone, no correction of it waits, today is open.
    /// Up to the agreed amount the opposite entry follows; above it the one who asks must be a person, and a second one is waited for.
    /// No rule looks at a balance.
    /// </summary>
    internal static Decision Decide(CommunityState state, LedgerCommand command, long position, ReasonCode reason)
    {
        var today = state.Today(command.Now);
        if (Of(state, position, reason, today, correction: null, out var opposite, out var minutes) is { } refusal) return refusal;
        foreach (var (id, waiting) in state.Corrections.All)
        {
            if (waiting.Entry == position && waiting.Status == CorrectionStatus.Waiting) return new Refusal.CorrectionWaiting(id);
        }

        if (minutes <= (state.Agreement.Corrections?.AloneMinutes ?? CorrectionTerms.DefaultAloneMinutes)) return Decision.Accept(opposite!);
        if (Persons.Of(state, command.Actor) is not { } person) return new Refusal.PersonUnknown();
        return Decision.Accept(new CorrectionProposed(new CorrectionId(command.CommandId), position, minutes, reason, person, today));
    }

    /// <summary>The opposite of the entry at a position, and how many minutes it moves in all.</summary>
    internal static Refusal? Of(CommunityState state, long position, ReasonCode reason, LocalDate today, CorrectionId? correction, out LedgerEvent? opposite, out long minutes)
    {
        (opposite, minutes) = (null, 0);
        bool isUndone;
        if (state.Transfers.TryGet(position, out var transfer))
        {
            isUndone = transfer.Reversed;
            (opposite, minutes) = (new EntryReversed(position, transfer.To, transfer.From, transfer.Minutes, reason, today, correction), transfer.Minutes);
        }
        else if (state.ExchangesBooked.TryGet(position, out var booked) && state.Exchanges[booked] is { Charged: { } charged } exchange)
        {
            isUndone = exchange.Status == ExchangeStatus.Reversed;
            (opposite, minutes) = (Opposite(booked, exchange, charged, reason, today, correction), charged.Total());
        }
        else if (state.DiscountsGiven.TryGet(position, out var given))
        {
            var discount = state.Discounts[given];
            isUndone = discount.Cancelled;
            (opposite, minutes) = (new DiscountCancelled(given, discount.Shop, discount.Member, discount.Minutes, reason, today, correction), discount.Minutes);
        }
        else
        {
            return new Refusal.EntryNotReversible(position);
        }

        return isUndone ? new Refusal.ReversedAlready(position) : state.Books.IsClosedOn(today);
    }

    private static ExchangeReversed Opposite(ExchangeId id, ExchangeState exchange, IReadOnlyList<Share> charged, ReasonCode reason, LocalDate today, CorrectionId? correction) =>
        new(id, exchange.Helpers, charged, reason, today, exchange.Credited, charged.SequenceEqual(exchange.Receivers) ? null : exchange.Receivers, correction);
}
