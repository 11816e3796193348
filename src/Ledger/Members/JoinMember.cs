using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Treasury;
using NodaTime;

namespace Buurthulp.Ledger.Members;

/// <summary>Opens an account for a person.</summary>
public sealed record JoinMember(Guid CommandId, Actor Actor, Instant Now, AccountNumber Account, NeighbourhoodCode? Neighbourhood, LocalDate JoinedOn, bool ReciprocityExpected = true)
    : LedgerCommand(CommandId, Actor, Now)
{
    public override Decision Decide(CommunityState state) =>
        Joining.Refused(state, Account, JoinedOn, Now) is { } refusal ? refusal
        : Decision.Accept(new MemberJoined(Account, Neighbourhood, JoinedOn, ReciprocityExpected));
}

/// <summary>Opens an account for a group.</summary>
public sealed record JoinOrganisation(Guid CommandId, Actor Actor, Instant Now, AccountNumber Account, NeighbourhoodCode? Neighbourhood, LocalDate JoinedOn)
    : LedgerCommand(CommandId, Actor, Now)
{
    public override Decision Decide(CommunityState state) =>
        Joining.Refused(state, Account, JoinedOn, Now) is { } refusal ? refusal
        : Decision.Accept(new OrganisationJoined(Account, Neighbourhood, JoinedOn));
}

/// <summary>A member leaves. The account keeps its history; what happens to the balance is agreed. <paramref name="LeftOn"/> null is today.</summary>
public sealed record LeaveMember(Guid CommandId, Actor Actor, Instant Now, AccountNumber Account, LocalDate? LeftOn = null) : LedgerCommand(CommandId, Actor, Now)
{
    public override Decision Decide(CommunityState state)
    {
        if (state.IsNot(Account, AccountKind.Member) is { } refusal) return refusal;
        if (state.Accounts[Account].ClosedOn is { } closedOn) return new Refusal.AccountClosed(Account, closedOn);
        var today = state.Today(Now);
        var leftOn = LeftOn ?? today;
        if (state.CannotMoveOn(Account, leftOn) is { } cannot) return cannot;
        return leftOn > today ? new Refusal.DateInFuture(leftOn, today) : Decision.Accept(LeavingTerms.Leave(state, Account, leftOn, today, Actor));
    }
}

internal static class Joining
{
    /// <summary>Order of the rules: the community exists, the number is new and not that of a ledger account, the day is not in the future.</summary>
    public static Refusal? Refused(CommunityState state, AccountNumber account, LocalDate joinedOn, Instant now)
    {
        if (!state.IsFounded) return new Refusal.CommunityUnknown(state.Code);
        if (state.Accounts.Contains(account) || account == BookOpeningBalance.Opening || account == PaperNotes.Account) return new Refusal.AccountExists(account);
        var today = state.Today(now);
        return joinedOn > today ? new Refusal.DateInFuture(joinedOn, today) : null;
    }
}
