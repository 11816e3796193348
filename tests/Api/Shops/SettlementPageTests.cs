using Buurthulp.Ledger;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Web;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Shops;

/// <summary>A sponsor takes over what a shop holds: Chaima is treasurer, Bram auditor, and the bakery took 90 minutes of Anna for € 7,50.</summary>
public sealed class SettlementPageTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Settle = "/kas/winkel/W01/verrekenen";
    private const string Settled = "/kas/rekeningen/verrekeningen";

    [Fact]
    public async Task The_treasurer_settles_and_the_shop_and_the_auditor_read_it()
    {
        var (scene, counter) = await WithDiscountAsync();
        using var treasurer = await scene.VisitorAsync(Chaima);
        (await treasurer.GetAsync("/kas/rekeningen/winkels")).Text.ShouldContain($"href=\"{Settle}\"");
        var page = await treasurer.GetAsync($"{Settle}?van=2026-11-01&tot=2026-11-20");
        page.Said.ShouldContain("Gegeven aan 1 korting");
        page.Said.ShouldContain("value=\"7.50\"");
        page.Said.ShouldContain("Pot: buurtpot");

        // More than it holds, nobody chosen, no amount: nothing is booked, and each says why.
        (await treasurer.SendToAsync(page, Settle, Fill(minutes: 31))).Said.ShouldContain("Op W01 is nog 1 uur en 30 minuten te besteden");
        (await treasurer.SendToAsync(page, Settle, Fill(minutes: 30, sponsor: ""))).Said.ShouldContain("Vul dit in.");
        (await treasurer.SendToAsync(page, Settle, Fill(minutes: 30, paid: "veel"))).Said.ShouldContain("Dit is geen bedrag.");
        (await scene.BalanceAsync(Bakery)).ShouldBe(90);

        var before = await scene.Community.HeadAsync();
        var form = Fill(minutes: 30);
        (await treasurer.SendToAsync(page, Settle, form)).SentTo.ShouldBe($"{Settled}?klaar={before + 1}");
        (await treasurer.SendToAsync(page, Settle, form)).SentTo.ShouldBe($"{Settled}?klaar={before + 1}");
        (await scene.Community.HeadAsync(), await scene.BalanceAsync(Bakery), await scene.BalanceAsync("buurtpot")).ShouldBe((before + 1, 0, 90));

        foreach (var (account, room) in new[] { (Chaima, "/kas"), (Bram, "/controle") })
            (await scene.GetAsync(account, room + "/rekeningen/verrekeningen")).Said.ShouldContain("Samen 1 uur 30, voor € 5,00");
        var csv = (await scene.GetAsync(Bram, "/controle/rekeningen/verrekeningen?handler=Csv&van=2026-11-01")).Text.Split("\r\n");
        csv[0].ShouldContain("Geboekt op;Winkel;Sponsor;Van;Tot en met;Minuten;Betaald in eurocent;Boeking;Teruggedraaid op");
        csv[1].ShouldBe($"2026-11-20;W01;buurtpot;2026-11-01;2026-11-20;90;500;{before + 1};");
        (await scene.GetAsync(Chaima, Settled + "?handler=Csv&tot=2026-11-19")).Text.Split("\r\n").Length.ShouldBe(2);

        using var shop = await counter.CounterAsync();
        var hours = (await shop.GetAsync("/winkel/uren")).Said;
        hours.ShouldContain("1 uur 30 verrekend voor € 5,00");
        hours.ShouldContain("Verrekend door een sponsor");
        (await shop.GetAsync("/winkel/uren?handler=Csv")).Text.ShouldContain($"Verrekend door een sponsor;-90;0;;;{before + 1};500");
        using var other = await counter.CounterAsync("W02");
        (await other.GetAsync("/winkel/uren")).Said.ShouldNotContain("verrekend voor");
    }

    [Fact]
    public async Task What_was_undone_no_longer_counts()
    {
        var (scene, counter) = await WithDiscountAsync();
        var token = scene.Community.Token(Role.Treasurer, Chaima);
        var answer = (await scene.Community.PostAsync("settlements", Body(90), token)).Json;
        (await scene.Community.PostAsync("corrections", $$"""{"position":{{answer.GetProperty("position")}},"reason":"mistake"}""", token)).Status.ShouldBe(200);
        (await scene.BalanceAsync(Bakery), await scene.BalanceAsync("buurtpot")).ShouldBe((90, 0));
        var said = (await scene.GetAsync(Chaima, Settled)).Said;
        said.ShouldContain("Samen 0 uur, voor € 0,00");
        said.ShouldContain("· teruggedraaid");
        (await scene.GetAsync(Chaima, Settle)).Said.ShouldContain("name=\"Form.From\" value=\"2026-01-01\"");
        using var shop = await counter.CounterAsync();
        (await shop.GetAsync("/winkel/uren")).Said.ShouldNotContain("verrekend voor");
    }

    [Fact]
    public async Task Programs_settle_and_a_shop_reads_its_own_only()
    {
        var (scene, _) = await WithDiscountAsync();
        var (key, treasurer) = (Guid.NewGuid(), scene.Community.Token(Role.Treasurer, Chaima));
        var first = await scene.Community.PostAsync("settlements", Body(60), treasurer, key);
        var again = await scene.Community.PostAsync("settlements", Body(60), treasurer, key);
        (first.Status, again.Status, again.Text).ShouldBe((201, 201, first.Text));
        first.Json.GetProperty("settlementId").GetGuid().ShouldBe(key);
        (await scene.BalanceAsync(Bakery)).ShouldBe(30);
        (await scene.Community.PostAsync("settlements", Body(31), treasurer)).ShouldBeProblem(422, "floor-reached");
        (await scene.Community.PostAsync("settlements", Body(30).Replace("2026-11-01", "2026-11-20", StringComparison.Ordinal), treasurer)).ShouldBeProblem(422, "period-turned-round");
        await scene.Screens.Scene.ShowAsync();
        var own = (await scene.Community.GetAsync("settlements", scene.Community.Token(Role.Shop, Bakery))).Json.EnumerateArray().ShouldHaveSingleItem();
        (own.GetProperty("sponsor").GetString(), own.GetProperty("minutes").GetInt64(), own.GetProperty("paidCents").GetInt64()).ShouldBe(("buurtpot", 60, 500));
        (await scene.Community.GetAsync("settlements", scene.Community.Token(Role.Shop, "W02"))).Json.GetArrayLength().ShouldBe(0);
        (await scene.Community.GetAsync("settlements?from=2026-11-21", treasurer)).Json.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_pages_look_right()
    {
        var (scene, _) = await WithDiscountAsync();
        (await scene.Community.PostAsync("settlements", Body(60), scene.Community.Token(Role.Treasurer, Chaima))).Status.ShouldBe(201);
        foreach (var path in new[] { Settle, Settled }) await scene.Screens.LooksRightAsync(Chaima, path, withOffice: true);
    }

    private static (string, string)[] Fill(int minutes, string sponsor = "buurtpot", string paid = "5,00") =>
    [
        ("Form.From", "2026-11-01"), ("Form.Through", "2026-11-20"), ("Form.Sponsor", sponsor), ("Form.Hours", "1"), ("Form.Minutes", $"{minutes}"), ("Form.Paid", paid), ("CommandId", $"{Guid.NewGuid()}"),
    ];

    private static string Body(long minutes) => $$"""{"shop":"{{Bakery}}","sponsor":"buurtpot","minutes":{{minutes}},"paidCents":500,"from":"2026-11-01","through":"2026-11-19"}""";

    private async Task<(BooksScene Scene, CounterScene Counter)> WithDiscountAsync()
    {
        var scene = await BooksScene.OfAsync(server);
        await scene.BookAsync(Anna, Bram, 120);
        (await scene.Community.PostAsync("discounts", $$"""{"shop":"{{Bakery}}","member":"{{Anna}}","purchaseCents":2000,"minutes":90}""", scene.Community.Token(Role.Shop, Bakery))).Status.ShouldBe(201);
        await scene.Screens.Scene.ShowAsync();
        return (scene, new CounterScene(server, scene.Screens));
    }
}
