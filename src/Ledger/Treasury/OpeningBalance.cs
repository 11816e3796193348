using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Notes;
using NodaTime;

namespace Buurthulp.Ledger.Treasury;

/// <summary>A balance was brought in from elsewhere, against the account <c>opening</c>. <paramref name="Minutes"/> may be below zero.</summary>
[EventType("opening_balance_booked")]
public sealed record OpeningBalanceBooked(AccountNumber Account, long Minutes, LocalDate On) : LedgerEvent;

/// <summary>Brings in a balance from elsewhere.</summary>
public sealed record BookOpeningBalance(Guid CommandId, Actor Actor, Instant Now, AccountNumber Account, long Minutes, LocalDate On) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>The counterpart of every opening balance.</summary>
    public static readonly AccountNumber Opening = new("opening");

    public override Decision Decide(CommunityState state)
    {
        if (!state.IsFounded) return new Refusal.CommunityUnknown(state.Code);
        if (Minutes == 0) return new Refusal.AmountNotPositive(Minutes);
        if (Minutes is > Shares.LargestMinutes or < -Shares.LargestMinutes) return new Refusal.AmountTooLarge(Minutes, Shares.LargestMinutes);
        var today = state.Today(Now);
        if (On > today) return new Refusal.DateInFuture(On, today);
        if (Account == Opening) return new Refusal.AccountKindNotAllowed(Opening, AccountKind.Opening);
        if (Account == PaperNotes.Account) return new Refusal.AccountKindNotAllowed(PaperNotes.Account, AccountKind.Notes);
        if (state.CannotMoveOn(Account, On) is { } cannot) return cannot;
        return Decision.Accept(new OpeningBalanceBooked(Account, Minutes, On));
    }
}
