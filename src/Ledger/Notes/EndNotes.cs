using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Notes;

/// <summary>
/// Takes lost or damaged notes out of use. What issued ones were worth goes back to the account or pot that they were issued from;
/// printed ones were worth nothing yet.
/// </summary>
public sealed record VoidNotes(Guid CommandId, Actor Actor, Instant Now, IReadOnlyList<NoteSerial> Serials, ReasonCode Reason) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: the list of notes, each note not used up, today's books open. A note past its day that still circulates can be voided.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (!state.IsFounded) return new Refusal.CommunityUnknown(state.Code);
        if (state.Unlisted(Serials) is { } unlisted) return unlisted;
        foreach (var serial in Serials)
        {
            if (state.Ended(serial) is { } ended) return ended;
        }

        var today = state.Today(Now);
        if (state.Books.IsClosedOn(today) is { } closed) return closed;
        return Decision.Accept(new NotesVoided(Serials, state.Returned(Serials, today, toPot: false), Reason, today));
    }
}

/// <summary>
/// Ends notes of a batch that were not handed in in time, at most <see cref="PaperNotes.MostAtOnce"/> with each command. Repeating it until
/// there is nothing to do is safe, from several processes too.
/// </summary>
public sealed record ExpireNotes(Guid CommandId, Actor Actor, Instant Now, NoteBatchId Batch) : LedgerCommand(CommandId, Actor, Now)
{
    public override Decision Decide(CommunityState state)
    {
        if (!state.NoteBatches.TryGet(Batch, out var batch)) return new Refusal.NoteBatchUnknown(Batch);
        var today = state.Today(Now);
        if (!PaperNotes.IsPast(batch, today)) return new Refusal.NothingToDo();
        if (state.Books.IsClosedOn(today) is { } closed) return closed;
        NoteSerial[] serials = [.. state.Circulating(batch).Take(PaperNotes.MostAtOnce)];
        return serials.Length == 0 ? new Refusal.NothingToDo() : Decision.Accept(new NotesExpired(Batch, serials, state.Returned(serials, today, toPot: true), today));
    }
}
