using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Accounts;

/// <summary>Rules that hold for any account named in a command.</summary>
public static class AccountRules
{
    /// <summary>The largest price: ten million euro.</summary>
    public const long MostCents = 1_000_000_000;

    /// <summary>Refuses an unknown account, a date before it was opened, a date on or after it was closed and a date in a closed period of the books; in this order.</summary>
    public static Refusal? CannotMoveOn(this CommunityState state, AccountNumber number, LocalDate happenedOn)
    {
        if (!state.Accounts.TryGet(number, out var account)) return new Refusal.AccountUnknown(number);
        if (happenedOn < account.OpenedOn) return new Refusal.DateBeforeJoining(number, happenedOn, account.OpenedOn);
        if (account.ClosedOn is { } closedOn && happenedOn >= closedOn) return new Refusal.AccountClosed(number, closedOn);
        return state.Books.IsClosedOn(happenedOn);
    }

    /// <summary>All accounts of a kind, in order of their number.</summary>
    public static IEnumerable<Account> AccountsOf(this CommunityState state, AccountKind kind) => state.Accounts.All.Values.Where(account => account.Kind == kind).OrderBy(account => account.Number);

    /// <summary>Refuses when the account is not of the kind that the command needs.</summary>
    public static Refusal? IsNot(this CommunityState state, AccountNumber number, AccountKind kind) =>
        !state.Accounts.TryGet(number, out var account) ? new Refusal.AccountUnknown(number)
        : account.Kind != kind ? new Refusal.AccountKindNotAllowed(number, account.Kind)
        : null;

    /// <summary>Refuses zero, less than zero and more than <see cref="Shares.LargestMinutes"/>.</summary>
    public static Refusal? AmountOutOfRange(long minutes) =>
        minutes <= 0 ? new Refusal.AmountNotPositive(minutes)
        : minutes > Shares.LargestMinutes ? new Refusal.AmountTooLarge(minutes, Shares.LargestMinutes)
        : null;

    /// <summary>Refuses euro cents below the least and above <see cref="MostCents"/>.</summary>
    public static Refusal? PriceOutOfRange(long cents, long least) => cents < least || cents > MostCents ? new Refusal.PriceOutOfRange(cents, MostCents) : null;

    /// <summary>Refuses a spend that would leave less than the floor. Only shop discounts, gifts and notes have a floor; help never does.</summary>
    public static Refusal? BelowFloor(this CommunityState state, AccountNumber number, long minutes, long floor)
    {
        var balance = state.Accounts[number].Balance;
        return balance - minutes < floor ? new Refusal.FloorReached(number, minutes, Math.Max(0, balance - floor), floor) : null;
    }
}
