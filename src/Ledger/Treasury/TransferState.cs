using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Ledger.Treasury;

public enum TransferKind
{
    Gift,
    Grant,
    OpeningBalance,
}

/// <summary>A gift, grant or opening balance as of the state's position. Minutes are more than zero; a negative opening balance goes from the account to <c>opening</c>.</summary>
public sealed record TransferState(TransferKind Kind, AccountNumber From, AccountNumber To, long Minutes, LocalDate On, bool Reversed = false);
