using System.Globalization;
using Buurthulp.Tests.Fixtures;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Buurthulp.Tests.Api.Web;

/// <summary>What every page has to pass, whatever is on it.</summary>
internal static class PageChecks
{
    /// <summary>Smallest side of what can be pressed, in CSS pixels (ui.md).</summary>
    private const int LeastTarget = 44;

    /// <summary>Opens a page as a phone and as a desk, light and dark, in both languages, and looks for everything that would stop somebody.</summary>
    /// <param name="server">Where the pages are.</param>
    /// <param name="path">Of the page.</param>
    /// <param name="signIn">Cookies of somebody; null for a visitor.</param>
    /// <param name="status">What the server answers; the browser says on its console when it is an error.</param>
    public static async Task LooksRightAsync(Uri server, string path, Func<IBrowserContext, Task>? signIn = null, int status = 200)
    {
        foreach (var language in new[] { "nl-NL", "en-GB" })
        {
            await using var context = await Browser.OpenAsync(server, options => options.Locale = language);
            if (signIn is not null) await signIn(context);
            var page = await context.NewPageAsync();
            List<string> complaints = [];
            page.Console += (_, message) =>
            {
                if (message.Type == "error") complaints.Add(message.Text);
            };
            var response = await page.GotoAsync(path);
            response!.Status.ShouldBe(status, path);
            complaints.Count.ShouldBe(status == 200 ? 0 : 1, path);
            (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe(language[..2]);
            await ShouldPassAxeAsync(page, $"{path} {language}", new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
            // Colours are the same in every language.
            if (language == "nl-NL") await ShouldPassAxeAsync(page, $"{path} in the dark", new RunOnlyOptions { Type = "rule", Values = ["color-contrast", "link-in-text-block"] });
            await ShouldNotScrollSidewaysAsync(page, path);
            await TargetsShouldBeLargeAsync(page, path);
            await TextShouldBeLargeAsync(page, path);
            await RowsShouldHoldTheirTextAsync(page, path);

            // Twice the text, as people set it on a phone.
            await AddStyleAsync(page, "html { font-size: 200% !important; }");
            await ShouldNotScrollSidewaysAsync(page, path + " with text doubled");
        }
    }

    private static async Task ShouldPassAxeAsync(IPage page, string where, RunOnlyOptions rules)
    {
        var axe = await page.RunAxe(new AxeRunOptions { RunOnly = rules });
        axe.Violations.Select(violation => $"{violation.Id}: {violation.Help} at {string.Join(" | ", violation.Nodes.Select(node => node.Html))}").ShouldBeEmpty(where);
    }

    public static async Task ShouldNotScrollSidewaysAsync(IPage page, string where)
    {
        var overflow = await page.EvaluateAsync<string[]>("""
            () => {
                const wide = document.documentElement.clientWidth;
                if (document.documentElement.scrollWidth <= wide) return [];
                const over = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > wide + 1);
                const seen = over.filter(e => !e.closest('.bh-scroll > *, .bh-hidden'));
                return (seen.length > 0 ? seen : over).map(e => e.outerHTML.slice(0, 120));
            }
            """);
        overflow.ShouldBeEmpty($"{where} scrolls sideways");
    }

    private static async Task TargetsShouldBeLargeAsync(IPage page, string where)
    {
        // A link inside a sentence is as high as its line; everything else is at least as high as a finger is wide.
        var small = await page.EvaluateAsync<string[]>("""
            least => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')]
                .filter(e => e.offsetParent !== null && !e.closest('.utrecht-skip-link') && !(e.matches('a') && e.closest('p, li:not(nav li):not(footer li), td, dd, .bh-errors')))
                .map(e => [e, (e.matches('[type=checkbox], [type=radio]') ? e.closest('.bh-choice') ?? e : e).getBoundingClientRect()])
                .filter(([e, box]) => box.height < least - 0.5)
                .map(([e, box]) => box.height + ': ' + e.outerHTML.slice(0, 120))
            """, LeastTarget);
        small.ShouldBeEmpty($"{where}: targets under {LeastTarget.ToString(CultureInfo.InvariantCulture)} px");
    }

    private static async Task TextShouldBeLargeAsync(IPage page, string where)
    {
        var small = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('body *')]
                .filter(e => e.offsetParent !== null && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && parseFloat(getComputedStyle(e).fontSize) < 17.9)
                .map(e => getComputedStyle(e).fontSize + ': ' + e.outerHTML.slice(0, 120))
            """);
        small.ShouldBeEmpty($"{where}: text under 18 px");
    }

    /// <summary>A row of a table that is stacked on a phone is as high as what stands in it.</summary>
    private static async Task RowsShouldHoldTheirTextAsync(IPage page, string where)
    {
        var low = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.bh-stack td')].filter(e => e.scrollHeight > e.clientHeight + 1).map(e => e.outerHTML.slice(0, 120))");
        low.ShouldBeEmpty($"{where}: text that runs over the next line");
    }

    /// <summary>Past the page's own content security policy, as a reader's own settings are.</summary>
    private static Task AddStyleAsync(IPage page, string css) =>
        page.EvaluateAsync("css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; }", css);
}
