using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Ledger.Treasury;

public enum TransferKind
{
    Gift,
    Grant,
    OpeningBalance,

    /// <summary>What somebody who left had, or was short.</summary>
    LeavingBalance,

    /// <summary>What a sponsor took over from a shop.</summary>
    Settlement,
}

/// <summary>A gift, a grant, an opening balance, the balance of somebody who left or what a sponsor took over from a shop, as of the state's position. Minutes are more than zero; a negative opening balance goes from the account to <c>opening</c>.</summary>
public sealed record TransferState(TransferKind Kind, AccountNumber From, AccountNumber To, long Minutes, LocalDate On, bool Reversed = false);
