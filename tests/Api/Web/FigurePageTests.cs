using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Goals;
using Buurthulp.Tests.Api.Http;
using Microsoft.Playwright;
using NodaTime;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>Bram is treasurer and looks at the figures; eight people helped each other round in July and August, one in September.</summary>
public sealed partial class FigurePageTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Quarter = "periode=2026-Q3";

    [Fact]
    public async Task The_figures_look_right()
    {
        var screens = await BusyAsync(PublicationPeriod.Quarter);
        foreach (var path in new[] { $"/cijfers?{Quarter}", $"/cijfers/verslag?{Quarter}" }) await screens.LooksRightAsync(Bram, path, withOffice: true);
    }

    [Fact]
    public async Task Pictures_are_drawn_from_the_tables_and_the_report_prints_whole()
    {
        var screens = await BusyAsync(PublicationPeriod.Quarter);
        var page = await screens.OpenAsync(Bram, $"/cijfers?{Quarter}", withOffice: true);

        await page.Locator("[data-from='exchanges-byMonth'] svg").WaitForAsync();
        (await page.Locator("[data-from='exchanges-byMonth'] svg").GetAttributeAsync("aria-label")).ShouldBe("Keren hulp per maand");
        (await page.Locator("[data-from='exchanges-byMonth'] .bh-bar").CountAsync()).ShouldBe(await page.Locator("#exchanges-byMonth td[data-drawn]").CountAsync());
        var heights = await page.Locator("[data-from='exchanges-byMonth'] .bh-bar").EvaluateAllAsync<double[]>("bars => bars.map(bar => bar.height.baseVal.value)");
        (heights[0] / heights[1]).ShouldBe(6 / 4.0, 0.01, "six times in July, four in August");
        await page.GotoAsync($"/cijfers/verslag?{Quarter}");
        (await page.Locator("main details:not([open])").CountAsync()).ShouldBe(0, "on paper nothing can be opened");
        var paper = await page.PdfAsync(new PagePdfOptions { Format = "A4" });
        paper.Length.ShouldBeGreaterThan(20_000);
        (await page.GotoAsync($"/buurt/{screens.Community.Code}"))!.Status.ShouldBe(200);
        (await page.Locator("script[src*='figures.js']").CountAsync()).ShouldBe(0, "pictures load only where they are shown");
    }

    [Fact]
    public async Task Without_script_the_sentences_and_tables_are_there_and_no_empty_frames()
    {
        var screens = await BusyAsync();
        var page = await screens.OpenAsync(Bram, $"/cijfers?{Quarter}", withOffice: true, options => options.JavaScriptEnabled = false);

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

        var (status, page) = await GetAsync(screens, "/cijfers", session);

        (status, page.Contains("<a href=\"/cijfers\" aria-current=\"page\">Cijfers</a>", StringComparison.Ordinal)).ShouldBe((200, true));
        (await GetAsync(screens, "/cijfers", await screens.Scene.SignInAsync(Chaima))).Text.ShouldBe("/inloggen/tweede-stap?terug=%2Fcijfers", "with one factor no office opens");
    }

    [Fact]
    public async Task A_member_is_told_no_and_a_visitor_signs_in_first()
    {
        var screens = await BusyAsync();
        var session = await screens.Scene.SignInAsync(Anna, fromCommandLine: true);

        (await GetAsync(screens, "/cijfers", session)).Status.ShouldBe(403);
        (await GetAsync(screens, "/cijfers/verslag", session)).Status.ShouldBe(403);
        (await GetAsync(screens, "/cijfers?handler=Csv", session)).Status.ShouldBe(403);
        (await GetAsync(screens, "/cijfers", session: null)).Text.ShouldBe("/inloggen?terug=%2Fcijfers");
        (await GetAsync(screens, "/thuis", session)).Text.ShouldNotContain("href=\"/cijfers\"");
    }

    [Fact]
    public async Task What_is_handed_on_has_no_small_groups_and_what_the_treasurer_sees_has()
    {
        var screens = await BusyAsync(PublicationPeriod.Quarter);
        var session = await screens.Scene.SignInAsync(Bram, fromCommandLine: true);

        var whole = await CsvAsync("/cijfers");
        var report = await CsvAsync("/cijfers/verslag");

        whole["roles.receivedOnly"].ShouldBe("1");
        whole["exchanges.byMonth[2026-09].count"].ShouldBe("1");
        whole["network.topFiveShare"].ShouldNotBeEmpty();
        (report["roles.receivedOnly"], report["roles.both"]).ShouldBe(("", ""));
        report["exchanges.byMonth[2026-09].count"].ShouldBe("");
        report["participation.active"].ShouldBe("9");
        report.Keys.ShouldNotContain(path => path.StartsWith("network", StringComparison.Ordinal) || path.StartsWith("coordination", StringComparison.Ordinal));

        var page = Html(await GetAsync(screens, $"/cijfers/verslag?{Quarter}", session));
        page.ShouldContain("Groepen van minder dan 5 mensen staan er niet in");
        page.ShouldContain("niet getoond");
        page.ShouldNotContain("Kreeg alleen: 1 mens");

        var json = JsonElement.Parse((await GetAsync(screens, $"/cijfers/verslag?handler=Json&{Quarter}", session)).Text);
        var rate = json.GetProperty("figures").EnumerateArray().Single(figure => figure.GetProperty("figure").GetString() == "participation.active");
        (rate.GetProperty("value").GetInt32(), rate.GetProperty("unit").GetString()).ShouldBe((9, "count"));
        rate.GetProperty("explanation").GetString().ShouldStartWith("Zo veel mensen gaven of kregen");

        async Task<Dictionary<string, string>> CsvAsync(string path)
        {
            var (status, text) = await GetAsync(screens, $"{path}?handler=Csv&{Quarter}", session);
            status.ShouldBe(200);
            var lines = text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            lines[0].ShouldBe("Cijfer;Waarde;Eenheid;Naam;\"Wat zegt dit, wat zegt dit niet\"");
            return lines.Skip(1).Select(line => line.Split(';')).ToDictionary(cells => cells[0], cells => cells[1].Trim('"'));
        }
    }

    [Fact]
    public async Task A_goal_stands_first_with_how_far_it_is()
    {
        var screens = await BusyAsync();
        await screens.Scene.ExecuteAsync(new SetGoal(Guid.CreateVersion7(), Actor.Import, screens.Scene.Clock.Now, new GoalCode("meer"), new MeasureCode("exchanges-count"), TargetThousandths: 21_000, By: new(2027, 6, 30),
            StartedOn: new(2026, 7, 1), StartThousandths: 1_000));
        var session = await screens.Scene.SignInAsync(Bram, fromCommandLine: true);

        var page = Html(await GetAsync(screens, $"/cijfers?{Quarter}", session));

        page.ShouldContain("Op schema: 1 van 1 doel.");
        Cells(page, "meer").ShouldBe(["50%", "11", "21", "30 juni 2027", "op schema"]);
    }

    /// <summary>The start of a goal is the exact figure of a year of its own, and its bar would be that figure once more.</summary>
    [Fact]
    public async Task A_goal_is_in_no_report_that_is_handed_on()
    {
        var screens = await BusyAsync(PublicationPeriod.Quarter);
        await screens.Scene.ExecuteAsync(new SetGoal(Guid.CreateVersion7(), Actor.Import, screens.Scene.Clock.Now, new GoalCode("goal-one"), new MeasureCode("roles-receivedOnly"), TargetThousandths: 0, By: new(2027, 6, 30),
            StartedOn: new(2026, 7, 1), StartThousandths: null));
        await screens.Scene.ExecuteAsync(new SetGoal(Guid.CreateVersion7(), Actor.Import, screens.Scene.Clock.Now, new GoalCode("goal-two"), new MeasureCode("circle-share"), TargetThousandths: 1_000, By: new(2027, 6, 30),
            StartedOn: new(2026, 7, 1), StartThousandths: 100));
        var session = await screens.Scene.SignInAsync(Bram, fromCommandLine: true);

        Html(await GetAsync(screens, $"/cijfers?{Quarter}", session)).ShouldContain("id=\"goals\"");
        foreach (var path in new[] { $"/cijfers/verslag?{Quarter}", $"/buurt/{screens.Community.Code}/cijfers?{Quarter}" })
        {
            var page = Html(await GetAsync(screens, path, session));
            foreach (var hidden in new[] { "Doelen", "goals", "goal-" }) page.ShouldNotContain(hidden, Case.Sensitive, path);
        }

        foreach (var handler in new[] { "Csv", "Json" })
        {
            (await GetAsync(screens, $"/cijfers?handler={handler}&{Quarter}", session)).Text.ShouldContain("goals[goal-two].startValue");
            (await GetAsync(screens, $"/cijfers/verslag?handler={handler}&{Quarter}", session)).Text.ShouldNotContain("goal");
        }
    }

    [Fact]
    public async Task A_period_is_chosen_from_a_list_or_by_days_and_an_empty_one_says_what_to_do()
    {
        var screens = await BusyAsync();
        var session = await screens.Scene.SignInAsync(Bram, fromCommandLine: true);

        Html(await GetAsync(screens, "/cijfers", session)).ShouldContain("Van 21 november 2025 tot en met 20 november 2026.");
        Html(await GetAsync(screens, "/cijfers?periode=2026-08", session)).ShouldContain("Van 1 augustus 2026 tot en met 31 augustus 2026.");
        Html(await GetAsync(screens, "/cijfers?van=2026-07-02&tot=2026-07-16", session)).ShouldContain("Er was 6 keer hulp");
        var empty = Html(await GetAsync(screens, "/cijfers?periode=2024", session));
        empty.ShouldContain("In deze periode is niets opgeschreven.");
        empty.ShouldContain("Kies een andere periode.");
        foreach (var wrong in new[] { "van=2026-07-02", "van=2026-07-02&tot=2026-07-01", "periode=gisteren", "periode=9999", "van=%3Cb%3E&tot=1", "van=9990-01-01&tot=9999-12-31" })
        {
            var page = Html(await GetAsync(screens, $"/cijfers?{wrong}", session));
            page.ShouldContain("Dit is geen periode.", Case.Sensitive, wrong);
            page.ShouldContain("Van 21 november 2025 tot en met 20 november 2026.");
            page.ShouldNotContain("<b>");
        }
    }

    [Fact]
    public async Task Figures_are_shown_as_they_were_known_on_a_day()
    {
        var screens = await BusyAsync();
        var session = await screens.Scene.SignInAsync(Bram, fromCommandLine: true);

        var before = Html(await GetAsync(screens, $"/cijfers?{Quarter}&bekend=2026-11-19", session));
        before.ShouldContain("Zoals we het wisten op 19 november 2026.");
        before.ShouldContain("In deze periode is niets opgeschreven.");
        before.ShouldContain($"/cijfers?handler=Csv&{Quarter}&bekend=2026-11-19");
        (await GetAsync(screens, $"/cijfers?handler=Csv&{Quarter}&bekend=2026-11-19", session)).Text.ShouldContain("exchanges.count;0;");
        JsonElement.Parse((await GetAsync(screens, $"/cijfers?handler=Json&{Quarter}&bekend=2026-11-19", session)).Text).GetProperty("position").GetInt64().ShouldBe(0);
        Html(await GetAsync(screens, $"/cijfers?{Quarter}&bekend=2026-11-20", session)).ShouldContain("Er was 11 keer hulp");
        foreach (var wrong in new[] { "2026-11-21", "gisteren", "%3Cb%3E" })
        {
            var page = Html(await GetAsync(screens, $"/cijfers?{Quarter}&bekend={wrong}", session));
            page.ShouldContain("Dit is geen dag die er al was.", Case.Sensitive, wrong);
            page.ShouldContain("Er was 11 keer hulp");
            page.ShouldNotContain("<b>");
        }
    }

    [Fact]
    public async Task The_public_page_is_there_when_the_community_agreed_and_looks_right()
    {
        var screens = await BusyAsync();
        var address = $"/buurt/{screens.Community.Code}";
        (await GetAsync(screens, $"{address}/cijfers", session: null)).Status.ShouldBe(404);
        (await GetAsync(screens, address, session: null)).Text.ShouldNotContain($"{address}/cijfers");
        (await GetAsync(screens, "/buurt/nergens/cijfers", session: null)).Status.ShouldBe(404);

        await PublishAsync(screens, PublicationPeriod.Quarter);

        var page = Html(await GetAsync(screens, $"{address}/cijfers", session: null));
        page.ShouldContain("Van 1 juli 2026 tot en met 30 september 2026.");
        Values.Matches(page).Select(match => match.Groups["value"].Value).ShouldBe(["2026-Q3", "2026-Q2", "2026-Q1"], "whole quarters that are over, since the founding");
        page.ShouldContain("Meegedaan: 9 mensen.");
        page.ShouldNotContain("Kreeg alleen: 1 mens");
        Html(await GetAsync(screens, $"{address}/cijfers?periode=2026-Q1", session: null)).ShouldContain("In deze periode is geen hulp opgeschreven.");
        (await GetAsync(screens, $"{address}/cijfers?periode=2026-Q4", session: null)).Status.ShouldBe(404);
        (await GetAsync(screens, $"{address}/cijfers?periode=2026", session: null)).Status.ShouldBe(404);
        (await GetAsync(screens, address, session: null)).Text.ShouldContain($"{address}/cijfers");
        await PageChecks.LooksRightAsync(server.Address, $"{address}/cijfers");
    }

    /// <summary>The first time with style, script and pictures 100 kB at most, the next time 20 kB (ui.md).</summary>
    [Fact]
    public async Task Figures_are_light_though_they_are_many()
    {
        var screens = await BusyAsync(PublicationPeriod.Quarter);
        var session = await screens.Scene.SignInAsync(Bram, fromCommandLine: true);

        foreach (var path in new[] { $"/cijfers?{Quarter}", $"/cijfers/verslag?{Quarter}" })
        {
            var html = await SizeAsync(path);
            var page = (await GetAsync(screens, path, session)).Text;
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

        var quiet = Html(await GetAsync(screens, "/cijfers", session));
        quiet.ShouldContain("Van 1 augustus 2025 tot en met 31 juli 2026.");
        quiet.ShouldContain("De laatste hulp die genoteerd is, was op 15 juli 2026.");

        (await screens.Community.PostAsync("exchanges", Help(Anna, Bram, 60), screens.Community.Token(Role.Coordinator))).Status.ShouldBe(201);
        var busy = Html(await GetAsync(screens, "/cijfers", session));
        busy.ShouldContain("tot en met 20 november 2026.");
        busy.ShouldNotContain("De laatste hulp die genoteerd is");
    }

    [Fact]
    public async Task A_report_is_handed_on_of_one_kind_of_period_only_so_that_none_overlaps_another()
    {
        var screens = await BusyAsync();
        var session = await screens.Scene.SignInAsync(Bram, fromCommandLine: true);
        Html(await GetAsync(screens, "/cijfers/verslag", session)).ShouldContain("Er is nog geen verslag.");
        foreach (var period in new[] { "2026", "2026-Q3", "2026-08", "2026-08-15", "2025-12", "gisteren" }) await ShouldBeAsync(period, 404);

        await PublishAsync(screens, PublicationPeriod.Quarter);
        var report = Html(await GetAsync(screens, "/cijfers/verslag", session));
        report.ShouldContain("Van 1 juli 2026 tot en met 30 september 2026.");
        Values.Matches(report).Select(match => match.Groups["value"].Value).ShouldBe(["2026-Q3", "2026-Q2", "2026-Q1"]);
        foreach (var (period, status) in new[] { ("2026-Q2", 200), ("2026-Q4", 404), ("2026-08", 404), ("2026", 404), ("2026-Q3&van=2026-07-01&tot=2026-08-31", 200) }) await ShouldBeAsync(period, status);
        Html(await GetAsync(screens, "/cijfers/verslag?van=2026-07-02&tot=2026-08-16", session)).ShouldContain("Van 1 juli 2026 tot en met 30 september 2026.");

        // What is no longer public was handed on all the same: the kind stays.
        await PublishAsync(screens, every: null);
        await ShouldBeAsync("2026-Q3", 200);
        await ShouldBeAsync("2025", 404);
        await PublishAsync(screens, PublicationPeriod.Month);
        foreach (var period in new[] { "2026-08", "2026-Q3", "2026" }) await ShouldBeAsync(period, 404);

        async Task ShouldBeAsync(string period, int status)
        {
            (await GetAsync(screens, $"/cijfers/verslag?periode={period}", session)).Status.ShouldBe(status, period);
            foreach (var handler in new[] { "Csv", "Json" }) (await GetAsync(screens, $"/cijfers/verslag?handler={handler}&periode={period}", session)).Status.ShouldBe(status, $"{handler} {period}");
        }
    }

    private static Task PublishAsync(Screens screens, PublicationPeriod? every) => screens.Scene.ExecuteAsync(
        new ChangeAgreement(Guid.CreateVersion7(), Actor.Import, screens.Scene.Clock.Now, Agreement.Default with { Publication = every is { } kind ? new PublicationTerms(kind) : null }));

    private async Task<Screens> BusyAsync(PublicationPeriod? published = null)
    {
        var screens = await Screens.OfAsync(server);
        foreach (var number in Enumerable.Range(5, 6)) await screens.Community.JoinAsync($"L{number:0000}");
        string[] people = [Anna, Bram, Chaima, "L0005", "L0006", "L0007", "L0008", "L0009"];
        for (var i = 0; i < people.Length; i++) await HelpAsync(people[i], people[(i + 1) % people.Length], i < 6 ? new(2026, 7, 15) : new(2026, 8, 15));
        await HelpAsync(Anna, Chaima, new(2026, 8, 16));
        await HelpAsync(Anna, "L0009", new(2026, 8, 17));
        await HelpAsync(Anna, "L0010", new(2026, 9, 17));
        await screens.Scene.GiveAsync(Bram, Role.Treasurer);
        if (published is { } every) await PublishAsync(screens, every);
        return screens;

        Task HelpAsync(string helper, string receiver, LocalDate on) => screens.Community.ExecuteAsync(new RecordExchange(Guid.CreateVersion7(), Actor.Coordinator(), ApiServer.Noon,
            [new Share(new AccountNumber(helper), 60)], [new Share(new AccountNumber(receiver), 60)], new CategoryCode("boodschappen"), on, Channel.Phone));
    }

    /// <summary>The page, or where it sends somebody.</summary>
    private async Task<(int Status, string Text)> GetAsync(Screens screens, string path, string? session)
    {
        using var handler = new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Accept-Language", "nl");
        if (session is not null) request.Headers.Add("Cookie", $"{screens.Scene.Get<SessionCookie>().Name}={session}");
        using var response = await client.SendAsync(request);
        return ((int)response.StatusCode, response.Headers.Location?.ToString() ?? await response.Content.ReadAsStringAsync());
    }

    private static string Html((int Status, string Text) answer)
    {
        answer.Status.ShouldBe(200);
        return WebUtility.HtmlDecode(answer.Text);
    }

    private static List<string> Cells(string page, string label) =>
        [.. Regex.Matches(page[page.IndexOf($"<span class=\"bh-label\">{label}</span>", StringComparison.Ordinal)..].Split("</tr>")[0], "<td[^>]*>([^<]*)</td>").Select(match => match.Groups[1].Value)];

    [GeneratedRegex("<option value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Values { get; }

    [GeneratedRegex("(href|src)=\"(?<address>/assets/[^\"#]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Assets { get; }
}
