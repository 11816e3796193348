using System.Buffers;
using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Treasury;
using NodaTime;

namespace Buurthulp.Api.Feeds;

/// <summary>
/// What somebody sees of an entry in which their account takes part: what happened, when, and their own share. Other accounts and the amounts of
/// others are left out (design.md, principle 4), and so is all that is for the desk only.
/// </summary>
public static class OwnPart
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A kind of entry that is not in this list is shown to nobody but the desk.</summary>
    private static readonly FrozenSet<Type> Shown = new[]
    {
        typeof(ExchangeProposed), typeof(ExchangeBooked), typeof(ExchangeDeclined), typeof(ExchangeReversed), typeof(ExchangeThanked),
        typeof(DiscountGiven), typeof(DiscountCancelled), typeof(CreditsSettled), typeof(ShopJoined), typeof(ShopTermsAgreed),
        typeof(GiftMade), typeof(GrantGiven), typeof(OpeningBalanceBooked), typeof(EntryReversed), typeof(LeavingBalanceSettled),
        typeof(NotesIssued), typeof(NotesRedeemed), typeof(NotesVoided), typeof(NotesExpired),
        typeof(MemberJoined), typeof(OrganisationJoined), typeof(MemberPaused), typeof(MemberResumed), typeof(MemberLeft), typeof(MemberErased),
        typeof(ReciprocityExpectationChanged), typeof(RoleGiven), typeof(RoleTaken), typeof(ProxyGiven), typeof(ProxyEnded),
        typeof(RequestPosted), typeof(RosterPosted), typeof(RosterDateTaken), typeof(RosterDateGivenBack), typeof(RosterCompleted), typeof(HelperProposed), typeof(ProposalDeclined),
        typeof(MatchAgreed), typeof(MatchHandedBack), typeof(RequestWithdrawn), typeof(RequestExpired), typeof(RequestReferred), typeof(RequestStopped),
        typeof(OfferPosted), typeof(OfferWithdrawn), typeof(ActivityAttended),
    }.ToFrozenSet();

    /// <summary>Whether entries of this kind are shown to the accounts that take part in them.</summary>
    public static bool Shows(Type eventType) => Shown.Contains(eventType);

    /// <summary>The members of the exported journal's line as far as they concern the account, in UTF-8 and on one line. Only for kinds that <see cref="Shows"/>.</summary>
    public static ReadOnlyMemory<byte> Of(Entry entry, AccountNumber own)
    {
        var recorded = AsMembersSeeIt(entry.Event);
        var line = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(line, Options))
        {
            json.WriteStartObject();
            json.WriteString("community"u8, entry.Community.Value);
            json.WriteNumber("position"u8, entry.Position);
            json.WriteString("id"u8, entry.Id);
            json.WriteString("type"u8, EventTypes.NameOf(recorded));
            json.WriteString("recordedAt"u8, LeafHash.FormatRecordedAt(entry.RecordedAt));
            WriteData(json, recorded, own);
            WritePostings(json, recorded, own);
            json.WriteEndObject();
        }

        return line.WrittenMemory;
    }

    /// <summary>The stored name under which the account sees it.</summary>
    public static string TypeOf(LedgerEvent recorded) => EventTypes.NameOf(AsMembersSeeIt(recorded));

    /// <summary>To members a stopped request looks withdrawn, here as everywhere.</summary>
    private static LedgerEvent AsMembersSeeIt(LedgerEvent recorded) => recorded is RequestStopped stopped ? new RequestWithdrawn(stopped.Request, stopped.StoppedOn) : recorded;

    private static void WriteData(Utf8JsonWriter json, LedgerEvent recorded, AccountNumber own)
    {
        json.WriteStartObject("data"u8);
        foreach (var property in EventJson.Options.GetTypeInfo(recorded.GetType()).Properties)
        {
            if (OwnOf(property.Get!(recorded), own) is not { } value) continue;
            json.WritePropertyName(property.Name);
            JsonSerializer.Serialize(json, value, value.GetType(), EventJson.Options);
        }

        json.WriteEndObject();
    }

    /// <summary>Null for what is left out: another account, every amount that does not stand beside the own account, and whatever is of a kind that nobody thought of.</summary>
    private static object? OwnOf(object? value, AccountNumber own) => value switch
    {
        AccountNumber account => account == own ? account : null,
        IReadOnlyList<Share> shares => shares.Where(share => share.Account == own).ToArray() is { Length: > 0 } mine ? mine : null,
        IReadOnlyList<AccountNumber> accounts => accounts.Contains(own) ? new[] { own } : null,
        LocalDate or CategoryCode or NeighbourhoodCode or bool or Enum => value,
        ExchangeId or RequestId or OfferId or DiscountId or GiftId or GrantId or SettlementId or ActivityId => value,
        _ => null,
    };

    private static void WritePostings(Utf8JsonWriter json, LedgerEvent recorded, AccountNumber own)
    {
        json.WriteStartArray("postings"u8);
        foreach (var (account, amount) in Postings.Of(recorded))
        {
            if (account != own) continue;
            json.WriteStartObject();
            json.WriteString("account"u8, account.Value);
            json.WriteNumber("amount"u8, amount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
