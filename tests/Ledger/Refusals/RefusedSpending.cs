using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Shops;
using Buurthulp.Tests.Ledger.Scenarios;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;
using static Buurthulp.Tests.Ledger.Scenarios.Wishes;

namespace Buurthulp.Tests.Ledger.Refusals;

/// <summary>Discounts, shop terms and gifts.</summary>
internal static class RefusedSpending
{
    private static readonly AccountNumber OtherShop = new("O09");
    private static readonly DiscountId TheDiscount = new(Earlier);
    private static readonly History Shopping = Given(ShopOpened(), TermsAgreed(), PotOpen(), Joined(Anna), Opened(Anna, 600));

    public static readonly RefusalCase[] Cases =
    [
        new("a discount in a community that was never founded", GivenOnly(), Spend(Anna, 60), new Refusal.CommunityUnknown(Molenwijk)),
        Spending("no minutes", Spend(Anna, 0), new Refusal.AmountNotPositive(0)),
        Spending("too many minutes", Spend(Anna, long.MaxValue), new Refusal.AmountTooLarge(long.MaxValue, Shares.LargestMinutes)),
        Spending("minutes on a purchase of nothing", Spend(Anna, 60, purchaseCents: 0), new Refusal.PriceOutOfRange(0, AccountRules.MostCents)),
        Spending("minutes on too large a purchase", Spend(Anna, 60, purchaseCents: long.MaxValue), new Refusal.PriceOutOfRange(long.MaxValue, AccountRules.MostCents)),
        Spending("minutes tomorrow", Spend(Anna, 60, on: Tomorrow), new Refusal.DateInFuture(Tomorrow, Today)),
        Spending("minutes at an unknown shop", Spend(Anna, 60, shop: OtherShop), new Refusal.AccountUnknown(OtherShop)),
        Spending("minutes at a pot", Spend(Anna, 60, shop: Pot), new Refusal.AccountKindNotAllowed(Pot, AccountKind.Pot)),
        Spending("minutes before joining", Spend(Anna, 60, on: Founding), new Refusal.DateBeforeJoining(Bakery, Founding, Joining)),
        Spending("minutes of nobody", Spend(Nobody, 60), new Refusal.AccountUnknown(Nobody)),
        Spending("minutes of a pot", Spend(Pot, 60), new Refusal.AccountKindNotAllowed(Pot, AccountKind.Pot)),
        Spending("minutes for more than the share of the purchase", Spend(Anna, 60, purchaseCents: 999), new Refusal.DiscountOverShare(Bakery, 500, 499, 59)),
        Spending("minutes that are not there", Spend(Anna, 601), new Refusal.FloorReached(Anna, 601, 600, 0)),
        new("spending minutes after leaving", Given(ShopOpened(), TermsAgreed(), Joined(Anna), Left(Anna)), Spend(Anna, 60), new Refusal.AccountClosed(Anna, Today)),
        new("spending minutes at a shop without terms", Given(ShopOpened(), Joined(Anna)), Spend(Anna, 60), new Refusal.ShopTermsMissing(Bakery)),
        new("spending minutes at a full shop", Given(ShopOpened(), TermsAgreed(), Joined(Anna), Opened(Bakery, 3600)), Spend(Anna, 1), new Refusal.ShopFull(Bakery, 0, 3600)),

        new("cancelling an unknown discount", Shopping, Cancel(), new Refusal.DiscountUnknown(TheDiscount)),
        new("cancelling another shop's discount", Given(ShopOpened(), TermsAgreed(), Joined(Anna), Discounted(Anna, 60, 1000, 500, discount: Earlier)),
            Cancel(by: new Actor(OtherShop.Value, Role.Shop, OtherShop)), new Refusal.DiscountUnknown(TheDiscount)),
        new("cancelling a discount twice", Given(ShopOpened(), TermsAgreed(), Joined(Anna), Discounted(Anna, 60, 1000, 500, discount: Earlier), Cancelled(Anna, 60)),
            Cancel(), new Refusal.DiscountCancelledAlready(TheDiscount)),

        new("settling in a community that was never founded", GivenOnly(), Settle(), new Refusal.CommunityUnknown(Molenwijk)),
        Settling("nothing", Settle(minutes: 0), new Refusal.AmountNotPositive(0)),
        Settling("for less than nothing", Settle(paidCents: -1), new Refusal.PriceOutOfRange(-1, AccountRules.MostCents)),
        Settling("a period turned round", Settle() with { From = Today, Through = Yesterday }, new Refusal.PeriodTurnedRound(Today, Yesterday)),
        Settling("a period that ends tomorrow", Settle() with { Through = Tomorrow }, new Refusal.DateInFuture(Tomorrow, Today)),
        Settling("what an unknown shop holds", Settle() with { Shop = OtherShop }, new Refusal.AccountUnknown(OtherShop)),
        Settling("what a member holds", Settle() with { Shop = Anna }, new Refusal.AccountKindNotAllowed(Anna, AccountKind.Member)),
        Settling("with an unknown sponsor", Settle() with { Sponsor = Nobody }, new Refusal.AccountUnknown(Nobody)),
        Settling("with a member as sponsor", Settle() with { Sponsor = Anna }, new Refusal.AccountKindNotAllowed(Anna, AccountKind.Member)),
        Settling("with itself as sponsor", Settle() with { Sponsor = Bakery }, new Refusal.AccountKindNotAllowed(Bakery, AccountKind.Shop)),
        Settling("more than the shop holds", Settle(minutes: 601), new Refusal.FloorReached(Bakery, 601, 600, 0)),

        Agreeing("with a member", Anna, BakeryTerms, new Refusal.AccountKindNotAllowed(Anna, AccountKind.Member)),
        Agreeing("with an unknown shop", OtherShop, BakeryTerms, new Refusal.AccountUnknown(OtherShop)),
        Agreeing("for no discount", Bakery, BakeryTerms with { CentsPerHour = 0 }, new Refusal.ShopTermsInvalid("centsPerHour")),
        Agreeing("for more than ten thousand euro an hour", Bakery, BakeryTerms with { CentsPerHour = 1_000_001 }, new Refusal.ShopTermsInvalid("centsPerHour")),
        Agreeing("for no share of a purchase", Bakery, BakeryTerms with { MaxSharePercent = 0 }, new Refusal.ShopTermsInvalid("maxSharePercent")),
        Agreeing("for more than the whole purchase", Bakery, BakeryTerms with { MaxSharePercent = 101 }, new Refusal.ShopTermsInvalid("maxSharePercent")),
        Agreeing("to hold no minute", Bakery, BakeryTerms with { MaxBalanceMinutes = 0 }, new Refusal.ShopTermsInvalid("maxBalanceMinutes")),
        Agreeing("to hold more than the largest amount", Bakery, BakeryTerms with { MaxBalanceMinutes = Shares.LargestMinutes + 1 }, new Refusal.ShopTermsInvalid("maxBalanceMinutes")),
        new("a shop that joins with wrong terms", Given(), new JoinShop(New, Desk, Noon, Bakery, North, Today, BakeryTerms with { CentsPerHour = 0 }), new Refusal.ShopTermsInvalid("centsPerHour")),

        new("a gift in a community that was never founded", GivenOnly(), Give(Anna, 60), new Refusal.CommunityUnknown(Molenwijk)),
        Giving("no minutes", Give(Anna, -1), new Refusal.AmountNotPositive(-1)),
        Giving("minutes tomorrow", Give(Anna, 60, on: Tomorrow), new Refusal.DateInFuture(Tomorrow, Today)),
        Giving("minutes of nobody", Give(Nobody, 60), new Refusal.AccountUnknown(Nobody)),
        Giving("minutes of the pot to itself", Give(Pot, 60), new Refusal.AccountKindNotAllowed(Pot, AccountKind.Pot)),
        Giving("minutes to an unknown pot", Give(Anna, 60, to: Nobody), new Refusal.AccountUnknown(Nobody)),
        Giving("minutes to a shop", Give(Anna, 60, to: Bakery), new Refusal.AccountKindNotAllowed(Bakery, AccountKind.Shop)),
        Giving("minutes that are not there", Give(Anna, 601), new Refusal.FloorReached(Anna, 601, 600, 0)),
        new("giving minutes after leaving", Given(PotOpen(), Joined(Anna), Left(Anna)), Give(Anna, 60), new Refusal.AccountClosed(Anna, Today)),
        new("giving minutes to a pot before it was opened", Given(PotOpen(on: Today), Joined(Anna)), Give(Anna, 60, on: Yesterday), new Refusal.DateBeforeJoining(Pot, Yesterday, Today)),
    ];

    private static RefusalCase Settling(string what, SettleCredits command, Refusal expected) => new($"a sponsor settling {what}", Given(ShopOpened(), PotOpen(), Joined(Anna), Opened(Bakery, 600)), command, expected);

    private static RefusalCase Spending(string name, GiveDiscount command, Refusal refusal) => new("spending " + name, Shopping, command, refusal);

    private static RefusalCase Giving(string name, LedgerCommand command, Refusal refusal) => new("giving " + name, Shopping, command, refusal);

    private static RefusalCase Agreeing(string name, AccountNumber shop, ShopTerms terms, Refusal refusal) =>
        new("shop terms " + name, Shopping, new AgreeShopTerms(New, Desk, Noon, shop, terms), refusal);
}
