using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Members;

/// <summary>Somebody who may act for a member. <paramref name="Until"/> is the last day; null until it is ended.</summary>
public sealed record ProxyState(AccountNumber Proxy, ProxyKind Kind, LocalDate From, LocalDate? Until)
{
    public bool HoldsOn(LocalDate day) => day >= From && (Until is not { } last || day <= last);
}

/// <summary>What is known of a member beside their account.</summary>
public sealed record MemberState(bool ReciprocityExpected)
{
    /// <summary>The first day of a pause that is not over.</summary>
    public LocalDate? PausedOn { get; init; }

    public bool IsErased { get; init; }

    /// <summary>The offices they hold; null for none.</summary>
    public IReadOnlyList<Role>? Roles { get; init; }

    /// <summary>Who may act for them; null for nobody. One for each person.</summary>
    public IReadOnlyList<ProxyState>? Proxies { get; init; }

    public bool Has(Role role) => Roles?.Contains(role) == true;

    public ProxyState? ProxyOf(AccountNumber person) => Proxies?.FirstOrDefault(proxy => proxy.Proxy == person);

    internal MemberState Without(AccountNumber person) => this with { Proxies = Proxies?.Where(proxy => proxy.Proxy != person).ToArray() is { Length: > 0 } left ? left : null };
}

/// <summary>How members' lives follow from the entries.</summary>
internal static class MembersEvolution
{
    /// <summary>False for an event of another family.</summary>
    public static bool TryApply(CommunityState state, LedgerEvent recorded)
    {
        switch (recorded)
        {
            case RoleGiven e: Change(state, e.Account, member => member with { Roles = [.. member.Roles ?? [], e.Role] }); return true;
            case RoleTaken e: Change(state, e.Account, member => member with { Roles = member.Roles?.Where(role => role != e.Role).ToArray() is { Length: > 0 } left ? left : null }); return true;
            case MemberPaused e: Change(state, e.Account, member => member with { PausedOn = e.PausedOn }); return true;
            case MemberResumed e: Change(state, e.Account, member => member with { PausedOn = null }); return true;
            case ReciprocityExpectationChanged e: Change(state, e.Account, member => member with { ReciprocityExpected = e.ReciprocityExpected }); return true;
            case ProxyGiven e: Change(state, e.Member, member => Given(member.Without(e.Proxy), e)); return true;
            case ProxyEnded e: Change(state, e.Member, member => member.Without(e.Proxy)); return true;
            case LeavingBalanceSettled: return true;
            case MemberErased e: Change(state, e.Account, member => member with { IsErased = true }); return true;
            default: return false;
        }
    }

    public static void Joined(CommunityState state, MemberJoined joined) => state.Members[joined.Account] = new MemberState(joined.ReciprocityExpected);

    /// <summary>Who left has no office and is paused from nothing, and nobody acts for them. That they may not act for others either follows from their closed account.</summary>
    public static void Left(CommunityState state, MemberLeft left)
    {
        state.Accounts[left.Account] = state.Accounts[left.Account] with { ClosedOn = left.LeftOn };
        Change(state, left.Account, member => member with { Roles = null, Proxies = null, PausedOn = null });
    }

    private static MemberState Given(MemberState member, ProxyGiven given) =>
        member with { Proxies = [.. member.Proxies ?? [], new ProxyState(given.Proxy, given.Kind, given.From, given.Until)] };

    private static void Change(CommunityState state, AccountNumber account, Func<MemberState, MemberState> change) => state.Members[account] = change(state.Members[account]);
}
