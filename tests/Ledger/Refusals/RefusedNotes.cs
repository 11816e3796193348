using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Treasury;
using Buurthulp.Tests.Ledger.Scenarios;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;
using static Buurthulp.Tests.Ledger.Scenarios.Wishes;

namespace Buurthulp.Tests.Ledger.Refusals;

/// <summary>Paper notes.</summary>
internal static class RefusedNotes
{
    private static readonly NoteSerial First = NoteSerial.OfNumber(1);
    private static readonly NoteSerial MistypedFirst = new("0000019");
    private static readonly History Drawer = Given(PotOpen(), ShopOpened(), TermsAgreed(), Joined(Anna), Joined(Bram), Opened(Anna, 90), Printed(4));
    private static readonly History Purse = Given(PotOpen(), ShopOpened(), TermsAgreed(), Joined(Anna), Joined(Bram), Printed(4), Issued(Anna, 1, 2));
    private static readonly History Spent = Given(Joined(Anna), Printed(4), Issued(Anna, 1, 2), Redeemed(Anna, 1));
    private static readonly History Gone = Given(Joined(Anna), Printed(4), Issued(Anna, 1), NotesGone([1], Of(Anna, 60)));
    private static readonly History Over = Given(Joined(Anna), Printed(4, expiresOn: Today), Issued(Anna, 1));
    private static readonly History Expired = Given(Joined(Anna), Printed(4, expiresOn: Today), Issued(Anna, 1), NotesOver(Earlier, [1], Of(Anna, 60)));

    public static readonly RefusalCase[] Cases =
    [
        new("printing notes in a community that was never founded", GivenOnly(), Print(), new Refusal.CommunityUnknown(Molenwijk)),
        new("printing no notes", Given(), Print(0), new Refusal.NoteCountOutOfRange(0, 10_000)),
        new("printing too many notes", Given(), Print(10_001), new Refusal.NoteCountOutOfRange(10_001, 10_000)),
        new("printing notes that are worth nothing", Given(), Print(minutes: 0), new Refusal.AmountNotPositive(0)),
        new("printing notes that are worth too much", Given(), Print(minutes: Shares.LargestMinutes + 1), new Refusal.AmountTooLarge(Shares.LargestMinutes + 1, Shares.LargestMinutes)),

        new("issuing notes in a community that was never founded", GivenOnly(), Issue(Anna, 1), new Refusal.CommunityUnknown(Molenwijk)),
        new("issuing no notes", Drawer, Issue(Anna), new Refusal.NoteCountOutOfRange(0, 200)),
        new("issuing too many notes", Drawer, Issue(Anna, [.. Enumerable.Range(1, 201).Select(i => (long)i)]), new Refusal.NoteCountOutOfRange(201, 200)),
        new("issuing a note twice at once", Drawer, Issue(Anna, 1, 1), new Refusal.NoteNamedTwice(First)),
        new("issuing a note that was never printed", Drawer, Issue(Anna, 5), new Refusal.NoteUnknown(NoteSerial.OfNumber(5))),
        new("issuing a note with a wrong check digit", Drawer, Issue(Anna) with { Serials = [MistypedFirst] }, new Refusal.NoteUnknown(MistypedFirst)),
        new("issuing a note that circulates", Purse, Issue(Anna, 1), new Refusal.NoteIssuedAlready(First, Today)),
        new("issuing a note that was handed in", Spent, Issue(Anna, 1), new Refusal.NoteRedeemedAlready(First, Today)),
        new("issuing a note past its day", Over, Issue(Anna, 2), new Refusal.NoteExpired(NoteSerial.OfNumber(2), Today)),
        new("issuing notes of nobody", Drawer, Issue(Nobody, 1), new Refusal.AccountUnknown(Nobody)),
        new("issuing notes of a shop", Drawer, Issue(Bakery, 1), new Refusal.AccountKindNotAllowed(Bakery, AccountKind.Shop)),
        new("issuing notes of the notes account", Purse, Issue(PaperNotes.Account, 3), new Refusal.AccountKindNotAllowed(PaperNotes.Account, AccountKind.Notes)),
        new("issuing notes after leaving", Given(Joined(Anna), Left(Anna), Printed(4)), Issue(Anna, 1), new Refusal.AccountClosed(Anna, Today)),
        new("issuing more than there is", Drawer, Issue(Anna, 1, 2), new Refusal.FloorReached(Anna, 120, 90, 0)),
        new("issuing from an empty pot", Drawer, Issue(Pot, 1), new Refusal.FloorReached(Pot, 60, 0, 0)),

        new("handing in notes in a community that was never founded", GivenOnly(), Redeem(Anna, 1), new Refusal.CommunityUnknown(Molenwijk)),
        new("handing in no notes", Purse, Redeem(Bram), new Refusal.NoteCountOutOfRange(0, 200)),
        new("handing in a note that was never printed", Purse, Redeem(Bram, 9), new Refusal.NoteUnknown(NoteSerial.OfNumber(9))),
        new("handing in a note that was never issued", Purse, Redeem(Bram, 3), new Refusal.NoteNotIssued(NoteSerial.OfNumber(3))),
        new("handing in a note twice", Spent, Redeem(Anna, 1), new Refusal.NoteRedeemedAlready(First, Today)),
        new("handing in a note twice beside a good one", Spent, Redeem(Anna, 2, 1), new Refusal.NoteRedeemedAlready(First, Today)),
        new("handing in a void note", Gone, Redeem(Anna, 1), new Refusal.NoteVoid(First, Today)),
        new("handing in a note past its day", Over, Redeem(Anna, 1), new Refusal.NoteExpired(First, Today)),
        new("handing in an expired note", Expired, Redeem(Anna, 1), new Refusal.NoteExpired(First, Today)),
        new("handing in for nobody", Purse, Redeem(Nobody, 1), new Refusal.AccountUnknown(Nobody)),
        new("handing in for the notes account", Purse, Redeem(PaperNotes.Account, 1), new Refusal.AccountKindNotAllowed(PaperNotes.Account, AccountKind.Notes)),
        new("handing in at a shop without terms", Given(ShopOpened(), Joined(Anna), Printed(4), Issued(Anna, 1)), Redeem(Bakery, 1), new Refusal.ShopTermsMissing(Bakery)),
        new("handing in at a full shop", Given(ShopOpened(), TermsAgreed(), Joined(Anna), Opened(Bakery, 3541), Printed(4), Issued(Anna, 1)), Redeem(Bakery, 1), new Refusal.ShopFull(Bakery, 59, 3600)),

        new("voiding notes in a community that was never founded", GivenOnly(), Void(1), new Refusal.CommunityUnknown(Molenwijk)),
        new("voiding no notes", Purse, Void(), new Refusal.NoteCountOutOfRange(0, 200)),
        new("voiding a note that was handed in", Spent, Void(1), new Refusal.NoteRedeemedAlready(First, Today)),
        new("voiding a note twice", Gone, Void(1), new Refusal.NoteVoid(First, Today)),
        new("voiding an expired note", Expired, Void(1), new Refusal.NoteExpired(First, Today)),

        new("expiring an unknown batch", Purse, Expire(Number(9)), new Refusal.NoteBatchUnknown(new NoteBatchId(Number(9)))),
        new("expiring notes that do not expire", Purse, Expire(), new Refusal.NothingToDo()),
        new("expiring notes before their day", Given(Joined(Anna), Printed(4, expiresOn: Tomorrow), Issued(Anna, 1)), Expire(), new Refusal.NothingToDo()),
        new("expiring a batch twice", Expired, Expire(), new Refusal.NothingToDo()),

        new("an opening balance of paper notes", Purse, new BookOpeningBalance(New, Desk, Noon, PaperNotes.Account, 60, Today), new Refusal.AccountKindNotAllowed(PaperNotes.Account, AccountKind.Notes)),
        new("a pot with the number of paper notes", Given(), new Buurthulp.Ledger.Pots.OpenPot(New, Desk, Noon, PaperNotes.Account, Today), new Refusal.AccountExists(PaperNotes.Account)),
        Agreeing("a floor out of range", new NoteTerms(long.MinValue), new Refusal.AgreementIncomplete("notes.floorMinutes")),
        Agreeing("notes that expire at once", new NoteTerms(0, ValidMonths: 0), new Refusal.AgreementIncomplete("notes.validMonths")),
        Agreeing("notes that outlive everybody", new NoteTerms(0, ValidMonths: 1201), new Refusal.AgreementIncomplete("notes.validMonths")),
        Agreeing("a pot that there is not", new NoteTerms(0, ExpiredTo: Nobody), new Refusal.AccountUnknown(Nobody)),
        Agreeing("a pot that is a person", new NoteTerms(0, ExpiredTo: Anna), new Refusal.AccountKindNotAllowed(Anna, AccountKind.Member)),
    ];

    private static RefusalCase Agreeing(string name, NoteTerms terms, Refusal refusal) =>
        new("note terms with " + name, Drawer, new ChangeAgreement(New, Desk, Noon, BelowZero with { Notes = terms }), refusal);
}
