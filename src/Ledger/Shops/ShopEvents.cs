using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Ledger.Shops;

/// <summary>What a shop gives for minutes.</summary>
/// <param name="CentsPerHour">The discount in euro cents for 60 minutes; rounded down to whole cents per discount.</param>
/// <param name="MaxSharePercent">The largest part of a purchase that a discount may be, 1 to 100.</param>
/// <param name="MaxBalanceMinutes">The most minutes that the shop wants to hold.</param>
public sealed record ShopTerms(int CentsPerHour, int MaxSharePercent, long MaxBalanceMinutes)
{
    public long DiscountCents(long minutes) => minutes * CentsPerHour / 60;

    /// <summary>The most cents of discount on a purchase.</summary>
    public long MostDiscountCents(long purchaseCents) => purchaseCents * MaxSharePercent / 100;

    /// <summary>The most minutes whose discount stays within the share of the purchase: the largest m with m·c/60 rounded down ≤ the most cents.</summary>
    public long MostMinutes(long purchaseCents) => ((MostDiscountCents(purchaseCents) + 1) * 60 - 1) / CentsPerHour;
}

/// <summary>A shop joined.</summary>
[EventType("shop_joined")]
public sealed record ShopJoined(AccountNumber Account, NeighbourhoodCode? Neighbourhood, LocalDate JoinedOn) : LedgerEvent;

/// <summary>The shop's terms from here on.</summary>
[EventType("shop_terms_agreed")]
public sealed record ShopTermsAgreed(AccountNumber Shop, ShopTerms Terms, LocalDate AgreedOn) : LedgerEvent;

/// <summary>A shop took minutes from a member for a discount. The euro are information; only minutes move.</summary>
[EventType("discount_given")]
public sealed record DiscountGiven(DiscountId Discount, AccountNumber Shop, AccountNumber Member, long PurchaseCents, long DiscountCents, long Minutes, LocalDate HappenedOn) : LedgerEvent;

/// <summary>A discount was undone: the shop gives the minutes back. <paramref name="Correction"/> is there when two persons decided.</summary>
[EventType("discount_cancelled")]
public sealed record DiscountCancelled(DiscountId Discount, AccountNumber Shop, AccountNumber Member, long Minutes, ReasonCode Reason, LocalDate CancelledOn, CorrectionId? Correction = null) : LedgerEvent;

/// <summary>A discount as of the state's position.</summary>
public sealed record DiscountState(AccountNumber Shop, AccountNumber Member, long Minutes, bool Cancelled)
{
    /// <summary>The entry that gave it.</summary>
    public long Position { get; init; }

    /// <summary>The last entry about it.</summary>
    public long AsOf { get; init; }

    public LocalDate HappenedOn { get; init; }
}
