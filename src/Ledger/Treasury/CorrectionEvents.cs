using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Ledger.Treasury;

/// <summary>Somebody wants to undo an entry above the agreed amount; it waits for a second person. Nothing moves yet.</summary>
[EventType("correction_proposed")]
public sealed record CorrectionProposed(CorrectionId Correction, long Entry, long Minutes, ReasonCode Reason, AccountNumber ProposedBy, LocalDate ProposedOn) : LedgerEvent;

/// <summary>A second person agreed to a correction; the opposite entry follows at once.</summary>
[EventType("correction_approved")]
public sealed record CorrectionApproved(CorrectionId Correction, AccountNumber ApprovedBy, LocalDate ApprovedOn) : LedgerEvent;

/// <summary>A correction will not be made: a second person said no, or the first took it back. Nothing had moved and nothing moves.</summary>
[EventType("correction_refused")]
public sealed record CorrectionRefused(CorrectionId Correction, AccountNumber RefusedBy, LocalDate RefusedOn) : LedgerEvent;

/// <summary>
/// A gift, a grant, an opening balance, a settled leaving balance or the settlement of a shop was undone by an opposite entry. Carries the amount, so that its postings follow from this entry alone.
/// <paramref name="Correction"/> is there when two persons decided.
/// </summary>
[EventType("entry_reversed")]
public sealed record EntryReversed(long Entry, AccountNumber From, AccountNumber To, long Minutes, ReasonCode Reason, LocalDate ReversedOn, CorrectionId? Correction = null) : LedgerEvent;

public enum CorrectionStatus
{
    Waiting,
    Approved,
    Refused,
}

/// <summary>A correction as of the state's position.</summary>
public sealed record CorrectionState(long Entry, long Minutes, ReasonCode Reason, AccountNumber ProposedBy, CorrectionStatus Status);

/// <summary>Who may correct how much.</summary>
/// <param name="AloneMinutes">The largest amount that one person corrects alone; above it a second one is needed. Zero: always two.</param>
public sealed record CorrectionTerms(long AloneMinutes)
{
    /// <summary>Ten hours.</summary>
    public const long DefaultAloneMinutes = 600;

    internal static Refusal? Unusable(CorrectionTerms? terms) =>
        terms is { AloneMinutes: < 0 or > Shares.LargestMinutes } ? new Refusal.AgreementIncomplete("corrections.aloneMinutes") : null;
}
