using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using NodaTime;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;

namespace Buurthulp.Tests.Ledger.Scenarios;

/// <summary>Commands as a test tells them: the coordinator's desk, at noon, about today.</summary>
public static class Wishes
{
    private static readonly ExchangeId TheExchange = new(Earlier);

    public static RecordExchange Book(AccountNumber helper, AccountNumber receiver, long minutes = 60, LocalDate? on = null, Actor? by = null, Instant? now = null,
        Channel channel = Channel.Desk, AccountNumber? payer = null) =>
        Book([Of(helper, minutes)], [Of(receiver, minutes)], on, by, now, channel, payer);

    public static RecordExchange Book(IReadOnlyList<Share> helpers, IReadOnlyList<Share> receivers, LocalDate? on = null, Actor? by = null, Instant? now = null,
        Channel channel = Channel.Desk, AccountNumber? payer = null) =>
        new(New, by ?? Desk, now ?? Noon, helpers, receivers, Chores, on ?? Today, channel, payer);

    public static ConfirmExchange Confirm(Actor by, Instant? now = null) => new(New, by, now ?? Noon, TheExchange);

    public static DeclineExchange Decline(Actor by) => new(New, by, Noon, TheExchange);

    public static BookDueExchange BookDue(Instant now) => new(New, Actor.Clock, now, TheExchange);

    public static ReverseExchange Reverse(Actor? by = null) => new(New, by ?? Desk, Noon, TheExchange, Mistake);

    public static ThankForExchange Thank(Actor by, AccountNumber? passedOnFor = null) => new(New, by, Noon, TheExchange, passedOnFor);

    public static SettleCredits Settle(long minutes = 60, long paidCents = 500, AccountNumber? sponsor = null) => new(New, Treasurer, Noon, Bakery, sponsor ?? Pot, minutes, paidCents, Joining, Yesterday);

    public static GiveDiscount Spend(AccountNumber member, long minutes, long purchaseCents = 100_000, LocalDate? on = null, AccountNumber? shop = null, Instant? now = null) =>
        new(New, Counter, now ?? Noon, shop ?? Bakery, member, purchaseCents, minutes, on);

    public static CancelDiscount Cancel(Actor? by = null) => new(New, by ?? Counter, Noon, new DiscountId(Earlier), Mistake);

    public static MakeGift Give(AccountNumber from, long minutes, AccountNumber? to = null, LocalDate? on = null) =>
        new(New, Actor.Member(from), Noon, from, to ?? Pot, minutes, on);

    public static PrintNoteBatch Print(int notes = 4, long minutes = 60) => new(New, Desk, Noon, notes, minutes);

    public static IssueNotes Issue(AccountNumber from, params long[] notes) => new(New, Desk, Noon, from, Facts.Serials(notes));

    public static RedeemNotes Redeem(AccountNumber to, params long[] notes) => new(New, Desk, Noon, to, Facts.Serials(notes));

    public static VoidNotes Void(params long[] notes) => new(New, Desk, Noon, Facts.Serials(notes), Lost);

    public static ExpireNotes Expire(Guid? batch = null) => new(New, Actor.Clock, Noon, new NoteBatchId(batch ?? Earlier));

    public static Actor Member(AccountNumber account) => Actor.Member(account);
}
