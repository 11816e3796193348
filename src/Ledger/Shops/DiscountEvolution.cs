using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;

namespace Buurthulp.Ledger.Shops;

/// <summary>How a discount follows from the entries about it.</summary>
internal static class DiscountEvolution
{
    /// <summary>A discount that was forgotten stays so: it is recalled with all its entries when a command is about it.</summary>
    public static void Apply(CommunityState state, DiscountId id, LedgerEvent recorded)
    {
        if (Next(state.Discounts.TryGet(id, out var before) ? before : null, recorded, state.Position) is not { } discount) return;
        state.Discounts[id] = discount;
        if (recorded is DiscountGiven) state.DiscountsGiven[state.Position] = id;
    }

    /// <summary>Null when the discount's first entry is missing or the entry is about no discount.</summary>
    public static DiscountState? Next(DiscountState? before, LedgerEvent recorded, long position) => recorded switch
    {
        DiscountGiven e => new DiscountState(e.Shop, e.Member, e.Minutes, Cancelled: false) { Position = position, HappenedOn = e.HappenedOn, AsOf = position },
        DiscountCancelled => before is null ? null : before with { Cancelled = true, AsOf = position },
        _ => null,
    };
}
