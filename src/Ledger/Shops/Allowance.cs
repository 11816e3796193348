using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;

namespace Buurthulp.Ledger.Shops;

/// <summary>What keeps a discount from being larger; the first that does.</summary>
public enum AllowanceLimit
{
    /// <summary>The agreed part of the purchase.</summary>
    Share,

    /// <summary>The most minutes that the shop wants to hold.</summary>
    ShopRoom,

    /// <summary>The lowest balance that a discount may leave the member.</summary>
    MemberFloor,
}

/// <summary>The most minutes that <see cref="GiveDiscount"/> takes now, and which of its rules stops there.</summary>
/// <param name="MostMinutes">Zero when nothing can be spent.</param>
/// <param name="Limit">The rule that sets it.</param>
public sealed record Allowance(long MostMinutes, AllowanceLimit Limit)
{
    /// <param name="state">As of which position.</param>
    /// <param name="shop">A shop with terms.</param>
    /// <param name="member">Null leaves the member's floor out: a shop does not learn what somebody has before they have shown who they are.</param>
    /// <param name="purchaseCents">The whole purchase in euro cents.</param>
    /// <returns>Null for a shop without terms.</returns>
    public static Allowance? Of(CommunityState state, AccountNumber shop, AccountNumber? member, long purchaseCents)
    {
        if (!state.Accounts.TryGet(shop, out var account) || account.Terms is not { } terms) return null;
        var allowance = new Allowance(Math.Min(terms.MostMinutes(purchaseCents), Shares.LargestMinutes), AllowanceLimit.Share)
            .AtMost(terms.MaxBalanceMinutes - account.Balance, AllowanceLimit.ShopRoom);
        return member is { } spender && state.Accounts.TryGet(spender, out var spends)
            ? allowance.AtMost(spends.Balance - state.Agreement.ShopFloorMinutes, AllowanceLimit.MemberFloor)
            : allowance;
    }

    private Allowance AtMost(long minutes, AllowanceLimit limit) => Math.Max(0, minutes) is var most && most < MostMinutes ? new Allowance(most, limit) : this;
}
