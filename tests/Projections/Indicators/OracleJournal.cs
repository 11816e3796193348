using System.Globalization;
using System.Text.Json;

namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>Reads the lines of an exported journal up to a position, by docs/events.md alone. What moves, and when, is read from the derived postings and the day that each kind of entry bears.</summary>
internal sealed class OracleJournal
{
    /// <summary>The member that says on which day an entry counts, by the kind of entry that may move something.</summary>
    private static readonly Dictionary<string, string> DayOfMove = new()
    {
        ["exchange_booked"] = "happenedOn",
        ["exchange_reversed"] = "reversedOn",
        ["discount_given"] = "happenedOn",
        ["discount_cancelled"] = "cancelledOn",
        ["credits_settled"] = "settledOn",
        ["gift_made"] = "happenedOn",
        ["grant_given"] = "happenedOn",
        ["opening_balance_booked"] = "on",
        ["entry_reversed"] = "reversedOn",
        ["notes_issued"] = "issuedOn",
        ["notes_redeemed"] = "redeemedOn",
        ["notes_voided"] = "voidedOn",
        ["notes_expired"] = "expiredOn",
        ["leaving_balance_settled"] = "settledOn",
    };

    private static readonly string[] TurnTypes =
        ["match_agreed", "match_handed_back", "roster_date_taken", "roster_date_given_back", "request_referred", "request_withdrawn", "request_expired", "request_stopped", "roster_completed"];

    private readonly List<(long Position, string Type, string Actor, JsonElement Data, JsonElement Postings)> entries = [];
    private ILookup<string, (long Position, string Type, string Actor, JsonElement Data, JsonElement Postings)> byType = null!;

    private OracleJournal()
    {
    }

    /// <param name="lines">As exported, the checkpoint included.</param>
    /// <param name="position">What came later is not known yet; null is all.</param>
    public static OracleFacts Read(IEnumerable<string> lines, long? position = null)
    {
        OracleJournal journal = new();
        foreach (var line in lines)
        {
            var entry = JsonElement.Parse(line);
            if (entry.TryGetProperty("checkpoint", out _) || entry.GetProperty("position").GetInt64() > (position ?? long.MaxValue)) continue;
            journal.entries.Add((entry.GetProperty("position").GetInt64(), Text(entry, "type"), Text(entry, "actor"), entry.GetProperty("data"), entry.GetProperty("postings")));
        }

        journal.byType = journal.entries.ToLookup(entry => entry.Type);
        return journal.Facts();
    }

    private OracleFacts Facts()
    {
        OracleFacts facts = new();
        ReadAccounts(facts);
        ReadSettings(facts);
        ReadGoals(facts);
        ReadExchanges(facts);
        ReadMoves(facts);
        ReadAsking(facts);
        foreach (var held in Of("activity_held"))
        {
            var attendees = Of("activity_attended").Where(attended => Text(attended, "activity") == Text(held, "activity")).SelectMany(attended => attended.GetProperty("attendees").EnumerateArray());
            facts.Activities.Add(new(Day(held, "heldOn"), [.. attendees.Select(attendee => attendee.GetString()!)]));
        }

        return facts;
    }

    private void ReadAccounts(OracleFacts facts)
    {
        foreach (var (_, type, _, data, _) in entries)
        {
            switch (type)
            {
                case "member_joined":
                    var number = Text(data, "account");
                    var left = Of("member_left").Where(leaving => Text(leaving, "account") == number).Select(leaving => Day(leaving, "leftOn")).ToList();
                    var last = Of("reciprocity_expectation_changed").Where(change => Text(change, "account") == number).Prepend(data).Last();
                    facts.Accounts.Add(new(number, "member", TextOrNull(data, "neighbourhood"), Day(data, "joinedOn"), left.Count == 0 ? null : left[0], last.GetProperty("reciprocityExpected").GetBoolean(), IsPaused(number)));
                    break;
                case "organisation_joined" or "shop_joined" or "institution_joined":
                    facts.Accounts.Add(new(Text(data, "account"), type.Replace("_joined", "", StringComparison.Ordinal), TextOrNull(data, "neighbourhood"), Day(data, "joinedOn"), Left: null, ReciprocityExpected: true));
                    break;
                case "pot_opened":
                    facts.Accounts.Add(new(Text(data, "pot"), "pot", Neighbourhood: null, Day(data, "openedOn"), Left: null, ReciprocityExpected: true));
                    break;
            }
        }
    }

    private bool IsPaused(string number) => entries.LastOrDefault(entry => entry.Type is "member_paused" or "member_resumed" && Text(entry.Data, "account") == number).Type == "member_paused";

    private void ReadGoals(OracleFacts facts)
    {
        foreach (var (position, type, _, data, _) in entries)
        {
            if (type is "goal_set" or "goal_dropped") facts.Goals.RemoveAll(goal => goal.Goal == Text(data, "goal"));
            if (type != "goal_set") continue;
            facts.Goals.Add(new(Text(data, "goal"), Text(data, "measure").Replace('-', '.'), data.GetProperty("targetThousandths").GetInt64() / 1000m, Day(data, "by"), Day(data, "startedOn"),
                data.TryGetProperty("startThousandths", out var start) ? start.GetInt64() / 1000m : null, position));
        }
    }

    private void ReadSettings(OracleFacts facts)
    {
        foreach (var defined in Of("neighbourhood_defined")) facts.Residents[Text(defined, "neighbourhood")] = defined.GetProperty("residents").GetInt64();
        foreach (var agreed in Of("agreement_changed"))
        {
            var has = agreed.GetProperty("agreement").TryGetProperty("requests", out var requests);
            (facts.OverloadMinutes, facts.OverloadPeople) = has ? (requests.GetProperty("overloadMinutes").GetInt64(), requests.GetProperty("overloadPeople").GetInt64()) : (1200, 8);
            facts.OveraskingMinutes = agreed.GetProperty("agreement").TryGetProperty("signals", out var signals) ? signals.GetProperty("overaskingMinutes").GetInt64() : 1200;
        }
    }

    private void ReadExchanges(OracleFacts facts)
    {
        foreach (var (position, type, actor, data, _) in entries)
        {
            if (type != "exchange_booked" || Of("exchange_reversed").Any(reversed => Text(reversed, "exchange") == Text(data, "exchange"))) continue;
            var byCoordinator = Text(data, "recordedBy") == "coordinator";
            facts.Exchanges.Add(new(Day(data, "happenedOn"), position, Shares(data, "helpers"), Shares(data, "receivers"), Text(data, "category"), byCoordinator,
                byCoordinator && facts.Accounts.Any(account => account.Number == actor) ? actor : null,
                [.. Of("exchange_thanked").Where(thanks => Text(thanks, "exchange") == Text(data, "exchange")).Select(thanks => Text(thanks, "by"))]));
        }
    }

    private void ReadMoves(OracleFacts facts)
    {
        var undone = Of("entry_reversed").Select(reversed => reversed.GetProperty("entry").GetInt64()).ToHashSet();
        foreach (var (position, type, _, data, postings) in entries)
        {
            foreach (var posting in postings.EnumerateArray())
            {
                var (account, amount) = (Text(posting, "account"), posting.GetProperty("amount").GetInt64());
                facts.Moves.Add(new(Day(data, DayOfMove[type]), account, amount));
                if (amount > 0 || type is not ("exchange_booked" or "gift_made" or "credits_settled") || !facts.Accounts.Any(known => known.Number == account && known.Kind == "shop")) continue;
                var isUndone = type is "gift_made" or "credits_settled" ? undone.Contains(position) : Of("exchange_reversed").Any(reversed => Text(reversed, "exchange") == Text(data, "exchange"));
                if (!isUndone) facts.ShopSpending.Add(new(Day(data, DayOfMove[type]), -amount));
            }

            if (type == "gift_made" && !undone.Contains(position)) facts.Gifts.Add(new(Day(data, "happenedOn"), Text(data, "from"), data.GetProperty("minutes").GetInt64()));
            if (type == "discount_given" && !Of("discount_cancelled").Any(cancelled => Text(cancelled, "discount") == Text(data, "discount")))
                facts.Discounts.Add(new(Day(data, "happenedOn"), data.GetProperty("minutes").GetInt64(), data.GetProperty("discountCents").GetInt64()));
        }
    }

    private void ReadAsking(OracleFacts facts)
    {
        foreach (var (_, type, _, data, _) in entries)
        {
            switch (type)
            {
                case "request_posted":
                    var roster = Of("roster_posted").Where(posted => Text(posted, "request") == Text(data, "request")).SelectMany(posted => posted.GetProperty("dates").EnumerateArray());
                    facts.Requests.Add(new(Day(data, "postedOn"), Text(data, "channel") == "phone", [.. roster.Select(date => Day(date.GetString()!))], Turns(Text(data, "request"))));
                    break;
                case "offer_posted":
                    var withdrawn = Of("offer_withdrawn").Where(offer => Text(offer, "offer") == Text(data, "offer")).Select(offer => Day(offer, "withdrawnOn")).ToList();
                    facts.Offers.Add(new(Day(data, "postedOn"), withdrawn.Count == 0 ? null : withdrawn[0]));
                    break;
            }
        }
    }

    private List<OracleTurn> Turns(string request)
    {
        List<OracleTurn> turns = [];
        foreach (var (_, type, _, data, _) in entries)
        {
            if (!TurnTypes.Contains(type) || Text(data, "request") != request) continue;
            switch (type)
            {
                case "match_agreed": turns.Add(new("matched", Day(data, "agreedOn"))); break;
                case "match_handed_back": turns.Add(new("reopened", Day(data, "handedBackOn"))); break;
                case "roster_date_taken": turns.Add(new("taken", Day(data, "takenOn"), Day(data, "on"))); break;
                case "roster_date_given_back": turns.Add(new("given back", Day(data, "givenBackOn"), Day(data, "on"))); break;
                case "request_referred": turns.Add(new("referred", Day(data, "referredOn"))); break;
                case "request_withdrawn": turns.Add(new("ended", Day(data, "withdrawnOn"))); break;
                case "request_expired": turns.Add(new("ended", Day(data, "expiredOn"))); break;
                case "roster_completed": turns.Add(new("ended", Day(data, "completedOn"))); break;
                case "request_stopped": turns.Add(new("ended", Day(data, "stoppedOn"))); break;
                default: throw new InvalidOperationException(type);
            }
        }

        return turns;
    }

    private IEnumerable<JsonElement> Of(string type) => byType[type].Select(entry => entry.Data);

    private static IReadOnlyList<OracleShare> Shares(JsonElement data, string name) =>
        [.. data.GetProperty(name).EnumerateArray().Select(share => new OracleShare(Text(share, "account"), share.GetProperty("minutes").GetInt64()))];

    private static string Text(JsonElement data, string name) => data.GetProperty(name).GetString()!;

    private static string? TextOrNull(JsonElement data, string name) => data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateOnly Day(JsonElement data, string name) => Day(Text(data, name));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
