using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Notes;

/// <summary>
/// Hands in notes from circulation, once. Whether the codes on the paper are ours was checked before: they follow from a key that the ledger
/// does not know.
/// </summary>
public sealed record RedeemNotes(Guid CommandId, Actor Actor, Instant Now, AccountNumber To, IReadOnlyList<NoteSerial> Serials) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>
    /// Order of the rules: the list of notes, each note (used up, not issued, past its day), the account and its kind, and for a shop its terms
    /// and the most that it wants to hold: nobody loses anything by that, for the notes stay good.
    /// </summary>
    public override Decision Decide(CommunityState state)
    {
        if (!state.IsFounded) return new Refusal.CommunityUnknown(state.Code);
        if (state.Unlisted(Serials) is { } unlisted) return unlisted;
        var today = state.Today(Now);
        foreach (var serial in Serials)
        {
            if (state.Ended(serial) is { } ended) return ended;
            if (!state.Notes.Contains(serial)) return new Refusal.NoteNotIssued(serial);
            if (state.BatchOf(serial) is { ExpiresOn: { } expiresOn } && expiresOn <= today) return new Refusal.NoteExpired(serial, expiresOn);
        }

        if (state.CannotMoveOn(To, today) is { } cannot) return cannot;
        var account = state.Accounts[To];
        if (!Account.TakesPart(account.Kind) && account.Kind != AccountKind.Pot) return new Refusal.AccountKindNotAllowed(To, account.Kind);
        var minutes = state.TotalMinutes(Serials);
        if (account.Kind == AccountKind.Shop)
        {
            if (account.Terms is not { } terms) return new Refusal.ShopTermsMissing(To);
            if (account.Balance + minutes > terms.MaxBalanceMinutes) return new Refusal.ShopFull(To, Math.Max(0, terms.MaxBalanceMinutes - account.Balance), terms.MaxBalanceMinutes);
        }

        return Decision.Accept(new NotesRedeemed(To, Serials, minutes, today));
    }
}
