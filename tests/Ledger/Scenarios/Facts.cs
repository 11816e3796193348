using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Treasury;
using NodaTime;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;

namespace Buurthulp.Tests.Ledger.Scenarios;

/// <summary>Events as a test tells them: what it does not say is the usual.</summary>
public static class Facts
{
    public static CommunityFounded Founded(string timeZone = "Europe/Amsterdam") => new(Founding, timeZone);

    public static AgreementChanged Agreed(Agreement agreement) => new(agreement);

    public static MemberJoined Joined(AccountNumber account, LocalDate? on = null) => new(account, North, on ?? Joining, ReciprocityExpected: true);

    public static MemberLeft Left(AccountNumber account, LocalDate? on = null) => new(account, on ?? Today);

    public static ProxyGiven MayAct(AccountNumber proxy, AccountNumber forMember, LocalDate? from = null, LocalDate? until = null) => new(forMember, proxy, ProxyKind.Proxy, from ?? Joining, until);

    public static LeavingBalanceSettled Settled(AccountNumber account, long minutes, Settlement settlement = Settlement.ToPot) => new(account, Pot, minutes, settlement, Today);

    public static OrganisationJoined HouseJoined() => new(House, North, Joining);

    public static ShopJoined ShopOpened() => new(Bakery, North, Joining);

    public static ShopTermsAgreed TermsAgreed(ShopTerms? terms = null, LocalDate? on = null) => new(Bakery, terms ?? BakeryTerms, on ?? Joining);

    public static PotOpened PotOpen(LocalDate? on = null) => new(Pot, on ?? Joining);

    public static OpeningBalanceBooked Opened(AccountNumber account, long minutes) => new(account, minutes, Joining);

    public static ExchangeBooked Booked(AccountNumber helper, AccountNumber receiver, long minutes, Guid? exchange = null, LocalDate? on = null,
        Recorder by = Recorder.Coordinator, Channel channel = Channel.Desk, RequestId? request = null) =>
        Booked([Of(helper, minutes)], [Of(receiver, minutes)], payers: null, exchange, on, by, channel, request);

    public static ExchangeBooked Booked(IReadOnlyList<Share> helpers, IReadOnlyList<Share> receivers, IReadOnlyList<Share>? payers = null, Guid? exchange = null,
        LocalDate? on = null, Recorder by = Recorder.Coordinator, Channel channel = Channel.Desk, RequestId? request = null) =>
        new(new ExchangeId(exchange ?? New), helpers, receivers, payers, Chores, on ?? Today, channel, by, request);

    public static ExchangeProposed Proposed(AccountNumber helper, AccountNumber receiver, long minutes = 60, Guid? exchange = null, LocalDate? on = null,
        LocalDate? proposedOn = null, Channel channel = Channel.Web, RequestId? request = null) =>
        new(new ExchangeId(exchange ?? Earlier), [Of(helper, minutes)], [Of(receiver, minutes)], Payer: null, Chores, on ?? Today, channel, helper, proposedOn ?? Today, request);

    public static ExchangeDeclined Declined(Guid? exchange = null) => new(new ExchangeId(exchange ?? Earlier), Today);

    public static ExchangeReversed Reversed(IReadOnlyList<Share> helpers, IReadOnlyList<Share> charged, IReadOnlyList<Share>? receivers = null, CorrectionId? correction = null) =>
        new(new ExchangeId(Earlier), helpers, charged, Mistake, Today, Credited: null, receivers, correction);

    public static ExchangeThanked Thanked(AccountNumber by) => new(new ExchangeId(Earlier), by, Today);

    public static DiscountGiven Discounted(AccountNumber member, long minutes, long purchaseCents, long discountCents, Guid? discount = null, LocalDate? on = null) =>
        new(new DiscountId(discount ?? New), Bakery, member, purchaseCents, discountCents, minutes, on ?? Today);

    public static DiscountCancelled Cancelled(AccountNumber member, long minutes) => new(new DiscountId(Earlier), Bakery, member, minutes, Mistake, Today);

    public static CreditsSettled TakenOver(AccountNumber sponsor, long minutes, long paidCents, Guid? settlement = null) =>
        new(new SettlementId(settlement ?? New), Bakery, sponsor, minutes, paidCents, Joining, Yesterday, Today);

    public static GiftMade GaveToPot(AccountNumber from, long minutes, Guid? gift = null, LocalDate? on = null) => new(new GiftId(gift ?? New), from, Pot, minutes, on ?? Today);

    public static RequestPosted Asked(AccountNumber member, Guid? request = null, LocalDate? on = null) =>
        new(new RequestId(request ?? Earlier), member, Chores, on ?? Yesterday, Channel.Phone);

    public static OfferPosted Offered(AccountNumber member, Guid? offer = null, LocalDate? on = null) =>
        new(new OfferId(offer ?? Earlier), member, Chores, on ?? Yesterday, Channel.Phone);

    public static NoteBatchPrinted Printed(int notes, long from = 1, Guid? batch = null, LocalDate? expiresOn = null, long minutes = 60, LocalDate? on = null) =>
        new(new NoteBatchId(batch ?? Earlier), NoteSerial.OfNumber(from), NoteSerial.OfNumber(from + notes - 1), minutes, on ?? Today, expiresOn);

    /// <summary>Notes of an hour each.</summary>
    public static NotesIssued Issued(AccountNumber from, params long[] notes) => new(from, Serials(notes), 60 * notes.Length, Today);

    public static NotesRedeemed Redeemed(AccountNumber to, params long[] notes) => new(to, Serials(notes), 60 * notes.Length, Today);

    public static NotesVoided NotesGone(long[] notes, params Share[] returned) => new(Serials(notes), returned, Lost, Today);

    public static NotesExpired NotesOver(Guid batch, long[] notes, params Share[] returned) => new(new NoteBatchId(batch), Serials(notes), returned, Today);

    public static NoteSerial[] Serials(params long[] notes) => [.. notes.Select(NoteSerial.OfNumber)];

    /// <summary>What stands in the journal before any scenario begins.</summary>
    internal static LedgerEvent[] Beginning => [Founded(), new CurrencyDefined(new CurrencyCode("uur"), 60), Agreed(BelowZero), new CategoryAdded(Chores)];
}
