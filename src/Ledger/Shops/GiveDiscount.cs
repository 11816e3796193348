using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Treasury;
using NodaTime;

namespace Buurthulp.Ledger.Shops;

/// <summary>Opens an account for a shop and agrees its first terms.</summary>
public sealed record JoinShop(Guid CommandId, Actor Actor, Instant Now, AccountNumber Account, NeighbourhoodCode? Neighbourhood, LocalDate JoinedOn, ShopTerms Terms)
    : LedgerCommand(CommandId, Actor, Now)
{
    public override Decision Decide(CommunityState state) =>
        Joining.Refused(state, Account, JoinedOn, Now) is { } refusal ? refusal
        : AgreeShopTerms.Invalid(Terms) is { } invalid ? invalid
        : Decision.Accept(new ShopJoined(Account, Neighbourhood, JoinedOn), new ShopTermsAgreed(Account, Terms, JoinedOn));
}

/// <summary>Replaces a shop's terms.</summary>
public sealed record AgreeShopTerms(Guid CommandId, Actor Actor, Instant Now, AccountNumber Shop, ShopTerms Terms) : LedgerCommand(CommandId, Actor, Now)
{
    public override Decision Decide(CommunityState state) =>
        state.IsNot(Shop, AccountKind.Shop) is { } refusal ? refusal
        : Invalid(Terms) is { } invalid ? invalid
        : Decision.Accept(new ShopTermsAgreed(Shop, Terms, state.Today(Now)));

    internal static Refusal? Invalid(ShopTerms terms) =>
        terms.CentsPerHour is < 1 or > 1_000_000 ? new Refusal.ShopTermsInvalid("centsPerHour")
        : terms.MaxSharePercent is < 1 or > 100 ? new Refusal.ShopTermsInvalid("maxSharePercent")
        : terms.MaxBalanceMinutes is < 1 or > Shares.LargestMinutes ? new Refusal.ShopTermsInvalid("maxBalanceMinutes")
        : null;
}

/// <summary>Takes minutes from a member at a shop's counter for a discount.</summary>
/// <param name="CommandId">Becomes the discount's id.</param>
/// <param name="Actor">The shop or a coordinator.</param>
/// <param name="Now">The time of recording.</param>
/// <param name="Shop">A shop with terms.</param>
/// <param name="Member">The member who spends.</param>
/// <param name="PurchaseCents">The whole purchase in euro cents.</param>
/// <param name="Minutes">The minutes that the member spends.</param>
/// <param name="HappenedOn">Null: today.</param>
public sealed record GiveDiscount(Guid CommandId, Actor Actor, Instant Now, AccountNumber Shop, AccountNumber Member, long PurchaseCents, long Minutes, LocalDate? HappenedOn = null)
    : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: amounts, date, shop and member, terms, share of the purchase, the most the shop holds, the member's floor.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (!state.IsFounded) return new Refusal.CommunityUnknown(state.Code);
        if (AccountRules.AmountOutOfRange(Minutes) is { } minutes) return minutes;
        if (AccountRules.PriceOutOfRange(PurchaseCents, least: 1) is { } purchase) return purchase;
        var today = state.Today(Now);
        var happenedOn = HappenedOn ?? today;
        if (happenedOn > today) return new Refusal.DateInFuture(happenedOn, today);
        if (state.CannotMoveOn(Shop, happenedOn) is { } shopCannot) return shopCannot;
        if (state.IsNot(Shop, AccountKind.Shop) is { } notShop) return notShop;
        if (state.CannotMoveOn(Member, happenedOn) is { } memberCannot) return memberCannot;
        if (state.IsNot(Member, AccountKind.Member) is { } notMember) return notMember;
        var shop = state.Accounts[Shop];
        if (shop.Terms is not { } terms) return new Refusal.ShopTermsMissing(Shop);
        var discount = terms.DiscountCents(Minutes);
        if (discount > terms.MostDiscountCents(PurchaseCents))
        {
            return new Refusal.DiscountOverShare(Shop, discount, terms.MostDiscountCents(PurchaseCents), terms.MostMinutes(PurchaseCents));
        }

        if (shop.Balance + Minutes > terms.MaxBalanceMinutes)
        {
            return new Refusal.ShopFull(Shop, Math.Max(0, terms.MaxBalanceMinutes - shop.Balance), terms.MaxBalanceMinutes);
        }

        if (state.BelowFloor(Member, Minutes, state.Agreement.ShopFloorMinutes) is { } floor) return floor;
        return Decision.Accept(new DiscountGiven(new DiscountId(CommandId), Shop, Member, PurchaseCents, discount, Minutes, happenedOn));
    }
}

/// <summary>
/// Undoes a discount by an opposite entry. A shop gives back what it took, however much; for anybody else it is a correction,
/// which above the agreed amount waits for a second person: <see cref="Reversal"/>.
/// </summary>
public sealed record CancelDiscount(Guid CommandId, Actor Actor, Instant Now, DiscountId Discount, ReasonCode Reason) : LedgerCommand(CommandId, Actor, Now)
{
    public override Subject? LooksAt(CommunityState state) => Subject.Of(Discount);

    public override Decision Decide(CommunityState state)
    {
        if (!state.Discounts.TryGet(Discount, out var discount)) return new Refusal.DiscountUnknown(Discount);
        if (Actor.Role == Role.Shop && Actor.Account != discount.Shop) return new Refusal.DiscountUnknown(Discount);
        if (discount.Cancelled) return new Refusal.DiscountCancelledAlready(Discount);
        if (Actor.Role != Role.Shop) return Reversal.Decide(state, this, discount.Position, Reason);
        return Decision.Accept(new DiscountCancelled(Discount, discount.Shop, discount.Member, discount.Minutes, Reason, state.Today(Now)));
    }
}
