using System.Text.RegularExpressions;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Tests.Api.Http;
using Microsoft.Playwright;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>The treasurer's and the auditor's rooms: Chaima and Anna are treasurers, Bram is an auditor.</summary>
public sealed partial class BooksPageTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Both_rooms_say_the_same_and_only_the_treasurer_finds_something_to_do()
    {
        var scene = await BooksScene.OfAsync(server);
        var position = await scene.BookAsync(Anna, Bram, 90);
        foreach (var path in BooksScene.Rooms(position))
        {
            var treasurer = await scene.GetAsync(Chaima, "/kas" + path);
            var auditor = await scene.GetAsync(Bram, "/controle" + path);
            (treasurer.Status, auditor.Status).ShouldBe((200, 200), path);
            Middle(auditor.Text).ShouldNotContain("href=\"/kas", Case.Sensitive, path);
            Middle(auditor.Text).ShouldNotContain("method=\"post\"", Case.Sensitive, path);
            foreach (var name in new[] { "Anna de Vries", "Bram Jansen", "Chaima el Idrissi" }) (treasurer.Text + auditor.Text).ShouldNotContain(name, Case.Insensitive, path);
        }

        foreach (var (account, path) in new[] { (Bram, "/kas"), (Bram, "/kas/journaal"), (Chaima, "/controle"), (BooksScene.Eva, "/kas"), (BooksScene.Eva, "/controle/bewijs") })
            (await scene.GetAsync(account, path)).Status.ShouldBe(403, $"{account} {path}");
    }

    [Fact]
    public async Task The_balance_is_one_big_line_and_the_trial_balance_of_any_day_or_entry_adds_up()
    {
        var scene = await BooksScene.OfAsync(server);
        var position = await scene.BookAsync(Anna, Bram, 90);
        await scene.BookAsync(Anna, Bram, 30);
        Middle((await scene.GetAsync(Chaima, "/kas")).Text).ShouldContain("Alles klopt: samen is het precies 0.");

        Balances((await scene.GetAsync(Chaima, "/kas/saldibalans")).Text)[Anna].ShouldBe("2 uur");
        Balances((await scene.GetAsync(Bram, $"/controle/saldibalans?boeking={position}")).Text)[Anna].ShouldBe("1 uur 30");
        Balances((await scene.GetAsync(Chaima, "/kas/saldibalans?op=2026-11-18")).Text)[Anna].ShouldBe("0 uur");
        Balances((await scene.GetAsync(Chaima, "/kas/saldibalans?op=2026-11-19")).Text)[Bram].ShouldBe("\u22122 uur");
        Middle((await scene.GetAsync(Chaima, "/kas/saldibalans?boeking=99999")).Text).ShouldContain("bh-errors");
    }

    [Fact]
    public async Task The_journal_is_filtered_by_account_kind_and_day_and_goes_back_a_page_at_a_time()
    {
        var scene = await BooksScene.OfAsync(server);
        await scene.Community.HelpOftenAsync(70);
        (await scene.Community.PostAsync("gifts", $$"""{"from":"{{Anna}}","to":"buurtpot","minutes":15}""", scene.Community.Token(Role.Member, Anna))).Status.ShouldBe(201);
        var gift = await scene.Community.HeadAsync();

        var first = Middle((await scene.GetAsync(Chaima, "/kas/journaal")).Text);
        PositionsIn(first).ShouldBe(Enumerable.Range(0, 50).Select(back => gift - back));
        var older = Middle((await scene.GetAsync(Chaima, OlderThan(first))).Text);
        PositionsIn(older).First().ShouldBe(gift - 50);

        PositionsIn(Middle((await scene.GetAsync(Chaima, "/kas/journaal?soort=gift_made")).Text)).ShouldBe([gift]);
        PositionsIn(Middle((await scene.GetAsync(Bram, "/controle/journaal?rekening=buurtpot")).Text)).ShouldBe([gift]);
        var help = Middle((await scene.GetAsync(Chaima, $"/kas/journaal?rekening={Anna}&soort=exchange_booked&van=2026-11-19&tot=2026-11-19")).Text);
        PositionsIn(help).Count().ShouldBe(50);
        PositionsIn(Middle((await scene.GetAsync(Chaima, OlderThan(help))).Text)).Count().ShouldBe(20);

        // By day the latest day comes first, also when something of an earlier day was written down later.
        await scene.Community.ExecuteAsync(new RecordExchange(Guid.CreateVersion7(), Actor.Coordinator(), ApiServer.Noon, [new Share(new AccountNumber(Anna), 5)], [new Share(new AccountNumber(Bram), 5)],
            new CategoryCode("boodschappen"), new(2026, 11, 10), Channel.Phone));
        var late = await scene.Community.HeadAsync();
        PositionsIn(Middle((await scene.GetAsync(Chaima, "/kas/journaal?soort=exchange_booked")).Text)).First().ShouldBe(late);
        var byDay = Middle((await scene.GetAsync(Chaima, "/kas/journaal?soort=exchange_booked&van=2026-11-01")).Text);
        PositionsIn(byDay).First().ShouldBe(gift - 1);
        var rest = PositionsIn(Middle((await scene.GetAsync(Chaima, OlderThan(byDay))).Text)).ToList();
        (rest.Count, rest[^1]).ShouldBe((21, late));
        PositionsIn(Middle((await scene.GetAsync(Chaima, "/kas/journaal?tot=2026-11-18")).Text)).ShouldBe([late]);
        foreach (var wrong in new[] { "-3", "0", "99999999", "x" }) (await scene.GetAsync(Chaima, $"/kas/journaal?van=2026-11-01&voor={wrong}")).Status.ShouldBe(200, wrong);
        Middle((await scene.GetAsync(Chaima, $"/kas/journaal?rekening={Anna}&tot=2026-11-09")).Text).ShouldContain("Er is geen boeking die hierbij past.");
    }

    [Fact]
    public async Task A_name_is_shown_for_a_reason_that_its_owner_can_read()
    {
        var scene = await BooksScene.OfAsync(server);
        var page = await scene.Screens.OpenAsync(Chaima, $"/kas/rekening/{Anna}", withOffice: true);
        await page.GetByRole(AriaRole.Link, new() { Name = "Wie is dit?" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Laat de naam zien" }).ClickAsync();
        (await page.Locator(".bh-errors").InnerTextAsync()).ShouldContain("Vul dit in.");
        (await page.Locator("main").InnerTextAsync()).ShouldNotContain("Anna de Vries");
        (await ReadsAsync()).ShouldBe(0);
        await page.GetByLabel("Waarom wil je de naam weten?").SelectOptionAsync("question");
        await page.GetByRole(AriaRole.Button, new() { Name = "Laat de naam zien" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain($"{Anna} is Anna de Vries.");
        (await ReadsAsync()).ShouldBe(1);

        Task<long> ReadsAsync() => scene.Screens.Scene.ScalarAsync<long>("SELECT count(*) FROM vault.reads WHERE community = $1 AND account = $2 AND reader = $3 AND role = 'treasurer' AND reason = 'books-question'", scene.Community.Code.Value, Anna, Chaima);
    }

    [Fact]
    public async Task Two_treasurers_in_two_browsers_undo_a_large_entry()
    {
        var scene = await BooksScene.OfAsync(server);
        var position = await scene.BookAsync(Bram, BooksScene.Eva, 700);
        var one = await scene.Screens.OpenAsync(Chaima, $"/kas/journaal/{position}", withOffice: true);
        await one.GetByRole(AriaRole.Link, new() { Name = "Draai deze boeking terug" }).ClickAsync();
        await one.GetByRole(AriaRole.Button, new() { Name = "Draai terug" }).ClickAsync();
        (await one.Locator(".bh-errors").InnerTextAsync()).ShouldContain("Vul dit in.");
        await one.GetByLabel("Waarom?").SelectOptionAsync("wrong-amount");
        await one.GetByRole(AriaRole.Button, new() { Name = "Draai terug" }).ClickAsync();
        (await one.Locator("main").InnerTextAsync()).ShouldContain("Jij vroeg hierom");
        (await one.GetByRole(AriaRole.Button, new() { Name = "Keur goed en boek" }).CountAsync()).ShouldBe(0);
        (await scene.BalanceAsync(Bram)).ShouldBe(700);

        var two = await scene.Screens.OpenAsync(Anna, "/kas", withOffice: true);
        await two.GetByRole(AriaRole.Link, new() { Name = "1 correctie wacht op een tweede persoon" }).ClickAsync();
        await two.GetByRole(AriaRole.Link, new() { Name = "Bekijk en beslis" }).ClickAsync();
        (await two.Locator("main").InnerTextAsync()).ShouldContain($"{Chaima} vraagt om 11 uur 40 terug te draaien: De tijd klopt niet.");
        await two.GetByRole(AriaRole.Button, new() { Name = "Keur goed en boek" }).ClickAsync();
        (await two.Locator("main").InnerTextAsync()).ShouldContain("Teruggedraaid door twee personen");
        (await scene.BalanceAsync(Bram)).ShouldBe(0);

        // The first one's page still stands open with its button.
        await one.GetByRole(AriaRole.Button, new() { Name = "Trek mijn vraag in" }).ClickAsync();
        (await one.Locator(".bh-errors").CountAsync()).ShouldBe(1);
        (await scene.BalanceAsync(Bram)).ShouldBe(0);
    }

    [Fact]
    public async Task A_second_person_may_refuse_and_then_nothing_moves()
    {
        var scene = await BooksScene.OfAsync(server);
        var position = await scene.BookAsync(Bram, BooksScene.Eva, 700);
        (await scene.Community.PostAsync("corrections", $$"""{"position":{{position}},"reason":"mistake"}""", scene.Community.Token(Role.Treasurer, Chaima))).Status.ShouldBe(200);
        var page = await scene.Screens.OpenAsync(Anna, "/kas/correcties", withOffice: true);
        await page.GetByRole(AriaRole.Link, new() { Name = "Bekijk en beslis" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Nee, laat staan" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Niet gedaan");
        (await scene.BalanceAsync(Bram)).ShouldBe(700);
    }

    [Fact]
    public async Task A_budget_and_an_opening_balance_are_set_and_shown()
    {
        var scene = await BooksScene.OfAsync(server);
        var page = await scene.Screens.OpenAsync(Chaima, "/kas/instelling/nieuw", withOffice: true);
        await page.GetByLabel("Nummer").FillAsync("gemeente");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open de rekening" }).ClickAsync();
        await page.GetByLabel("Hele uren").FillAsync("40");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zet het budget" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("40 uur");
        await page.GotoAsync("/kas/beginstand");
        await page.GetByLabel("Het nummer van een rekening").Or(page.GetByLabel("Rekening")).First.FillAsync(Anna);
        await page.GetByLabel("Hoeveel minuten").FillAsync("-45");
        await page.GetByLabel("Op welke dag").FillAsync("2026-11-19");
        await page.GetByRole(AriaRole.Button, new() { Name = "Boek de beginstand" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("\u221245 minuten");
        (await scene.BalanceAsync(Anna)).ShouldBe(-45);
    }

    [Fact]
    public void Every_event_has_a_name_for_the_journal()
    {
        var texts = Buurthulp.Api.Http.Problems.Words.Language.Dutch.Pages;
        foreach (var type in EventTypes.All) texts.Keys.ShouldContain("entry." + EventTypes.NameOf(type));
    }

    /// <summary>One call a page, with everything on it that there can be.</summary>
    [Fact]
    public async Task The_pages_of_the_books_look_right()
    {
        var scene = await BooksScene.OfAsync(server);
        var paths = await scene.WithEverythingAsync();
        paths.Count.ShouldBeGreaterThan(20);
        foreach (var path in paths) await scene.Screens.LooksRightAsync(path.StartsWith("/controle", StringComparison.Ordinal) ? Bram : Chaima, path, withOffice: true);
    }

    private static string Middle(string page) => page[page.IndexOf("<main", StringComparison.Ordinal)..page.IndexOf("</main>", StringComparison.Ordinal)];

    private static string OlderThan(string main) => System.Net.WebUtility.HtmlDecode(Older.Match(main).Groups["address"].Value);

    private static IEnumerable<long> PositionsIn(string main) => Entry.Matches(main).Select(match => long.Parse(match.Groups["no"].Value, System.Globalization.CultureInfo.InvariantCulture));

    private static Dictionary<string, string> Balances(string page) =>
        Balance.Matches(System.Net.WebUtility.HtmlDecode(page)).ToDictionary(match => match.Groups["no"].Value, match => match.Groups["amount"].Value);

    [GeneratedRegex("<strong>Boeking (?<no>[0-9]+)</strong>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entry { get; }

    [GeneratedRegex("href=\"(?<address>/kas/journaal\\?[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Older { get; }

    [GeneratedRegex("<td><a [^>]*>(?<no>[A-Za-z0-9]+)</a></td><td class=\"bh-number\">(?<amount>[^<]+)</td>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Balance { get; }
}
