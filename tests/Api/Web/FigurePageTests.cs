using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Goals;
using Buurthulp.Tests.Api.Http;
using Microsoft.Playwright;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>Bram is treasurer and looks at the figures of <see cref="FigureScene"/>.</summary>
public sealed partial class FigurePageTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task The_figures_look_right()
    {
        var screens = await FigureScene.BusyAsync(server, PublicationPeriod.Quarter);
        foreach (var path in new[] { $"/cijfers?{FigureScene.Quarter}", $"/cijfers/verslag?{FigureScene.Quarter}" }) await screens.LooksRightAsync(Bram, path, withOffice: true);
    }

    [Fact]
    public async Task Pictures_are_drawn_from_the_tables_and_the_report_prints_whole()
    {
        var screens = await FigureScene.BusyAsync(server, PublicationPeriod.Quarter);
        var page = await screens.OpenAsync(Bram, $"/cijfers?{FigureScene.Quarter}", withOffice: true);

        await page.Locator("[data-from='exchanges-byMonth'] svg").WaitForAsync();
        (await page.Locator("[data-from='exchanges-byMonth'] svg").GetAttributeAsync("aria-label")).ShouldBe("Keren hulp per maand");
        (await page.Locator("[data-from='exchanges-byMonth'] .bh-bar").CountAsync()).ShouldBe(await page.Locator("#exchanges-byMonth td[data-drawn]").CountAsync());
        var heights = await page.Locator("[data-from='exchanges-byMonth'] .bh-bar").EvaluateAllAsync<double[]>("bars => bars.map(bar => bar.height.baseVal.value)");
        (heights[0] / heights[1]).ShouldBe(6 / 4.0, 0.01, "six times in July, four in August");
        await page.GotoAsync($"/cijfers/verslag?{FigureScene.Quarter}");
        (await page.Locator("main details:not([open])").CountAsync()).ShouldBe(0, "on paper nothing can be opened");
        var paper = await page.PdfAsync(new PagePdfOptions { Format = "A4" });
        paper.Length.ShouldBeGreaterThan(20_000);
        (await page.GotoAsync($"/buurt/{screens.Community.Code}"))!.Status.ShouldBe(200);
        (await page.Locator("script[src*='figures.js']").CountAsync()).ShouldBe(0, "pictures load only where they are shown");
    }

    [Fact]
    public async Task Without_script_the_sentences_and_tables_are_there_and_no_empty_frames()
    {
        var screens = await FigureScene.BusyAsync(server);
        var page = await screens.OpenAsync(Bram, $"/cijfers?{FigureScene.Quarter}", withOffice: true, options => options.JavaScriptEnabled = false);

        var text = await page.Locator("main").InnerTextAsync();
        text.ShouldContain("Er was 11 keer hulp, samen 11 uur. Gewoon duurde een keer 1 uur.");
        text.ShouldContain("Gaf en kreeg hulp: 8 mensen. Gaf alleen: 0 mensen. Kreeg alleen: 1 mens.");
        text.ShouldContain("Zo veel mensen hielpen en kregen zelf geen hulp. Misschien durven zij niet te vragen.");
        (await page.Locator("#exchanges-byMonth").IsVisibleAsync()).ShouldBeTrue();
        (await page.Locator("figure").First.IsVisibleAsync()).ShouldBeFalse();
        var headings = await page.Locator("main section h2").AllInnerTextsAsync();
        headings.ShouldBe(["Doelen", "Meedoen", "Hulp", "Geven en krijgen", "De kring van hulp", "Hulpvragen", "Uren in omloop", "Winkels", "Samen doen en bedanken"]);
    }

    [Theory]
    [InlineData(Role.Coordinator)]
    [InlineData(Role.Treasurer)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Admin)]
    public async Task Who_holds_an_office_sees_the_figures_and_finds_them_from_their_tasks(Role office)
    {
        var screens = await Screens.OfAsync(server);
        await screens.Scene.GiveAsync(Chaima, office);
        var session = await screens.Scene.SignInAsync(Chaima, fromCommandLine: true);

        var (status, page) = await FigureScene.GetAsync(screens, "/cijfers", session);

        (status, page.Contains("<a href=\"/cijfers\" aria-current=\"page\">Cijfers</a>", StringComparison.Ordinal)).ShouldBe((200, true));
        (await FigureScene.GetAsync(screens, "/cijfers", await screens.Scene.SignInAsync(Chaima))).Text.ShouldBe("/inloggen/tweede-stap?terug=%2Fcijfers", "with one factor no office opens");
    }

    [Fact]
    public async Task A_member_is_told_no_and_a_visitor_signs_in_first()
    {
        var screens = await FigureScene.BusyAsync(server);
        var session = await screens.Scene.SignInAsync(Anna, fromCommandLine: true);

        (await FigureScene.GetAsync(screens, "/cijfers", session)).Status.ShouldBe(403);
        (await FigureScene.GetAsync(screens, "/cijfers/verslag", session)).Status.ShouldBe(403);
        (await FigureScene.GetAsync(screens, "/cijfers?handler=Csv", session)).Status.ShouldBe(403);
        (await FigureScene.GetAsync(screens, "/cijfers", session: null)).Text.ShouldBe("/inloggen?terug=%2Fcijfers");
        (await FigureScene.GetAsync(screens, "/thuis", session)).Text.ShouldNotContain("href=\"/cijfers\"");
    }

    [Fact]
    public async Task A_goal_stands_first_with_how_far_it_is()
    {
        var screens = await FigureScene.BusyAsync(server);
        await screens.Scene.ExecuteAsync(new SetGoal(Guid.CreateVersion7(), Actor.Import, screens.Scene.Clock.Now, new GoalCode("meer"), new MeasureCode("exchanges-count"), TargetThousandths: 21_000, By: new(2027, 6, 30),
            StartedOn: new(2026, 7, 1), StartThousandths: 1_000));
        var session = await screens.Scene.SignInAsync(Bram, fromCommandLine: true);

        var page = FigureScene.Html(await FigureScene.GetAsync(screens, $"/cijfers?{FigureScene.Quarter}", session));

        page.ShouldContain("Op schema: 1 van 1 doel.");
        Cells(page, "meer").ShouldBe(["50%", "11", "21", "30 juni 2027", "op schema"]);
    }

    [Fact]
    public async Task A_period_is_chosen_from_a_list_or_by_days_and_an_empty_one_says_what_to_do()
    {
        var screens = await FigureScene.BusyAsync(server);
        var session = await screens.Scene.SignInAsync(Bram, fromCommandLine: true);

        FigureScene.Html(await FigureScene.GetAsync(screens, "/cijfers", session)).ShouldContain("Van 21 november 2025 tot en met 20 november 2026.");
        FigureScene.Html(await FigureScene.GetAsync(screens, "/cijfers?periode=2026-08", session)).ShouldContain("Van 1 augustus 2026 tot en met 31 augustus 2026.");
        FigureScene.Html(await FigureScene.GetAsync(screens, "/cijfers?van=2026-07-02&tot=2026-07-16", session)).ShouldContain("Er was 6 keer hulp");
        var empty = FigureScene.Html(await FigureScene.GetAsync(screens, "/cijfers?periode=2024", session));
        empty.ShouldContain("In deze periode is niets opgeschreven.");
        empty.ShouldContain("Kies een andere periode.");
        foreach (var wrong in new[] { "van=2026-07-02", "van=2026-07-02&tot=2026-07-01", "periode=gisteren", "periode=9999", "van=%3Cb%3E&tot=1", "van=9990-01-01&tot=9999-12-31" })
        {
            var page = FigureScene.Html(await FigureScene.GetAsync(screens, $"/cijfers?{wrong}", session));
            page.ShouldContain("Dit is geen periode.", Case.Sensitive, wrong);
            page.ShouldContain("Van 21 november 2025 tot en met 20 november 2026.");
            page.ShouldNotContain("<b>");
        }
    }

    [Fact]
    public async Task Figures_are_shown_as_they_were_known_on_a_day()
    {
        var screens = await FigureScene.BusyAsync(server);
        var session = await screens.Scene.SignInAsync(Bram, fromCommandLine: true);

        var before = FigureScene.Html(await FigureScene.GetAsync(screens, $"/cijfers?{FigureScene.Quarter}&bekend=2026-11-19", session));
        before.ShouldContain("Zoals we het wisten op 19 november 2026.");
        before.ShouldContain("In deze periode is niets opgeschreven.");
        before.ShouldContain($"/cijfers?handler=Csv&{FigureScene.Quarter}&bekend=2026-11-19");
        (await FigureScene.GetAsync(screens, $"/cijfers?handler=Csv&{FigureScene.Quarter}&bekend=2026-11-19", session)).Text.ShouldContain("exchanges.count;0;");
        JsonElement.Parse((await FigureScene.GetAsync(screens, $"/cijfers?handler=Json&{FigureScene.Quarter}&bekend=2026-11-19", session)).Text).GetProperty("position").GetInt64().ShouldBe(0);
        FigureScene.Html(await FigureScene.GetAsync(screens, $"/cijfers?{FigureScene.Quarter}&bekend=2026-11-20", session)).ShouldContain("Er was 11 keer hulp");
        foreach (var wrong in new[] { "2026-11-21", "gisteren", "%3Cb%3E" })
        {
            var page = FigureScene.Html(await FigureScene.GetAsync(screens, $"/cijfers?{FigureScene.Quarter}&bekend={wrong}", session));
            page.ShouldContain("Dit is geen dag die er al was.", Case.Sensitive, wrong);
            page.ShouldContain("Er was 11 keer hulp");
            page.ShouldNotContain("<b>");
        }
    }

    /// <summary>The first time with style, script and pictures 100 kB at most, the next time 20 kB (ui.md).</summary>
    [Fact]
    public async Task Figures_are_light_though_they_are_many()
    {
        var screens = await FigureScene.BusyAsync(server, PublicationPeriod.Quarter);
        var session = await screens.Scene.SignInAsync(Bram, fromCommandLine: true);

        foreach (var path in new[] { $"/cijfers?{FigureScene.Quarter}", $"/cijfers/verslag?{FigureScene.Quarter}" })
        {
            var html = await SizeAsync(path);
            var page = (await FigureScene.GetAsync(screens, path, session)).Text;
            var assets = Assets.Matches(page).Select(match => match.Groups["address"].Value).Distinct().ToList();
            assets.ShouldContain(address => address.StartsWith("/assets/figures.js", StringComparison.Ordinal));
            var all = html;
            foreach (var asset in assets) all += await SizeAsync(asset);
            html.ShouldBeLessThan(20_000, path);
            all.ShouldBeLessThan(100_000, path);
        }

        async Task<long> SizeAsync(string path)
        {
            using var handler = new HttpClientHandler { UseCookies = false, AutomaticDecompression = DecompressionMethods.None };
            using var client = new HttpClient(handler) { BaseAddress = server.Address };
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Cookie", $"{screens.Scene.Get<SessionCookie>().Name}={session}");
            request.Headers.Add("Accept-Encoding", "br, gzip");
            using var response = await client.SendAsync(request);
            return (await response.Content.ReadAsByteArrayAsync()).LongLength;
        }
    }

    [Fact]
    public async Task Who_chooses_no_period_sees_the_year_in_which_something_happened()
    {
        var screens = await Screens.OfAsync(server);
        await screens.Scene.GiveAsync(Bram, Role.Treasurer);
        (await screens.Community.PostAsync("exchanges", Help(Anna, Bram, 60).Replace("2026-11-19", "2026-07-15", StringComparison.Ordinal), screens.Community.Token(Role.Coordinator))).Status.ShouldBe(201);
        var session = await screens.Scene.SignInAsync(Bram, fromCommandLine: true);

        var quiet = FigureScene.Html(await FigureScene.GetAsync(screens, "/cijfers", session));
        quiet.ShouldContain("Van 1 augustus 2025 tot en met 31 juli 2026.");
        quiet.ShouldContain("De laatste hulp die genoteerd is, was op 15 juli 2026.");

        (await screens.Community.PostAsync("exchanges", Help(Anna, Bram, 60), screens.Community.Token(Role.Coordinator))).Status.ShouldBe(201);
        var busy = FigureScene.Html(await FigureScene.GetAsync(screens, "/cijfers", session));
        busy.ShouldContain("tot en met 20 november 2026.");
        busy.ShouldNotContain("De laatste hulp die genoteerd is");
    }

    private static List<string> Cells(string page, string label) =>
        [.. Regex.Matches(page[page.IndexOf($"<span class=\"bh-label\">{label}</span>", StringComparison.Ordinal)..].Split("</tr>")[0], "<td[^>]*>([^<]*)</td>").Select(match => match.Groups[1].Value)];

    [GeneratedRegex("(href|src)=\"(?<address>/assets/[^\"#]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Assets { get; }
}
