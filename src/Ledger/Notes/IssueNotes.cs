using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Notes;

/// <summary>Gives out printed notes against a member's or group's own account, or from a pot.</summary>
public sealed record IssueNotes(Guid CommandId, Actor Actor, Instant Now, AccountNumber From, IReadOnlyList<NoteSerial> Serials) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: the list of notes, each note (used up, issued, past its day), the account and its kind, the floor for notes.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (!state.IsFounded) return new Refusal.CommunityUnknown(state.Code);
        if (state.Unlisted(Serials) is { } unlisted) return unlisted;
        var today = state.Today(Now);
        foreach (var serial in Serials)
        {
            if (state.Ended(serial) is { } ended) return ended;
            if (state.Notes.TryGet(serial, out var note)) return new Refusal.NoteIssuedAlready(serial, note.On);
            if (state.BatchOf(serial) is { ExpiresOn: { } expiresOn } && expiresOn <= today) return new Refusal.NoteExpired(serial, expiresOn);
        }

        if (state.CannotMoveOn(From, today) is { } cannot) return cannot;
        var kind = state.Accounts[From].Kind;
        if (kind is not (AccountKind.Member or AccountKind.Organisation or AccountKind.Pot)) return new Refusal.AccountKindNotAllowed(From, kind);
        var minutes = state.TotalMinutes(Serials);
        if (state.BelowFloor(From, minutes, state.NoteTerms().FloorMinutes) is { } floor) return floor;
        return Decision.Accept(new NotesIssued(From, Serials, minutes, today));
    }
}
