using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Projections.Indicators.Figures;
using NodaTime;
using static Buurthulp.Tests.Projections.TestCommunity;

namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>Matching, circulation, shops and activities.</summary>
public sealed class OtherFigureTests(ViewsDatabase database) : IClassFixture<ViewsDatabase>
{
    [Fact]
    public async Task A_request_is_open_until_a_helper_is_found_and_again_when_it_is_handed_back()
    {
        var scene = await IndicatorScene.StartAsync(database, "matching");
        var handedBack = await PostAsync(scene, new LocalDate(2026, 3, 1), Channel.Phone);
        var referred = await PostAsync(scene, new LocalDate(2026, 3, 16), Channel.Phone);
        var waiting = await PostAsync(scene, new LocalDate(2026, 3, 17), Channel.Web);
        var old = await PostAsync(scene, new LocalDate(2026, 2, 1), Channel.Web);
        await scene.DoAsync((id, now) => new AgreeMatch(id, Desk, now, handedBack, Bram, new LocalDate(2026, 3, 8)));
        await scene.DoAsync((id, now) => new ReferRequest(id, Desk, now, referred, new LocalDate(2026, 3, 30)));
        await scene.DoAsync((id, now) => new AgreeMatch(id, Desk, now, old, Bram, new LocalDate(2026, 3, 31)));
        await scene.DoAsync((id, now) => new PostOffer(id, Desk, now, Anna, Errands, Channel.Web, new LocalDate(2026, 3, 5)));
        var withdrawn = new OfferId(await scene.Community.DoAsync(new PostOffer(scene.Community.NextId(), Desk, scene.Community.Now, Bram, Errands, Channel.Web, new LocalDate(2026, 3, 5))));
        await scene.DoAsync((id, now) => new WithdrawOffer(id, Desk, now, withdrawn, new LocalDate(2026, 4, 1)));

        // At the end of March one waits, for 14 days exactly; the old one was matched that day.
        (await scene.FiguresAsync()).Matching.ShouldBe(new MatchingFigures(3, 1, 1 / 3.0, 7, 0, 1, 2, 1, 2, 2, 2 / 3.0));
        var april = IndicatorScene.PeriodOf("2026-04");
        (await scene.FiguresAsync(april)).Matching.ShouldBe(new MatchingFigures(0, 0, null, null, 1, 0, 1, 1, 1, 0, null));

        // Handed back today, it is open from today on, and was matched all the same.
        var position = scene.Head;
        await scene.DoAsync((id, now) => new HandBackMatch(id, Desk, now, handedBack));
        await scene.DoAsync((id, now) => new WithdrawRequest(id, Desk, now, waiting));
        (await scene.FiguresAsync(april)).Matching.RequestsOpen.ShouldBe(1);
        (await scene.FiguresAsync()).Matching.Matched.ShouldBe(1);
        var november = IndicatorScene.PeriodOf("2026-11");
        var now = (await scene.FiguresAsync(november)).Matching;
        (now.RequestsOpen, now.OpenOver14Days).ShouldBe((1, 1), "the one that was handed back has waited since 1 March");
        (await scene.FiguresAsync(november, position)).Matching.RequestsOpen.ShouldBe(1, "the other one, at that time");
        await scene.DoAsync((id, at) => new AgreeMatch(id, Desk, at, handedBack, Chaima));
        (await scene.FiguresAsync(november)).Matching.RequestsOpen.ShouldBe(0);
        (await scene.FiguresAsync()).Matching.MedianDaysToMatch.ShouldBe(7, "the first match counts");
    }

    [Fact]
    public async Task Circulation_goes_by_the_day_things_happened()
    {
        var scene = await IndicatorScene.StartAsync(database, "circulation");
        await scene.HelpAsync(Anna, Bram, 100, new LocalDate(2026, 2, 28));
        await scene.HelpAsync(Bram, Chaima, 40, new LocalDate(2026, 3, 31));
        await scene.DoAsync((id, now) => new MakeGift(id, Desk, now, Anna, Pot, 30, new LocalDate(2026, 3, 1)));
        await scene.DoAsync((id, now) => new MakeGift(id, Desk, now, Bram, Pot, 500, new LocalDate(2026, 4, 1)));
        await scene.Community.HelpAsync([new(Dirk, 60)], [new(Bram, 60)], new LocalDate(2026, 3, 2), payer: Pot);

        // End of March: Anna 70, Bram −60, Chaima −40, Dirk 60, pot −30.
        var march = (await scene.FiguresAsync()).Circulation;
        (march with { Pots = [] }).ShouldBe(new CirculationFigures(130, 130, 1, 130, 1, -30, [], 0));
        march.Pots.ShouldBe([new PotFigures("buurtpot", -30)]);
        var part = (await scene.FiguresAsync(new(new LocalDate(2026, 2, 10), new LocalDate(2026, 3, 30)))).Circulation;
        (part with { Pots = [] }).ShouldBe(new CirculationFigures(130, 190, 1, 100, 1.9, -30, [], 0), "in the middle of the period one month ended");
        (await scene.FiguresAsync(IndicatorScene.PeriodOf("2026-03-05"))).Circulation.Velocity.ShouldBeNull("no month ends in it");
    }

    [Fact]
    public async Task Paper_hours_in_circulation_are_outstanding()
    {
        var scene = await IndicatorScene.StartAsync(database, "paper");
        var batch = await scene.Community.DoAsync(new PrintNoteBatch(scene.Community.NextId(), Desk, scene.Community.Now, 10, 60));
        await scene.DoAsync((id, now) => new IssueNotes(id, Desk, now, Anna, [NoteSerial.OfNumber(1), NoteSerial.OfNumber(2)]));
        await scene.DoAsync((id, now) => new RedeemNotes(id, Desk, now, Bram, [NoteSerial.OfNumber(2)]));

        batch.ShouldNotBe(Guid.Empty);
        (await scene.FiguresAsync(IndicatorScene.PeriodOf("2026-11"))).Circulation.NotesOutstanding.ShouldBe(60);
        (await scene.FiguresAsync()).Circulation.NotesOutstanding.ShouldBe(0);
    }

    [Fact]
    public async Task A_shop_passes_on_what_it_spends_and_not_what_it_gives_back()
    {
        var scene = await IndicatorScene.StartAsync(database, "shops");
        await DiscountAsync(scene, 60);
        var cancelled = new DiscountId(await DiscountAsync(scene, 30));
        await scene.HelpAsync(Anna, Bakery, 20);
        var undone = await scene.Community.HelpAsync(Anna, Bakery, 15, new LocalDate(2026, 3, 10));
        await scene.DoAsync((id, now) => new MakeGift(id, Desk, now, Bakery, Pot, 10, new LocalDate(2026, 3, 31)));
        await scene.DoAsync((id, now) => new MakeGift(id, Desk, now, Bakery, Pot, 10, new LocalDate(2026, 4, 1)));
        var position = scene.Head;
        await scene.DoAsync((id, now) => new CancelDiscount(id, Desk, now, cancelled, new ReasonCode("mistake")));
        await scene.Community.ReverseAsync(undone);

        (await scene.FiguresAsync()).Shops.ShouldBe(new ShopFigures(1, 1, 60, 300, 30, 0.5));
        (await scene.FiguresAsync(position: position)).Shops.ShouldBe(new ShopFigures(1, 2, 90, 450, 45, 0.5));
        (await scene.FiguresAsync(IndicatorScene.PeriodOf("2026-11"))).Shops.ShouldBe(new ShopFigures(1, 0, 0, 0, 0, null));
    }

    [Fact]
    public async Task Somebody_who_came_and_then_helped_for_the_first_time_within_sixty_days_is_counted_once()
    {
        var scene = await IndicatorScene.StartAsync(database, "activities");
        await HoldAsync(scene, new LocalDate(2026, 1, 9), Anna, Bram, Chaima);
        await HoldAsync(scene, new LocalDate(2026, 1, 10), Anna, Chaima, Dirk);
        await HoldAsync(scene, new LocalDate(2026, 3, 11), Chaima);
        await scene.HelpAsync(Anna, Chaima, 60, new LocalDate(2026, 3, 11));
        await scene.HelpAsync(Bram, Dirk, 60, new LocalDate(2026, 3, 12));

        // Anna 60 days after the second; Chaima too, the third was on the day itself; Bram 62 and Dirk 61 days after.
        (await scene.FiguresAsync()).Activities.ShouldBe(new ActivityFigures(1, 1, 1, 2));
        (await scene.FiguresAsync(IndicatorScene.PeriodOf("2026-Q1"))).Activities.ShouldBe(new ActivityFigures(3, 7, 4, 2));
        await scene.HelpAsync(Anna, Dirk, 60, new LocalDate(2026, 1, 10));
        (await scene.FiguresAsync()).Activities.FirstExchangeAfter.ShouldBe(1, "Anna helped earlier than was known");
    }

    private static async Task<RequestId> PostAsync(IndicatorScene scene, LocalDate on, Channel channel) =>
        new(await scene.Community.DoAsync(new PostRequest(scene.Community.NextId(), Desk, scene.Community.Now, Anna, Errands, channel, on)));

    private static Task<Guid> DiscountAsync(IndicatorScene scene, long minutes) =>
        scene.Community.DoAsync(new GiveDiscount(scene.Community.NextId(), Desk, scene.Community.Now, Bakery, Anna, 100_000, minutes, new LocalDate(2026, 3, 10)));

    private static Task HoldAsync(IndicatorScene scene, LocalDate on, params AccountNumber[] attendees) =>
        scene.DoAsync((id, now) => new HoldActivity(id, Desk, now, new ActivityKind("koffieochtend"), on, attendees));
}
