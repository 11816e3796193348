using System.Globalization;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Goals;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Api.Export;

/// <summary>
/// A community as the files of docs/import.md, as far as they can say it: help of one to one without another payer, gifts to pots, discounts, requests, open offers, activities. What was undone is left
/// out, and what does not fit is counted. Entries are to be given in order.
/// </summary>
internal sealed class ImportFormatFiles
{
    private readonly Dictionary<NeighbourhoodCode, int> residents = [];
    private readonly Dictionary<AccountNumber, MemberJoined> members = [];
    private readonly Dictionary<AccountNumber, LocalDate> left = [];
    private readonly Dictionary<AccountNumber, (NeighbourhoodCode? Neighbourhood, LocalDate JoinedOn, bool IsShop)> groups = [];
    private readonly Dictionary<AccountNumber, ShopTerms> terms = [];
    private readonly Dictionary<ExchangeId, ExchangeBooked> exchanges = [];
    private readonly HashSet<(ExchangeId Exchange, AccountNumber By)> thanks = [];
    private readonly Dictionary<RequestId, (RequestPosted Posted, string Outcome, LocalDate? ClosedOn, AccountNumber? Helper)> requests = [];
    private readonly Dictionary<OfferId, OfferPosted> offers = [];
    private readonly Dictionary<DiscountId, DiscountGiven> discounts = [];
    private readonly Dictionary<long, GiftMade> gifts = [];
    private readonly Dictionary<ActivityId, (ActivityHeld Held, List<AccountNumber> Attendees)> activities = [];
    private readonly HashSet<AccountNumber> pots = [];
    private readonly Dictionary<GoalCode, (GoalSet Set, Guid Entry)> goals = [];
    private string timeZone = "";
    private CurrencyDefined? currency;

    /// <summary>Exchanges and gifts that the files have no way to say; they stand in the journal.</summary>
    public int LeftOut { get; private set; }

    public void Apply(Entry entry)
    {
        var position = entry.Position;
        switch (entry.Event)
        {
            case CommunityFounded e: timeZone = e.TimeZone; break;
            case CurrencyDefined e: currency = e; break;
            case NeighbourhoodDefined e: residents[e.Neighbourhood] = e.Residents; break;
            case MemberJoined e: members[e.Account] = e; break;
            case MemberLeft e: left[e.Account] = e.LeftOn; break;
            case ReciprocityExpectationChanged e: members[e.Account] = members[e.Account] with { ReciprocityExpected = e.ReciprocityExpected }; break;
            case OrganisationJoined e: groups[e.Account] = (e.Neighbourhood, e.JoinedOn, IsShop: false); break;
            case ShopJoined e: groups[e.Account] = (e.Neighbourhood, e.JoinedOn, IsShop: true); break;
            case ShopTermsAgreed e: terms[e.Shop] = e.Terms; break;
            case PotOpened e: pots.Add(e.Pot); break;
            case ExchangeBooked e: exchanges[e.Exchange] = e; break;
            case ExchangeReversed e: exchanges.Remove(e.Exchange); break;
            case ExchangeThanked e: thanks.Add((e.Exchange, e.By)); break;
            case RequestPosted e: requests[e.Request] = (e, "open", null, null); break;
            case MatchAgreed e: Close(e.Request, "matched", e.AgreedOn, e.Helper); break;
            case MatchHandedBack e: Close(e.Request, "open", on: null); break;
            case RequestWithdrawn e: Close(e.Request, "withdrawn", e.WithdrawnOn); break;
            case RequestStopped e: Close(e.Request, "withdrawn", e.StoppedOn); break;
            case RequestExpired e: Close(e.Request, "expired", e.ExpiredOn); break;
            case RequestReferred e: Close(e.Request, "referred", e.ReferredOn); break;
            case OfferPosted e: offers[e.Offer] = e; break;
            case OfferWithdrawn e: offers.Remove(e.Offer); break;
            case DiscountGiven e: discounts[e.Discount] = e; break;
            case DiscountCancelled e: discounts.Remove(e.Discount); break;
            case GiftMade e: gifts[position] = e; break;
            case Ledger.Treasury.EntryReversed e: gifts.Remove(e.Entry); break;
            case GoalSet e: goals[e.Goal] = (e, entry.Id); break;
            case GoalDropped e: goals.Remove(e.Goal); break;
            case ActivityHeld e: activities[e.Activity] = (e, []); break;
            case ActivityAttended e: activities[e.Activity].Attendees.AddRange(e.Attendees); break;
        }
    }

    /// <summary>The files by name. Who was erased has no name here either.</summary>
    public IEnumerable<(string Name, byte[] Content)> Write(string communityName, IReadOnlyDictionary<AccountNumber, Person> people, IReadOnlyDictionary<Guid, string> goalNames, string formerName)
    {
        var community = new DefusedCsv("key", "value");
        community.Add("name", communityName);
        community.Add("currency", currency?.Currency.Value);
        community.Add("minutes_per_unit", currency?.MinutesPerUnit);
        community.Add("time_zone", timeZone);
        foreach (var (place, number) in residents.OrderBy(place => place.Key.Value, StringComparer.Ordinal)) community.Add($"residents:{place}", number);
        foreach (var (goal, (set, entry)) in goals.OrderBy(goal => goal.Key.Value, StringComparer.Ordinal)) community.Add($"goal:{goal}", Of(set, goalNames.GetValueOrDefault(entry, goal.Value)));
        yield return ("community.csv", community.ToBytes());

        var persons = new DefusedCsv("member_no", "name", "street", "neighbourhood", "joined_on", "email", "phone", "birth_year", "languages", "reciprocity_expected", "left_on");
        foreach (var (account, member) in members.OrderBy(member => member.Key))
        {
            var person = people.GetValueOrDefault(account);
            persons.Add(account, person?.Name ?? formerName, person?.Street, member.Neighbourhood, member.JoinedOn, person?.Email, person?.Phone, person?.BirthYear, person?.Languages?.ToArray(), member.ReciprocityExpected,
                left.TryGetValue(account, out var on) ? on : null);
        }

        yield return ("members.csv", persons.ToBytes());

        var organisations = new DefusedCsv("member_no", "kind", "name", "neighbourhood", "joined_on", "euro_cents_per_hour", "max_share_percent", "max_balance_minutes");
        foreach (var (account, group) in groups.OrderBy(group => group.Key))
        {
            var agreed = group.IsShop ? terms[account] : null;
            organisations.Add(account, group.IsShop ? "shop" : "organisation", people.GetValueOrDefault(account)?.Name ?? account.Value, group.Neighbourhood, group.JoinedOn, agreed?.CentsPerHour, agreed?.MaxSharePercent, agreed?.MaxBalanceMinutes);
        }

        yield return ("organisations.csv", organisations.ToBytes());
        yield return ("exchanges.csv", Exchanges());
        yield return ("requests_and_offers.csv", RequestsAndOffers());

        var redemptions = new DefusedCsv("redemption_no", "happened_on", "shop", "member", "minutes", "purchase_cents", "discount_cents");
        foreach (var given in discounts.Values) redemptions.Add(given.Discount.Value, given.HappenedOn, given.Shop, given.Member, given.Minutes, given.PurchaseCents, given.DiscountCents);
        yield return ("redemptions.csv", redemptions.ToBytes());

        var donations = new DefusedCsv("donation_no", "happened_on", "member", "pot", "minutes");
        foreach (var gift in gifts.Values)
        {
            if (members.ContainsKey(gift.From) && pots.Contains(gift.To)) donations.Add(gift.Gift.Value, gift.HappenedOn, gift.From, gift.To, gift.Minutes);
            else LeftOut++;
        }

        yield return ("donations.csv", donations.ToBytes());

        var held = new DefusedCsv("activity_no", "held_on", "kind", "attendees");
        foreach (var (activity, attendees) in activities.Values) held.Add(activity.Activity.Value, activity.HeldOn, activity.Kind, attendees.Select(attendee => attendee.Value).ToArray());
        yield return ("activities.csv", held.ToBytes());
    }

    /// <summary>The name last: it may have semicolons in it.</summary>
    private static string Of(GoalSet goal, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{goal.Measure};{goal.TargetThousandths};{LocalDatePattern.Iso.Format(goal.StartedOn)};{LocalDatePattern.Iso.Format(goal.By)};{goal.StartThousandths};{name}");

    private byte[] Exchanges()
    {
        var file = new DefusedCsv("exchange_no", "happened_on", "helper", "receiver", "minutes", "category", "recorded_by", "thanked");
        foreach (var e in exchanges.Values)
        {
            if (e is { Helpers: [var helper], Receivers: [var receiver], Payers: null, Credited: null } && helper.Minutes == receiver.Minutes)
                file.Add(e.Exchange.Value, e.HappenedOn, helper.Account, receiver.Account, helper.Minutes, e.Category, e.RecordedBy == Recorder.Member ? "member" : "coordinator", thanks.Contains((e.Exchange, receiver.Account)));
            else LeftOut++;
        }

        return file.ToBytes();
    }

    private byte[] RequestsAndOffers()
    {
        var file = new DefusedCsv("no", "kind", "member", "category", "posted_on", "closed_on", "outcome", "via", "matched_with");
        foreach (var (posted, outcome, closedOn, helper) in requests.Values)
            file.Add(posted.Request.Value, "request", posted.Member, posted.Category, posted.PostedOn, closedOn, outcome, posted.Channel == Channel.Web ? "web" : "phone", helper);
        foreach (var offer in offers.Values) file.Add(offer.Offer.Value, "offer", offer.Member, offer.Category, offer.PostedOn, null, "open", offer.Channel == Channel.Web ? "web" : "phone", null);
        return file.ToBytes();
    }

    private void Close(RequestId request, string outcome, LocalDate? on, AccountNumber? helper = null) => requests[request] = (requests[request].Posted, outcome, on, helper);
}
