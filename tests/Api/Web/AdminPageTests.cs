using System.Text.Json;
using Buurthulp.Api.Http.Communities;
using Buurthulp.Api.Web.Pages.Beheer;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Members;
using Buurthulp.Tests.Api.Http;
using Microsoft.Playwright;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>The rooms of the admin: Anna holds the office.</summary>
public sealed class AdminPageTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_rule_is_changed_after_seeing_what_changes_and_the_history_says_who_did()
    {
        var screens = await WithAdminAsync();
        var page = await screens.OpenAsync(Anna, "/beheer/afspraken", withOffice: true);
        await page.GetByLabel("Wachten op een ja (dagen)").FillAsync("zeven");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bekijk wat er verandert" }).ClickAsync();
        (await page.Locator(".bh-errors").InnerTextAsync()).ShouldContain("Vul een heel getal in, van 1 tot 365.");

        await page.GetByLabel("Wachten op een ja (dagen)").FillAsync("7");
        await page.GetByLabel("Alleen verbeteren tot (uren)").FillAsync("2:30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bekijk wat er verandert" }).ClickAsync();
        var review = await page.Locator("main").InnerTextAsync();
        review.ShouldContain("van “14 dagen” naar “7 dagen”");
        review.ShouldContain("van “10 uur” naar “2 uur 30”");
        (await AgreementAsync(screens)).ProposalDays.ShouldBe(14, "nothing is agreed yet");

        await page.GetByRole(AriaRole.Button, new() { Name = "Spreek dit af" }).ClickAsync();
        var done = await page.Locator("main").InnerTextAsync();
        done.ShouldContain("De nieuwe afspraken gelden vanaf nu.");
        done.ShouldContain("20 november 2026, door Anna de Vries (L0001)");
        done.ShouldContain("Wachten op een ja (dagen): van “14 dagen” naar “7 dagen”");
        done.ShouldContain("door het inlezen van bestanden");
        (await screens.Scene.ScalarAsync<long>("SELECT count(*) FROM vault.reads WHERE community = $1 AND account = 'import'", screens.Community.Code.Value)).ShouldBe(0, "the program is nobody whose data can be looked at");
        var agreed = await AgreementAsync(screens);
        (agreed.ProposalDays, agreed.Corrections!.AloneMinutes).ShouldBe((7, 150));
    }

    [Fact]
    public async Task What_somebody_else_agreed_meanwhile_is_seen_before_it_is_changed()
    {
        var screens = await WithAdminAsync();
        var page = await screens.OpenAsync(Anna, "/beheer/afspraken", withOffice: true);
        await page.GetByLabel("Wachten op een ja (dagen)").FillAsync("7");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bekijk wat er verandert" }).ClickAsync();
        await screens.Scene.ExecuteAsync(new ChangeAgreement(Guid.CreateVersion7(), Actor.Import, screens.Scene.Clock.Now, Agreement.Default with { ProposalDays = 21 }));
        await page.GetByRole(AriaRole.Button, new() { Name = "Spreek dit af" }).ClickAsync();
        (await page.Locator(".bh-errors").InnerTextAsync()).ShouldContain("Iemand anders veranderde net de afspraken.");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("van “21 dagen” naar “7 dagen”");
        (await AgreementAsync(screens)).ProposalDays.ShouldBe(21);
    }

    /// <summary>Each value in the body of the API has a setting on the page, and writing what it reads changes nothing.</summary>
    [Fact]
    public void Every_part_of_the_agreement_has_a_setting()
    {
        var pot = new AccountNumber("buurtpot");
        var whole = new AgreementBody(ShortfallPolicy.PotPays, -90, 60, 14, pot, new AwardBody(100), new CorrectionTermsBody(600), new RequestTermsBody(60, 7, 1200, 8), new NoteTermsBody(0, 12, pot),
            new LeavingTermsBody(LeavingBalance.GoesToPot, pot), new JoiningTermsBody(IntakeRequired: true, 30), new SignalTermsBody(1200, 7), new PublicationTermsBody(PublicationPeriod.Quarter));
        Leaves(JsonSerializer.SerializeToElement(whole)).ShouldBe(AgreementSettings.All.Count);
        foreach (var setting in AgreementSettings.All)
        {
            var value = setting.Read(whole);
            setting.Parse(setting.Typed(value)).ShouldBe(value, setting.Name);
            setting.Write(whole, value).ShouldBe(whole, setting.Name);
        }

        static int Leaves(JsonElement value) => value.ValueKind == JsonValueKind.Object ? value.EnumerateObject().Sum(member => Leaves(member.Value)) : 1;
    }

    [Theory]
    [InlineData("10", 600)]
    [InlineData("1:30", 90)]
    [InlineData("-5", -300)]
    [InlineData("-0:15", -15)]
    [InlineData("1,5", null)]
    [InlineData("1:5", null)]
    [InlineData("1:60", null)]
    [InlineData("", null)]
    public void Hours_are_typed_as_people_write_them(string typed, int? minutes) =>
        AgreementSettings.All.Single(setting => setting.Name == "shop-floor").Parse(typed).ShouldBe(minutes?.ToString(System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public async Task An_office_is_given_and_taken_back_but_never_that_of_the_only_admin()
    {
        var screens = await WithAdminAsync();
        var page = await screens.OpenAsync(Anna, "/beheer/rollen", withOffice: true);
        await page.GetByLabel("Een deel van de naam, of het nummer").FillAsync("jansen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Geef de taak" }).ClickAsync();
        (await page.Locator(".bh-errors").InnerTextAsync()).ShouldContain("Kies een taak.");
        await page.GetByLabel("Penningmeester").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Geef de taak" }).ClickAsync();
        var given = await page.Locator("main").InnerTextAsync();
        given.ShouldContain("Bram Jansen");
        given.ShouldContain("Heeft nog geen tweede stap");
        given.ShouldContain("sinds 20 november 2026");

        await page.GetByRole(AriaRole.Button, new() { Name = "Neem terug Bram Jansen Penningmeester" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldNotContain("Bram Jansen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Neem terug Anna de Vries Beheerder" }).ClickAsync();
        (await page.Locator(".bh-errors").InnerTextAsync()).ShouldContain("L0001 is de enige beheerder.");
        (await page.GotoAsync("/beheer"))!.Status.ShouldBe(200);
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Er is maar één beheerder.");
    }

    [Fact]
    public async Task Neighbourhoods_kinds_of_help_and_the_card_are_filled_in_and_script_stays_text()
    {
        var screens = await WithAdminAsync();
        var page = await screens.OpenAsync(Anna, "/beheer/wijken", withOffice: true);
        await page.GetByLabel("Naam van de wijk").FillAsync("Molenwijk Noord");
        await page.Locator("#Form_Residents").FillAsync("2140");
        await page.GetByRole(AriaRole.Button, new() { Name = "Voeg de wijk toe" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("2140 bewoners, 0 doen mee");
        await page.GetByLabel("Bewoners Molenwijk-Noord").FillAsync("2200");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar Molenwijk-Noord" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("2200 bewoners");

        await page.GotoAsync("/beheer/categorieen");
        await page.GetByLabel("Soort hulp").FillAsync("<script>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Voeg toe" }).ClickAsync();
        (await page.Locator(".bh-errors").InnerTextAsync()).ShouldContain("Gebruik 1 tot 40 letters");
        await page.GetByLabel("Soort hulp").FillAsync("Fiets maken");
        await page.GetByRole(AriaRole.Button, new() { Name = "Voeg toe" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Fiets maken 0 keer genoteerd");

        await page.GotoAsync("/beheer/kaart");
        await page.GetByLabel("Welkom").FillAsync("Hallo <script>document.title='fout'</script>");
        await page.GetByLabel("Telefoon van de balie").FillAsync("020 555 01 23");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Bekijk de pagina" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Hallo <script>document.title='fout'</script>");
        (await page.TitleAsync()).ShouldNotContain("fout");
    }

    [Fact]
    public async Task The_audit_tells_who_looked_at_whose_data_by_person_and_page_by_page()
    {
        var screens = await WithAdminAsync();
        for (var i = 0; i < 3; i++)
        {
            await screens.Scene.ScalarAsync<object>("""
                WITH added AS (INSERT INTO vault.reads (community, account, reader, role, reason, read_at)
                SELECT $1, CASE WHEN n % 20 = 0 THEN 'L0002' ELSE 'L0003' END, 'coordinator', 'coordinator', 'desk', $2 FROM generate_series(1, 40) n RETURNING 1) SELECT count(*) FROM added
                """, screens.Community.Code.Value, ApiServer.Noon.ToDateTimeUtc().AddDays(-i));
        }

        var page = await screens.OpenAsync(Anna, "/beheer/inzage?door=coordinator", withOffice: true);
        var first = await page.Locator("main").InnerTextAsync();
        first.ShouldContain("120 keer gekeken");
        first.ShouldContain("Pagina 1 van 3");
        first.ShouldContain("20 november 2026 13:00");
        first.ShouldContain("Voor een vraag aan de balie");
        first.ShouldNotContain("Bram");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ouder" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Pagina 2 van 3");

        await page.GetByLabel("Over wie?").FillAsync(Bram);
        await page.GetByLabel("Vanaf").FillAsync("2026-11-19");
        await page.GetByLabel("Toon namen bij de nummers").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek" }).ClickAsync();
        var ofBram = await page.Locator("main").InnerTextAsync();
        ofBram.ShouldContain("4 keer gekeken");
        ofBram.ShouldContain("Bram Jansen (L0002)");
        (await screens.Scene.ScalarAsync<long>("SELECT count(*) FROM vault.reads WHERE community = $1 AND account = $2 AND reader = $3 AND reason = 'audit'", screens.Community.Code.Value, Bram, Anna)).ShouldBe(1);
    }

    [Fact]
    public async Task The_pages_of_the_admin_look_right()
    {
        var screens = await WithAdminAsync();
        await screens.Scene.ExecuteAsync(new DefineNeighbourhood(Guid.CreateVersion7(), Actor.Import, screens.Scene.Clock.Now, new NeighbourhoodCode("Noord"), 100));
        foreach (var path in new[] { "/beheer", "/beheer/afspraken", "/beheer/wijken", "/beheer/categorieen", "/beheer/kaart", "/beheer/rollen", "/beheer/inzage?namen=true", "/beheer/techniek", "/beheer/gegevens" })
            await screens.LooksRightAsync(Anna, path, withOffice: true);
    }

    private async Task<Screens> WithAdminAsync()
    {
        var screens = await Screens.OfAsync(server);
        await screens.Scene.GiveAsync(Anna, Role.Admin);
        return screens;
    }

    private static Task<Agreement> AgreementAsync(Screens screens) =>
        screens.Scene.Get<Buurthulp.Ledger.Writing.CommunityWriters>().LookAsync(screens.Community.Code, (state, _) => state.Agreement, default);
}
