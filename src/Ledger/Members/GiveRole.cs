using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Members;

/// <summary>Gives a member an office. An admin, or a coordinator for a fellow coordinator; the web edge holds to that.</summary>
public sealed record GiveRole(Guid CommandId, Actor Actor, Instant Now, AccountNumber Account, Role Role) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: an office, a member who is here, who does not hold it.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (!Offices.Includes(Role)) return new Refusal.RoleNotAllowed(Role);
        if (MemberRules.NotHere(state, Account) is { } refusal) return refusal;
        return state.Members[Account].Has(Role) ? new Refusal.NothingToDo() : Decision.Accept(new RoleGiven(Account, Role, state.Today(Now)));
    }
}

/// <summary>Takes an office back. As for <see cref="GiveRole"/>.</summary>
public sealed record TakeRole(Guid CommandId, Actor Actor, Instant Now, AccountNumber Account, Role Role) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: an office, a member who is here, who holds it; another admin who can act must stay, or nobody could give an office any more.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (!Offices.Includes(Role)) return new Refusal.RoleNotAllowed(Role);
        if (MemberRules.NotHere(state, Account) is { } refusal) return refusal;
        if (!state.Members[Account].Has(Role)) return new Refusal.NothingToDo();
        if (Role == Role.Admin && state.HasNoOtherAdmin(Account)) return new Refusal.LastAdmin(Account);
        return Decision.Accept(new RoleTaken(Account, Role, state.Today(Now)));
    }
}

/// <summary>What a member can be beside a member.</summary>
public static class Offices
{
    public static bool Includes(Role role) => role is Role.Coordinator or Role.Treasurer or Role.Auditor or Role.Admin;

    /// <summary>Whether a member may act in an office now: it was given and not taken, and they are here, neither paused nor gone.</summary>
    public static bool HoldsOffice(this CommunityState state, AccountNumber account, Role office) =>
        state.Members.TryGet(account, out var member) && member.Has(office) && member is { PausedOn: null, IsErased: false } && state.Accounts[account].ClosedOn is null;

    /// <summary>Whether nobody but this member can give offices now.</summary>
    public static bool IsOnlyAdmin(this CommunityState state, AccountNumber account) => state.HoldsOffice(account, Role.Admin) && state.HasNoOtherAdmin(account);

    /// <summary>Whether nobody can give offices now, for good or for as long as all admins are paused.</summary>
    public static bool HasNoAdmin(this CommunityState state) => !state.Members.All.Keys.Any(member => state.HoldsOffice(member, Role.Admin));

    internal static bool HasNoOtherAdmin(this CommunityState state, AccountNumber account) => !state.Members.All.Keys.Any(other => other != account && state.HoldsOffice(other, Role.Admin));
}
