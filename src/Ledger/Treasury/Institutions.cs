using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Members;
using NodaTime;

namespace Buurthulp.Ledger.Treasury;

/// <summary>An organisation joined that issues minutes for work it commissions.</summary>
[EventType("institution_joined")]
public sealed record InstitutionJoined(AccountNumber Account, LocalDate JoinedOn) : LedgerEvent;

/// <summary>What an institution may issue from here on; an earlier budget no longer holds.</summary>
[EventType("issuing_budget_set")]
public sealed record IssuingBudgetSet(AccountNumber Institution, IssuingBudget Budget, LocalDate SetOn) : LedgerEvent;

/// <summary>How often a budget starts anew.</summary>
public enum BudgetPeriod
{
    Month,
    Year,
}

/// <summary>What an institution may issue.</summary>
/// <param name="Minutes">Without a period the account may go this far below zero. With one it may pay so much for help of each calendar month or year, whatever its balance. Zero stops it.</param>
/// <param name="Per">The period, counted by the day of the help.</param>
public sealed record IssuingBudget(long Minutes, BudgetPeriod? Per = null)
{
    /// <summary>What the institution can still pay for help of a day; never below zero. Without a budget it pays from its balance.</summary>
    public static long Available(CommunityState state, Account institution, LocalDate on)
    {
        var left = institution.Budget switch
        {
            { Per: BudgetPeriod.Month } budget => budget.Minutes - MonthlyUse.In(state, institution.Number, on),
            { Per: BudgetPeriod.Year } budget => budget.Minutes - Enumerable.Range(1, 12).Sum(month => MonthlyUse.In(state, institution.Number, new LocalDate(on.Year, month, 1))),
            { } budget => budget.Minutes + institution.Balance,
            null => institution.Balance,
        };
        return Math.Max(0, left);
    }
}

/// <summary>Opens an account for an institution. Until it has a budget it pays from its balance only.</summary>
public sealed record JoinInstitution(Guid CommandId, Actor Actor, Instant Now, AccountNumber Account, LocalDate JoinedOn) : LedgerCommand(CommandId, Actor, Now)
{
    public override Decision Decide(CommunityState state) =>
        Joining.Refused(state, Account, JoinedOn, Now) is { } refusal ? refusal : Decision.Accept(new InstitutionJoined(Account, JoinedOn));
}

/// <summary>Sets what an institution may issue.</summary>
public sealed record SetIssuingBudget(Guid CommandId, Actor Actor, Instant Now, AccountNumber Institution, IssuingBudget Budget) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: the institution, the amount.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (state.IsNot(Institution, AccountKind.Institution) is { } not) return not;
        if (Budget.Minutes != 0 && AccountRules.AmountOutOfRange(Budget.Minutes) is { } amount) return amount;
        return Decision.Accept(new IssuingBudgetSet(Institution, Budget, state.Today(Now)));
    }
}
