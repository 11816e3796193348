using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Members;

/// <summary>A member wants to hear nothing for a while. The member or a coordinator; the web edge holds to that.</summary>
public sealed record PauseMember(Guid CommandId, Actor Actor, Instant Now, AccountNumber Account) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: a member who is here, not paused already; another admin who can act must stay, or nobody could give an office any more.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (MemberRules.NotHere(state, Account) is { } refusal) return refusal;
        if (state.Members[Account].PausedOn is not null) return new Refusal.NothingToDo();
        return state.IsOnlyAdmin(Account) ? new Refusal.LastAdmin(Account) : Decision.Accept(new MemberPaused(Account, state.Today(Now)));
    }
}

/// <summary>A member is back. The member or a coordinator; the web edge holds to that.</summary>
public sealed record ResumeMember(Guid CommandId, Actor Actor, Instant Now, AccountNumber Account) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: a member who is here, paused.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (MemberRules.NotHere(state, Account) is { } refusal) return refusal;
        return state.Members[Account].PausedOn is null ? new Refusal.NothingToDo() : Decision.Accept(new MemberResumed(Account, state.Today(Now)));
    }
}

/// <summary>Says whether a member is ever asked to give in return. Coordinators only; the web edge holds to that.</summary>
public sealed record ExpectReciprocity(Guid CommandId, Actor Actor, Instant Now, AccountNumber Account, bool Expected) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: a member who is here, not so already.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (MemberRules.NotHere(state, Account) is { } refusal) return refusal;
        return state.Members[Account].ReciprocityExpected == Expected ? new Refusal.NothingToDo()
            : Decision.Accept(new ReciprocityExpectationChanged(Account, Expected, state.Today(Now)));
    }
}

/// <summary>Rules that hold for any member named.</summary>
public static class MemberRules
{
    /// <summary>Refuses an account that is unknown, not a person's, or of somebody who left; in this order.</summary>
    public static Refusal? NotHere(this CommunityState state, AccountNumber account) =>
        state.IsNot(account, AccountKind.Member) is { } refusal ? refusal
        : state.Accounts[account].ClosedOn is { } closedOn ? new Refusal.AccountClosed(account, closedOn)
        : null;
}
