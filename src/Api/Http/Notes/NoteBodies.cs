using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Notes;
using NodaTime;

namespace Buurthulp.Api.Http.Notes;

/// <summary>Notes to be printed.</summary>
/// <param name="Notes">How many, 1 to 10,000.</param>
/// <param name="MinutesPerNote">What each is worth, in whole minutes.</param>
public sealed record PrintNotesBody(int Notes, long MinutesPerNote);

/// <summary>A batch of notes that has its serials.</summary>
/// <param name="BatchId">Its id, which is the Idempotency-Key.</param>
/// <param name="FirstSerial">The first note's serial, with check digit.</param>
/// <param name="LastSerial">The last note's serial.</param>
/// <param name="ExpiresOn">The first day on which the notes can't be used any more; absent when they do not expire.</param>
/// <param name="Position">Its place in the journal.</param>
public sealed record NoteBatchAnswer(Guid BatchId, NoteSerial FirstSerial, NoteSerial LastSerial, LocalDate? ExpiresOn, long Position);

/// <summary>Notes that are given out.</summary>
/// <param name="From">The member, group or pot whose minutes go onto paper.</param>
/// <param name="Serials">Serials of printed notes, with check digit; 1 to 200.</param>
public sealed record IssueNotesBody(AccountNumber From, IReadOnlyList<NoteSerial> Serials);

/// <summary>Notes that are handed in.</summary>
/// <param name="To">The account that gets what they are worth.</param>
/// <param name="Notes">Serial and code of each as typed or scanned, such as <c>0000013-6SS-VE3-PZ0</c>; 1 to 200. Spaces, dashes and small letters do no harm.</param>
public sealed record RedeemNotesBody(AccountNumber To, IReadOnlyList<string> Notes);

/// <summary>Notes that are taken out of use.</summary>
/// <param name="Serials">Serials with check digit; 1 to 200.</param>
/// <param name="Reason">A code, such as <c>lost</c> or <c>damaged</c>; never free text.</param>
public sealed record VoidNotesBody(IReadOnlyList<NoteSerial> Serials, ReasonCode Reason);

/// <summary>What moved onto or off paper.</summary>
/// <param name="Minutes">What the notes are worth together.</param>
/// <param name="Position">Its place in the journal.</param>
public sealed record NotesMovedAnswer(long Minutes, long Position);

/// <summary>The register of paper notes.</summary>
/// <param name="OutstandingNotes">How many are in circulation.</param>
/// <param name="OutstandingMinutes">What they are worth together.</param>
/// <param name="AccountMinutes">The balance of the account <c>notes</c>; always the same as <paramref name="OutstandingMinutes"/>.</param>
/// <param name="Batches">In order of their serials.</param>
/// <param name="Position">The place in the journal as of which this holds.</param>
public sealed record NoteRegisterAnswer(long OutstandingNotes, long OutstandingMinutes, long AccountMinutes, IReadOnlyList<NoteBatchLine> Batches, long Position);

/// <summary>A batch in the register.</summary>
/// <param name="BatchId">Its id.</param>
/// <param name="FirstSerial">The first note's serial.</param>
/// <param name="LastSerial">The last note's serial.</param>
/// <param name="MinutesPerNote">What each is worth.</param>
/// <param name="PrintedOn">The day of printing.</param>
/// <param name="ExpiresOn">The first day on which its notes can't be used any more.</param>
/// <param name="Printed">How many notes it has.</param>
/// <param name="Unissued">How many are printed and nothing more.</param>
/// <param name="Issued">How many are in circulation.</param>
/// <param name="Redeemed">How many were handed in.</param>
/// <param name="Voided">How many were taken out of use.</param>
/// <param name="Expired">How many were not handed in in time.</param>
public sealed record NoteBatchLine(Guid BatchId, NoteSerial FirstSerial, NoteSerial LastSerial, long MinutesPerNote, LocalDate PrintedOn, LocalDate? ExpiresOn,
    long Printed, long Unissued, long Issued, long Redeemed, long Voided, long Expired);

/// <summary>Where one note stands. It does not say whose it was.</summary>
/// <param name="Serial">Its serial.</param>
/// <param name="BatchId">Its batch.</param>
/// <param name="Minutes">What it is worth.</param>
/// <param name="Status">What became of it.</param>
/// <param name="IssuedOn">The day of giving out.</param>
/// <param name="EndedOn">The day on which it was handed in, taken out of use or expired.</param>
/// <param name="ExpiresOn">The first day on which it can't be used any more.</param>
public sealed record NoteAnswer(NoteSerial Serial, Guid BatchId, long Minutes, NoteAnswerStatus Status, LocalDate? IssuedOn, LocalDate? EndedOn, LocalDate? ExpiresOn);

/// <summary>What became of a note.</summary>
public enum NoteAnswerStatus
{
    Printed,
    Issued,
    Redeemed,
    Voided,
    Expired,
}
