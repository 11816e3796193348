using System.Text.Json.Serialization;
using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Ledger.Notes;

/// <summary>One batch of printed notes.</summary>
[JsonConverter(typeof(IdJsonConverter<NoteBatchId>))]
public readonly record struct NoteBatchId(Guid Value) : IId<NoteBatchId>
{
    public static NoteBatchId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>Paper notes were printed, with consecutive serials. They are worth nothing until they are issued.</summary>
[EventType("note_batch_printed")]
public sealed record NoteBatchPrinted(NoteBatchId Batch, NoteSerial FirstSerial, NoteSerial LastSerial, long MinutesPerNote, LocalDate PrintedOn, LocalDate? ExpiresOn) : LedgerEvent;

/// <summary>Notes were given out against an account: what they are worth left it and is in circulation.</summary>
[EventType("notes_issued")]
public sealed record NotesIssued(AccountNumber From, IReadOnlyList<NoteSerial> Serials, long Minutes, LocalDate IssuedOn) : LedgerEvent;

/// <summary>Notes were handed in: what they are worth is on an account again, and they are spent for good.</summary>
[EventType("notes_redeemed")]
public sealed record NotesRedeemed(AccountNumber To, IReadOnlyList<NoteSerial> Serials, long Minutes, LocalDate RedeemedOn) : LedgerEvent;

/// <summary>Notes were lost or damaged and can't be used any more. What issued ones were worth went back to <paramref name="ReturnedTo"/>.</summary>
[EventType("notes_voided")]
public sealed record NotesVoided(IReadOnlyList<NoteSerial> Serials, IReadOnlyList<Share> ReturnedTo, ReasonCode Reason, LocalDate VoidedOn) : LedgerEvent;

/// <summary>Notes in circulation were not handed in in time. What they were worth went to <paramref name="ReturnedTo"/>.</summary>
[EventType("notes_expired")]
public sealed record NotesExpired(NoteBatchId Batch, IReadOnlyList<NoteSerial> Serials, IReadOnlyList<Share> ReturnedTo, LocalDate ExpiredOn) : LedgerEvent;
