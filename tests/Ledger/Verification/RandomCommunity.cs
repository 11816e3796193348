using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Treasury;
using NodaTime;

namespace Buurthulp.Tests.Ledger.Verification;

/// <summary>A neighbourhood in which anything that can be recorded happens, in an order that its seed decides.</summary>
internal static class RandomCommunity
{
    private static readonly Actor Desk = Actor.Coordinator("bemiddelaar één \"desk\"");
    private static readonly CategoryCode Errands = new("boodschappen");
    private static readonly AccountNumber Shop = new("O02");
    private static readonly AccountNumber[] Pots = [new("buurtpot"), new("Buurtpot")];

    public static RecordedCommunity Of(int seed, int steps, int members = 8)
    {
        var community = new RecordedCommunity("molenwijk", seed);
        Found(community);
        for (var i = 0; i < members; i++)
        {
            // Numbers that differ only where a bookkeeping tool would not let them differ.
            var number = (i % 4) switch { 0 => $"L{i:0000}", 1 => $"l_{i - i % 4}", 2 => $"l-{i - i % 4}", _ => $"{i}" };
            community.MustDo(new JoinMember(community.NewId(), Desk, community.Now, new AccountNumber(number), new NeighbourhoodCode("Noord"), RecordedCommunity.Founded));
        }

        for (var step = 0; step < steps; step++)
        {
            community.Now += Duration.FromMinutes(community.Random.Next(0, 600));
            Step(community);
        }

        return community;
    }

    private static void Found(RecordedCommunity community)
    {
        community.MustDo(new FoundCommunity(community.NewId(), Desk, community.Now, RecordedCommunity.Founded, "Europe/Amsterdam", new CurrencyCode("uur"), 60, Agreement.Default));
        community.MustDo(new AddCategories(community.NewId(), Desk, community.Now, [Errands]));
        community.MustDo(new DefineNeighbourhood(community.NewId(), Desk, community.Now, new NeighbourhoodCode("Noord"), 4_300));
        foreach (var pot in Pots) community.MustDo(new OpenPot(community.NewId(), Desk, community.Now, pot, RecordedCommunity.Founded));
        community.MustDo(new JoinOrganisation(community.NewId(), Desk, community.Now, new AccountNumber("O01"), Neighbourhood: null, RecordedCommunity.Founded));
        community.MustDo(new JoinShop(community.NewId(), Desk, community.Now, Shop, Neighbourhood: null, RecordedCommunity.Founded, new ShopTerms(500, 50, 6_000)));
        var agreement = Agreement.Default with { ShopFloorMinutes = -600, GiftFloorMinutes = -600 };
        if (community.Random.Next(2) == 0) agreement = agreement with { Shortfall = ShortfallPolicy.PotPays, ShortfallPot = Pots[0] };
        community.MustDo(new ChangeAgreement(community.NewId(), Desk, community.Now, agreement));
    }

    /// <summary>One thing happens, or is refused; both are well.</summary>
    private static void Step(RecordedCommunity community)
    {
        var (random, id, now) = (community.Random, community.NewId(), community.Now);
        var on = community.Today.PlusDays(-random.Next(0, 20));
        var (one, other) = (Member(community), Member(community));
        community.Do(random.Next(14) switch
        {
            < 4 => Help(community, id, on),
            4 => new RecordExchange(id, Actor.Member(one), now, [new Share(one, 30)], [new Share(other, 30)], Errands, on, Channel.Web),
            5 => new ConfirmExchange(id, Desk, now, Any(community, community.State.Exchanges.All.Keys)),
            6 => random.Next(3) == 0 ? new DeclineExchange(id, Desk, now, Any(community, community.State.Exchanges.All.Keys))
                : new ReverseExchange(id, Desk, now, Any(community, community.State.Exchanges.All.Keys), new ReasonCode("mistake")),
            7 => new ThankForExchange(id, Desk, now, Any(community, community.State.Exchanges.All.Keys)),
            8 => new GiveDiscount(id, Desk, now, Shop, one, PurchaseCents: 4_000, Minutes: random.Next(1, 200), on),
            9 => new CancelDiscount(id, Desk, now, Any(community, community.State.Discounts.All.Keys), new ReasonCode("mistake")),
            10 => new MakeGift(id, Desk, now, one, Pots[random.Next(2)], random.Next(1, 90), on),
            11 => new BookOpeningBalance(id, Actor.Import, now, one, random.Next(-500, 500), on),
            12 => new PostRequest(id, Desk, now, one, Errands, Channel.Phone, on),
            _ => random.Next(4) == 0 ? new LeaveMember(id, Desk, now, one, on) : new HoldActivity(id, Desk, now, new ActivityKind("koffieochtend"), on, [one]),
        });
    }

    private static RecordExchange Help(RecordedCommunity community, Guid id, LocalDate on)
    {
        var random = community.Random;
        var people = Enumerable.Range(0, 4).Select(_ => Member(community)).Distinct().ToArray();
        var minutes = random.Next(1, 240) * 2L;
        return people.Length == 4 && random.Next(2) == 0
            ? new RecordExchange(id, Desk, community.Now, [new Share(people[0], minutes / 2), new Share(people[1], minutes / 2)], [new Share(people[2], minutes - 1), new Share(people[3], 1)], Errands, on, Channel.Desk)
            : new RecordExchange(id, Desk, community.Now, [new Share(people[0], minutes)], [new Share(people[^1], minutes)], Errands, on, Channel.Phone,
                Payer: random.Next(4) == 0 ? Pots[0] : null);
    }

    private static AccountNumber Member(RecordedCommunity community) =>
        Any(community, community.State.Accounts.All.Values.Where(account => account.Kind == AccountKind.Member).Select(account => account.Number));

    private static T Any<T>(RecordedCommunity community, IEnumerable<T> all) where T : struct
    {
        var list = all.ToArray();
        return list.Length == 0 ? default : list[community.Random.Next(list.Length)];
    }
}
