using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Shops;
using NodaTime;

namespace Buurthulp.Tests.Ledger.Scenarios;

/// <summary>The people, places and moments that every scenario shares.</summary>
public static class Neighbourhood
{
    public static readonly CommunityCode Molenwijk = new("molenwijk");
    public static readonly NeighbourhoodCode North = new("Molenwijk-Noord");

    public static readonly AccountNumber Anna = new("L0001");
    public static readonly AccountNumber Bram = new("L0002");
    public static readonly AccountNumber Chaima = new("L0003");
    public static readonly AccountNumber Dirk = new("L0004");
    public static readonly AccountNumber Bakery = new("O01");
    public static readonly AccountNumber House = new("O02");
    public static readonly AccountNumber Pot = new("buurtpot");
    public static readonly AccountNumber Council = new("gemeente");
    public static readonly AccountNumber Nobody = new("L9999");

    public static readonly CategoryCode Chores = new("klussen");
    public static readonly CategoryCode Unheard = new("duiken");
    public static readonly ReasonCode Mistake = new("mistake");
    public static readonly ReasonCode Lost = new("lost");

    public static readonly LocalDate Founding = new(2026, 1, 1);
    public static readonly LocalDate Joining = new(2026, 2, 2);
    public static readonly LocalDate Today = new(2026, 11, 20);
    public static readonly LocalDate Yesterday = new(2026, 11, 19);
    public static readonly LocalDate Tomorrow = new(2026, 11, 21);

    /// <summary>Noon in Amsterdam, where it is winter time.</summary>
    public static readonly Instant Noon = Instant.FromUtc(2026, 11, 20, 11, 0);

    public static readonly Actor Desk = Actor.Coordinator();
    /// <summary>Chaima as treasurer and Dirk as coordinator, under their own accounts: two persons.</summary>
    public static readonly Actor Treasurer = new(Chaima.Value, Role.Treasurer, Chaima);
    public static readonly Actor Second = new(Dirk.Value, Role.Coordinator, Dirk);
    public static readonly Actor Counter = new(Bakery.Value, Role.Shop, Bakery);

    /// <summary>Five euro for an hour, at most half of a purchase, at most 60 hours in the shop.</summary>
    public static readonly ShopTerms BakeryTerms = new(CentsPerHour: 500, MaxSharePercent: 50, MaxBalanceMinutes: 3600);

    public static readonly Agreement BelowZero = Agreement.Default;
    public static readonly Agreement PotPays = Agreement.Default with { Shortfall = ShortfallPolicy.PotPays, ShortfallPot = Pot };

    /// <summary>The id that the command under test brings, and that what it makes then carries.</summary>
    public static readonly Guid New = Number(1);

    /// <summary>The id of what was there before the command under test.</summary>
    public static readonly Guid Earlier = Number(2);

    /// <summary>A UUID of version 7 that is the same in every run.</summary>
    public static Guid Number(int number) => Guid.Parse($"019e0000-1100-7000-8000-{number:x12}");

    public static Share Of(AccountNumber account, long minutes) => new(account, minutes);
}
