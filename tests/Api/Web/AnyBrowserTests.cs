using Buurthulp.Ledger;
using Buurthulp.Tests.Api.Http;
using Microsoft.Playwright;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>Whatever browser somebody has and whatever they type: pages do without script, and what is typed stays text.</summary>
public sealed class AnyBrowserTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static readonly string[] MemberPages = ["/thuis", "/noteer", "/prikbord", "/prikbord/vraag", "/prikbord/aanbod", "/mijn/uren", "/mijn", "/mijn/gegevens", "/mijn/berichten", "/mijn/pot", "/mijn/stoppen", "/mijn/beveiliging", "/mijn/volmacht", "/zorg"];

    private static readonly string[] DeskPages =
        ["/balie", $"/balie/persoon/{Anna}", "/balie/vraag/nieuw", "/balie/noteer", "/balie/opvolgen", "/balie/signalen", "/balie/signalen/nieuw", "/balie/activiteiten", "/balie/afdrukken", "/balie/afdrukken/lijst", "/balie/afdrukken/vragen"];

    /// <summary>A page without script has no button that does nothing, and leads on: to a form that can be sent, or somewhere else.</summary>
    [Fact]
    public async Task All_main_pages_do_without_script()
    {
        var screens = await WithDeskAsync();
        var page = await screens.OpenAsync(Chaima, "/thuis", withOffice: true, more: options => options.JavaScriptEnabled = false);
        foreach (var path in MemberPages.Concat(DeskPages))
        {
            (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
            (await page.Locator("main h1").CountAsync()).ShouldBe(1, path);
            foreach (var button in await page.Locator("main button:visible").AllAsync())
                (await button.GetAttributeAsync("type")).ShouldNotBe("button", $"{path}: {await button.InnerTextAsync()} does nothing without script");
        }
    }

    [Fact]
    public async Task A_coordinator_books_and_a_member_says_yes_without_script()
    {
        var screens = await WithDeskAsync();
        var desk = await screens.OpenAsync(Chaima, $"/balie/noteer?voor={Anna}", withOffice: true, more: options => options.JavaScriptEnabled = false);
        await desk.Locator("#Form_Helpers-search").FillAsync("jansen");
        await desk.Locator("#Form_Helpers").GetByRole(AriaRole.Button, new() { Name = "Zoek" }).ClickAsync();
        await desk.Locator("#Form_Helpers").GetByLabel("Bram Jansen").CheckAsync();
        await desk.GetByLabel("Wat voor hulp?").SelectOptionAsync("boodschappen");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Noteer", Exact = true }).ClickAsync();
        (await desk.Locator("main").InnerTextAsync()).ShouldContain("Genoteerd: Bram Jansen hielp Anna de Vries");
    }

    /// <summary>Every text field of every form gets something that would be markup; nothing of it ever is, where it was typed and where it is read.</summary>
    [Fact]
    public async Task Script_in_every_text_field_stays_text()
    {
        const string typed = "x\"'></textarea><img id=\"pwned\" src=x><script id=\"pwned\">1</script>";
        var screens = await WithDeskAsync();
        var page = await screens.OpenAsync(Chaima, "/thuis", withOffice: true);
        var filled = 0;
        foreach (var path in MemberPages.Concat(DeskPages).Where(path => path is not ("/mijn/stoppen" or "/mijn/beveiliging")))
        {
            await page.GotoAsync(path);
            for (var form = 0; form < await page.Locator("main form").CountAsync(); form++)
            {
                var fields = page.Locator("main form").Nth(form).Locator("input[type=text]:visible, input[type=search]:visible, input[type=tel]:visible, input:not([type]):visible, textarea:visible");
                if (await fields.CountAsync() == 0) continue;
                foreach (var field in await fields.AllAsync()) await field.FillAsync(typed[..int.Min(typed.Length, int.Parse(await field.GetAttributeAsync("maxlength") ?? "2000", System.Globalization.CultureInfo.InvariantCulture))]);
                foreach (var list in await page.Locator("main form").Nth(form).Locator("select").AllAsync()) await list.SelectOptionAsync(new SelectOptionValue { Index = int.Min(1, await list.Locator("option").CountAsync() - 1) });
                filled += await fields.CountAsync();
                await page.Locator("main form").Nth(form).Locator("button").Last.ClickAsync();
                (await page.Locator("#pwned").CountAsync()).ShouldBe(0, $"{path}, form {form}");
                await page.GotoAsync(path);
            }
        }

        filled.ShouldBeGreaterThan(12);
        foreach (var path in MemberPages.Concat(DeskPages))
        {
            await page.GotoAsync(path);
            (await page.Locator("#pwned").CountAsync()).ShouldBe(0, path);
        }

        (await page.GotoAsync("/prikbord/aanbod"))!.Status.ShouldBe(200);
        (await page.Locator("main").InnerTextAsync()).ShouldContain(typed, Case.Sensitive, "what was typed is there, as text");
    }

    private async Task<Screens> WithDeskAsync()
    {
        var screens = await Screens.OfAsync(server);
        await screens.Scene.GiveAsync(Chaima, Role.Coordinator);
        return screens;
    }
}
