using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Goals;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Signals;
using Buurthulp.Ledger.Treasury;
using NodaTime;

namespace Buurthulp.Tests.Projections;

/// <summary>Chance commands on a community, decided by the ledger's rules. The same seed gives the same entries.</summary>
public sealed class RandomNeighbourhood(TestCommunity community, int seed)
{
    private readonly Random random = new(seed);
    private readonly List<DiscountId> discounts = [];
    private int joined;

    /// <summary>The entries of the next accepted commands, not yet appended.</summary>
    public IReadOnlyList<Entry> Decide(int commands)
    {
        List<Entry> decided = [];
        for (var i = 0; i < commands; i++) decided.AddRange(community.Decide(Next()) ?? []);
        return decided;
    }

    private LedgerCommand Next()
    {
        var (id, desk, now) = (community.NextId(), TestCommunity.Desk, community.Now);
        switch (random.Next(36))
        {
            case 0: return new JoinMember(id, desk, now, new AccountNumber($"M{++joined:000}"), random.Next(2) == 0 ? null : new NeighbourhoodCode("Zuid"), TestCommunity.Founding, random.Next(3) > 0);
            case 1: return new JoinOrganisation(id, desk, now, new AccountNumber($"V{++joined:000}"), Neighbourhood: null, TestCommunity.Founding);
            case 2 when joined > 0 && random.Next(4) == 0: return new LeaveMember(id, desk, now, new AccountNumber($"M{random.Next(1, joined + 1):000}"), new LocalDate(2026, 11, 20));
            case 29: return random.Next(2) == 0 ? new PauseMember(id, desk, now, Person()) : new ResumeMember(id, desk, now, Person());
            case 30: return random.Next(2) == 0 ? new GiveRole(id, desk, now, Person(), (Role)random.Next(1, 6)) : new TakeRole(id, desk, now, Person(), (Role)random.Next(1, 6));
            case 31: return random.Next(3) > 0 ? new GiveProxy(id, desk, now, Person(), Person(), ProxyKind.Guardian) : new EndProxy(id, desk, now, Person(), Person());
            case 32: return random.Next(3) > 0 || joined == 0 ? new ExpectReciprocity(id, desk, now, Person(), random.Next(2) == 0) : new EraseMember(id, desk, now, new AccountNumber($"M{random.Next(1, joined + 1):000}"));
            case 33: return new RaiseConcern(id, Actor.Member(Person()), now) { About = Person() };
            case 34: return new FollowUpConcern(id, desk, now, Concern(), (ConcernOutcome)random.Next(4));
            case 35: return random.Next(3) > 0 ? new SetGoal(id, desk, now, Goal(), new MeasureCode("exchanges-count"), random.Next(900_000)) : new DropGoal(id, desk, now, Goal());
            case 3 or 4: return new ConfirmExchange(id, desk, now, Exchange(ExchangeStatus.Proposed));
            case 5: return new DeclineExchange(id, desk, now, Exchange(ExchangeStatus.Proposed));
            case 6: return new ReverseExchange(id, desk, now, Exchange(ExchangeStatus.Booked), new ReasonCode("mistake"));
            case 7 or 8: return Thank(id, now);
            case 9: return new MakeGift(id, desk, now, Person(), TestCommunity.Pot, Minutes(), Day());
            case 10:
                discounts.Add(new DiscountId(id));
                return new GiveDiscount(id, desk, now, TestCommunity.Bakery, Person(), 100_000, Minutes(), Day());
            case 11 when discounts.Count > 0: return new CancelDiscount(id, desk, now, discounts[random.Next(discounts.Count)], new ReasonCode("mistake"));
            case 12: return new BookOpeningBalance(id, desk, now, Person(), random.Next(2) == 0 ? Minutes() : -Minutes(), Day());
            case 13: return Ask(id, now);
            case 14:
                var policy = random.Next(2) == 0 ? ShortfallPolicy.PotPays : ShortfallPolicy.BelowZero;
                return new ChangeAgreement(id, desk, now, community.State.Agreement with { Shortfall = policy, ShortfallPot = TestCommunity.Pot, Publication = random.Next(2) == 0 ? new PublicationTerms(PublicationPeriod.Quarter) : null });
            case 20: return new PublishCheckpoint(id, desk, now, community.State.Position, default);
            case 21: return new CorrectEntry(id, desk, now, random.Next(1, (int)community.State.Position + 1), new ReasonCode("mistake"));
            case 22: return new AgreeGrantRule(id, desk, now, TestCommunity.Pot, new GrantRule(600, 6000));
            case 23: return new GiveGrant(id, desk, now, TestCommunity.Pot, Person(), Minutes(), Day());
            case 24 when random.Next(2) == 0: return new SettleCredits(id, desk, now, TestCommunity.Bakery, TestCommunity.Pot, Minutes(), random.Next(1000), new LocalDate(2026, 11, 1), new LocalDate(2026, 11, 20));
            case > 23: return Note(id, now);
            default: return Help(id, now);
        }
    }

    private GoalCode Goal() => new($"goal-{random.Next(3)}");

    private LedgerCommand Ask(Guid id, Instant now)
    {
        var desk = TestCommunity.Desk;
        var requests = community.State.Requests.All.Where(pair => pair.Value.IsRunning).Select(pair => pair.Key).OrderBy(request => request.Value).ToList();
        if (requests.Count < 3 || random.Next(3) == 0) return Post(id, now);
        var request = requests[random.Next(requests.Count)];
        var found = community.State.Requests.All[request];
        return (found.Status, found.Dates, random.Next(6)) switch
        {
            (_, _, 0) => new WithdrawRequest(id, desk, now, request),
            (_, { } dates, < 4) => new TakeRosterDate(id, desk, now, request, dates[random.Next(2)].On, Person()),
            (_, { } dates, _) => new GiveBackRosterDate(id, desk, now, request, dates[random.Next(2)].On),
            (RequestStatus.Open, _, _) => new ProposeHelper(id, desk, now, request, Person()),
            (RequestStatus.Proposed, _, < 4) => new AgreeMatch(id, desk, now, request),
            (RequestStatus.Proposed, _, _) => new DeclineProposal(id, desk, now, request),
            (_, _, 1) => new BookRequest(id, desk, now, request, Minutes(), new LocalDate(2026, 11, 20), Channel.Phone),
            (_, _, 2) => new FollowUpRequest(id, desk, now, request, new OutcomeCode("well")),
            (_, _, 3) => new StopRequest(id, desk, now, request),
            _ => new HandBackMatch(id, desk, now, request),
        };
    }

    private LedgerCommand Post(Guid id, Instant now) => random.Next(4) switch
    {
        0 => new PostRoster(id, TestCommunity.Desk, now, Person(), TestCommunity.Errands, Channel.Phone, [new LocalDate(2027, 1, 1), new LocalDate(2027, 1, 2)]),
        1 or 2 => new PostOffer(id, TestCommunity.Desk, now, Person(), TestCommunity.Errands, Channel.Phone),
        _ => new PostRequest(id, TestCommunity.Desk, now, Person(), TestCommunity.Errands, Channel.Phone, PostedOn: null, new RequestWishes(Languages: [new("nl"), new("ar")])),
    };

    /// <summary>Mostly of the first hundred notes, so that many meet twice.</summary>
    private LedgerCommand Note(Guid id, Instant now)
    {
        NoteSerial[] serials = [.. Enumerable.Range(0, 3).Select(_ => NoteSerial.OfNumber(random.Next(1, 100))).Distinct()];
        NoteSerial[] issued = [.. community.State.Notes.All.Where(pair => pair.Value.Status == NoteStatus.Issued).Select(pair => pair.Key).OrderBy(serial => serial.Value).Take(2)];
        return random.Next(8) switch
        {
            0 => new PrintNoteBatch(id, TestCommunity.Desk, now, random.Next(10, 60), Minutes()),
            1 or 2 or 3 => new IssueNotes(id, TestCommunity.Desk, now, Person(), serials),
            4 or 5 or 6 => new RedeemNotes(id, TestCommunity.Desk, now, Person(), issued),
            _ => new VoidNotes(id, TestCommunity.Desk, now, serials, new ReasonCode("lost")),
        };
    }

    private RecordExchange Help(Guid id, Instant now)
    {
        var (helpers, receivers) = (People(), People());
        var minutes = 60L * helpers.Count * receivers.Count;
        List<Share> helped = [.. helpers.Select(account => new Share(account, minutes / helpers.Count))];
        List<Share> received = [.. receivers.Select(account => new Share(account, minutes / receivers.Count))];
        if (random.Next(3) == 0) return new RecordExchange(id, Actor.Member(helpers[0]), now, helped, received, TestCommunity.Errands, Day(), Channel.Web);
        return new RecordExchange(id, TestCommunity.Desk, now, helped, received, TestCommunity.Errands, Day(), Channel.Phone, random.Next(5) == 0 ? TestCommunity.Pot : null);
    }

    private ThankForExchange Thank(Guid id, Instant now)
    {
        var exchange = Exchange(ExchangeStatus.Booked);
        AccountNumber? by = community.State.Exchanges.TryGet(exchange, out var found) ? found.Receivers[random.Next(found.Receivers.Count)].Account : null;
        return new ThankForExchange(id, TestCommunity.Desk, now, exchange, by);
    }

    private List<AccountNumber> People()
    {
        var count = random.Next(4) == 0 ? random.Next(1, 4) : 1;
        return [.. Enumerable.Range(0, count).Select(_ => Person()).Distinct()];
    }

    private AccountNumber Person()
    {
        var people = community.State.Accounts.All.Keys.Where(account => account.Value[0] is 'L' or 'M' or 'V').Order().ToList();
        return people[random.Next(people.Count)];
    }

    private ExchangeId Exchange(ExchangeStatus status)
    {
        var open = community.State.Exchanges.All.Where(pair => pair.Value.Status == status).Select(pair => pair.Key).OrderBy(exchange => exchange.Value).ToList();
        return open.Count == 0 ? new ExchangeId(Guid.Empty) : open[random.Next(open.Count)];
    }

    private ConcernId Concern()
    {
        var open = community.State.Concerns.All.Where(pair => pair.Value.IsOpen).Select(pair => pair.Key).OrderBy(concern => concern.Value).ToList();
        return open.Count == 0 ? new ConcernId(Guid.Empty) : open[random.Next(open.Count)];
    }

    private long Minutes() => random.Next(1, 300);

    private LocalDate Day() => new LocalDate(2026, 11, 20).PlusDays(-random.Next(300));
}
