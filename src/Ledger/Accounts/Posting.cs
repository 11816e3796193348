namespace Buurthulp.Ledger.Accounts;

/// <summary>One signed side of an entry on an account, in minutes: more than zero is received, less than zero is spent.</summary>
public readonly record struct Posting(AccountNumber Account, long Amount);
