using Buurthulp.Api.Web.Pages.Balie;
using Buurthulp.Ledger;
using Buurthulp.Tests.Api.Http;
using Microsoft.Playwright;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>Shared activities: planned at the desk, seen by members, and who came.</summary>
public sealed class DeskActivityTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task An_activity_is_planned_seen_by_members_and_held()
    {
        var screens = await WithDeskAsync();
        var page = await screens.OpenAsync(Chaima, "/balie/activiteiten", withOffice: true);
        await page.GetByLabel("Wat is het?").FillAsync("Samen koken");
        await page.GetByLabel("Welke dag?").FillAsync("2026-11-20");
        await page.GetByLabel("Kosten in uren").SelectOptionAsync("60");
        await page.GetByLabel("Kosten in euro").FillAsync("3,505");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zet in de agenda" }).ClickAsync();
        (await page.Locator(".bh-errors").InnerTextAsync()).ShouldContain("Schrijf het bedrag zo: 1,50.");
        await page.GetByLabel("Kosten in euro").FillAsync("3,50");
        await page.GetByLabel("Waar, hoe laat").FillAsync("In het buurthuis <b>om zes uur</b>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zet in de agenda" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("kost 1 uur en € 3,50");

        var home = await (await screens.OpenAsync(Anna, "/thuis")).Locator("main").InnerTextAsync();
        home.ShouldContain("Samen koken");
        home.ShouldContain("In het buurthuis <b>om zes uur</b>");

        await page.GetByLabel("Naam, straat, telefoon of nummer").FillAsync("anna");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek", Exact = true }).ClickAsync();
        await page.GetByLabel("Anna de Vries").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar wie er was" }).ClickAsync();
        var held = await page.Locator("main").InnerTextAsync();
        held.ShouldContain("Wie was er? (1)");
        held.ShouldContain("Was er nog iemand?");
        var activity = page.Url;
        await page.GetByRole(AriaRole.Link, new() { Name = "Aanwezigheidslijst" }).ClickAsync();
        (await page.Locator("tbody tr").First.InnerTextAsync()).ShouldContain("Anna de Vries");
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(20, "one is written down, nineteen lines are open");
        await page.GotoAsync(activity);
        (await screens.Community.GetAsync($"accounts/{Anna}", screens.Community.Token(Role.Coordinator))).Json.GetProperty("balance").GetInt64().ShouldBe(0, "the price is information");
        (await (await screens.OpenAsync(Anna, "/thuis")).Locator("main").InnerTextAsync()).ShouldNotContain("Samen koken");
    }

    [Fact]
    public async Task What_is_called_off_is_gone_from_what_is_coming_and_what_has_been_is_written_down()
    {
        var screens = await WithDeskAsync();
        var desk = screens.Community.Token(Role.Coordinator);
        var id = (await screens.Community.PostAsync("activities/plan", """{"kind":"wandeling","on":"2026-11-27","words":"Door het park"}""", desk)).Json.GetProperty("activityId").GetString();
        (await screens.Community.GetAsync("activities/planned", screens.Community.Token(Role.Member, Anna))).Json[0].GetProperty("words").GetString().ShouldBe("Door het park");
        var page = await screens.OpenAsync(Chaima, $"/balie/activiteiten/{id}", withOffice: true);
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Op de dag zelf kun je hier opschrijven wie er was.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zeg af" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Afgezegd");
        (await screens.Community.GetAsync("activities/planned", desk)).Json.GetArrayLength().ShouldBe(0);

        await page.GotoAsync("/balie/activiteiten");
        await page.GetByLabel("Wat is het?").FillAsync("Koffieochtend");
        await page.GetByLabel("Welke dag?").FillAsync("2026-11-18");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zet in de agenda" }).ClickAsync();
        (await page.Locator(".utrecht-status-badge").InnerTextAsync()).ShouldBe("Geweest");
    }

    [Theory]
    [InlineData("Samen koken", "samen-koken")]
    [InlineData("  Café, één keer ", "cafe-een-keer")]
    [InlineData("!?", null)]
    [InlineData("", null)]
    public void A_kind_of_activity_is_written_as_people_say_it(string typed, string? kind) => ActivityFields.KindOf(typed)?.Value.ShouldBe(kind);

    [Theory]
    [InlineData("", 0L)]
    [InlineData("1,50", 150L)]
    [InlineData("€ 3", 300L)]
    [InlineData("1.5", 150L)]
    [InlineData("1,505", null)]
    [InlineData("-1", null)]
    [InlineData("1000,01", null)]
    [InlineData("veel", null)]
    public void A_price_in_euro_is_written_as_people_write_it(string typed, long? cents) => ActivityFields.CentsOf(typed).ShouldBe(cents);

    [Fact]
    public async Task The_pages_of_activities_look_right()
    {
        var screens = await WithDeskAsync();
        var id = (await screens.Community.PostAsync("activities/plan", """{"kind":"maaltijd","on":"2026-11-20","price":{"minutes":60,"cents":300},"words":"Om zes uur"}""", screens.Community.Token(Role.Coordinator))).Json.GetProperty("activityId").GetString();
        foreach (var path in new[] { "/balie/activiteiten", $"/balie/activiteiten/{id}", $"/balie/afdrukken/aanwezig/{id}" }) await screens.LooksRightAsync(Chaima, path, withOffice: true);
    }

    private async Task<Screens> WithDeskAsync()
    {
        var screens = await Screens.OfAsync(server);
        await screens.Scene.GiveAsync(Chaima, Role.Coordinator);
        return screens;
    }
}
