using System.Runtime.InteropServices;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Treasury;
using NodaTime;

namespace Buurthulp.Ledger.Accounts;

/// <summary>What an account stands for. Stored in lower case.</summary>
public enum AccountKind
{
    /// <summary>A person.</summary>
    Member,

    /// <summary>A group that helps and receives like a member, such as the neighbourhood house.</summary>
    Organisation,

    /// <summary>A shop that takes minutes for a discount.</summary>
    Shop,

    /// <summary>A common pot. It may go below zero when the agreement lets it pay what a receiver is short.</summary>
    Pot,

    /// <summary>An organisation that issues minutes for work it commissions.</summary>
    Institution,

    /// <summary>Paper hours in circulation.</summary>
    Notes,

    /// <summary>Another community.</summary>
    Partner,

    /// <summary>The counterpart of balances that were brought in from elsewhere.</summary>
    Opening,
}

/// <summary>
/// An account as of the state's position. <paramref name="Balance"/> is in minutes and may be below zero. A value, so that it stands where it is found: with tens of thousands
/// of accounts, whoever books waits for memory at each step from one object to the next.
/// </summary>
/// <param name="Number">Never reused.</param>
/// <param name="Kind">Fixed for the life of the account.</param>
/// <param name="Balance">Minutes.</param>
/// <param name="OpenedOn">The first day on which something may have happened on it.</param>
/// <param name="ClosedOn">The day of leaving; nothing that happened on or after it can be booked.</param>
/// <param name="Terms">A shop's terms, when agreed.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Account(AccountNumber Number, AccountKind Kind, long Balance, LocalDate OpenedOn, LocalDate? ClosedOn = null, ShopTerms? Terms = null)
{
    /// <summary>What an institution may issue, when it was set.</summary>
    public IssuingBudget? Budget { get; init; }

    /// <summary>What a pot may grant, when it was agreed.</summary>
    public GrantRule? Grants { get; init; }

    /// <summary>Whether the account can give or get help: a person, a group or a shop; never a pot or a ledger account.</summary>
    public static bool TakesPart(AccountKind kind) => kind is AccountKind.Member or AccountKind.Organisation or AccountKind.Shop;
}
