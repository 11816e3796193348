using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;

namespace Buurthulp.Ledger.Exchanges;

/// <summary>Who is charged for help: the receivers, a payer instead of them, or a pot for the part that a receiver is short.</summary>
public static class Charging
{
    /// <summary>Null when each receiver is charged for what they got. The total always equals the receivers' total.</summary>
    public static IReadOnlyList<Share>? Payers(CommunityState state, IReadOnlyList<Share> receivers, AccountNumber? payer)
    {
        if (payer is { } other) return [new Share(other, receivers.Total())];
        if (state.Agreement is not { Shortfall: ShortfallPolicy.PotPays, ShortfallPot: { } pot }) return null;

        // A community may be founded with a pot that is yet to be opened; until then somebody else may have got its number.
        if (!state.Accounts.TryGet(pot, out var paying) || paying.Kind != AccountKind.Pot) return null;

        List<Share> charged = new(receivers.Count + 1);
        long missing = 0;
        foreach (var (account, minutes) in receivers)
        {
            var paid = Math.Min(minutes, Math.Max(0, state.Accounts[account].Balance));
            if (paid > 0) charged.Add(new Share(account, paid));
            missing += minutes - paid;
        }

        if (missing == 0) return null;
        charged.Add(new Share(pot, missing));
        return charged;
    }
}
