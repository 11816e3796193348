using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Ledger.Members;

/// <summary>On what ground somebody acts for a member.</summary>
public enum ProxyKind
{
    /// <summary>The member asked them to.</summary>
    Proxy,

    /// <summary>A court or a notary put them in charge.</summary>
    Guardian,
}

/// <summary>What became of the balance of somebody who left.</summary>
public enum Settlement
{
    /// <summary>It went to the agreed pot at the moment of leaving.</summary>
    ToPot,

    /// <summary>The treasurer wrote it off against a pot.</summary>
    WrittenOff,
}

/// <summary>A member took on an office. Being a member is no office.</summary>
[EventType("role_given")]
public sealed record RoleGiven(AccountNumber Account, Role Role, LocalDate GivenOn) : LedgerEvent;

/// <summary>A member laid down an office.</summary>
[EventType("role_taken")]
public sealed record RoleTaken(AccountNumber Account, Role Role, LocalDate TakenOn) : LedgerEvent;

/// <summary>A member wants to hear nothing for a while: no suggestions, no prompts. Help that happens is recorded as before.</summary>
[EventType("member_paused")]
public sealed record MemberPaused(AccountNumber Account, LocalDate PausedOn) : LedgerEvent;

/// <summary>A member is back from a pause.</summary>
[EventType("member_resumed")]
public sealed record MemberResumed(AccountNumber Account, LocalDate ResumedOn) : LedgerEvent;

/// <summary>Whether a member is ever asked to give in return changed.</summary>
[EventType("reciprocity_expectation_changed")]
public sealed record ReciprocityExpectationChanged(AccountNumber Account, bool ReciprocityExpected, LocalDate ChangedOn) : LedgerEvent;

/// <summary>
/// Somebody may act for a member from a day on, until a day or until it is ended. Replaces what was given between the two before.
/// What they record for the member bears their own number as the one who acted.
/// </summary>
[EventType("proxy_given")]
public sealed record ProxyGiven(AccountNumber Member, AccountNumber Proxy, ProxyKind Kind, LocalDate From, LocalDate? Until) : LedgerEvent;

/// <summary>Somebody no longer acts for a member.</summary>
[EventType("proxy_ended")]
public sealed record ProxyEnded(AccountNumber Member, AccountNumber Proxy, LocalDate EndedOn) : LedgerEvent;

/// <summary>
/// The balance of somebody who left was brought to zero against a pot. <paramref name="Minutes"/> is that balance: above zero the pot receives it, below zero the pot bears it.
/// </summary>
[EventType("leaving_balance_settled")]
public sealed record LeavingBalanceSettled(AccountNumber Account, AccountNumber Pot, long Minutes, Settlement Settlement, LocalDate SettledOn) : LedgerEvent;

/// <summary>All that the vault knew of the person was removed for good. Their entries stay, under a number that names nobody.</summary>
[EventType("member_erased")]
public sealed record MemberErased(AccountNumber Account) : LedgerEvent;
