using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;
using static Buurthulp.Tests.Ledger.Scenarios.Wishes;

namespace Buurthulp.Tests.Ledger.Refusals;

/// <summary>The first rule that fails is reported, in the order that the command documents: each step mends one thing and meets the next rule.</summary>
public sealed class RuleOrderTests
{
    [Fact]
    public void Help_is_judged_by_people_amounts_kind_date_accounts_recorder_payer_and_request()
    {
        var history = Given(PotOpen(), Joined(Anna), Joined(Bram), Joined(Chaima));
        var request = new RequestId(Earlier);
        var command = Book([], [], on: Tomorrow, by: Member(Chaima), payer: Nobody) with { Category = Unheard, Request = request };
        void Meets(Refusal refusal) => history.When(command).Then(refusal);

        Meets(new Refusal.HelperMissing());
        command = command with { Helpers = [Of(Nobody, 0)] };
        Meets(new Refusal.ReceiverMissing());
        command = command with { Receivers = [Of(Nobody, 5)] };
        Meets(new Refusal.AmountNotPositive(0));
        command = command with { Helpers = [Of(Nobody, 6)] };
        Meets(new Refusal.HelperIsReceiver(Nobody));
        command = command with { Receivers = [Of(Bram, 5)] };
        Meets(new Refusal.SharesUnequal(6, 5));
        command = command with { Receivers = [Of(Bram, 6)] };
        Meets(new Refusal.CategoryUnknown(Unheard));
        command = command with { Category = Chores };
        Meets(new Refusal.DateInFuture(Tomorrow, Today));
        command = command with { HappenedOn = Today };
        Meets(new Refusal.AccountUnknown(Nobody));
        command = command with { Helpers = [Of(Anna, 6)] };
        Meets(new Refusal.RecorderNotInvolved());
        command = command with { Actor = Member(Bram) };
        Meets(new Refusal.AccountUnknown(Nobody));
        command = command with { Payer = Pot };
        Meets(new Refusal.PayerNotAllowed(Pot));
        command = command with { Actor = Desk };
        Meets(new Refusal.RequestUnknown(request));
        history.When(command with { Request = null }).Then(Booked([Of(Anna, 6)], [Of(Bram, 6)], payers: [Of(Pot, 6)]));
    }

    [Fact]
    public void A_discount_is_judged_by_amounts_date_shop_member_share_ceiling_and_floor()
    {
        var history = Given(ShopOpened(), TermsAgreed(), Joined(Anna), Opened(Bakery, 3590), Opened(Anna, 5));
        var command = Spend(Nobody, minutes: 0, purchaseCents: 0, on: Tomorrow, shop: Anna);
        void Meets(Refusal refusal) => history.When(command).Then(refusal);

        Meets(new Refusal.AmountNotPositive(0));
        command = command with { Minutes = 60 };
        Meets(new Refusal.PriceOutOfRange(0, AccountRules.MostCents));
        command = command with { PurchaseCents = 500 };
        Meets(new Refusal.DateInFuture(Tomorrow, Today));
        command = command with { HappenedOn = Today };
        Meets(new Refusal.AccountKindNotAllowed(Anna, AccountKind.Member));
        command = command with { Shop = Bakery };
        Meets(new Refusal.AccountUnknown(Nobody));
        command = command with { Member = Anna };
        Meets(new Refusal.DiscountOverShare(Bakery, 500, 250, 30));
        command = command with { Minutes = 30 };
        Meets(new Refusal.ShopFull(Bakery, 10, 3600));
        command = command with { Minutes = 10 };
        Meets(new Refusal.FloorReached(Anna, 10, 5, 0));
        history.When(command with { Minutes = 5 }).Then(Discounted(Anna, minutes: 5, purchaseCents: 500, discountCents: 41));
    }
}
