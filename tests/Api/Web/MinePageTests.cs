using Buurthulp.Api.Vault;
using Buurthulp.Api.Web;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Verification;
using Buurthulp.Ledger.Writing;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Ledger.Verification;
using Microsoft.Playwright;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>What somebody can do with what is theirs: data, hours, leaving.</summary>
public sealed class MinePageTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task I_see_what_is_known_of_me_and_who_looked_at_it()
    {
        var screens = await Screens.OfAsync(server);
        await screens.Scene.Get<ReadLog>().AddAsync(screens.Community.Code, new AccountNumber(Anna), Actor.Coordinator(), new ReasonCode("phone-call"), default);
        var text = await (await screens.OpenAsync(Anna, "/mijn")).Locator("main").InnerTextAsync();
        text.ShouldContain("Anna de Vries");
        text.ShouldContain("anna@example.org");
        text.ShouldContain("Nederlands");
        text.ShouldContain("bemiddelaar");
        text.ShouldContain("Voor een telefoongesprek");
        text.ShouldNotContain("Bram");
    }

    [Fact]
    public async Task I_correct_my_data_and_what_is_wrong_is_said_at_the_field()
    {
        var screens = await Screens.OfAsync(server);
        var page = await screens.OpenAsync(Anna, "/mijn/gegevens");
        await page.GetByLabel("Naam").FillAsync("Anna <script>alert(1)</script>");
        await page.GetByLabel("Straat").FillAsync("Molenpad 4");
        await page.GetByLabel("Engels").CheckAsync();
        await page.EvaluateAsync("document.querySelector('[type=email]').type = 'text'");
        await page.GetByLabel("Mail").FillAsync("geen adres");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        (await page.Locator(".bh-errors").InnerTextAsync()).ShouldContain("Dit is geen mailadres.");
        (await page.GetByLabel("Straat").InputValueAsync()).ShouldBe("Molenpad 4");
        await page.GetByLabel("Mail").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        var text = await page.Locator("main").InnerTextAsync();
        text.ShouldContain("Anna <script>alert(1)</script>");
        text.ShouldContain("Molenpad 4");
        text.ShouldContain("Nederlands, Engels");
        text.ShouldNotContain("anna@example.org");
    }

    [Fact]
    public async Task What_I_download_is_only_mine()
    {
        var screens = await Screens.OfAsync(server);
        (await screens.Community.PostAsync("exchanges", Help(Bram, Anna, 60), screens.Community.Token(Role.Coordinator))).Status.ShouldBe(201);
        var page = await screens.OpenAsync(Anna, "/mijn");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download alles" }).ClickAsync());
        var file = await File.ReadAllTextAsync(await download.PathAsync());
        file.ShouldContain("Anna de Vries");
        file.ShouldNotContain("Bram");
        file.ShouldNotContain(Bram);
    }

    [Fact]
    public async Task I_thank_once_for_help_that_I_received_and_see_how_many_are_around_me()
    {
        var screens = await Screens.OfAsync(server);
        var community = screens.Community;
        (await community.PostAsync("exchanges", Help(Bram, Anna, 60), community.Token(Role.Coordinator))).Status.ShouldBe(201);
        (await community.PostAsync("exchanges", Help(Chaima, Anna, 30), community.Token(Role.Coordinator))).Status.ShouldBe(201);
        (await community.PostAsync("exchanges", Help(Anna, Bram, 30), community.Token(Role.Coordinator))).Status.ShouldBe(201);
        var page = await screens.OpenAsync(Anna, "/mijn/uren");
        var round = await page.Locator("section[aria-labelledby=round]").InnerTextAsync();
        round.ShouldContain("Je gaf 30 minuten hulp. Je hielp 1 buur.");
        round.ShouldContain("Je kreeg 1 uur 30 hulp. 2 buren hielpen jou.");
        (await page.GetByRole(AriaRole.Button, new() { Name = "Bedank" }).CountAsync()).ShouldBe(2);
        await page.GetByRole(AriaRole.Button, new() { Name = "Bedank voor: Bram" }).ClickAsync();
        (await page.GetByRole(AriaRole.Button, new() { Name = "Bedank" }).CountAsync()).ShouldBe(1);
        await page.GotoAsync("/thuis");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("2 buren hielpen jou.");
    }

    [Fact]
    public async Task I_give_to_the_pot_what_I_have_and_no_more()
    {
        var screens = await Screens.OfAsync(server);
        (await screens.Community.PostAsync("exchanges", Help(Anna, Bram, 90), screens.Community.Token(Role.Coordinator))).Status.ShouldBe(201);
        var page = await screens.OpenAsync(Anna, "/mijn/pot");
        await page.GetByLabel("Hoeveel geef je?").SelectOptionAsync("120");
        await page.GetByRole(AriaRole.Button, new() { Name = "Geef aan de pot" }).ClickAsync();
        (await page.Locator(".bh-errors").InnerTextAsync()).ShouldContain("nog 1 uur en 30 minuten te besteden");
        await page.GetByLabel("Hoeveel geef je?").SelectOptionAsync("60");
        await page.GetByRole(AriaRole.Button, new() { Name = "Geef aan de pot" }).ClickAsync();
        var text = await page.Locator("main").InnerTextAsync();
        text.ShouldContain("Je gaf 1 uur aan de pot.");
        text.ShouldContain("Je stand is 30 minuten.");
    }

    [Fact]
    public async Task My_statement_is_a_table_in_which_nothing_is_a_formula()
    {
        var screens = await Screens.OfAsync(server);
        (await screens.Community.PostAsync("exchanges", Help(Bram, Anna, 60), screens.Community.Token(Role.Coordinator))).Status.ShouldBe(201);
        var page = await screens.OpenAsync(Anna, "/mijn/uren");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download als tabel" }).ClickAsync());
        download.SuggestedFilename.ShouldBe("buurthulp-L0001.csv");
        (await File.ReadAllTextAsync(await download.PathAsync())).ShouldBe("Dag;Wat;Minuten;Stand daarna (minuten);Betaald door de pot (minuten)\r\n2026-11-19;Bram Jansen hielp jou: Boodschappen;-60;-60;\r\n");
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+31", "'+31")]
    [InlineData("-cmd", "'-cmd")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("a;b", "\"a;b\"")]
    [InlineData("zei \"dag\"", "\"zei \"\"dag\"\"\"")]
    [InlineData("Anna", "Anna")]
    public void A_text_in_a_table_is_never_a_formula(string text, string cell)
    {
        var file = new CsvDownload();
        file.Add(text, -5L);
        System.Text.Encoding.UTF8.GetString(file.ToBytes()).TrimStart('\uFEFF').ShouldBe($"{cell};-5\r\n");
    }

    [Fact]
    public async Task I_stop_and_am_forgotten_and_the_journal_still_verifies()
    {
        var screens = await Screens.OfAsync(server);
        var community = screens.Community;
        (await community.PostAsync("exchanges", Help(Bram, Anna, 60), community.Token(Role.Coordinator))).Status.ShouldBe(201);
        var page = await screens.OpenAsync(Anna, "/mijn/stoppen");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("een oud-lid");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop en wis" }).ClickAsync();
        (await page.Locator(".bh-errors").InnerTextAsync()).ShouldContain("Zet een vinkje als je het zeker weet.");
        await page.GetByLabel("Ja, ik wil stoppen").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop en wis" }).ClickAsync();
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("Je gegevens zijn gewist");
        await page.GotoAsync("/thuis");
        page.Url.ShouldContain("/inloggen");

        (await screens.Scene.Get<PersonVault>().FindAsync(community.Code, new AccountNumber(Anna), default)).ShouldBeNull();
        (await (await screens.OpenAsync(Bram, "/mijn/uren")).Locator("main").InnerTextAsync()).ShouldContain("Je hielp een oud-lid: Boodschappen");
        List<Entry> entries = [];
        await foreach (var entry in screens.Scene.Get<IJournal>().ReadAsync(community.Code, 1, await community.HeadAsync(), default)) entries.Add(entry);
        var checkpoint = await screens.Scene.Get<CommunityWriters>().LookAsync(community.Code, (_, tree) => Checkpoint.Of(community.Code.Value, tree), default);
        var file = ExportedFile.Of(entries, checkpoint);
        System.Text.Encoding.UTF8.GetString(file).ShouldNotContain("Anna");
        (await ExportedFile.VerifyAsync(file)).ShouldBeOfType<VerificationResult.Fine>();
    }

    [Fact]
    public async Task The_pages_of_my_own_look_right()
    {
        var screens = await Screens.OfAsync(server);
        (await screens.Community.PostAsync("exchanges", Help(Bram, Anna, 60), screens.Community.Token(Role.Coordinator))).Status.ShouldBe(201);
        await screens.OpenAsync(Bram, "/mijn/uren");
        foreach (var path in new[] { "/mijn", "/mijn/pot", "/mijn/uren", "/mijn/gegevens", "/mijn/stoppen", "/gestopt" }) await screens.LooksRightAsync(Anna, path);
    }
}
