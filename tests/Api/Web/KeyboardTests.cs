using Buurthulp.Ledger;
using Buurthulp.Tests.Api.Http;
using Microsoft.Playwright;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>Somebody who uses nothing but keys: what has the focus is to be seen, and everything is reached in the order in which it is read.</summary>
public sealed class KeyboardTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const int MostStops = 120;

    [Fact]
    public async Task A_member_records_help_with_nothing_but_keys()
    {
        var screens = await Screens.OfAsync(server);
        (await screens.Community.PostAsync("exchanges", Help(Bram, Anna, 60), screens.Community.Token(Role.Coordinator))).Status.ShouldBe(201);
        var page = await screens.OpenAsync(Anna, "/noteer");

        await page.Keyboard.PressAsync("Tab");
        (await page.EvaluateAsync<string>("document.activeElement.textContent")).ShouldBe("Naar de inhoud");
        await page.Keyboard.PressAsync("Enter");
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("main");

        await TabToAsync(page, "#side-received");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowUp");
        await TabToAsync(page, $"#with-{Bram}");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "#Form_Minutes");
        await page.Keyboard.PressAsync("ArrowDown");
        await TabToAsync(page, "[data-step='1']");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "#Form_Category");
        await page.Keyboard.PressAsync("ArrowDown");
        await TabToAsync(page, "main form button.utrecht-button--primary-action");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/noteer/klaar/*");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Bram Jansen hielp jou, 1 uur 30, ");
    }

    [Fact]
    public async Task A_coordinator_finds_somebody_and_books_for_them_with_nothing_but_keys()
    {
        var screens = await Screens.OfAsync(server);
        await screens.Scene.GiveAsync(Chaima, Role.Coordinator);
        var page = await screens.OpenAsync(Chaima, "/balie", withOffice: true);
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("zoek", "who calls is looked for at once");
        await page.Keyboard.TypeAsync("jansen");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**/balie/persoon/{Bram}");
        await TabToAsync(page, ".bh-actions a[href^='/balie/noteer']");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/balie/noteer?voor=*");

        await TabToAsync(page, "#Form_Helpers-search");
        await page.Keyboard.TypeAsync("anna");
        await TabToAsync(page, "#Form_Helpers button");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator($"#Form_Helpers-{Anna}").WaitForAsync();
        await TabToAsync(page, $"#Form_Helpers-{Anna}");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "#Form_Category");
        await page.Keyboard.PressAsync("ArrowDown");
        await TabToAsync(page, "main form button.utrecht-button--primary-action");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/balie/noteer?klaar=*");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Genoteerd: Anna de Vries hielp Bram Jansen");
        (await screens.Community.GetAsync($"accounts/{Anna}", screens.Community.Token(Role.Coordinator))).Json.GetProperty("balance").GetInt64().ShouldBe(60);
    }

    /// <summary>Goes on until something has the focus; each stop on the way shows that it has it, and none jumps ahead.</summary>
    private static async Task TabToAsync(IPage page, string selector)
    {
        (await page.Locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").CountAsync()).ShouldBe(0);
        for (var stop = 0; stop < MostStops; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            var here = await page.EvaluateAsync<string[]>("""
                wanted => {
                    const e = document.activeElement, style = getComputedStyle(e);
                    const shown = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
                    return [e === document.body ? 'body' : e.outerHTML.slice(0, 120), String(shown), String(e.matches(wanted))];
                }
                """, selector);
            if (here[0] != "body") here[1].ShouldBe("true", $"nobody sees that this has the focus: {here[0]}");
            if (here[2] == "true") return;
        }

        throw new InvalidOperationException($"{selector} is not reached with the Tab key");
    }
}
