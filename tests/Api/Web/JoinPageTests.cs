using System.Text.RegularExpressions;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Identity;
using Buurthulp.Tests.Fixtures;
using Microsoft.Playwright;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>Becoming a member: by an invitation, by a talk, at the desk. Chaima holds the office of coordinator.</summary>
public sealed partial class JoinPageTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_visitor_joins_and_records_the_first_exchange_and_the_other_confirms()
    {
        var screens = await WithDeskAsync();
        var desk = await screens.OpenAsync(Chaima, "/balie/intake", withOffice: true);
        await desk.GetByRole(AriaRole.Button, new() { Name = "Maak een uitnodiging" }).ClickAsync();
        var code = InvitationCode.Match(await desk.Locator(".bh-letter").InnerTextAsync()).Value;
        (await desk.Locator(".bh-qr svg").CountAsync()).ShouldBe(1);

        // The visitor, in a browser of her own.
        await using var context = await Browser.OpenAsync(server.Address);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/buurt/{screens.Community.Code}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Meld je aan" }).ClickAsync();
        await page.GetByLabel("Code van je uitnodiging").FillAsync("AAAA-BBBB-CCCC");
        await page.GetByLabel("Naam").FillAsync("Gerda <b>Smid</b>");
        await page.GetByLabel("Mail").FillAsync("gerda@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ik doe mee" }).ClickAsync();
        (await page.Locator(".bh-errors").CountAsync()).ShouldBe(1);
        await page.GetByLabel("Code van je uitnodiging").FillAsync(code.ToLowerInvariant());
        await page.GetByRole(AriaRole.Button, new() { Name = "Ik doe mee" }).ClickAsync();
        var joined = await page.Locator("main").InnerTextAsync();
        joined.ShouldContain("Fijn dat je meedoet, Gerda <b>Smid</b>");
        joined.ShouldContain("Je nummer is L0005.");

        var mail = await MailFolder.MailToAsync(server, "gerda@example.org");
        await page.GotoAsync(SignInLink.Match(mail).Value);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        page.Url.ShouldEndWith("/welkom");
        await page.GetByRole(AriaRole.Link, new() { Name = "Noteer hulp" }).Last.ClickAsync();
        await page.GetByLabel("Ik hielp", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Zoek een andere buur op naam").FillAsync("jans");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek", Exact = true }).ClickAsync();
        await page.GetByLabel("Bram Jansen").CheckAsync();
        await page.GetByLabel("Hoe lang?").SelectOptionAsync("60");
        await page.GetByLabel("Wat voor hulp?").SelectOptionAsync("boodschappen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Noteer", Exact = true }).ClickAsync();

        var bram = await screens.OpenAsync(Bram, "/thuis");
        (await bram.Locator("main").InnerTextAsync()).ShouldContain("Gerda <b>Smid</b> hielp jou 1 uur met Boodschappen");
        await bram.GetByRole(AriaRole.Button, new() { Name = "Ja, dat klopt" }).ClickAsync();
        foreach (var (account, balance) in new[] { ("L0005", 60), (Bram, -60) })
            (await screens.Community.GetAsync($"accounts/{account}", screens.Community.Token(Role.Coordinator))).Json.GetProperty("balance").GetInt64().ShouldBe(balance, account);
        await desk.GotoAsync("/balie/intake");
        (await desk.Locator("main").InnerTextAsync()).ShouldContain("Gebruikt");
    }

    [Fact]
    public async Task Who_was_not_invited_gets_a_talk_and_without_mail_a_card()
    {
        var screens = await WithDeskAsync();
        using var visitor = new PageVisitor(server.Address);
        var path = $"/meedoen/{screens.Community.Code}";
        (await visitor.SendAsync(path, ("CommandId", Guid.NewGuid().ToString()), ("Form.Name", "Dirk"))).Text.ShouldContain("Vul een mailadres of telefoonnummer in.");
        var id = Guid.NewGuid().ToString();
        for (var twice = 0; twice < 2; twice++)
            (await visitor.SendAsync(path, ("CommandId", id), ("Form.Name", "Dirk"), ("Form.Phone", "06 11 22 33 44"), ("Form.Neighbourhood", "Noord"))).Text.ShouldContain("We hebben je aanmelding.");
        (await visitor.SendAsync(path, ("CommandId", Guid.NewGuid().ToString()), ("Form.Name", "Nee Dank"), ("Form.Email", "nee@example.org"))).Status.ShouldBe(200);

        var page = await screens.OpenAsync(Chaima, "/balie/intake", withOffice: true);
        var list = await page.Locator("main").InnerTextAsync();
        list.ShouldContain("Wacht op een gesprek (2)");
        list.ShouldContain("06 11 22 33 44");
        list.ShouldNotContain("Uitnodigingen", Case.Sensitive, "nobody was invited");
        await page.GetByRole(AriaRole.Link, new() { Name = "Nee Dank" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Wis deze aanmelding" }).ClickAsync();
        (await screens.Scene.ScalarAsync<long>("SELECT count(*) FROM vault.intakes WHERE person->>'Name' = 'Nee Dank'")).ShouldBe(0);

        await page.GetByRole(AriaRole.Link, new() { Name = "Dirk" }).ClickAsync();
        (await page.GetByLabel("Wijk").InputValueAsync()).ShouldBe("Noord");
        await page.GetByLabel("Naam").FillAsync("Dirk Zomer");
        await page.GetByLabel("Straat").FillAsync("Lindelaan 3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Schrijf in" }).ClickAsync();
        page.Url.ShouldEndWith("/balie/persoon/L0005/kaart");
        await page.GetByRole(AriaRole.Button, new() { Name = "Maak een kaart" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Dirk Zomer");
        var known = (await screens.Scene.Get<PersonVault>().FindAsync(screens.Community.Code, new AccountNumber("L0005"), default)).ShouldNotBeNull();
        (known.Name, known.Street, known.Phone, known.Email).ShouldBe(("Dirk Zomer", "Lindelaan 3", "06 11 22 33 44", null));
    }

    [Fact]
    public async Task Somebody_at_the_desk_is_written_down_once_and_an_invitation_is_taken_back()
    {
        var screens = await WithDeskAsync();
        var page = await screens.OpenAsync(Chaima, "/balie/intake/nieuw", withOffice: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Schrijf in" }).ClickAsync();
        (await page.Locator(".bh-errors").CountAsync()).ShouldBe(1);
        await page.GetByLabel("Naam").FillAsync("Emma Post");
        await page.GetByLabel("Mail").FillAsync("emma@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Schrijf in" }).ClickAsync();
        page.Url.ShouldEndWith("/balie/persoon/L0005");
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("Emma Post");

        await page.GotoAsync("/balie/intake");
        await page.GetByLabel("Wie brengt deze buur mee?").FillAsync("L9999");
        await page.GetByRole(AriaRole.Button, new() { Name = "Maak een uitnodiging" }).ClickAsync();
        (await page.Locator(".bh-errors").CountAsync()).ShouldBe(1);
        await page.GetByLabel("Wie brengt deze buur mee?").FillAsync("l0001");
        await page.GetByRole(AriaRole.Button, new() { Name = "Maak een uitnodiging" }).ClickAsync();
        var code = InvitationCode.Match(await page.Locator(".bh-letter").InnerTextAsync()).Value;
        await page.GetByRole(AriaRole.Button, new() { Name = "Neem terug" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Teruggenomen");
        using var visitor = new PageVisitor(server.Address);
        var refused = await visitor.SendAsync($"/meedoen/{screens.Community.Code}", ("CommandId", Guid.NewGuid().ToString()), ("Form.Name", "Dirk"), ("Form.Code", code));
        refused.Text.ShouldContain("bh-errors");
        refused.Text.ShouldNotContain("Je nummer is");
    }

    [Fact]
    public async Task The_pages_of_joining_look_right()
    {
        var screens = await WithDeskAsync();
        using var visitor = new PageVisitor(server.Address);
        await visitor.SendAsync($"/meedoen/{screens.Community.Code}", ("CommandId", Guid.NewGuid().ToString()), ("Form.Name", "Dirk"), ("Form.Phone", "06 11 22 33 44"));
        var joining = await screens.Scene.ScalarAsync<Guid>("SELECT command FROM vault.intakes WHERE community = $1 AND waits", screens.Community.Code.Value);
        var invited = (await screens.Community.PostAsync("invitations", "{}", screens.Community.Token(Role.Coordinator))).Json.GetProperty("invitationId").GetGuid();
        await PageChecks.LooksRightAsync(server.Address, $"/meedoen/{screens.Community.Code}");
        await screens.LooksRightAsync(Anna, "/welkom");
        foreach (var path in new[] { "/balie/intake", "/balie/intake/nieuw", $"/balie/intake/{joining}", $"/balie/intake/uitnodiging/{invited}" }) await screens.LooksRightAsync(Chaima, path, withOffice: true);
    }

    private async Task<Screens> WithDeskAsync()
    {
        var screens = await Screens.OfAsync(server);
        await screens.Scene.GiveAsync(Chaima, Role.Coordinator);
        await screens.Scene.ExecuteAsync(new DefineNeighbourhood(Guid.CreateVersion7(), Actor.Import, screens.Scene.Clock.Now, new NeighbourhoodCode("Noord"), 100));
        return screens;
    }

    [GeneratedRegex("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InvitationCode { get; }

    [GeneratedRegex("/inloggen/link/[A-Za-z0-9_-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SignInLink { get; }
}
