using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Tests.Api.Http;
using Microsoft.Playwright;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>What a coordinator may want to look after: signals, and concerns that say that something is not right.</summary>
public sealed class DeskSignalTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Signals_say_what_they_mean_and_an_empty_page_that_all_is_well()
    {
        var screens = await WithDeskAsync();
        var page = await screens.OpenAsync(Chaima, "/balie/signalen", withOffice: true);
        var quiet = await page.Locator("main").InnerTextAsync();
        foreach (var empty in new[] { "Er staan geen meldingen open.", "Geen vraag wacht langer dan afgesproken.", "Niemand helpt meer dan afgesproken is.", "Niemand is stilgevallen." }) quiet.ShouldContain(empty);

        (await screens.Community.PostAsync("exchanges", Help(Bram, Anna, 3000), screens.Community.Token(Role.Coordinator))).Status.ShouldBe(201);
        await page.ReloadAsync();
        var text = await page.Locator("main").InnerTextAsync();
        text.ShouldContain("Gaf 50 uur aan 1 buur in vier weken");
        text.ShouldContain("Kreeg 50 uur hulp in vier weken");
        text.ShouldContain("Vraag of het nog leuk is");
        await page.GetByRole(AriaRole.Link, new() { Name = "Bram Jansen" }).First.ClickAsync();
        page.Url.ShouldEndWith($"/balie/persoon/{Bram}");
    }

    [Fact]
    public async Task A_concern_is_read_with_a_reason_followed_up_and_closed()
    {
        const string words = "De gordijnen blijven dicht <script>alert(1)</script>";
        var screens = await WithDeskAsync();
        var page = await screens.OpenAsync(Chaima, $"/balie/signalen/nieuw?over={Anna}", withOffice: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Meld dit" }).ClickAsync();
        (await page.Locator(".bh-errors").InnerTextAsync()).ShouldContain("Schrijf op wat er aan de hand is.");
        await page.GetByLabel("Wat is er aan de hand?").FillAsync(words);
        await page.GetByRole(AriaRole.Button, new() { Name = "Meld dit" }).ClickAsync();
        page.Url.ShouldEndWith("/balie/signalen");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Nog niemand keek ernaar.");

        await page.GetByRole(AriaRole.Link, new() { Name = "Melding van" }).ClickAsync();
        var closed = await page.Locator("main").InnerTextAsync();
        closed.ShouldNotContain("gordijnen");
        closed.ShouldNotContain("Anna");
        (await ReadsAsync(screens)).ShouldBe(0);
        await page.GetByLabel("Waarom lees je dit?").SelectOptionAsync("handover");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lees de melding" }).ClickAsync();
        var open = await page.Locator("main").InnerTextAsync();
        open.ShouldContain(words);
        open.ShouldContain("Anna de Vries");
        open.ShouldContain("Ik neem het over van een ander");
        (await ReadsAsync(screens)).ShouldBe(1);
        // Nobody whom it is about finds out by looking at who looked at them.
        (await (await screens.OpenAsync(Anna, "/mijn")).Locator("main").InnerTextAsync()).ShouldNotContain("neem het over");

        await page.GetByLabel("Wat vond je?").FillAsync("Gebeld, geen gehoor.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("In de gaten gehouden sinds vrijdag 20 november");
        await page.GetByRole(AriaRole.Link, new() { Name = "Melding van" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Lees de melding" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Gebeld, geen gehoor.");
        await page.GetByLabel("Hoe staat het ervoor?").SelectOptionAsync("settled");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Er staan geen meldingen open.");
    }

    [Fact]
    public async Task The_board_on_paper_is_by_street_without_names_and_house_numbers()
    {
        var screens = await WithDeskAsync();
        await screens.Scene.Get<PersonVault>().AddMissingAsync(screens.Community.Code, communityName: null, [new Person(new AccountNumber("L0005"), "Gerda Smid", "2e Molenlaan 12 bis", Phone: "06 12 34 56 78")], rehearse: false, default);
        await screens.Community.JoinAsync("L0005");
        (await screens.Community.PostAsync("requests", """{"category":"boodschappen","member":"L0005","words":"Twee zware tassen"}""", screens.Community.Token(Role.Coordinator))).Status.ShouldBe(201);
        var page = await screens.OpenAsync(Chaima, "/balie/afdrukken/vragen", withOffice: true);
        (await page.GetByRole(AriaRole.Heading, new() { Level = 2 }).InnerTextAsync()).ShouldBe("2e Molenlaan");
        var list = await page.Locator("main").InnerTextAsync();
        list.ShouldContain("Boodschappen: Twee zware tassen");
        foreach (var personal in new[] { "Gerda", "12", "06", "L0005" }) list.ShouldNotContain(personal);
    }

    [Fact]
    public async Task The_pages_of_signals_look_right()
    {
        var screens = await WithDeskAsync();
        var (community, desk) = (screens.Community, screens.Community.Token(Role.Coordinator));
        (await community.PostAsync("exchanges", Help(Bram, Anna, 3000), desk)).Status.ShouldBe(201);
        (await community.PostAsync("requests", $$"""{"category":"boodschappen","member":"{{Anna}}","words":"Brood"}""", desk)).Status.ShouldBe(201);
        var concern = (await community.PostAsync("concerns", $$"""{"words":"Stil","about":"{{Anna}}"}""", desk)).Json.GetProperty("concernId").GetString();
        foreach (var path in new[] { "/balie/signalen", "/balie/signalen/nieuw", $"/balie/signalen/{concern}", "/balie/afdrukken", "/balie/afdrukken/vragen" }) await screens.LooksRightAsync(Chaima, path, withOffice: true);
    }

    private static Task<long> ReadsAsync(Screens screens) => screens.Scene.ScalarAsync<long>("SELECT count(*) FROM vault.concern_reads WHERE community = $1 AND reader = $2", screens.Community.Code.Value, Chaima);

    private async Task<Screens> WithDeskAsync()
    {
        var screens = await Screens.OfAsync(server);
        await screens.Scene.GiveAsync(Chaima, Role.Coordinator);
        return screens;
    }
}
