using System.Text.Json;
using Buurthulp.Ledger.Journal;
using Buurthulp.Projections.Indicators.Figures;
using Buurthulp.Projections.Indicators.Publication;

namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>A year of Molenwijk with some figures made small.</summary>
public sealed class PublishedFiguresTests
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new LocalDateConverter() } };

    private static readonly IndicatorFigures Year = new(From: new(2025, 7, 1), To: new(2026, 6, 30), Position: 7_000,
        new MemberFigures(RegisteredAtEnd: 294, Joined: 34, Left: 20),
        new ParticipationFigures(Active: 236, RegisteredAtEnd: 294, Residents: 3925, Rate: 0.8027, Reach: 0.0601, [new NeighbourhoodFigures("noord", 111, 131, 2140, 0.8473, 0.0519)]),
        new ExchangeFigures(Count: 654, Minutes: 107_595, MeanMinutes: 164.5183, MedianMinutes: 135, Active: 236, PerActive: 2.7712,
            [new CategoryFigures("boodschappen", 38, 5355)], [new MonthFigures("2025-07", 46, 6030, 55)]),
        new RoleFigures(GaveOnly: 54, ReceivedOnly: 72, Both: 110, Active: 236, BothShare: 0.4661),
        new TieFigures(Pairs: 403, NewPairs: 237, WithPartner: 226, PartnersMean: 3.5664, PersonExchanges: 550, RepeatExchanges: 313, RepeatShare: 0.5691),
        new NetworkFigures(Nodes: 226, Edges: 434, Density: 0.0085, EdgesWithOpposite: 62, ReciprocalEdges: 0.1429, LargestComponent: 217, LargestComponentShare: 0.9602, WithoutTie: 84,
            Minutes: 89_760, GiniGiven: 0.7711, TopFiveMinutes: 36_075, TopFiveShare: 0.4019),
        new CircleFigures(CircleMinutes: 50_325, Minutes: 89_760, Share: 0.5607),
        new ReciprocityFigures(ReceivedMinutes: 89_760, DirectMinutes: 9_240, MediatedMinutes: 20_865, OpenMinutes: 59_655, DirectShare: 0.1029, MediatedShare: 0.2325, OpenShare: 0.6646),
        new MatchingFigures(RequestsPosted: 394, Matched: 323, MatchRate: 0.8198, MedianDaysToMatch: 3, OpenOver14Days: 6, Referred: 23, OffersOpen: 652, RequestsOpen: 20, OffersOpenPerRequestOpen: 32.6,
            ByPhone: 183, ByPhoneShare: 0.4645),
        new CoordinationFigures(Exchanges: 654, RecordedByCoordinator: 197, RecordedByCoordinatorShare: 0.3012, ByKnownCoordinators: 180, ByBusiestCoordinator: 90, LargestCoordinatorShare: 0.5),
        new CirculationFigures(InCirculation: 205_950, MovedMinutes: 117_960, MonthEnds: 12, MeanInCirculation: 176_288.75, Velocity: 0.6691, Pot: 15_570, [new PotFigures("buurtpot", 15_570)], NotesOutstanding: 0),
        new ShopFigures(Shops: 4, Discounts: 91, Minutes: 6_480, DiscountCents: 53_619, SpentMinutes: 3_930, SpentAgainShare: 0.6065),
        new ThanksFigures(Count: 358, ExchangesThanked: 358, Exchanges: 654, Share: 0.5474),
        new ActivityFigures(Held: 40, Attendances: 628, Attendees: 276, FirstExchangeAfter: 9));

    [Fact]
    public void What_is_large_enough_is_told_exactly()
    {
        var told = Json(Year);

        told.GetProperty("participation").GetProperty("active").GetInt32().ShouldBe(236);
        told.GetProperty("participation").GetProperty("rate").GetDouble().ShouldBe(0.8027);
        told.GetProperty("roles").GetProperty("gaveOnly").GetInt32().ShouldBe(54);
        told.GetProperty("exchanges").GetProperty("byMonth")[0].GetProperty("minutes").GetInt32().ShouldBe(6030);
        told.GetProperty("circle").GetProperty("share").GetDouble().ShouldBe(0.5607);
    }

    [Fact]
    public void What_leans_on_a_few_people_by_its_nature_is_never_published() =>
        Json(Year).EnumerateObject().Select(section => section.Name).ShouldBe(["from", "to", "position", "members", "participation", "exchanges", "roles", "ties", "circle", "reciprocity", "matching", "circulation", "shops", "thanks", "activities"]);

    [Fact]
    public void One_to_four_people_are_less_than_five()
    {
        var told = Json(Year with { Roles = Year.Roles with { GaveOnly = 3, ReceivedOnly = 72, Both = 161 }, Activities = Year.Activities with { FirstExchangeAfter = 4 } });

        told.GetProperty("roles").ToString().ShouldBe("""{"gaveOnly":"<5","receivedOnly":null,"both":161,"bothShare":0.4661}""");
        told.GetProperty("activities").GetProperty("firstExchangeAfter").GetString().ShouldBe("<5");
    }

    [Fact]
    public void A_share_of_a_number_that_is_kept_back_is_kept_back_too()
    {
        Json(Year with { Roles = Year.Roles with { GaveOnly = 3, ReceivedOnly = 130, Both = 103 } }).GetProperty("roles").ToString().ShouldBe("""{"gaveOnly":"<5","receivedOnly":130,"both":null,"bothShare":null}""");
        Json(Year with { Matching = Year.Matching with { Matched = 2 } }).GetProperty("matching").ToString().ShouldContain("""
            "matched":"<5","matchRate":null,"medianDaysToMatch":null,
            """);
        Json(Year with { Thanks = Year.Thanks with { ExchangesThanked = 4 } }).GetProperty("thanks").GetProperty("share").ValueKind.ShouldBe(JsonValueKind.Null);
        Json(Year with { Shops = Year.Shops with { Discounts = 1 } }).GetProperty("shops").ToString().ShouldBe("""{"shops":4,"discounts":"<5","minutes":null,"discountCents":null,"spentAgainShare":null}""");
    }

    [Theory]
    [InlineData(34, 20, "34", "20")]
    [InlineData(34, 2, "", "")]
    [InlineData(2, 20, "", "")]
    [InlineData(0, 20, "0", "20")]
    public void Who_joined_and_who_left_are_told_together_or_not_at_all(long joined, long left, string toldJoined, string toldLeft)
    {
        var members = Json(Year with { Members = new MemberFigures(294, joined, left) }).GetProperty("members");

        (members.GetProperty("joined").ToString(), members.GetProperty("left").ToString()).ShouldBe((toldJoined, toldLeft));
    }

    [Fact]
    public void A_neighbourhood_of_a_few_hides_behind_another()
    {
        var participation = Json(Year with
        {
            Participation = Year.Participation with
            {
                ByNeighbourhood = [new("noord", 111, 131, 2140, 0.85, 0.05), new("west", 3, 20, 300, 0.15, 0.01), new("zuid", 122, 143, 1485, 0.85, 0.08)],
            },
        }).GetProperty("participation");

        participation.GetProperty("byNeighbourhood").EnumerateArray().Select(part => part.ToString()).ShouldBe(
        [
            """{"neighbourhood":"noord","active":null,"residents":2140,"reach":null}""",
            """{"neighbourhood":"west","active":"<5","residents":300,"reach":null}""",
            """{"neighbourhood":"zuid","active":122,"residents":1485,"reach":0.08}""",
        ]);
    }

    [Fact]
    public void A_kind_of_help_or_a_month_of_a_few_hides_behind_another()
    {
        var figures = Year with { Exchanges = Year.Exchanges with { ByCategory = [new("klussen", 40, 900), new("koken", 8, 300), new("tuin", 12, 400)], ByMonth = [new("2025-07", 30, 800, 30), new("2025-08", 2, 60, 3), new("2025-09", 28, 740, 25)] } };

        var exchanges = JsonSerializer.SerializeToElement(PublishedFigures.Of(figures, [40, 4, 12]), Options).GetProperty("exchanges");

        exchanges.GetProperty("byCategory").EnumerateArray().Select(kind => kind.GetProperty("count").ToString()).ShouldBe(["40", "", ""]);
        exchanges.GetProperty("byMonth").EnumerateArray().Select(month => $"{month.GetProperty("count")} {month.GetProperty("minutes")} {month.GetProperty("active")}").ShouldBe(["30 800 30", "  <5", "  "]);
    }

    [Theory]
    [InlineData(4, 294)]
    [InlineData(236, 4)]
    public void Of_a_handful_only_the_size_is_told(long active, long registered)
    {
        var told = Json(Year with { Participation = Year.Participation with { Active = active, RegisteredAtEnd = registered }, Members = Year.Members with { RegisteredAtEnd = registered } });

        foreach (var section in told.EnumerateObject().Where(section => section.Name is "exchanges" or "roles" or "ties" or "circle" or "reciprocity" or "matching" or "circulation" or "thanks"))
            foreach (var figure in section.Value.EnumerateObject()) (figure.Value.ValueKind == JsonValueKind.Null || figure.Value.ToString() == "[]").ShouldBeTrue($"{section.Name}.{figure.Name}");
        told.GetProperty("shops").ToString().ShouldBe("""{"shops":4,"discounts":null,"minutes":null,"discountCents":null,"spentAgainShare":null}""");
        told.GetProperty("activities").ToString().ShouldBe("""{"held":40,"attendances":null,"attendees":null,"firstExchangeAfter":null}""");
        told.GetProperty("participation").GetProperty("byNeighbourhood").GetArrayLength().ShouldBe(0);
        told.GetProperty("participation").GetProperty("rate").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void Reciprocity_and_circle_of_a_handful_with_ties_are_not_told_though_many_were_active()
    {
        var told = Json(Year with { Network = Year.Network with { Nodes = 4 } });

        (told.GetProperty("circle").ToString(), told.GetProperty("reciprocity").ToString()).ShouldBe(("""{"share":null}""", """{"directShare":null,"mediatedShare":null,"openShare":null}"""));
        told.GetProperty("ties").GetProperty("pairs").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void Few_pairs_are_kept_back_with_the_mean_that_would_give_them_away()
    {
        Json(Year with { Ties = Year.Ties with { Pairs = 4, NewPairs = 0, WithPartner = 8, PartnersMean = 1 } }).GetProperty("ties").ToString()
            .ShouldBe("""{"pairs":"<5","newPairs":0,"partnersMean":null,"repeatShare":0.5691}""");
        Json(Year with { Ties = Year.Ties with { Pairs = 5, NewPairs = 0, PartnersMean = 2 } }).GetProperty("ties").ToString()
            .ShouldBe("""{"pairs":5,"newPairs":0,"partnersMean":2,"repeatShare":0.5691}""");
    }

    [Fact]
    public void A_published_report_reads_back_as_it_was()
    {
        var published = PublishedFigures.Of(Year with { Roles = Year.Roles with { GaveOnly = 3 } }, [40]);

        JsonSerializer.Deserialize<PublishedCount>("\"<5\"").ShouldBe(PublishedCount.Of(3));
        JsonSerializer.Deserialize<PublishedCount>("null").ShouldBe(PublishedCount.Withheld);
        JsonSerializer.Deserialize<PublishedCount>("0").ShouldBe(PublishedCount.Of(0));
        published.Roles.GaveOnly.ToString().ShouldNotContain("3");
    }

    private static JsonElement Json(IndicatorFigures figures) => JsonSerializer.SerializeToElement(PublishedFigures.Of(figures, [40]), Options);
}
