using Buurthulp.Ledger;
using Buurthulp.Tests.Api.Http;
using Microsoft.Playwright;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>A member at home: records help, answers, reads their hours, asks and helps. In a real browser, on a phone.</summary>
public sealed class MemberPageTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Help_that_I_received_is_booked_at_once_and_I_can_take_it_back()
    {
        var screens = await Screens.OfAsync(server);
        var page = await screens.OpenAsync(Anna, "/thuis");
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("Dag Anna");
        await page.GetByRole(AriaRole.Link, new() { Name = "Noteer hulp" }).Last.ClickAsync();
        await page.GetByLabel("Zoek een andere buur op naam").FillAsync("jans");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek", Exact = true }).ClickAsync();
        await page.GetByLabel("Bram Jansen").CheckAsync();
        await page.GetByLabel("Hoe lang?").SelectOptionAsync("90");
        await page.GetByLabel("Wat voor hulp?").SelectOptionAsync("boodschappen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Noteer", Exact = true }).ClickAsync();
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("Het is genoteerd", await page.Locator("main").InnerTextAsync());
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Bram Jansen hielp jou, 1 uur 30, Boodschappen, vrijdag 20 november.");
        (await BalanceAsync(screens, Anna)).ShouldBe(-90);

        await page.GetByRole(AriaRole.Button, new() { Name = "Draai het terug" }).ClickAsync();
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("Teruggedraaid");
        (await BalanceAsync(screens, Anna)).ShouldBe(0);
        (await BalanceAsync(screens, Bram)).ShouldBe(0);
        await page.GotoAsync("/mijn/uren");
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Help_that_I_gave_waits_for_the_others_yes()
    {
        var screens = await Screens.OfAsync(server);
        (await screens.Community.PostAsync("exchanges", Help(Bram, Anna, 60), screens.Community.Token(Role.Member, Bram))).Status.ShouldBe(201);
        var page = await screens.OpenAsync(Anna, "/thuis");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Bram Jansen hielp jou 1 uur met Boodschappen op donderdag 19 november. Klopt dat?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ja, dat klopt" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldNotContain("Klopt dat?");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Bram Jansen hielp jou: Boodschappen");
        (await BalanceAsync(screens, Bram)).ShouldBe(60);
    }

    [Fact]
    public async Task What_waits_for_my_answer_stands_on_my_first_page()
    {
        var screens = await Screens.OfAsync(server);
        var (community, desk) = (screens.Community, screens.Community.Token(Role.Coordinator));
        (await community.PostAsync("offers", $$"""{"category":"boodschappen","member":"{{Bram}}"}""", desk)).Status.ShouldBe(201);
        var request = (await community.PostAsync("requests", $$"""{"category":"boodschappen","member":"{{Anna}}"}""", desk)).Json.GetProperty("requestId").GetString();
        var page = await screens.OpenAsync(Bram, "/thuis");
        await page.GetByRole(AriaRole.Link, new() { Name = "Er is 1 vraag die bij je past" }).ClickAsync();
        (await page.GetByRole(AriaRole.Link, new() { Name = "Boodschappen" }).CountAsync()).ShouldBe(1);
        (await community.PostAsync($"requests/{request}/propose", $$"""{"helper":"{{Bram}}"}""", desk)).Status.ShouldBe(200);
        await page.GotoAsync("/thuis");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("De bemiddelaar denkt aan jou voor Anna de Vries.");
        (await (await screens.OpenAsync(Anna, "/thuis")).Locator("main").InnerTextAsync()).ShouldNotContain("Bram");
        await page.GetByRole(AriaRole.Link, new() { Name = "Geef antwoord" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ja, dat is goed" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Je gaat Anna de Vries helpen.");
    }

    [Fact]
    public async Task A_daughter_answers_and_writes_down_help_for_her_father()
    {
        var screens = await Screens.OfAsync(server);
        var community = screens.Community;
        (await community.PostAsync($"members/{Bram}/proxies", $$"""{"proxy":"{{Anna}}"}""", community.Token(Role.Member, Bram))).Status.ShouldBe(200);
        (await community.PostAsync("exchanges", Help(Chaima, Bram, 60), community.Token(Role.Member, Chaima))).Status.ShouldBe(201);
        (await community.PostAsync("exchanges", Help(Anna, Bram, 30), community.Token(Role.Member, Anna))).Status.ShouldBe(201);
        var page = await screens.OpenAsync(Anna, "/thuis");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Chaima el Idrissi hielp Bram Jansen 1 uur met Boodschappen");
        (await page.GetByRole(AriaRole.Button, new() { Name = "Ja, dat klopt" }).CountAsync()).ShouldBe(1, "she says no yes to her own help");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ja, dat klopt" }).ClickAsync();
        (await BalanceAsync(screens, Bram)).ShouldBe(-60);

        await page.GotoAsync("/noteer");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Bram Jansen" }).CheckAsync();
        await page.GetByLabel("Zoek een andere buur op naam").FillAsync("chaima");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek", Exact = true }).ClickAsync();
        await page.GetByLabel("Chaima el Idrissi").CheckAsync();
        await page.GetByLabel("Wat voor hulp?").SelectOptionAsync("boodschappen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Noteer", Exact = true }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Chaima el Idrissi hielp Bram Jansen, 1 uur, Boodschappen");
        (await BalanceAsync(screens, Bram)).ShouldBe(-120);
        (await BalanceAsync(screens, Anna)).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_missing_is_said_at_the_field_and_what_was_filled_in_stays()
    {
        var screens = await Screens.OfAsync(server);
        var page = await screens.OpenAsync(Anna, "/noteer");
        await page.GetByLabel("Hoe lang?").SelectOptionAsync("45");
        await page.GetByLabel("Een andere dag").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Noteer", Exact = true }).ClickAsync();
        var errors = await page.Locator(".bh-errors").InnerTextAsync();
        errors.ShouldContain("Kies met wie het was.");
        errors.ShouldContain("Kies wat voor hulp het was.");
        errors.ShouldContain("Kies de dag.");
        (await page.GetByLabel("Hoe lang?").InputValueAsync()).ShouldBe("45");
        (await page.EvaluateAsync<bool>("document.activeElement.classList.contains('bh-errors')")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_request_goes_from_the_board_to_a_match_and_back_without_a_reason()
    {
        var screens = await Screens.OfAsync(server);
        var anna = await screens.OpenAsync(Anna, "/prikbord/vraag");
        await anna.GetByLabel("Wat voor hulp?").SelectOptionAsync("boodschappen");
        await anna.GetByLabel("Wat is er nodig?").FillAsync("Zwaar tillen <script>alert(1)</script>");
        await anna.GetByRole(AriaRole.Button, new() { Name = "Zet op het prikbord" }).ClickAsync();
        (await anna.Locator("main").InnerTextAsync()).ShouldContain("Je vraag staat op het prikbord.");

        var bram = await screens.OpenAsync(Bram, "/prikbord");
        var board = await bram.Locator("main").InnerTextAsync();
        board.ShouldContain("Zwaar tillen <script>alert(1)</script>");
        board.ShouldNotContain("Anna");
        await bram.GetByRole(AriaRole.Link, new() { Name = "Boodschappen" }).ClickAsync();
        await bram.GetByRole(AriaRole.Button, new() { Name = "Ik kan helpen" }).ClickAsync();

        await anna.ReloadAsync();
        (await anna.Locator("main").InnerTextAsync()).ShouldContain("Bram Jansen wil je helpen. Is dat goed?");
        await anna.GetByRole(AriaRole.Button, new() { Name = "Ja, dat is goed" }).ClickAsync();
        (await anna.Locator("main").InnerTextAsync()).ShouldContain("Bram Jansen komt je helpen.");

        await bram.ReloadAsync();
        (await bram.Locator("main").InnerTextAsync()).ShouldContain("Je gaat Anna de Vries helpen.");
        await bram.GetByRole(AriaRole.Button, new() { Name = "Geef terug" }).ClickAsync();
        bram.Url.ShouldEndWith("/prikbord");
        await anna.ReloadAsync();
        var open = await anna.Locator("main").InnerTextAsync();
        open.ShouldContain("Open");
        open.ShouldNotContain("Bram");
    }

    [Fact]
    public async Task Who_asked_takes_a_request_back_also_after_somebody_agreed_to_help()
    {
        var screens = await Screens.OfAsync(server);
        var community = screens.Community;
        var request = (await community.PostAsync("requests", """{"category":"boodschappen"}""", community.Token(Role.Member, Anna))).Json.GetProperty("requestId").GetString();
        (await community.PostAsync($"requests/{request}/propose", $$"""{"helper":"{{Bram}}"}""", community.Token(Role.Member, Bram))).Status.ShouldBe(200);
        (await community.PostAsync($"requests/{request}/agree", "{}", community.Token(Role.Member, Anna))).Status.ShouldBe(200);

        var anna = await screens.OpenAsync(Anna, $"/prikbord/{request}");
        (await anna.Locator("main").InnerTextAsync()).ShouldContain("Gaat het toch niet door?");
        (await anna.GetByRole(AriaRole.Button, new() { Name = "Trek de vraag in" }).CountAsync()).ShouldBe(0, "the ledger takes back what is open");
        await anna.GetByRole(AriaRole.Button, new() { Name = "Geef terug" }).ClickAsync();
        anna.Url.ShouldEndWith($"/prikbord/{request}");
        await anna.GetByRole(AriaRole.Button, new() { Name = "Trek de vraag in" }).ClickAsync();

        anna.Url.ShouldEndWith("/prikbord");
        (await community.GetAsync($"requests/{request}", community.Token(Role.Member, Anna))).Json.GetProperty("status").GetString().ShouldBe("withdrawn");
    }

    [Fact]
    public async Task The_pages_of_a_member_look_right()
    {
        var screens = await Screens.OfAsync(server);
        var community = screens.Community;
        var recorded = (await community.PostAsync("exchanges", Help(Bram, Anna, 60), community.Token(Role.Member, Anna))).Json.GetProperty("exchangeId").GetString();
        (await community.PostAsync("exchanges", Help(Chaima, Anna, 45), community.Token(Role.Member, Chaima))).Status.ShouldBe(201);
        var request = (await community.PostAsync("requests", """{"category":"boodschappen","words":"Wie gaat er mee?"}""", community.Token(Role.Member, Bram))).Json.GetProperty("requestId").GetString();
        foreach (var path in new[] { "/thuis", "/noteer", $"/noteer/klaar/{recorded}", "/mijn/uren", "/prikbord", "/prikbord/vraag", "/prikbord/aanbod", $"/prikbord/{request}" }) await screens.LooksRightAsync(Anna, path);
    }

    [Fact]
    public async Task Everything_works_without_script()
    {
        var screens = await Screens.OfAsync(server);
        (await screens.Community.PostAsync("exchanges", Help(Bram, Anna, 60), screens.Community.Token(Role.Member, Bram))).Status.ShouldBe(201);
        var page = await screens.OpenAsync(Anna, "/thuis", more: options => options.JavaScriptEnabled = false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ja, dat klopt" }).ClickAsync();
        (await BalanceAsync(screens, Bram)).ShouldBe(60);
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_asked_to_sign_in()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        using var answer = await client.GetAsync(new Uri("/mijn/uren", UriKind.Relative));
        answer.Headers.Location!.ToString().ShouldStartWith("/inloggen?terug=");
    }

    private static async Task<long> BalanceAsync(Screens screens, string account) =>
        (await screens.Community.GetAsync($"accounts/{account}", screens.Community.Token(Role.Coordinator))).Json.GetProperty("balance").GetInt64();
}
