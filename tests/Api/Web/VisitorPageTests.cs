using System.Text.RegularExpressions;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>What somebody sees who is not signed in.</summary>
public sealed partial class VisitorPageTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_visitor_sees_what_happens_lately_how_to_join_and_the_fingerprint()
    {
        var community = await server.FoundAsync();
        await server.Services.GetRequiredService<CommunityCards>().WriteAsync(community.Code, new CommunityCard("De Linde", "Wij zijn een kleine buurt.", "020 555 01 23", "balie@linde.example", "Buurthuis, dinsdag van 10 tot 12 uur"), default);
        (await community.PostAsync("exchanges", Help(Anna, Bram, 90), community.Token(Role.Coordinator))).Status.ShouldBe(201);
        var checkpoint = (await community.GetAsync("checkpoint", token: null)).Text;

        await using var context = await Browser.OpenAsync(server.Address);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/buurt/{community.Code}");
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("Welkom bij De Linde");
        var text = await page.Locator("main").InnerTextAsync();
        text.ShouldContain("Wij zijn een kleine buurt.");
        text.ShouldContain("020 555 01 23");
        text.ShouldContain("dinsdag van 10 tot 12 uur");
        text.ShouldContain(Fingerprint.Match(text).Value);
        text.ShouldContain($"van {checkpoint.Split('\n')[1]} regels");
        text.ShouldNotContain(Anna);

        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "English" }).ClickAsync();
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("Welcome to De Linde");
        page.Url.ShouldEndWith($"/buurt/{community.Code}");
    }

    [Fact]
    public async Task The_pages_of_a_visitor_look_right()
    {
        var community = await server.FoundAsync();
        foreach (var path in new[] { "/", "/over", $"/buurt/{community.Code}" }) await PageChecks.LooksRightAsync(server.Address, path);
        await PageChecks.LooksRightAsync(server.Address, "/wat-er-niet-is", status: 404);
    }

    [Fact]
    public async Task A_page_that_is_not_there_says_so_to_people_on_a_page_and_to_programs_as_a_problem()
    {
        using var client = server.Client();
        using var forPeople = await AskAsync("/geheim", "text/html");
        ((int)forPeople.StatusCode).ShouldBe(404);
        (await forPeople.Content.ReadAsStringAsync()).ShouldContain("Deze pagina is er niet");
        using var forPrograms = await AskAsync("/geheim", "application/json");
        ((int)forPrograms.StatusCode).ShouldBe(404);
        forPrograms.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using var unknown = await AskAsync("/buurt/nergens", "text/html");
        ((int)unknown.StatusCode).ShouldBe(404);

        async Task<HttpResponseMessage> AskAsync(string path, string accept)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Accept", accept);
            return await client.SendAsync(request);
        }
    }

    [Fact]
    public async Task A_page_carries_the_headers_that_keep_others_out_and_weighs_little()
    {
        var community = await server.FoundAsync();
        using var handler = new HttpClientHandler { AutomaticDecompression = System.Net.DecompressionMethods.None };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        client.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        using var page = await client.GetAsync(new Uri($"/buurt/{community.Code}", UriKind.Relative));
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        page.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        var html = await page.Content.ReadAsStringAsync();
        html.ShouldNotContain("http://", Case.Sensitive, "no other host is named");
        html.ShouldNotContain("<style");
        html.ShouldNotMatch("\\son[a-z]+=|style=");

        var first = (long)html.Length;
        foreach (Match asset in Asset.Matches(html))
        {
            using var answer = await client.GetAsync(new Uri(asset.Value, UriKind.Relative));
            answer.EnsureSuccessStatusCode();
            answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
            first += (await answer.Content.ReadAsByteArrayAsync()).Length;
        }

        first.ShouldBeLessThan(100_000);
        html.Length.ShouldBeLessThan(20_000);
    }

    [Fact]
    public async Task Choosing_a_language_leads_nowhere_else()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        foreach (var elsewhere in new[] { "https://evil.example/", "//evil.example", "/\\evil.example" })
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["language"] = "en", ["returnTo"] = elsewhere });
            using var answer = await client.PostAsync(new Uri("/taal", UriKind.Relative), form);
            answer.Headers.Location!.ToString().ShouldBe("/");
        }
    }

    [GeneratedRegex("[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fingerprint { get; }

    [GeneratedRegex("/assets/[a-z.]+\\?v=[0-9a-f]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Asset { get; }
}
