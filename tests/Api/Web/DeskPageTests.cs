using System.Text.RegularExpressions;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Fixtures;
using Microsoft.Playwright;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>A coordinator at the phone: Chaima holds the office, Bram and Anna call.</summary>
public sealed partial class DeskPageTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Gerda = "L0005";

    [Theory]
    [InlineData("Smid")]
    [InlineData("molen")]
    [InlineData("06-12 34")]
    [InlineData("L0005")]
    public async Task Anybody_is_found_by_a_part_of_name_street_phone_or_number(string part)
    {
        var screens = await WithDeskAsync();
        var page = await screens.OpenAsync(Chaima, "/balie", withOffice: true);
        await page.GetByLabel("Naam, straat, telefoon of nummer").FillAsync(part);
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek", Exact = true }).ClickAsync();
        // There is one who fits, so her card opens at once.
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("Gerda <b>Smid</b>");
        page.Url.ShouldNotContain("Smid");
        (await page.GetByRole(AriaRole.Link, new() { Name = "06 12 34 56 78" }).GetAttributeAsync("href")).ShouldBe("tel:0612345678");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Molenlaan 12");
        (await screens.Scene.ScalarAsync<long>("SELECT count(*) FROM vault.reads WHERE community = $1 AND account = $2 AND reader = $3 AND role = 'coordinator' AND reason = 'desk'", screens.Community.Code.Value, Gerda, Chaima)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Who_is_not_found_is_said_and_several_are_listed()
    {
        var screens = await WithDeskAsync();
        var page = await screens.OpenAsync(Chaima, "/balie", withOffice: true);
        await FindAsync(page, "niemand <i>hier</i>");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("We vinden niemand met “niemand <i>hier</i>”.");
        await FindAsync(page, "an");
        var found = await page.Locator("main").InnerTextAsync();
        found.ShouldContain("Anna de Vries");
        found.ShouldContain("Bram Jansen");
        await page.GetByRole(AriaRole.Link, new() { Name = "Anna de Vries" }).ClickAsync();
        page.Url.ShouldEndWith($"/balie/persoon/{Anna}");
    }

    [Fact]
    public async Task A_pause_is_for_as_long_as_somebody_wants()
    {
        var screens = await WithDeskAsync();
        var page = await screens.OpenAsync(Chaima, $"/balie/persoon/{Anna}", withOffice: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Zet op pauze" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Pauze sinds 20 november 2026");
        await page.GetByRole(AriaRole.Button, new() { Name = "Doet weer mee" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldNotContain("Pauze sinds");
    }

    [Fact]
    public async Task A_login_card_is_printed_once_and_can_be_made_useless()
    {
        var screens = await WithDeskAsync();
        var page = await screens.OpenAsync(Chaima, $"/balie/persoon/{Anna}/kaart", withOffice: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Maak een kaart" }).ClickAsync();
        CardNumber.IsMatch(await page.Locator(".bh-logincard").InnerTextAsync()).ShouldBeTrue();
        (await page.Locator(".bh-qr svg").CountAsync()).ShouldBe(1);
        var (number, pin) = (await page.Locator(".bh-code").Nth(0).InnerTextAsync(), await page.Locator(".bh-code").Nth(1).InnerTextAsync());
        await using var borrowed = await Browser.OpenAsync(server.Address, options => options.JavaScriptEnabled = false);
        var phone = await borrowed.NewPageAsync();
        await phone.GotoAsync("/inloggen/kaart");
        await phone.GetByLabel("Nummer op je kaart").FillAsync(number);
        await phone.GetByLabel("Je pincode").FillAsync(pin);
        await phone.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        (await phone.Locator("h1").InnerTextAsync()).ShouldBe("Dag Anna");
        await page.GotoAsync($"/balie/persoon/{Anna}/kaart");
        CardNumber.IsMatch(await page.Locator("main").InnerTextAsync()).ShouldBeFalse();
        await page.GetByRole(AriaRole.Button, new() { Name = "Maak de kaart ongeldig" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Er is nog geen inlogkaart.");
    }

    [Fact]
    public async Task A_request_by_phone_goes_from_the_call_to_the_last_question()
    {
        var screens = await WithDeskAsync();
        var desk = screens.Community.Token(Role.Coordinator);
        (await screens.Community.PostAsync("offers", $$"""{"category":"boodschappen","member":"{{Bram}}","channel":"phone"}""", desk)).Status.ShouldBe(201);
        var page = await screens.OpenAsync(Chaima, "/balie", withOffice: true);
        await FindAsync(page, "smid");
        await page.GetByRole(AriaRole.Link, new() { Name = "Nieuwe vraag" }).Last.ClickAsync();
        (await page.GetByRole(AriaRole.Radio, new() { Name = "Gerda" }).IsCheckedAsync()).ShouldBeTrue();
        await page.GetByLabel("Wat voor hulp?").SelectOptionAsync("boodschappen");
        await page.GetByLabel("Wat is er nodig?").FillAsync("Melk <script>alert(1)</script>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zet op het prikbord" }).ClickAsync();

        var shown = await page.Locator("main").InnerTextAsync();
        shown.ShouldContain("Melk <script>alert(1)</script>");
        shown.ShouldContain("Gerda <b>Smid</b>");
        shown.ShouldContain("Biedt deze hulp aan.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zei ja Bram Jansen" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Afgesproken");

        await page.GetByLabel("Hoe lang?").SelectOptionAsync("45");
        await page.GetByRole(AriaRole.Button, new() { Name = "Noteer", Exact = true }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("1 keer");
        (await screens.Community.GetAsync($"accounts/{Bram}", desk)).Json.GetProperty("balance").GetInt64().ShouldBe(45);
        (await screens.Community.GetAsync($"accounts/{Gerda}", desk)).Json.GetProperty("balance").GetInt64().ShouldBe(-45);

        await page.GetByRole(AriaRole.Button, new() { Name = "Ging goed" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("vrijdag 20 november: Ging goed");
    }

    [Fact]
    public async Task A_match_goes_back_and_what_is_not_right_is_stopped_with_words_for_coordinators_only()
    {
        var screens = await WithDeskAsync();
        var desk = screens.Community.Token(Role.Coordinator);
        var id = (await screens.Community.PostAsync("requests", $$"""{"category":"boodschappen","member":"{{Gerda}}"}""", desk)).Json.GetProperty("requestId").GetString();
        var page = await screens.OpenAsync(Chaima, $"/balie/vraag/{id}", withOffice: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Spreek af met deze persoon" }).ClickAsync();
        (await page.Locator(".bh-errors").InnerTextAsync()).ShouldContain("Kies één persoon.");
        await page.GetByLabel("Naam, straat, telefoon of nummer").FillAsync("jansen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Spreek af met deze persoon" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Bram Jansen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Geef terug" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Open");

        await page.GetByText("Niet pluis: stop deze vraag").ClickAsync();
        await page.GetByLabel("Wat is er aan de hand?").FillAsync("De deur bleef dicht.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop de vraag" }).ClickAsync();
        var stopped = await page.Locator("main").InnerTextAsync();
        stopped.ShouldContain("Gestopt: niet pluis");
        stopped.ShouldContain("De deur bleef dicht.");
        var gerda = await screens.OpenAsync(Gerda, $"/prikbord/{id}");
        var own = await gerda.Locator("main").InnerTextAsync();
        own.ShouldContain("Ingetrokken");
        own.ShouldNotContain("De deur bleef dicht.");
    }

    [Fact]
    public async Task A_request_for_each_day_of_a_week_is_a_roster()
    {
        var screens = await WithDeskAsync();
        var page = await screens.OpenAsync(Chaima, $"/balie/vraag/nieuw?voor={Gerda}", withOffice: true);
        await page.GetByLabel("Wat voor hulp?").SelectOptionAsync("boodschappen");
        await page.GetByLabel("Elke dag tot en met").FillAsync("2026-11-29");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zet op het prikbord" }).ClickAsync();
        (await page.Locator(".bh-errors").InnerTextAsync()).ShouldContain("Kies ook de eerste dag.");
        await page.GetByLabel("Op welke dag?").FillAsync("2026-11-23");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zet op het prikbord" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("7 van 7 dagen nog vrij");

        await page.GetByLabel("Naam, straat, telefoon of nummer").FillAsync("jansen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek", Exact = true }).ClickAsync();
        await page.GetByLabel("Welke dag?", new() { Exact = true }).SelectOptionAsync("2026-11-25");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zet op het rooster" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("6 van 7 dagen nog vrij");
        await page.GetByRole(AriaRole.Button, new() { Name = "Geef terug woensdag 25 november" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("7 van 7 dagen nog vrij");
    }

    [Fact]
    public async Task Help_of_several_people_is_booked_and_the_pot_pays()
    {
        var screens = await WithDeskAsync();
        var desk = screens.Community.Token(Role.Coordinator);
        var page = await screens.OpenAsync(Chaima, $"/balie/noteer?voor={Gerda}", withOffice: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Noteer", Exact = true }).ClickAsync();
        (await page.Locator(".bh-errors").InnerTextAsync()).ShouldContain("Kies wie hielp.");
        await page.Locator("#Form_Helpers-search").FillAsync("an");
        await page.Locator("#Form_Helpers").GetByRole(AriaRole.Button, new() { Name = "Zoek" }).ClickAsync();
        await page.Locator("#Form_Helpers").GetByLabel("Anna de Vries").CheckAsync();
        await page.Locator("#Form_Helpers").GetByLabel("Bram Jansen").CheckAsync();
        await page.GetByLabel("Hoe lang?").SelectOptionAsync("90");
        await page.GetByLabel("Wat voor hulp?").SelectOptionAsync("boodschappen");
        await page.GetByLabel("Wie betaalt de uren?").SelectOptionAsync("buurtpot");
        await page.GetByRole(AriaRole.Button, new() { Name = "Noteer", Exact = true }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Genoteerd: Anna de Vries, Bram Jansen hielp Gerda <b>Smid</b>");
        foreach (var (account, balance) in new[] { (Anna, 90), (Bram, 90), (Gerda, 0), ("buurtpot", -180) })
            (await screens.Community.GetAsync($"accounts/{account}", desk)).Json.GetProperty("balance").GetInt64().ShouldBe(balance, account);
    }

    [Fact]
    public async Task The_list_for_the_notice_board_names_nobody()
    {
        var screens = await WithDeskAsync();
        await WithDataAsync(screens);
        var page = await screens.OpenAsync(Chaima, "/balie/afdrukken/lijst", withOffice: true);
        var list = await page.Locator("main").InnerTextAsync();
        list.ShouldContain("Boodschappen");
        foreach (var personal in new[] { "Gerda", "Anna", "Bram", "Molenlaan", "Zware tas", "06 12", Gerda }) list.ShouldNotContain(personal);
    }

    [Fact]
    public async Task The_pages_of_the_desk_look_right()
    {
        var screens = await WithDeskAsync();
        var paths = await WithDataAsync(screens);
        foreach (var path in paths) await screens.LooksRightAsync(Chaima, path, withOffice: true);
    }

    /// <summary>Every page of the folder, so that a new one is covered without being named.</summary>
    [Fact]
    public async Task A_member_gets_into_no_page_of_the_desk()
    {
        var screens = await WithDeskAsync();
        await using var context = await Browser.OpenAsync(server.Address);
        await screens.SignInAsync(context, Anna);
        var page = await context.NewPageAsync();
        var addresses = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "pages", "Balie"), "*.cshtml").Select(file => Address.Match(File.ReadAllText(file))).Where(match => match.Success)
            .Select(match => match.Groups["path"].Value.Replace("{no}", Bram, StringComparison.Ordinal).Replace("{id:guid}", Guid.NewGuid().ToString(), StringComparison.Ordinal)).ToList();
        addresses.Count.ShouldBeGreaterThan(2);
        foreach (var address in addresses) (await page.GotoAsync(address))!.Status.ShouldBeOneOf(403, 404);
    }

    private static async Task FindAsync(IPage page, string text)
    {
        await page.GetByLabel("Naam, straat, telefoon of nummer").FillAsync(text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek", Exact = true }).ClickAsync();
    }

    private async Task<Screens> WithDeskAsync()
    {
        var screens = await Screens.OfAsync(server);
        await screens.Scene.GiveAsync(Chaima, Role.Coordinator);
        await screens.Community.JoinAsync(Gerda);
        await screens.Scene.Get<PersonVault>().AddMissingAsync(screens.Community.Code, communityName: null, [new Person(new AccountNumber(Gerda), "Gerda <b>Smid</b>", "Molenlaan 12", Phone: "06 12 34 56 78", Languages: ["nl"])], rehearse: false, default);
        await screens.Scene.ShowAsync();
        return screens;
    }

    /// <summary>Fills every list of the desk; the addresses of its pages.</summary>
    private static async Task<IReadOnlyList<string>> WithDataAsync(Screens screens)
    {
        var (community, desk) = (screens.Community, screens.Community.Token(Role.Coordinator));
        (await community.PostAsync("exchanges", Help(Bram, Gerda, 60), desk)).Status.ShouldBe(201);
        (await community.PostAsync("offers", $$"""{"category":"boodschappen","member":"{{Bram}}","words":"Ik fiets toch langs de winkel."}""", desk)).Status.ShouldBe(201);
        var open = (await community.PostAsync("requests", $$"""{"category":"boodschappen","member":"{{Gerda}}","words":"Zware tas","channel":"phone"}""", desk)).Json.GetProperty("requestId").GetString();
        var roster = (await community.PostAsync("requests", $$"""{"category":"boodschappen","member":"{{Gerda}}","dates":["2026-11-23","2026-11-24"]}""", desk)).Json.GetProperty("requestId").GetString();
        var agreed = (await community.PostAsync("requests", $$"""{"category":"boodschappen","member":"{{Gerda}}"}""", desk)).Json.GetProperty("requestId").GetString();
        (await community.PostAsync($"requests/{agreed}/agree", $$"""{"helper":"{{Anna}}"}""", desk)).Status.ShouldBe(200);
        var waiting = (await community.PostAsync("requests", $$"""{"category":"boodschappen","member":"{{Anna}}","words":"Brood en melk"}""", desk)).Json.GetProperty("requestId").GetString();
        (await community.PostAsync($"requests/{waiting}/propose", $$"""{"helper":"{{Bram}}"}""", desk)).Status.ShouldBe(200);
        await screens.Scene.ShowAsync();
        return ["/balie", $"/balie/persoon/{Gerda}", $"/balie/persoon/{Bram}", $"/balie/persoon/{Gerda}/kaart",
            $"/balie/vraag/nieuw?voor={Gerda}", $"/balie/vraag/{open}", $"/balie/vraag/{waiting}", $"/balie/vraag/{roster}", $"/balie/vraag/{agreed}",
            $"/balie/noteer?voor={Gerda}", "/balie/opvolgen", "/balie/afdrukken/lijst", $"/balie/afdrukken/overzicht/{Gerda}", $"/balie/afdrukken/rooster/{roster}"];
    }

    [GeneratedRegex("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CardNumber { get; }

    [GeneratedRegex("^@page \"(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address { get; }
}
