using Buurthulp.Api.Http.Notes;
using Buurthulp.Api.Notes;
using Buurthulp.Api.Tokens;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Notes;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Winkel;

/// <summary>Takes a paper note in at a counter: the paper itself is the yes.</summary>
internal sealed class NoteTaking(NoteCodes codes, WrongCodes wrong, Words words)
{
    /// <summary>Null when it is booked under the command's id; else why not, in the reader's words.</summary>
    public async Task<string?> TakeAsync(PageCall call, Guid commandId, string typed) => (await TryAsync(call, commandId, typed)).Why;

    /// <summary>As <see cref="TakeAsync"/>, for a device that asks for many: whether the answer is for good or may be asked for again.</summary>
    public async Task<NoteTaken> TryAsync(PageCall call, Guid commandId, string typed)
    {
        var till = call.Till!;
        var holder = new BearerToken(till.Id, till.Community, Role.Shop, till.Shop, Instant.MaxValue);
        if (wrong.WaitSeconds(holder) is { } seconds) return new NoteTaken(words.Why(NoteProblems.TooManyWrongCodes(seconds)), IsFinal: false);
        if (PrintedNote.Parse(typed) is not { } note) return new NoteTaken(words["winkel.note-unreadable"], IsFinal: true);
        if (!codes.IsOurs(call.Community, note))
        {
            wrong.Count(holder);
            return new NoteTaken(words.Why(NoteProblems.CodeWrong(note.Serial)), IsFinal: true);
        }

        var asked = await call.AskAsync(new RedeemNotes(commandId, till.Actor, call.Now, till.Shop, [note.Serial]));
        return new NoteTaken(asked.Why, IsFinal: asked.Recorded is not null || asked.IsRefused)
        {
            Minutes = (asked.Recorded?.Entries[0].Event as NotesRedeemed)?.Minutes,
        };
    }
}

/// <summary>What became of a note.</summary>
/// <param name="Why">Null when it is booked.</param>
/// <param name="IsFinal">False: ask again later.</param>
internal sealed record NoteTaken(string? Why, bool IsFinal)
{
    /// <summary>What it was worth, when it is booked.</summary>
    public long? Minutes { get; init; }
}
