using System.Text.Json.Nodes;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Ledger.Notes;

namespace Buurthulp.Api.Http.Notes;

/// <summary>What the web edge says of a note before the ledger hears of it.</summary>
public static class NoteProblems
{
    /// <summary>Mistyped: the check digit or check symbol is wrong. <paramref name="index"/> is the note's place in the request, from 0.</summary>
    public static Problem Unreadable(int index) => new(StatusCodes.Status422UnprocessableEntity, "note-unreadable") { Facts = new JsonObject { ["field"] = $"notes[{index}]" } };

    /// <summary>Well formed but not made with our key: forged, or of another community.</summary>
    public static Problem CodeWrong(NoteSerial serial) => new(StatusCodes.Status422UnprocessableEntity, "note-code-wrong") { Facts = new JsonObject { ["serial"] = serial.Value } };

    public static Problem TooManyWrongCodes(int seconds) => new(StatusCodes.Status429TooManyRequests, "too-many-wrong-codes") { RetryAfterSeconds = seconds };

    /// <summary>For a serial in the address. In a body an unknown note is a rule's no, with the same code.</summary>
    public static Problem NoSuchNote(NoteSerial serial) => new(StatusCodes.Status404NotFound, "note-unknown") { Facts = new JsonObject { ["serial"] = serial.Value } };

    public static Problem NoSuchBatch(NoteBatchId batch) => new(StatusCodes.Status404NotFound, "note-batch-unknown") { Facts = new JsonObject { ["batch"] = batch.Value } };
}
