using System.Runtime.InteropServices;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Shops;

namespace Buurthulp.Ledger.Communities;

/// <summary>An exchange or a discount that entries are about.</summary>
/// <param name="Id">The id of its first entry; <see cref="Guid.Empty"/> when only the position of an entry about it is known.</param>
/// <param name="Entry">The position of an entry about it, as somebody asked for it; 0 when its id is known.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Subject(Guid Id, long Entry)
{
    public static Subject Of(ExchangeId exchange) => new(exchange.Value, Entry: 0);

    public static Subject Of(DiscountId discount) => new(discount.Value, Entry: 0);

    public static Subject At(long position) => new(Guid.Empty, position);

    /// <summary>Null for an entry about something else.</summary>
    public static Subject? Of(LedgerEvent recorded) => recorded switch
    {
        ExchangeProposed e => Of(e.Exchange),
        ExchangeBooked e => Of(e.Exchange),
        ExchangeDeclined e => Of(e.Exchange),
        ExchangeReversed e => Of(e.Exchange),
        ExchangeThanked e => Of(e.Exchange),
        DiscountGiven e => Of(e.Discount),
        DiscountCancelled e => Of(e.Discount),
        _ => null,
    };

    /// <summary>False when it is unknown or was forgotten.</summary>
    public bool IsIn(CommunityState state) =>
        Id == Guid.Empty ? state.Transfers.Contains(Entry) || state.ExchangesBooked.Contains(Entry) || state.DiscountsGiven.Contains(Entry)
        : state.Exchanges.Contains(new ExchangeId(Id)) || state.Discounts.Contains(new DiscountId(Id));
}
