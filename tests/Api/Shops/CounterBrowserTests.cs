using Buurthulp.Ledger;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Treasury;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Web;
using Microsoft.Playwright;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Shops;

/// <summary>A shop and a member at the counter, each with a browser.</summary>
public sealed class CounterBrowserTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task From_the_code_to_done_with_both_screens_going_on_by_themselves()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 120);
        var phone = await scene.Screens.OpenAsync(Anna, "/mijn/qr");
        var counter = await scene.OpenCounterAsync();
        var code = await phone.Locator("#code strong").InnerTextAsync();
        code.ShouldBe(scene.CodeOf(Anna));
        await counter.GetByLabel("Bedrag van de aankoop").FillAsync("18,50");
        await counter.GetByLabel("Code van het lid, pas of urenbiljet").FillAsync(code);
        await counter.GetByRole(AriaRole.Button, new() { Name = "Verder" }).ClickAsync();
        (await counter.Locator("main").InnerTextAsync()).ShouldContain("Ten hoogste 1 uur 51: € 9,25 korting. De korting is ten hoogste 50% van de aankoop");
        await counter.GetByLabel("Hoeveel uren gebruikt het lid?").SelectOptionAsync("90");
        await counter.GetByRole(AriaRole.Button, new() { Name = "Vraag het ja van het lid" }).ClickAsync();
        await counter.GetByText("Wacht op het ja van het lid").First.WaitForAsync();

        await phone.GetByText("vraagt 1 uur 30 voor € 7,50 korting op een aankoop van € 18,50").WaitForAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "Ja, reken af" }).DblClickAsync();
        await phone.GetByRole(AriaRole.Heading, new() { Name = "Gelukt" }).WaitForAsync();
        await counter.GetByText("Geef € 7,50 korting").WaitForAsync();
        (await counter.Locator("main").InnerTextAsync()).ShouldContain("betaalt het lid nog € 11,00");
        (await scene.BalanceAsync(Anna), await scene.BalanceAsync(Bakery)).ShouldBe((30, 90));

        await counter.GetByRole(AriaRole.Button, new() { Name = "Draai terug" }).ClickAsync();
        await counter.GetByRole(AriaRole.Heading, new() { Name = "Teruggedraaid" }).WaitForAsync();
        (await scene.BalanceAsync(Anna), await scene.BalanceAsync(Bakery)).ShouldBe((120, 0));
    }

    [Fact]
    public async Task Each_no_is_told_on_both_screens_with_what_helps()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 100);
        var (phone, counter) = (await scene.Screens.OpenAsync(Anna, "/mijn/qr"), await scene.OpenCounterAsync());

        // The floor: who only knows the number is told that it is too much, the member how much there is.
        (await AskAsync(phone, counter, Anna, "100", "120")).ShouldContain("ten hoogste 50% van de aankoop");
        await RefusedAsync(phone, counter, "is nog 1 uur en 40 minuten te besteden", "Het lid heeft te weinig uren voor dit aantal.");

        // The ceiling: the shop filled up between the question and the yes.
        (await AskAsync(phone, counter, scene.CodeOf(Anna), "100", "60", async () => await scene.Community.ExecuteAsync(new BookOpeningBalance(Guid.NewGuid(), Actor.Import, ApiServer.Noon, new(Bakery), 590, new(2026, 1, 1)))))
            .ShouldContain("Het lid kan nu nog 1 uur 40 besteden. Neem minder uren");
        await RefusedAsync(phone, counter, "neemt nog 10 minuten aan", "De winkel is intussen vol");

        // The share: other terms hold since. Before that the page says how little the shop still takes.
        (await AskAsync(phone, counter, scene.CodeOf(Anna), "100", "10", async () => await scene.Community.ExecuteAsync(new AgreeShopTerms(Guid.NewGuid(), Actor.Import, ApiServer.Noon, new(Bakery), new ShopTerms(6000, 5, 600)))))
            .ShouldContain("De winkel neemt nu nog 10 minuten aan; dan is het afgesproken maximum bereikt. Geef eerst uren uit");
        await RefusedAsync(phone, counter, "Reken ten hoogste 5 minuten af", "De korting is meer dan het afgesproken deel van de aankoop.");
        (await scene.BalanceAsync(Anna), await scene.BalanceAsync(Bakery)).ShouldBe((100, 590));
    }

    /// <summary>The shop asks and the phone shows it; what the shop's page said about how much there can be.</summary>
    private static async Task<string> AskAsync(IPage phone, IPage counter, string code, string purchase, string minutes, Func<Task>? meanwhile = null)
    {
        await phone.GotoAsync("/mijn/qr");
        await counter.GotoAsync("/winkel");
        await counter.GetByLabel("Bedrag van de aankoop").FillAsync(purchase);
        await counter.GetByLabel("Code van het lid, pas of urenbiljet").FillAsync(code);
        await counter.GetByRole(AriaRole.Button, new() { Name = "Verder" }).ClickAsync();
        await counter.GetByRole(AriaRole.Heading, new() { Name = "Hoeveel korting?" }).WaitForAsync();
        var said = await counter.Locator("main").InnerTextAsync();
        await counter.GetByLabel("Hoeveel uren gebruikt het lid?").SelectOptionAsync(minutes);
        await counter.GetByRole(AriaRole.Button, new() { Name = "Vraag het ja van het lid" }).ClickAsync();
        await counter.GetByText("Wacht op het ja van het lid").First.WaitForAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "Ja, reken af" }).WaitForAsync();
        if (meanwhile is not null) await meanwhile();
        return said;
    }

    private static async Task RefusedAsync(IPage phone, IPage counter, string onPhone, string atCounter)
    {
        await phone.GetByRole(AriaRole.Button, new() { Name = "Ja, reken af" }).ClickAsync();
        await phone.Locator(".bh-errors").GetByText(onPhone).WaitForAsync();
        await counter.GetByRole(AriaRole.Heading, new() { Name = "Niet afgerekend" }).WaitForAsync();
        (await counter.Locator("main").InnerTextAsync()).ShouldContain(atCounter);
    }

    [Fact]
    public async Task The_pages_of_shops_look_right()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 120);
        await scene.Scene.GiveAsync(Chaima, Role.Coordinator);
        using var visitor = await scene.CounterAsync();
        var ask = await CounterScene.BeginAsync(visitor, "18,50", scene.CodeOf(Anna));
        foreach (var path in new[] { "/winkel", ask }) await scene.LooksRightAsync(path);
        (await visitor.SendAsync(ask, ("Form.Minutes", "60"))).Status.ShouldBe(302);
        foreach (var path in new[] { "/winkels", "/mijn/qr", $"/mijn/winkel/{ask[^36..]}" }) await scene.Screens.LooksRightAsync(Anna, path);
        await PageChecks.LooksRightAsync(server.Address, "/winkel/koppelen");
        await scene.Screens.LooksRightAsync(Chaima, "/balie/winkels", withOffice: true);
        using var anna = await scene.PhoneAsync(Anna);
        var path2 = $"/mijn/winkel/{ask[^36..]}";
        await anna.SendToAsync(await anna.GetAsync(path2), path2 + "?handler=Yes");
        foreach (var path in new[] { ask, "/winkel/vandaag" }) await scene.LooksRightAsync(path);
    }
}
