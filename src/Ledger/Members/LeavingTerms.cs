using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Matching;
using NodaTime;

namespace Buurthulp.Ledger.Members;

/// <summary>What happens to the balance of somebody who leaves, above zero or below.</summary>
public enum LeavingBalance
{
    /// <summary>It stays on the account, which is closed.</summary>
    StaysOnAccount,

    /// <summary>It goes to the named pot at once; the pot bears what was below zero.</summary>
    GoesToPot,

    /// <summary>It waits on the account until the treasurer writes it off against the named pot.</summary>
    WaitsForTreasurer,
}

/// <summary>What a community agreed about leaving.</summary>
/// <param name="Policy">What happens to the balance.</param>
/// <param name="Pot">The pot on the other side, unless the balance stays.</param>
public sealed record LeavingTerms(LeavingBalance Policy, AccountNumber? Pot = null)
{
    /// <summary>For a community that agreed nothing about it.</summary>
    public static readonly LeavingTerms Default = new(LeavingBalance.StaysOnAccount);

    public static LeavingTerms Of(Agreement agreement) => agreement.Leaving ?? Default;

    /// <summary>A balance that moves needs a pot to move to.</summary>
    internal static Refusal? Unusable(LeavingTerms? terms) =>
        terms is { Policy: not LeavingBalance.StaysOnAccount, Pot: null } ? new Refusal.AgreementIncomplete("leaving.pot") : null;

    /// <summary>
    /// The agreed pot. A community may be founded with a pot that is yet to be opened; until then there is none, and a balance waits: leaving is never refused for it.
    /// </summary>
    internal AccountNumber? PotIn(CommunityState state) =>
        Policy != LeavingBalance.StaysOnAccount && Pot is { } pot && state.Accounts.TryGet(pot, out var account) && account.Kind == AccountKind.Pot ? pot : null;

    /// <summary>
    /// The entries of leaving on a day: that they left, what the agreement moves at once, and an end to what they asked, offered or would still do.
    /// An import writes down what was: it ends nothing that the files do not end.
    /// </summary>
    internal static LedgerEvent[] Leave(CommunityState state, AccountNumber account, LocalDate leftOn, LocalDate today, Actor actor)
    {
        var (terms, balance) = (Of(state.Agreement), state.Accounts[account].Balance);
        LedgerEvent[] settled = terms.Policy == LeavingBalance.GoesToPot && balance != 0 && terms.PotIn(state) is { } pot ? [new LeavingBalanceSettled(account, pot, balance, Settlement.ToPot, today)] : [];
        return [new MemberLeft(account, leftOn), .. settled, .. actor == Actor.Import ? [] : LooseEnds.Of(state, account, today)];
    }
}
