using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Goals;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Signals;
using Buurthulp.Ledger.Treasury;
using NodaTime;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;

namespace Buurthulp.Tests.Ledger.Simulation;

/// <summary>Values that are mostly sensible and now and then as wrong as anybody could send them.</summary>
internal sealed class RandomValues(Random random)
{
    private static readonly AccountNumber[] People = [Anna, Bram, Chaima, Dirk, new("L0005"), new("L0006")];
    private static readonly AccountNumber[] Others = [House, Bakery, new("O03"), Pot, new("tweede-pot"), Council, BookOpeningBalance.Opening, Buurthulp.Ledger.Notes.PaperNotes.Account, Nobody];
    private static readonly long[] OddAmounts = [0, -1, -60, long.MinValue, long.MaxValue, Shares.LargestMinutes, Shares.LargestMinutes + 1];
    private static readonly long[] Floors = [0, 0, -120, -100_000, 60, Shares.LargestMinutes, long.MinValue];
    private static readonly CategoryCode[] Categories = [Chores, new("tuin"), new("vervoer")];

    public bool Chance(int percent) => random.Next(100) < percent;

    public int Number(int least, int most) => random.Next(least, most + 1);

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    public AccountNumber Person() => Pick(People);

    public AccountNumber Account() => Chance(89) ? Person() : Pick(Others);

    /// <summary>Usually somebody else than the other one.</summary>
    public AccountNumber AccountBut(AccountNumber other) => Chance(3) ? other : Pick([.. People.Except([other]), Pick(Others)]);

    /// <summary>Usually a number that nobody has yet, as long as there is one.</summary>
    public static AccountNumber NewAccount(CommunityState state, Func<AccountNumber> pick)
    {
        var account = pick();
        for (var tries = 0; tries < 6 && state.Accounts.Contains(account); tries++) account = pick();
        return account;
    }

    public AccountNumber Shop() => Chance(95) ? Pick([Bakery, new("O03")]) : Account();

    public AccountNumber PotAccount() => Chance(90) ? Pick([Pot, new("tweede-pot")]) : Account();

    public GoalCode Goal() => Pick([new GoalCode("reach"), new GoalCode("circle")]);

    public MeasureCode Measure() => Chance(90) ? Pick([new MeasureCode("participation-reach"), new MeasureCode("circle-share")]) : new MeasureCode("happiness");

    public CategoryCode Category() => Chance(97) ? Pick(Categories) : Unheard;

    public long Minutes() => Chance(96) ? random.NextInt64(1, 300) : Pick(OddAmounts);

    public LocalDate Date(LocalDate today) => random.Next(20) switch
    {
        0 => today.PlusDays(1),
        1 => today.PlusDays(-random.Next(2000)),
        < 8 => today.PlusDays(-random.Next(30)),
        _ => today,
    };

    public LocalDate? DateOrNull(LocalDate today) => Chance(50) ? null : Date(today);

    public Actor Actor(AccountNumber own) => random.Next(12) switch
    {
        < 5 => Desk,
        < 9 => Buurthulp.Ledger.Actor.Member(own),
        9 => Buurthulp.Ledger.Actor.Import,
        10 => Pick([Counter, Buurthulp.Ledger.Actor.Clock]),
        _ => new Actor(own.Value, Pick([Role.Treasurer, Role.Auditor, Role.Admin]), Chance(50) ? own : null),
    };

    public Agreement Agreement() => new(Pick([ShortfallPolicy.BelowZero, ShortfallPolicy.PotPays]), Chance(80) ? PotAccount() : null, Pick(Floors), Pick(Floors), Number(Chance(95) ? 1 : 0, 20))
    {
        Notes = RandomNotes.Terms(this),
        Publication = Chance(20) ? new PublicationTerms(Pick(Enum.GetValues<PublicationPeriod>())) : null,
        Signals = Chance(30) ? new SignalTerms(Pick<long>([0, 600, -1]), Number(Chance(95) ? 1 : 0, 30)) : null,
        Award = Chance(30) ? new AwardTerms(Number(Chance(95) ? 1 : 0, 300)) : null,
        Joining = Chance(20) ? new JoiningTerms(Chance(50), Number(Chance(95) ? 1 : 0, 60)) : null,
        Corrections = Chance(40) ? new CorrectionTerms(Number(Chance(95) ? 0 : -1, 200)) : null,
    };

    public ShopTerms Terms() => new(Number(Chance(95) ? 1 : 0, 2000), Number(10, Chance(95) ? 100 : 101), Pick<long>([600, 6000, Shares.LargestMinutes, 0]));

    /// <summary>Two sides that usually share nobody and add up to the same.</summary>
    public (Share[] Helpers, Share[] Receivers) Sides(AccountNumber helper, AccountNumber receiver)
    {
        List<AccountNumber> used = [helper, receiver];
        var total = Minutes();
        return (Side(helper, total, used), Side(receiver, Chance(97) ? total : Minutes(), used));
    }

    private Share[] Side(AccountNumber first, long total, List<AccountNumber> used)
    {
        List<Share> shares = [];
        for (var more = Chance(70) ? 0 : Number(1, 2); more > 0; more--)
        {
            var others = People.Except(used).ToArray();
            var account = others.Length == 0 || Chance(3) ? Account() : Pick(others);
            var minutes = Math.Clamp(total / 3, 0, 1000);
            used.Add(account);
            shares.Add(new Share(account, minutes));
            if (total > minutes) total -= minutes;
        }

        return [new Share(first, total), .. shares];
    }

    /// <summary>Usually the id of something that is there, and of those usually one that the command can be about.</summary>
    public Guid Id<TKey, TValue>(StateMap<TKey, TValue> map, Func<TValue, bool> likely) where TKey : struct, IId<TKey> where TValue : class
    {
        var wanted = Chance(80);
        var ids = map.All.Where(pair => !wanted || likely(pair.Value)).Select(pair => pair.Key.Value).Order().ToArray();
        return ids.Length == 0 || Chance(3) ? Scenarios.Neighbourhood.Number(random.Next(1_000_000, 2_000_000)) : Pick(ids);
    }
}
