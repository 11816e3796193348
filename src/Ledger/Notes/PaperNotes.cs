using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Notes;

/// <summary>Where a note stands. A note that was printed and nothing more has no state of its own.</summary>
public enum NoteStatus
{
    Issued,
    Redeemed,
    Voided,
    Expired,
}

/// <summary>A note that more happened to than printing. <paramref name="From"/> is kept only while it is in circulation.</summary>
public sealed record NoteState(NoteStatus Status, LocalDate On, long Minutes, AccountNumber? From);

/// <summary>A batch as one range of numbers, however many notes it has.</summary>
public sealed record NoteBatchState(long FirstNumber, long LastNumber, long Minutes, LocalDate PrintedOn, LocalDate? ExpiresOn);

/// <summary>What decisions about notes look at.</summary>
public static class PaperNotes
{
    /// <summary>The ledger account of everything in circulation. Its balance is always what the issued notes are worth together.</summary>
    public static readonly AccountNumber Account = new("notes");

    /// <summary>How many notes one command can name.</summary>
    public const int MostAtOnce = 200;

    /// <summary>Batches with notes in circulation that can't be used any more on this day, in order of their first serial.</summary>
    public static IReadOnlyList<NoteBatchId> DueBatches(this CommunityState state, LocalDate today) =>
        [.. state.NoteBatches.All.Where(pair => IsPast(pair.Value, today) && state.Circulating(pair.Value).Any()).OrderBy(pair => pair.Value.FirstNumber).Select(pair => pair.Key)];

    /// <summary>What all notes in circulation are worth together, from the register.</summary>
    public static long OutstandingMinutes(this CommunityState state) => state.Notes.All.Values.Where(note => note.Status == NoteStatus.Issued).Sum(note => note.Minutes);

    /// <summary>What is in circulation by the account; the same as <see cref="OutstandingMinutes"/>, or the register and the account were kept by different rules.</summary>
    public static long CirculatingBalance(this CommunityState state) => state.Accounts.TryGet(Account, out var notes) ? notes.Balance : 0;

    internal static NoteTerms NoteTerms(this CommunityState state) => state.Agreement.Notes ?? Notes.NoteTerms.Default;

    internal static long NextNoteNumber(this CommunityState state) => state.NoteNumbers.Last + 1;

    internal static bool IsPast(NoteBatchState batch, LocalDate today) => batch.ExpiresOn is { } expiresOn && expiresOn <= today;

    /// <summary>Order of the rules: at least one and not too many, none twice, all printed.</summary>
    internal static Refusal? Unlisted(this CommunityState state, IReadOnlyList<NoteSerial> serials)
    {
        if (serials.Count is 0 or > MostAtOnce) return new Refusal.NoteCountOutOfRange(serials.Count, MostAtOnce);
        HashSet<NoteSerial> named = [];
        foreach (var serial in serials)
        {
            if (!named.Add(serial)) return new Refusal.NoteNamedTwice(serial);
        }

        foreach (var serial in serials)
        {
            if (state.BatchOf(serial) is null) return new Refusal.NoteUnknown(serial);
        }

        return null;
    }

    /// <summary>Null for a serial that was never printed.</summary>
    internal static NoteBatchState? BatchOf(this CommunityState state, NoteSerial serial)
    {
        if (serial.Number() is not { } number || state.NoteNumbers.AtOrAfter(number) is not { } id) return null;
        var batch = state.NoteBatches[id];
        return number >= batch.FirstNumber ? batch : null;
    }

    /// <summary>Refuses a note that was used up in whatever way; null for one that is printed or in circulation.</summary>
    internal static Refusal? Ended(this CommunityState state, NoteSerial serial) => !state.Notes.TryGet(serial, out var note) ? null : note.Status switch
    {
        NoteStatus.Redeemed => new Refusal.NoteRedeemedAlready(serial, note.On),
        NoteStatus.Voided => new Refusal.NoteVoid(serial, note.On),
        NoteStatus.Expired => new Refusal.NoteExpired(serial, note.On),
        _ => null,
    };

    internal static long TotalMinutes(this CommunityState state, IReadOnlyList<NoteSerial> serials) => serials.Sum(serial => state.BatchOf(serial)!.Minutes);

    internal static IEnumerable<NoteSerial> Circulating(this CommunityState state, NoteBatchState batch)
    {
        for (var number = batch.FirstNumber; number <= batch.LastNumber; number++)
        {
            var serial = NoteSerial.OfNumber(number);
            if (state.Notes.TryGet(serial, out var note) && note.Status == NoteStatus.Issued) yield return serial;
        }
    }

    /// <summary>
    /// Where the worth of notes goes back to: the pot for it when there is one, else the account each came from. An account that was closed since
    /// gets it only when no pot was agreed, for it must go somewhere.
    /// </summary>
    internal static IReadOnlyList<Share> Returned(this CommunityState state, IReadOnlyList<NoteSerial> serials, LocalDate today, bool toPot)
    {
        var pot = state.NoteTerms().ExpiredTo is { } agreed && state.CannotMoveOn(agreed, today) is null ? agreed : (AccountNumber?)null;
        return [.. serials.Select(serial => state.Notes.TryGet(serial, out var note) ? note : null).OfType<NoteState>().Where(note => note.Status == NoteStatus.Issued)
            .GroupBy(note => pot is { } target && (toPot || state.CannotMoveOn(note.From!.Value, today) is not null) ? target : note.From!.Value)
            .OrderBy(group => group.Key).Select(group => new Share(group.Key, group.Sum(note => note.Minutes)))];
    }
}
