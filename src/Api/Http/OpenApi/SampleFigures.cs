using Buurthulp.Projections.Indicators.Figures;

namespace Buurthulp.Api.Http.OpenApi;

/// <summary>A year's figures of the invented neighbourhood, with the lists cut short.</summary>
internal static class SampleFigures
{
    public static readonly GoalFigures[] Goals =
        [new("reach", "Een op de vijf buurtbewoners doet mee", "participation.reach", Target: 0.2, By: new(2027, 11, 20), StartedOn: Sample.Today, StartValue: 0.0601, Value: 0.0654, OnTrack: true)];

    public static readonly IndicatorFigures Year = new(From: new(2025, 7, 1), To: new(2026, 6, 30), Sample.Position,
        new MemberFigures(RegisteredAtEnd: 294, Joined: 34, Left: 20),
        new ParticipationFigures(Active: 236, RegisteredAtEnd: 294, Residents: 3925, Rate: 0.8027, Reach: 0.0601, [new NeighbourhoodFigures(Sample.North.Value, 111, 131, 2140, 0.8473, 0.0519)]),
        new ExchangeFigures(Count: 654, Minutes: 107_595, MeanMinutes: 164.5183, MedianMinutes: 135, Active: 236, PerActive: 2.7712,
            [new CategoryFigures(Sample.Errands.Value, 38, 5355)], [new MonthFigures("2025-07", 46, 6030, 55)]),
        new RoleFigures(GaveOnly: 54, ReceivedOnly: 72, Both: 110, Active: 236, BothShare: 0.4661),
        new TieFigures(Pairs: 403, NewPairs: 237, WithPartner: 226, PartnersMean: 3.5664, PersonExchanges: 550, RepeatExchanges: 313, RepeatShare: 0.5691),
        new NetworkFigures(Nodes: 226, Edges: 434, Density: 0.0085, EdgesWithOpposite: 62, ReciprocalEdges: 0.1429, LargestComponent: 217, LargestComponentShare: 0.9602, WithoutTie: 84,
            Minutes: 89_760, GiniGiven: 0.7711, TopFiveMinutes: 36_075, TopFiveShare: 0.4019),
        new CircleFigures(CircleMinutes: 50_325, Minutes: 89_760, Share: 0.5607),
        new ReciprocityFigures(ReceivedMinutes: 89_760, DirectMinutes: 9_240, MediatedMinutes: 20_865, OpenMinutes: 59_655, DirectShare: 0.1029, MediatedShare: 0.2325, OpenShare: 0.6646),
        new MatchingFigures(RequestsPosted: 394, Matched: 323, MatchRate: 0.8198, MedianDaysToMatch: 3, OpenOver14Days: 6, Referred: 23, OffersOpen: 652, RequestsOpen: 20, OffersOpenPerRequestOpen: 32.6,
            ByPhone: 183, ByPhoneShare: 0.4645),
        new CoordinationFigures(Exchanges: 654, RecordedByCoordinator: 197, RecordedByCoordinatorShare: 0.3012, ByKnownCoordinators: 180, ByBusiestCoordinator: 90, LargestCoordinatorShare: 0.5),
        new CirculationFigures(InCirculation: 205_950, MovedMinutes: 117_960, MonthEnds: 12, MeanInCirculation: 176_288.75, Velocity: 0.6691, Pot: 15_570, [new PotFigures(Sample.Pot.Value, 15_570)], NotesOutstanding: 0),
        new ShopFigures(Shops: 4, Discounts: 91, Minutes: 6_480, DiscountCents: 53_619, SpentMinutes: 3_930, SpentAgainShare: 0.6065),
        new ThanksFigures(Count: 358, ExchangesThanked: 358, Exchanges: 654, Share: 0.5474),
        new ActivityFigures(Held: 40, Attendances: 628, Attendees: 276, FirstExchangeAfter: 9))
    { Goals = Goals };

    public static readonly MemberReciprocity Member = new(Sample.Anna, From: new(2025, 11, 21), To: Sample.Today, GaveMinutes: 480, GaveTo: 3, ReceivedMinutes: 0, ReceivedFrom: 0, SharedMinutes: 0, MediatedMinutes: 0,
        ThanksGiven: 0, ThanksReceived: 2, GiftsToPot: 60, ActivitiesAttended: 5, new HelpCircle(4), Sample.Position);
}
