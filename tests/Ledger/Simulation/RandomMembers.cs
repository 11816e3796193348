using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Members;
using NodaTime;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;

namespace Buurthulp.Tests.Ledger.Simulation;

/// <summary>Steps of members' life.</summary>
internal static class RandomMembers
{
    private static readonly Role[] Roles = Enum.GetValues<Role>();

    public static LedgerCommand Next(CommunityState state, RandomValues some, Guid id, Instant now)
    {
        var (account, today) = (Here(state, some), state.Today(now));
        return some.Number(0, 19) switch
        {
            < 2 => new AdmitMember(id, Desk, now, North, some.DateOrNull(today), some.Chance(90)),
            < 5 => new PauseMember(id, Desk, now, account),
            < 7 => new ResumeMember(id, Desk, now, Paused(state, some)),
            7 => new ExpectReciprocity(id, Desk, now, account, some.Chance(50)),
            < 11 => new GiveRole(id, Desk, now, account, some.Chance(80) ? some.Pick([Role.Coordinator, Role.Treasurer, Role.Auditor, Role.Admin]) : some.Pick(Roles)),
            11 => Taking(state, some, id, now),
            < 15 => new GiveProxy(id, some.Actor(account), now, account, some.Chance(80) ? Here(state, some) : some.AccountBut(account), some.Chance(70) ? ProxyKind.Proxy : ProxyKind.Guardian, some.DateOrNull(today), some.Chance(70) ? null : some.Date(today)),
            15 => Ending(state, some, id, now),
            16 => new EraseMember(id, Desk, now, some.Chance(30) ? account : Nobody),
            17 => new ChangeAgreement(id, Desk, now, Agreement.Default with { Leaving = Terms(some) }),
            _ => new SettleLeavingBalance(id, Desk, now, Gone(state, some)),
        };
    }

    public static LeavingTerms Terms(RandomValues some) => new(some.Pick(Enum.GetValues<LeavingBalance>()), some.Chance(90) ? some.PotAccount() : null);

    private static AccountNumber Here(CommunityState state, RandomValues some) =>
        state.Members.All.Keys.Where(member => state.Accounts[member] is { ClosedOn: null }).Order().ToArray() is { Length: > 0 } here && some.Chance(85) ? some.Pick(here) : some.Account();

    private static AccountNumber Paused(CommunityState state, RandomValues some) =>
        state.Members.All.Where(member => member.Value.PausedOn is not null).Select(member => member.Key).Order().ToArray() is { Length: > 0 } paused && some.Chance(80) ? some.Pick(paused) : some.Account();

    private static AccountNumber Gone(CommunityState state, RandomValues some) =>
        state.Members.All.Keys.Where(member => state.Accounts[member] is { ClosedOn: not null }).Order().ToArray() is { Length: > 0 } gone && some.Chance(80) ? some.Pick(gone) : some.Account();

    private static TakeRole Taking(CommunityState state, RandomValues some, Guid id, Instant now)
    {
        var given = state.Members.All.SelectMany(member => (member.Value.Roles ?? []).Select(role => (Member: member.Key, Role: role))).Order().ToArray();
        var (account, office) = given.Length > 0 && some.Chance(80) ? some.Pick(given) : (some.Account(), some.Pick(Roles));
        return new TakeRole(id, Desk, now, account, office);
    }

    private static EndProxy Ending(CommunityState state, RandomValues some, Guid id, Instant now)
    {
        var given = state.Members.All.SelectMany(member => (member.Value.Proxies ?? []).Select(proxy => (Member: member.Key, proxy.Proxy))).Order().ToArray();
        var (account, proxy) = given.Length > 0 && some.Chance(80) ? some.Pick(given) : (some.Account(), some.Account());
        return new EndProxy(id, some.Actor(account), now, account, proxy);
    }
}
