using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Notes;

/// <summary>How the register of notes follows from the entries.</summary>
internal static class NoteEvolution
{
    public static void Print(this CommunityState state, NoteBatchPrinted e)
    {
        var batch = new NoteBatchState(e.FirstSerial.Number()!.Value, e.LastSerial.Number()!.Value, e.MinutesPerNote, e.PrintedOn, e.ExpiresOn);
        state.NoteBatches[e.Batch] = batch;
        state.NoteNumbers.Add(batch.LastNumber, e.Batch);
    }

    public static void Issue(this CommunityState state, NotesIssued e) => Mark(state, e.Serials, NoteStatus.Issued, e.IssuedOn, e.From);

    /// <summary>A note that has ended forgets where it came from: together with where it went that would be what one gave another.</summary>
    public static void End(this CommunityState state, IReadOnlyList<NoteSerial> serials, NoteStatus status, LocalDate on) => Mark(state, serials, status, on, from: null);

    private static void Mark(CommunityState state, IReadOnlyList<NoteSerial> serials, NoteStatus status, LocalDate on, AccountNumber? from)
    {
        foreach (var serial in serials) state.Notes[serial] = new NoteState(status, on, state.BatchOf(serial)!.Minutes, from);
    }
}
