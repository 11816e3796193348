using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Signals;
using Buurthulp.Ledger.Treasury;

namespace Buurthulp.Ledger.Communities;

/// <summary>What happens when a receiver has fewer minutes than the help took. Neither choice ever refuses the help.</summary>
public enum ShortfallPolicy
{
    /// <summary>The receiver's account goes below zero.</summary>
    BelowZero,

    /// <summary>The pot pays the part that is missing and may itself go below zero.</summary>
    PotPays,
}

/// <summary>A community's own rules.</summary>
/// <param name="Shortfall">What happens when a receiver is short.</param>
/// <param name="ShortfallPot">The pot that pays under <see cref="ShortfallPolicy.PotPays"/>; must be open by then.</param>
/// <param name="ShopFloorMinutes">The lowest balance that a shop discount may leave a member.</param>
/// <param name="GiftFloorMinutes">The lowest balance that a gift may leave the giver.</param>
/// <param name="ProposalDays">After so many days without an answer a proposed exchange is booked.</param>
public sealed record Agreement(ShortfallPolicy Shortfall, AccountNumber? ShortfallPot, long ShopFloorMinutes, long GiftFloorMinutes, int ProposalDays)
{
    /// <summary>What an hour of help earns; absent: as many minutes as were worked.</summary>
    public AwardTerms? Award { get; init; }

    /// <summary>Who may correct how much alone; absent: up to <see cref="CorrectionTerms.DefaultAloneMinutes"/>.</summary>
    public CorrectionTerms? Corrections { get; init; }

    /// <summary>The agreement of a new community: nobody is refused, a member can spend what they have, a proposal waits 14 days.</summary>
    public static readonly Agreement Default = new(ShortfallPolicy.BelowZero, ShortfallPot: null, ShopFloorMinutes: 0, GiftFloorMinutes: 0, ProposalDays: 14);

    /// <summary>About requests, following them up and how much is asked of one person; null is <see cref="RequestTerms.Default"/>.</summary>
    public RequestTerms? Requests { get; init; }

    /// <summary>About paper notes; absent: only what is there can be put on paper, and a note does not expire.</summary>
    public NoteTerms? Notes { get; init; }

    /// <summary>What everybody may see of the figures; null: nothing.</summary>
    public PublicationTerms? Publication { get; init; }

    /// <summary>What happens to the balance of somebody who leaves; null is <see cref="LeavingTerms.Default"/>: it stays on the account.</summary>
    public LeavingTerms? Leaving { get; init; }

    /// <summary>About joining by invitation; null is <see cref="JoiningTerms.Default"/>.</summary>
    public JoiningTerms? Joining { get; init; }

    /// <summary>When a coordinator is told; null is <see cref="SignalTerms.Default"/>.</summary>
    public SignalTerms? Signals { get; init; }
}
