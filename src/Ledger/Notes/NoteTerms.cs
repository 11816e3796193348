using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;

namespace Buurthulp.Ledger.Notes;

/// <summary>What a community agreed about paper notes.</summary>
/// <param name="FloorMinutes">The lowest balance that issuing a note may leave an account or a pot.</param>
/// <param name="ValidMonths">How long a note can be used, counted from the day of printing; absent: as long as the community exists.</param>
/// <param name="ExpiredTo">The pot that gets what expired notes were worth; absent: it goes back where it came from.</param>
public sealed record NoteTerms(long FloorMinutes, int? ValidMonths = null, AccountNumber? ExpiredTo = null)
{
    /// <summary>Without an agreement about notes: only what is there can be put on paper, and a note does not expire.</summary>
    public static readonly NoteTerms Default = new(FloorMinutes: 0);

    /// <summary>The floor stays inside the largest amount; a note is valid for 1 to 1200 months.</summary>
    internal static Refusal? Unusable(NoteTerms? terms) =>
        terms is null ? null
        : terms.FloorMinutes is < -Shares.LargestMinutes or > Shares.LargestMinutes ? new Refusal.AgreementIncomplete("notes.floorMinutes")
        : terms.ValidMonths is < 1 or > 1200 ? new Refusal.AgreementIncomplete("notes.validMonths")
        : null;

    /// <summary>The pot that was named must be one. A community that is being founded has none yet; until it is opened, minutes go back where they came from.</summary>
    internal static Refusal? PotUnusable(NoteTerms? terms, CommunityState state) => terms?.ExpiredTo is { } pot ? state.IsNot(pot, AccountKind.Pot) : null;
}
