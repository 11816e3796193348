using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Ledger.Pots;

/// <summary>A common pot was opened.</summary>
[EventType("pot_opened")]
public sealed record PotOpened(AccountNumber Pot, LocalDate OpenedOn) : LedgerEvent;

/// <summary>Somebody gave minutes to a pot.</summary>
[EventType("gift_made")]
public sealed record GiftMade(GiftId Gift, AccountNumber From, AccountNumber To, long Minutes, LocalDate HappenedOn) : LedgerEvent;
