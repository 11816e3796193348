using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Buurthulp.Tests.Api.Identity;
using Buurthulp.Tests.Fixtures;
using Microsoft.Playwright;

namespace Buurthulp.Tests.Api.EndToEnd;

/// <summary>
/// Takes the pictures of the README and the guides from the demo, signed in by the links that it prints. With <c>BUURTHULP_SCREENSHOTS</c> they are written into that folder,
/// which is what <c>./buurthulp screenshots</c> does; without it they are only taken, so that the pages in them keep working and stay small.
/// </summary>
public sealed partial class ScreenshotTests : IAsyncLifetime
{
    private const int MostBytes = 100_000;

    private readonly string data = Directory.CreateTempSubdirectory("buurthulp-pictures").FullName;
    private AppProcess app = null!;

    public async Task InitializeAsync() => app = await AppProcess.UpAsync(new Dictionary<string, string> { ["BUURTHULP_DATA"] = data }, "--demo");

    public Task DisposeAsync()
    {
        app.Dispose();
        Directory.Delete(data, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_pictures_of_the_readme_and_the_guides_are_of_pages_that_work()
    {
        var request = await LivelyAsync();
        (string Role, string Path, string Name, ViewportSize Size)[] pictures =
        [
            ("member", "/thuis", "lid-begin", Browser.Phone), ("member", "/noteer", "lid-noteer", Browser.Phone), ("member", "/prikbord", "lid-prikbord", Browser.Phone), ("member", "/mijn/uren", "lid-uren", Browser.Phone),
            ("coordinator", "/balie", "balie", Browser.Desk), ("coordinator", $"/balie/vraag/{request}", "balie-vraag", Browser.Desk), ("coordinator", "/balie/noteer", "balie-noteer", Browser.Desk),
            ("coordinator", "/balie/signalen", "balie-signalen", Browser.Phone),
        ];
        var server = new Uri($"http://localhost:{app.Port}");
        var folder = Environment.GetEnvironmentVariable("BUURTHULP_SCREENSHOTS") is { Length: > 0 } named ? named : null;
        foreach (var role in pictures.GroupBy(picture => picture.Role))
        {
            await using var context = await Browser.OpenAsync(server);
            var page = await context.NewPageAsync();
            await page.GotoAsync(Link(role.Key));
            await page.Locator("main button").ClickAsync();
            foreach (var (_, path, name, size) in role)
            {
                await page.SetViewportSizeAsync(size.Width, size.Height);
                (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
                await page.EvaluateAsync("document.activeElement?.blur()");
                var picture = await page.ScreenshotAsync();
                picture.Length.ShouldBeLessThan(MostBytes, name);
                if (folder is not null) await File.WriteAllBytesAsync(Path.Combine(folder, name + ".png"), picture);
            }
        }
    }

    /// <summary>The demo ends some time ago; somebody asks something today, so that there is something to see. A request to show.</summary>
    private async Task<string> LivelyAsync()
    {
        // The ways in are printed after the address.
        await SignInScene.UntilAsync(() => Task.FromResult(app.Output.Contains("Press Ctrl+C", StringComparison.Ordinal)));
        using var desk = app.Client(Token().Match(app.Output).Groups["token"].Value);
        await AskAsync("boodschappen", "L0022", "Twee zware tassen van de markt, op dinsdagochtend.");
        await AskAsync("vervoer", "L0044", "Naar het ziekenhuis voor controle.");
        await SendAsync("activities/plan", new { kind = "koffieochtend", on = DateTime.UtcNow.AddDays(6).ToString("yyyy-MM-dd"), words = "Om tien uur in het buurthuis. Iedereen is welkom." });
        await SendAsync("concerns", new { words = "De gordijnen blijven al een week dicht.", about = "L0022" });
        return await AskAsync("klussen", "L0015", "Een lamp ophangen in de gang.");

        async Task<string> AskAsync(string category, string member, string words) => (await SendAsync("requests", new { category, member, words, channel = "phone" })).GetProperty("requestId").GetString()!;

        async Task<JsonElement> SendAsync(string path, object body)
        {
            using var answer = await desk.PostAsync($"/api/v1/molenwijk/{path}", Guid.CreateVersion7(), body);
            answer.EnsureSuccessStatusCode();
            return await answer.Content.ReadFromJsonAsync<JsonElement>();
        }
    }

    private string Link(string role) => Regex.Match(app.Output, $@"^ +{role} +\w+ (?<link>http\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture).Groups["link"].Value;

    [GeneratedRegex(@"^ +coordinator +(?<token>bh_\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
