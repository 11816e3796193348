using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Members;

/// <summary>
/// Promises that the vault knows nothing of a member any more; who is still here leaves at the same moment. The entry comes first and the vault is emptied after it,
/// so that a promise which stands in the journal can be kept later by whoever finds it unkept.
/// </summary>
public sealed record EraseMember(Guid CommandId, Actor Actor, Instant Now, AccountNumber Account) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: a member, not erased yet.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (state.IsNot(Account, AccountKind.Member) is { } refusal) return refusal;
        if (state.Members[Account].IsErased) return new Refusal.NothingToDo();
        var erased = new MemberErased(Account);
        if (state.Accounts[Account].ClosedOn is not null) return Decision.Accept(erased);
        var today = state.Today(Now);
        return Decision.Accept([.. LeavingTerms.Leave(state, Account, today, today, Actor), erased]);
    }
}

/// <summary>The treasurer brings the balance of somebody who left to zero, against the agreed pot. Treasurers only; the web edge holds to that.</summary>
public sealed record SettleLeavingBalance(Guid CommandId, Actor Actor, Instant Now, AccountNumber Account) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>
    /// Order of the rules: a member, who left, there is a balance, the agreement lets it move and its pot is open. Under <see cref="LeavingBalance.GoesToPot"/> this brings over
    /// what came in after leaving, from help before it.
    /// </summary>
    public override Decision Decide(CommunityState state)
    {
        if (state.IsNot(Account, AccountKind.Member) is { } refusal) return refusal;
        var account = state.Accounts[Account];
        if (account.ClosedOn is null) return new Refusal.MemberStillHere(Account);
        if (account.Balance == 0) return new Refusal.NothingToDo();
        var terms = LeavingTerms.Of(state.Agreement);
        return terms.PotIn(state) is { } pot
            ? Decision.Accept(new LeavingBalanceSettled(Account, pot, account.Balance, terms.Policy == LeavingBalance.GoesToPot ? Settlement.ToPot : Settlement.WrittenOff, state.Today(Now)))
            : new Refusal.LeavingBalanceStays(Account);
    }
}
