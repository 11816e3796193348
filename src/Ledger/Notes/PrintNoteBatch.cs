using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Notes;

/// <summary>Takes the next serials for notes to be printed. Nothing moves before they are issued.</summary>
/// <param name="CommandId">Becomes the batch's id.</param>
/// <param name="Actor">A coordinator or treasurer.</param>
/// <param name="Now">The time of recording.</param>
/// <param name="Notes">How many.</param>
/// <param name="MinutesPerNote">What each is worth.</param>
public sealed record PrintNoteBatch(Guid CommandId, Actor Actor, Instant Now, int Notes, long MinutesPerNote) : LedgerCommand(CommandId, Actor, Now)
{
    public const int MostNotes = 10_000;

    /// <summary>Order of the rules: number of notes, worth of one.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (!state.IsFounded) return new Refusal.CommunityUnknown(state.Code);
        if (Notes is < 1 or > MostNotes) return new Refusal.NoteCountOutOfRange(Notes, MostNotes);
        if (AccountRules.AmountOutOfRange(MinutesPerNote) is { } amount) return amount;
        var (today, first) = (state.Today(Now), state.NextNoteNumber());
        LocalDate? expiresOn = state.NoteTerms().ValidMonths is { } months ? today.PlusMonths(months) : null;
        return Decision.Accept(new NoteBatchPrinted(new NoteBatchId(CommandId), NoteSerial.OfNumber(first), NoteSerial.OfNumber(first + Notes - 1), MinutesPerNote, today, expiresOn));
    }
}
