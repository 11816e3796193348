using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Goals;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Signals;
using Buurthulp.Ledger.Treasury;
using NodaTime;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;

namespace Buurthulp.Tests.Ledger.Simulation;

/// <summary>What a neighbourhood may come up with next, good and bad; the same seed comes up with the same.</summary>
internal sealed class RandomCommands(int seed)
{
    private static readonly Channel[] Channels = Enum.GetValues<Channel>();

    private readonly RandomValues some = new(new Random(seed));
    private int sent;
    private Instant now = Noon;

    public RandomValues Values => some;

    public LedgerCommand Next(CommunityState state)
    {
        now += Duration.FromMinutes(some.Number(0, some.Chance(20) ? 10_000 : 10));
        var (id, today) = (Number(1000 + ++sent), state.Today(now));
        if (!state.IsFounded && some.Chance(70)) return Found(id);
        if (state.Categories.Count < 3 && some.Chance(20)) return new AddCategories(id, Desk, now, [some.Category(), some.Category()]);
        if (state.Accounts.Count < 9 && some.Chance(70)) return Join(id, state);
        if (state.IsFounded && some.Chance(14)) return Treasury(id, state, today);
        if (state.Accounts.Count > 5 && some.Chance(14)) return RandomNotes.Next(state, some, id, now);
        if (state.Accounts.Count > 5 && some.Chance(12)) return RandomMembers.Next(state, some, id, now);
        if (some.Chance(3)) return Concern(id, state);
        return some.Number(0, 99) switch
        {
            < 30 => Help(state, id),
            < 36 => new ConfirmExchange(id, Answering(state, ExchangeStatus.Proposed, out var exchange), now, exchange),
            < 38 => new DeclineExchange(id, Answering(state, ExchangeStatus.Proposed, out var exchange), now, exchange),
            < 42 => new BookDueExchange(id, Actor.Clock, now, AnExchange(state, ExchangeStatus.Proposed)),
            < 46 => new ReverseExchange(id, some.Pick([Desk, Treasurer]), now, AnExchange(state, ExchangeStatus.Booked), Mistake),
            < 50 => new ThankForExchange(id, Answering(state, ExchangeStatus.Booked, out var exchange), now, exchange, some.Chance(20) ? some.Account() : null),
            < 58 => new GiveDiscount(id, Counter, now, some.Shop(), some.Account(), some.Chance(95) ? some.Number(100, 20_000) : some.Minutes(), some.Minutes(), some.DateOrNull(today)),
            < 60 => new CancelDiscount(id, some.Actor(some.Shop()), now, new(some.Id(state.Discounts, discount => !discount.Cancelled)), Mistake),
            < 65 => new MakeGift(id, Desk, now, some.Account(), some.PotAccount(), some.Minutes(), some.DateOrNull(today)),
            < 70 => Ask(id, state),
            < 72 => Match(id, state, today),
            < 79 => Join(id, state),
            < 80 => new LeaveMember(id, Desk, now, some.Account(), some.Date(today)),
            < 84 => new BookOpeningBalance(id, Desk, now, some.Account(), some.Chance(60) ? some.Minutes() : -some.Number(1, 500), some.Date(today)),
            84 when state.Activities.Count > 0 => new AttendActivity(id, Desk, now, new(some.Id(state.Activities, _ => true)), [.. Enumerable.Range(0, some.Number(0, 3)).Select(_ => some.Account())]),
            85 when state.Activities.Count > 0 && some.Chance(60) => some.Chance(30)
                ? new CancelActivity(id, Desk, now, new(some.Id(state.Activities, _ => true)))
                : new HoldActivity(id, Desk, now, new("wandeling"), today, [], Planned: new(some.Id(state.Activities, _ => true))),
            85 => new PlanActivity(id, Desk, now, new("wandeling"), today.PlusDays(some.Number(0, 30) - 3)),
            < 86 => new HoldActivity(id, Desk, now, new("wandeling"), some.Date(today), [.. Enumerable.Range(0, some.Number(0, 3)).Select(_ => some.Account())]),
            < 90 => Agree(id, state),
            < 96 => Match(id, state, today),
            _ => Close(id, state, today),
        };
    }

    /// <summary>Help, recorded by anybody; whether it is accepted is the ledger's business.</summary>
    public RecordExchange Help(CommunityState state, Guid id)
    {
        var helper = some.Account();
        var receiver = some.AccountBut(helper);
        var (helpers, receivers) = some.Sides(helper, receiver);
        return new RecordExchange(id, some.Actor(some.Chance(90) ? some.Pick([helper, receiver]) : some.Account()), now, helpers, receivers, some.Category(), some.Date(state.Today(now)), some.Pick(Channels),
            some.Chance(8) ? state.Accounts.Contains(Council) && some.Chance(50) ? Council : some.PotAccount() : null, some.Chance(10) ? new RequestId(some.Id(state.Requests, request => request.IsOpen)) : null);
    }

    private FoundCommunity Found(Guid id) =>
        new(id, Desk, now, Founding, some.Pick(["Europe/Amsterdam", "America/New_York", "Pacific/Auckland", "Nowhere"]), new CurrencyCode("uur"), some.Number(0, 60), some.Agreement());

    /// <summary>Usually somebody who is in the exchange.</summary>
    private Actor Answering(CommunityState state, ExchangeStatus status, out ExchangeId exchange)
    {
        exchange = AnExchange(state, status);
        return some.Actor(state.Exchanges.TryGet(exchange, out var found) && some.Chance(80) ? some.Pick([.. found.Helpers, .. found.Receivers]).Account : some.Account());
    }

    private ExchangeId AnExchange(CommunityState state, ExchangeStatus status) => new(some.Id(state.Exchanges, exchange => exchange.Status == status));

    private LedgerCommand Join(Guid id, CommunityState state) => some.Number(0, 9) switch
    {
        < 5 => new JoinMember(id, Desk, now, RandomValues.NewAccount(state, some.Account), some.Chance(50) ? North : null, some.Date(state.Today(now)), some.Chance(90)),
        5 => new JoinOrganisation(id, Desk, now, some.Chance(80) ? House : some.Account(), North, some.Date(state.Today(now))),
        < 8 => new JoinShop(id, Desk, now, RandomValues.NewAccount(state, some.Shop), North, some.Date(state.Today(now)), some.Terms()),
        _ => new OpenPot(id, Desk, now, RandomValues.NewAccount(state, some.PotAccount), some.Date(state.Today(now))),
    };

    private LedgerCommand Agree(Guid id, CommunityState state) => some.Number(0, 5) switch
    {
        0 => new ChangeAgreement(id, Desk, now, some.Agreement()),
        1 => new AddCategories(id, Desk, now, [some.Category(), some.Category()]),
        2 => new DefineNeighbourhood(id, Desk, now, North, some.Chance(10) ? -1 : some.Number(0, 3000)),
        3 => new SetGoal(id, Desk, now, some.Goal(), some.Measure(), some.Chance(95) ? some.Number(0, 900_000) : -1, some.Chance(70) ? null : some.Date(state.Today(now)), some.Chance(50) ? null : some.Number(0, 1000), some.DateOrNull(state.Today(now))),
        4 => new DropGoal(id, Desk, now, some.Goal()),
        _ => state.IsFounded && some.Chance(80) ? new AgreeShopTerms(id, Desk, now, some.Shop(), some.Terms()) : Found(id),
    };

    private LedgerCommand Ask(Guid id, CommunityState state) => some.Chance(50)
        ? new PostRequest(id, Desk, now, some.Account(), some.Category(), some.Pick(Channels), some.DateOrNull(state.Today(now)))
        : new PostOffer(id, Desk, now, some.Account(), some.Category(), some.Pick(Channels), some.DateOrNull(state.Today(now)));

    private LedgerCommand Concern(Guid id, CommunityState state) => some.Chance(50)
        ? new RaiseConcern(id, some.Actor(some.Account()), now) { About = some.Chance(70) ? some.Account() : null, RaisedBy = some.Chance(70) ? some.Account() : null }
        : new FollowUpConcern(id, Desk, now, new(some.Id(state.Concerns, concern => concern.IsOpen)), some.Pick(Enum.GetValues<ConcernOutcome>()));

    /// <summary>The life of a request from proposal to follow-up, alone or as a roster; now and then by somebody who has nothing to do with it.</summary>
    private LedgerCommand Match(Guid id, CommunityState state, LocalDate today)
    {
        var request = new RequestId(some.Id(state.Requests, found => found.IsRunning));
        var known = state.Requests.TryGet(request, out var found);
        if (!known && some.Chance(80)) return Ask(id, state);
        if (known && found is { IsOpen: true, Dates: { } days } && some.Chance(50))
        {
            return days.FirstOrDefault(one => one.Helper is null) is { } free ? new TakeRosterDate(id, Desk, now, request, free.On, some.AccountBut(found.Member)) : new ExpireRequest(id, Actor.Clock, now, request);
        }

        var actor = some.Chance(70) ? Desk : some.Actor(known && some.Chance(80) ? found!.Helper ?? found.Member : some.Account());
        var day = known && found!.Dates is { } dates && some.Chance(90) ? some.Pick(dates).On : today;
        return (known ? found!.Status : default, known && found!.Dates is not null, some.Number(0, 9)) switch
        {
            (_, _, 0) => new PostRoster(id, Desk, now, some.Account(), some.Category(), some.Pick(Channels), [today, some.Chance(90) ? today.PlusDays(1) : some.Date(today)]),
            (_, _, 1) => some.Chance(50) ? new StopRequest(id, actor, now, request) : new FollowUpRequest(id, actor, now, request, new OutcomeCode("well"), some.DateOrNull(today)),
            (_, true, < 4) => new TakeRosterDate(id, actor, now, request, day, some.Account()),
            (_, true, < 6) => new BookRequest(id, Desk, now, request, some.Minutes(), day, some.Pick(Channels)),
            (_, true, _) => new GiveBackRosterDate(id, actor, now, request, day),
            (RequestStatus.Proposed, _, < 6) => new AgreeMatch(id, actor, now, request),
            (RequestStatus.Proposed, _, _) => new DeclineProposal(id, actor, now, request),
            (RequestStatus.Matched, _, < 6) => new BookRequest(id, actor, now, request, some.Minutes(), some.Date(today), some.Pick(Channels)),
            (RequestStatus.Matched, _, _) => new HandBackMatch(id, actor, now, request),
            (_, _, < 8) => new ProposeHelper(id, actor, now, request, some.Account()),
            (_, _, 8) => new HandBackMatch(id, actor, now, request),
            _ => some.Pick<LedgerCommand>([new DeclineProposal(id, actor, now, request), new GiveBackRosterDate(id, actor, now, request, day)]),
        };
    }

    private LedgerCommand Treasury(Guid id, CommunityState state, LocalDate today)
    {
        if (!state.Accounts.Contains(Council) && some.Chance(50)) return new JoinInstitution(id, Treasurer, now, Council, Joining);
        if (state.Books.Waiting is { } unsigned && some.Chance(50)) return new SignPeriodClose(id, Person(state), now, unsigned);
        if (state.Corrections.All.Values.Any(correction => correction.Status == CorrectionStatus.Waiting) && some.Chance(50)) return new ApproveCorrection(id, Person(state), now, ACorrection(state));
        if (state.Accounts.All.Values.Where(account => account.Grants is not null).Select(account => account.Number).Order().ToArray() is { Length: > 0 } granting && some.Chance(20))
        {
            return new GiveGrant(id, Treasurer, now, some.Pick(granting), some.Person(), some.Number(1, 30));
        }

        return some.Number(0, 21) switch
        {
            21 => new SettleCredits(id, Treasurer, now, some.Chance(90) ? some.Shop() : some.Account(), some.Pick([some.PotAccount(), Council, some.Account()]), some.Number(1, 60), some.Number(-1, 1000), today.PlusDays(-some.Number(0, 60)), today.PlusDays(some.Number(-9, 1))),
            0 => new JoinInstitution(id, Treasurer, now, some.Chance(70) ? Council : some.Account(), some.Date(today)),
            1 => new SetIssuingBudget(id, Treasurer, now, some.Chance(80) ? Council : some.Account(), new IssuingBudget(some.Chance(90) ? some.Number(0, 3000) : -1, some.Pick<BudgetPeriod?>([null, BudgetPeriod.Month, BudgetPeriod.Year]))),
            2 => new AgreeGrantRule(id, Treasurer, now, some.PotAccount(), new GrantRule(some.Number(0, 300), some.Number(1, 900))),
            < 6 => new GiveGrant(id, Treasurer, now, some.PotAccount(), some.Chance(90) ? some.Person() : some.Account(), some.Minutes(), some.DateOrNull(today)),
            < 11 => new CorrectEntry(id, Person(state), now, ABooking(state), Mistake),
            11 => new ApproveCorrection(id, Person(state), now, ACorrection(state)),
            12 => new RefuseCorrection(id, Person(state), now, ACorrection(state)),
            < 16 => new ClosePeriod(id, Person(state), now, today.PlusDays(-some.Number(some.Chance(10) ? 0 : 30, 400)), state.Position + (some.Chance(10) ? 1 : 0), default),
            16 => new SignPeriodClose(id, Person(state), now, APeriod(state)),
            17 => new WithdrawPeriodClose(id, Person(state), now, APeriod(state)),
            _ => new PublishCheckpoint(id, Treasurer, now, state.Position + (some.Chance(10) ? 1 : 0), default),
        };
    }

    /// <summary>Usually the position of something that moved minutes.</summary>
    private long ABooking(CommunityState state)
    {
        long[] booked =
        [
            .. state.Transfers.All.Keys, .. state.Exchanges.All.Values.Select(exchange => exchange.Position).Where(position => position > 0),
            .. state.Discounts.All.Values.Select(discount => discount.Position),
        ];
        return booked.Length > 0 && some.Chance(85) ? some.Pick(booked.Order().ToArray()) : some.Number(0, (int)state.Position);
    }

    private Actor Person(CommunityState state)
    {
        AccountNumber[] joined = [.. state.Accounts.All.Values.Where(account => account is { Kind: AccountKind.Member, ClosedOn: null }).Select(account => account.Number).Order()];
        var own = joined.Length > 0 && some.Chance(90) ? some.Pick(joined) : some.Person();
        return some.Chance(90) ? new Actor(own.Value, Role.Treasurer, own) : Desk;
    }

    private CorrectionId ACorrection(CommunityState state) => new(some.Id(state.Corrections, correction => correction.Status == CorrectionStatus.Waiting));

    private PeriodId APeriod(CommunityState state) => some.Chance(80) ? state.Books.Waiting ?? state.Books.LastSigned ?? new PeriodId(Earlier) : new PeriodId(Earlier);

    private LedgerCommand Close(Guid id, CommunityState state, LocalDate today) => some.Number(0, 4) switch
    {
        0 => new AgreeMatch(id, Desk, now, new(some.Id(state.Requests, request => request.IsOpen)), some.Account(), some.DateOrNull(today)),
        1 => new WithdrawRequest(id, Desk, now, new(some.Id(state.Requests, request => request.IsOpen)), some.DateOrNull(today)),
        2 => new ExpireRequest(id, Actor.Clock, now, new(some.Id(state.Requests, request => request.IsOpen)), some.DateOrNull(today)),
        3 => new ReferRequest(id, Desk, now, new(some.Id(state.Requests, request => request.IsOpen)), some.DateOrNull(today)),
        _ => new WithdrawOffer(id, Desk, now, new(some.Id(state.Offers, offer => offer.IsOpen)), some.DateOrNull(today)),
    };
}
