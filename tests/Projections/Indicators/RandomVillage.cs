using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Goals;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Signals;
using Buurthulp.Ledger.Treasury;
using NodaTime;

namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>
/// Two years of a village of 4 to 40 people, a house, two shops and two pots, as chance has it: help within small circles and across them, by one or several, with and without
/// those who are no persons; requests that are answered, handed back, referred or forgotten; things undone long after. The same seed gives the same village.
/// </summary>
internal sealed class RandomVillage(TestCommunity community, int seed)
{
    private static readonly LocalDate Founding = new(2025, 1, 1);
    private static readonly CategoryCode[] Kinds = [new("klussen"), new("koken"), new("tuin")];

    private readonly Random random = new(seed);
    private readonly List<AccountNumber> people = [];
    private readonly List<AccountNumber> coordinators = [];
    private LocalDate today = Founding;

    public void Live()
    {
        Found();
        var size = random.Next(4, 41);
        while (today < new LocalDate(2026, 11, 20))
        {
            today = today.PlusDays(random.Next(0, 9));
            community.Now = Instant.Max(community.Now, today.At(new LocalTime(12, 0)).InUtc().ToInstant());
            if (people.Count < size && (people.Count < 3 || random.Next(7) == 0)) Join();
            for (var things = random.Next(0, 4); things > 0 && people.Count > 2; things--) _ = community.Decide(Next());
        }
    }

    private void Found()
    {
        var (desk, now) = (TestCommunity.Desk, Founding.At(new LocalTime(12, 0)).InUtc().ToInstant());
        community.Now = now;
        var agreement = Agreement.Default with
        {
            ShopFloorMinutes = -100_000,
            GiftFloorMinutes = -100_000,
            Notes = new NoteTerms(FloorMinutes: -100_000),
            Corrections = new CorrectionTerms(100_000),
            Signals = random.Next(2) == 0 ? null : SignalTerms.Default with { OveraskingMinutes = random.Next(30, 400) },
            Requests = random.Next(2) == 0 ? null : RequestTerms.Default with { OverloadMinutes = random.Next(30, 400), OverloadPeople = random.Next(1, 4) },
        };
        LedgerCommand[] start =
        [
            new FoundCommunity(community.NextId(), desk, now, Founding, "Europe/Amsterdam", new CurrencyCode("uur"), 60, agreement),
            new AddCategories(community.NextId(), desk, now, Kinds),
            new DefineNeighbourhood(community.NextId(), desk, now, new("Noord"), random.Next(0, 200)),
            new DefineNeighbourhood(community.NextId(), desk, now, new("West"), random.Next(0, 3)),
            new JoinOrganisation(community.NextId(), desk, now, new("O01"), Neighbourhood: null, Founding),
            new JoinShop(community.NextId(), desk, now, new("W01"), Neighbourhood: null, Founding, new ShopTerms(300, 50, 1_000_000)),
            new JoinShop(community.NextId(), desk, now, new("W02"), Neighbourhood: null, Founding, new ShopTerms(500, 50, 1_000_000)),
            new OpenPot(community.NextId(), desk, now, TestCommunity.Pot, Founding),
            new OpenPot(community.NextId(), desk, now, new("tweede"), Founding),
            new PrintNoteBatch(community.NextId(), desk, now, 60, 30),
        ];
        foreach (var command in start) community.Decide(command).ShouldNotBeNull(command.ToString());
    }

    private void Join()
    {
        var number = new AccountNumber($"L{people.Count + 1:0000}");
        NeighbourhoodCode? place = random.Next(4) switch { 0 => null, 1 => new("Zuid"), _ => new("Noord") };
        var joinedOn = LocalDate.Max(Founding, today.PlusDays(-random.Next(40)));
        community.Decide(new JoinMember(community.NextId(), TestCommunity.Desk, community.Now, number, place, joinedOn, random.Next(5) > 0)).ShouldNotBeNull();
        people.Add(number);
        if (random.Next(6) == 0) coordinators.Add(number);
    }

    private LedgerCommand Next()
    {
        var (id, desk, now) = (community.NextId(), TestCommunity.Desk, community.Now);
        switch (random.Next(30))
        {
            case 0 when random.Next(4) == 0: return new LeaveMember(id, desk, now, Person(), Earlier(20));
            case 1: return new ReverseExchange(id, desk, now, An(community.State.Exchanges.All.Where(pair => pair.Value.Status == ExchangeStatus.Booked).Select(pair => pair.Key), one => one.Value), new ReasonCode("mistake"));
            case 2 or 3:
                var thanked = An(community.State.Exchanges.All.Where(pair => pair.Value.Status == ExchangeStatus.Booked).Select(pair => pair.Key), one => one.Value);
                AccountNumber? by = community.State.Exchanges.TryGet(thanked, out var found) ? found.Receivers[random.Next(found.Receivers.Count)].Account : null;
                return new ThankForExchange(id, desk, now, thanked, by, random.Next(2) == 0 ? today : null);
            case 4: return new MakeGift(id, desk, now, random.Next(4) == 0 ? new("W01") : Person(), random.Next(3) == 0 ? new("tweede") : TestCommunity.Pot, Minutes(), Earlier(30));
            case 5: return new GiveDiscount(id, desk, now, random.Next(2) == 0 ? new("W01") : new("W02"), Person(), 100_000, Minutes(), Earlier(30));
            case 6:
                return random.Next(2) == 0
                ? new CancelDiscount(id, desk, now, An(community.State.Discounts.All.Keys, one => one.Value), new ReasonCode("mistake"))
                : new CorrectEntry(id, desk, now, random.Next(1, (int)community.State.Position + 1), new ReasonCode("mistake"));
            case 7 or 17: return new HoldActivity(id, desk, now, new ActivityKind("wandeling"), Earlier(30), [.. Enumerable.Range(0, random.Next(5)).Select(_ => Person()).Distinct()]);
            case 8: return new BookOpeningBalance(id, desk, now, Person(), random.Next(2) == 0 ? Minutes() : -Minutes(), Earlier(100));
            case 9: return new ExpectReciprocity(id, desk, now, Person(), random.Next(2) == 0);
            case 10: return random.Next(2) == 0 ? new IssueNotes(id, desk, now, Person(), Notes()) : new RedeemNotes(id, desk, now, Person(), Notes());
            case 11: return new DefineNeighbourhood(id, desk, now, random.Next(2) == 0 ? new("Noord") : new("West"), random.Next(0, 300));
            case 18 when random.Next(3) == 0: return random.Next(2) == 0 ? new PauseMember(id, desk, now, Person()) : new ResumeMember(id, desk, now, Person());
            case 19 when random.Next(3) == 0: return Aim(id, desk, now);
            case 12 or 13 or 14 or 15 or 16: return Ask(id, desk, now);
            default: return Help(id, now);
        }
    }

    private LedgerCommand Ask(Guid id, Actor desk, Instant now)
    {
        var request = An(community.State.Requests.All.Where(pair => pair.Value.IsRunning).Select(pair => pair.Key), one => one.Value);
        var isRoster = community.State.Requests.TryGet(request, out var found) && found.Dates is not null;
        return random.Next(13) switch
        {
            0 or 1 or 2 => new PostRequest(id, desk, now, Person(), Kinds[random.Next(3)], (Channel)random.Next(4), Earlier(40)),
            3 => new PostRoster(id, desk, now, Person(), Kinds[0], Channel.Phone, [today.PlusDays(5), today.PlusDays(6)]),
            4 => new PostOffer(id, desk, now, Person(), Kinds[random.Next(3)], Channel.Web, Earlier(40)),
            5 => new WithdrawOffer(id, desk, now, An(community.State.Offers.All.Keys, one => one.Value), Earlier(5)),
            6 => new WithdrawRequest(id, desk, now, request, Earlier(5)),
            7 => random.Next(2) == 0 ? new ReferRequest(id, desk, now, request, Earlier(5)) : new StopRequest(id, desk, now, request),
            8 => isRoster ? new GiveBackRosterDate(id, desk, now, request, found!.Dates![random.Next(2)].On) : new HandBackMatch(id, desk, now, request),
            9 => new ProposeHelper(id, desk, now, request, Person()),
            _ => isRoster ? new TakeRosterDate(id, desk, now, request, found!.Dates![random.Next(2)].On, Person()) : new AgreeMatch(id, desk, now, request, Person(), random.Next(2) == 0 ? Earlier(10) : null),
        };
    }

    private LedgerCommand Aim(Guid id, Actor desk, Instant now)
    {
        GoalCode goal = new($"goal-{random.Next(3)}");
        if (random.Next(5) == 0) return new DropGoal(id, desk, now, goal);
        MeasureCode measure = random.Next(4) switch { 0 => new("participation-reach"), 1 => new("matching-medianDaysToMatch"), 2 => new("circle-share"), _ => new("exchanges-count") };
        return new SetGoal(id, desk, now, goal, measure, random.Next(20_000), today.PlusDays(random.Next(1, 400)), random.Next(2) == 0 ? random.Next(20_000) : null);
    }

    private RecordExchange Help(Guid id, Instant now)
    {
        // Mostly the next ones in a ring of a few, so that circles of several sizes come about.
        var first = random.Next(people.Count);
        var second = random.Next(3) == 0 ? random.Next(people.Count) : (first + random.Next(1, 4)) % people.Count;
        List<AccountNumber> helpers = [people[first]], receivers = [people[second]];
        for (var more = random.Next(4) == 0 ? random.Next(1, 4) : 0; more > 0; more--) (random.Next(2) == 0 ? helpers : receivers).Add(people[random.Next(people.Count)]);
        if (random.Next(10) == 0) (random.Next(2) == 0 ? helpers : receivers)[0] = random.Next(3) == 0 ? new("W02") : new("O01");
        (helpers, receivers) = ([.. helpers.Distinct()], [.. receivers.Distinct()]);
        var total = random.Next(1, 7) == 1 ? Math.Max(helpers.Count, receivers.Count) : Math.Max(Minutes(), Math.Max(helpers.Count, receivers.Count));
        var actor = random.Next(3) switch { 0 when coordinators.Count > 0 => Coordinator(), 1 => Actor.Member(receivers[0]), _ => TestCommunity.Desk };
        return new RecordExchange(id, actor, now, Shares(helpers, total), Shares(receivers, total), Kinds[random.Next(3)], Earlier(60), Channel.Web, random.Next(12) == 0 && actor.Role == Role.Coordinator ? TestCommunity.Pot : null);
    }

    /// <summary>Every one at least a minute; where the cuts fall is chance.</summary>
    private List<Share> Shares(List<AccountNumber> accounts, long total)
    {
        List<Share> shares = [];
        for (var i = 0; i < accounts.Count; i++)
        {
            var others = accounts.Count - i - 1;
            var own = others == 0 ? total : random.NextInt64(1, total - others + 1);
            shares.Add(new Share(accounts[i], own));
            total -= own;
        }

        return shares;
    }

    private Actor Coordinator()
    {
        var number = coordinators[random.Next(coordinators.Count)];
        return new Actor(number.Value, Role.Coordinator, number);
    }

    private NoteSerial[] Notes() => [.. Enumerable.Range(0, 2).Select(_ => NoteSerial.OfNumber(random.Next(1, 61))).Distinct()];

    private T An<T>(IEnumerable<T> ids, Func<T, Guid> value) where T : struct
    {
        var known = ids.OrderBy(value).ToList();
        return known.Count == 0 ? default : known[random.Next(known.Count)];
    }

    private AccountNumber Person() => people[random.Next(people.Count)];

    private long Minutes() => random.Next(4) == 0 ? random.Next(1, 12) : random.Next(1, 25) * 15;

    private LocalDate Earlier(int days) => random.Next(2) == 0 ? today : today.PlusDays(-random.Next(days + 1));
}
