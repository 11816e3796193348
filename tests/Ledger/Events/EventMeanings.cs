using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Treasury;

namespace Buurthulp.Tests.Ledger.Events;

/// <summary>The words of docs/events.md that can't be read off the events themselves.</summary>
internal static class EventMeanings
{
    /// <summary>Which accounts an event moves. Those that are not here move nothing; a test compares this with the postings.</summary>
    public static readonly Dictionary<Type, string> Moves = new()
    {
        [typeof(ExchangeBooked)] = "each helper + their minutes; each of `payers` − their minutes, or without `payers` each receiver − their minutes",
        [typeof(ExchangeReversed)] = "each helper − their minutes; each of `charged` + their minutes",
        [typeof(DiscountGiven)] = "`shop` + `minutes`; `member` − `minutes`",
        [typeof(DiscountCancelled)] = "`member` + `minutes`; `shop` − `minutes`",
        [typeof(GiftMade)] = "`to` + `minutes`; `from` − `minutes`",
        [typeof(OpeningBalanceBooked)] = "`account` + `minutes`; the account `opening` − `minutes`",
        [typeof(NotesIssued)] = "the account `notes` + `minutes`; `from` − `minutes`",
        [typeof(NotesRedeemed)] = "`to` + `minutes`; the account `notes` − `minutes`",
        [typeof(NotesVoided)] = "each of `returnedTo` + their minutes; the account `notes` − their sum; nothing when no note was in circulation",
        [typeof(NotesExpired)] = "each of `returnedTo` + their minutes; the account `notes` − their sum",
    };

    /// <summary>By <c>event.member</c> or, where a member means the same everywhere, by <c>member</c>.</summary>
    private static readonly Dictionary<string, string> Members = new()
    {
        ["account"] = "whose account",
        ["activity"] = "the activity; the id of the command that recorded it",
        ["agreement"] = "all rules from here on",
        ["match_agreed.agreedOn"] = "the day of the agreement",
        ["shop_terms_agreed.agreedOn"] = "the day from which the terms hold",
        ["attendees"] = "who came",
        ["batch"] = "the batch; the id of the command that printed it",
        ["notes_expired.expiredOn"] = "the day on which they were taken out of circulation",
        ["notes_expired.batch"] = "the batch of the notes",
        ["expiresOn"] = "the first day on which the notes can't be used any more",
        ["firstSerial"] = "the serial of the first note",
        ["lastSerial"] = "the serial of the last note",
        ["minutesPerNote"] = "what each note is worth",
        ["printedOn"] = "the day of printing",
        ["issuedOn"] = "the day of giving out",
        ["notes_issued.from"] = "whose minutes went onto paper",
        ["serials"] = "the serials of the notes",
        ["notes_issued.minutes"] = "what the notes are worth together",
        ["notes_redeemed.minutes"] = "what the notes are worth together",
        ["notes_redeemed.to"] = "who handed them in",
        ["redeemedOn"] = "the day of handing in",
        ["returnedTo"] = "who got back what notes in circulation were worth",
        ["voidedOn"] = "the day of taking out of use",
        ["by"] = "the receiver who says thank you",
        ["cancelledOn"] = "the day of the cancellation",
        ["category"] = "the kind of help",
        ["channel"] = "which way the record came in",
        ["charged"] = "who had paid, and how much",
        ["currency"] = "the name of the unit",
        ["dates"] = "the days, in order",
        ["declinedOn"] = "the day of the no",
        ["discount"] = "the discount; the id of the command that gave it",
        ["discountCents"] = "what the shop took off the price; information only",
        ["exchange"] = "the exchange; the id of the command that recorded it",
        ["expiredOn"] = "the day on which it was given up",
        ["followedUpOn"] = "the day of asking",
        ["foundedOn"] = "the community's first day",
        ["from"] = "who gave",
        ["gift"] = "the gift; the id of the command that made it",
        ["givenBackOn"] = "the day of giving back",
        ["handedBackOn"] = "the day of handing back",
        ["happenedOn"] = "the day on which it happened, in the community's time zone",
        ["heldOn"] = "the day of the activity",
        ["helper"] = "who will help",
        ["helpers"] = "who helped, and how long",
        ["joinedOn"] = "the first day on which something may have happened on the account",
        ["kind"] = "the kind of activity",
        ["leftOn"] = "the first day on which nothing can happen on the account any more",
        ["member"] = "the member who spent",
        ["request_posted.member"] = "who asked",
        ["offer_posted.member"] = "who offers",
        ["minutes"] = "how much moves; more than zero",
        ["organisation"] = "where to, as a code",
        ["outcome"] = "what they heard, as a code",
        ["opening_balance_booked.minutes"] = "the balance; may be below zero, never zero",
        ["minutesPerUnit"] = "how many minutes one unit holds",
        ["neighbourhood"] = "the neighbourhood",
        ["offer"] = "the offer; the id of the command that posted it",
        ["on"] = "the day of the balance",
        ["roster_date_taken.on"] = "the day of the roster",
        ["roster_date_given_back.on"] = "the day of the roster",
        ["openedOn"] = "the first day on which something may have happened on the pot",
        ["payer"] = "who pays instead of the receivers",
        ["payers"] = "who pays, when that is not each receiver for what they got",
        ["postedOn"] = "the day of posting",
        ["pot"] = "the account number of the pot",
        ["proposedBy"] = "the helper who wrote it down",
        ["helper_proposed.proposedBy"] = "who thought of it: the other side answers",
        ["helper_proposed.proposedOn"] = "the day of proposing",
        ["proposedOn"] = "the day of writing down; the agreed days of waiting count from here",
        ["purchaseCents"] = "the whole purchase; information only",
        ["reason"] = "why, as a code",
        ["receivers"] = "who was helped, and for how long",
        ["reciprocityExpected"] = "false: never asked to give",
        ["recordedBy"] = "who wrote it down",
        ["referredOn"] = "the day of handing on",
        ["request"] = "the request; the id of the command that posted it",
        ["exchange_booked.request"] = "the request that this help answers",
        ["exchange_proposed.request"] = "the request that this help answers",
        ["residents"] = "how many people live there",
        ["reversedOn"] = "the day of the reversal",
        ["shop"] = "the shop",
        ["stoppedOn"] = "the day of stopping",
        ["takenOn"] = "the day of taking",
        ["offer_posted.terms"] = "when and where, when it was said",
        ["terms"] = "what the shop gives, whole",
        ["thankedOn"] = "the day of the thanks",
        ["timeZone"] = "IANA name of the time zone that decides what today is",
        ["to"] = "the pot",
        ["wishes"] = "what they would like, when it was said",
        ["withdrawnOn"] = "the day of taking back",
    };

    /// <exception cref="KeyNotFoundException">Nobody has said yet what the member means.</exception>
    public static string Of(string storedName, string member) => Members.TryGetValue($"{storedName}.{member}", out var own) ? own : Members[member];

    /// <summary>Words that no event needs any more.</summary>
    public static IEnumerable<string> Unused(ISet<string> members) => Members.Keys.Where(key => !members.Contains(key) && !members.Contains(key.Split('.')[^1]));
}
