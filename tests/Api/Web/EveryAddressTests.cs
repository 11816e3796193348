using System.Globalization;
using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>
/// Walks every address of the program, so that a new page or call is covered without being named here. Bram and Chaima have data that is nobody else's business;
/// whoever has no office and is not one of them gets to see none of it, wherever they look.
/// </summary>
public sealed class EveryAddressTests(ApiServer server) : IClassFixture<ApiServer>
{
    /// <summary>What may never be seen by a neighbour: where Bram and Chaima live, how to reach them, what was said about them in confidence, how long the one helped the other.</summary>
    private static readonly string[] Secrets = ["Kanariestraat", "020 5559876", "bram.geheim", "chaima.geheim", "vertrouwelijk verhaal", ":777", "12 uur 57"];

    /// <summary>Whoever asks, and whatever for: the program's front door, its health and its description.</summary>
    private static readonly string[] ForAnybody =
        ["/", "/over", "/taal", "/fout", "/gestopt", "/buurt/{code}", "/buurt/{code}/cijfers", "/afmelden/{community}/{account}/{signature}", "/assets/{name}", "/openapi/{documentName}.json", "/health/live", "/health/ready", "/metrics", "/api/v1/{community}/checkpoint",
        "/api/v1/{community}/indicators/public"];

    [Fact]
    public void Every_address_says_who_may_use_it()
    {
        var addresses = Addresses().ToList();
        addresses.Count.ShouldBeGreaterThan(100);
        var open = addresses.Where(endpoint => endpoint.Metadata.GetMetadata<AllowedRoles>() is null && endpoint.Metadata.GetMetadata<IAuthorizeData>() is null)
            .Select(PathOf).Where(path => !ForAnybody.Contains(path) && !OfSigningIn(path)).Distinct().Order();
        open.ShouldBeEmpty("these are open to the whole world");
    }

    [Fact]
    public async Task A_neighbour_sees_nothing_of_others_anywhere()
    {
        var scene = await SceneAsync();
        var session = await scene.Scene.SignInAsync(Anna);
        await WalkAsync(scene, async (endpoint, path) =>
        {
            using var answer = await AskAsync(scene, HttpMethod.Get, path, session);
            var body = await answer.Content.ReadAsStringAsync();
            foreach (var secret in Secrets) body.ShouldNotContain(secret, Case.Insensitive, $"{path} as another member");
            if (IsOffice(endpoint)) ShouldBeTurnedAway(answer, path);
        });
    }

    [Theory]
    [InlineData(Role.Treasurer)]
    [InlineData(Role.Auditor)]
    public async Task Who_keeps_or_checks_the_books_sees_no_names(Role office)
    {
        var scene = await SceneAsync();
        await scene.Scene.GiveAsync(Anna, office);
        var session = await scene.Scene.SignInAsync(Anna, fromCommandLine: true);
        await WalkAsync(scene, async (_, path) =>
        {
            using var answer = await AskAsync(scene, HttpMethod.Get, path, session, office);
            var body = await answer.Content.ReadAsStringAsync();
            foreach (var secret in Secrets[..5]) body.ShouldNotContain(secret, Case.Insensitive, $"{path} as {office}");
        });
    }

    [Theory]
    [InlineData(Role.Coordinator)]
    [InlineData(Role.Treasurer)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Admin)]
    public async Task An_office_opens_its_own_rooms_and_no_others(Role office)
    {
        var scene = await SceneAsync();
        await scene.Scene.GiveAsync(Anna, office);
        var session = await scene.Scene.SignInAsync(Anna, fromCommandLine: true);
        await WalkAsync(scene, async (endpoint, path) =>
        {
            if (endpoint.Metadata.GetMetadata<AllowedRoles>() is not { } allowed || allowed.Roles.Contains(office) || allowed.Roles.Contains(Role.Member)) return;
            using var answer = await AskAsync(scene, HttpMethod.Get, path, session, office);
            ShouldBeTurnedAway(answer, path);
        });
    }

    [Fact]
    public async Task Without_an_office_nothing_that_changes_something_for_others_works()
    {
        var scene = await SceneAsync();
        var head = await scene.Community.HeadAsync();
        foreach (var endpoint in Addresses().Where(endpoint => MethodsOf(endpoint).Contains("POST") && endpoint.Metadata.GetMetadata<AllowedRoles>() is { } allowed && !allowed.Roles.Contains(Role.Member)))
        {
            var path = Fill(endpoint, scene);
            var answer = await scene.Community.PostAsync(path[(path.IndexOf(scene.Community.Code.Value, StringComparison.Ordinal) + scene.Community.Code.Value.Length + 1)..], "{}", scene.Community.Token(Role.Member, Anna));
            answer.Status.ShouldBeOneOf([403, 404], path);
        }

        (await scene.Community.HeadAsync()).ShouldBe(head);
    }

    private sealed record Walk(SignInScene Scene, Guid Exchange, Guid Request)
    {
        public Neighbourhood Community => Scene.Neighbourhood;
    }

    private async Task<Walk> SceneAsync()
    {
        var scene = await SignInScene.OfAsync(server);
        var vault = scene.Get<PersonVault>();
        await vault.AddMissingAsync(scene.Code, "De Linde", [
            new Person(new AccountNumber(Anna), "Anna de Vries", "Lindelaan 1", "anna@example.org"),
            new Person(new AccountNumber(Bram), "Bram Jansen", "Kanariestraat 7", "bram.geheim@example.org", "020 5559876"),
            new Person(new AccountNumber(Chaima), "Chaima el Idrissi", "Kanariestraat 9", "chaima.geheim@example.org", "020 5559876")], rehearse: false, default);
        var community = scene.Neighbourhood;
        var desk = community.Token(Role.Coordinator);
        var exchange = (await community.PostAsync("exchanges", Help(Bram, Chaima, 777), desk)).Json.GetProperty("exchangeId").GetGuid();
        var request = (await community.PostAsync("requests", $$"""{"category":"boodschappen","member":"{{Bram}}"}""", desk)).Json.GetProperty("requestId").GetGuid();
        (await community.PostAsync($"requests/{request}/stop", """{"reason":"een vertrouwelijk verhaal"}""", desk)).Status.ShouldBe(200);
        await scene.ShowAsync();
        return new Walk(scene, exchange, request);
    }

    private async Task WalkAsync(Walk scene, Func<RouteEndpoint, string, Task> look)
    {
        var seen = 0;
        foreach (var endpoint in Addresses().Where(endpoint => MethodsOf(endpoint).Contains("GET") && !IsEndless(endpoint)))
        {
            await look(endpoint, Fill(endpoint, scene));
            seen++;
        }

        seen.ShouldBeGreaterThan(40);
    }

    private async Task<HttpResponseMessage> AskAsync(Walk scene, HttpMethod method, string path, string session, Role? office = null)
    {
        using var handler = new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", $"{scene.Scene.Get<SessionCookie>().Name}={session}");
        request.Headers.Add("Accept", "text/html, application/json");
        if (office is { } role) request.Headers.Add("Buurthulp-Role", role.ToString());
        return await client.SendAsync(request);
    }

    private static void ShouldBeTurnedAway(HttpResponseMessage answer, string path) =>
        ((int)answer.StatusCode).ShouldBeOneOf([401, 403, 404], $"{path}: {answer.StatusCode} {answer.Headers.Location}");

    private IEnumerable<RouteEndpoint> Addresses() => server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET", "POST"];

    private static bool IsOffice(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<AllowedRoles>() is { } allowed ? !allowed.Roles.Contains(Role.Member)
        : endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page && new[] { "/Balie", "/Books", "/Kas", "/Controle", "/Beheer" }.Any(folder => page.ViewEnginePath.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>Streams stay open; they have tests of their own.</summary>
    private static bool IsEndless(RouteEndpoint endpoint) => PathOf(endpoint).EndsWith("/events", StringComparison.Ordinal);

    private static bool OfSigningIn(string path) => path.StartsWith("/inloggen", StringComparison.Ordinal) || path is "/uitloggen" or "/api/v1/{community}/joinings" || path.StartsWith("/meedoen", StringComparison.Ordinal) || path is "/winkel/koppelen";

    private static string PathOf(RouteEndpoint endpoint)
    {
        var path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
            _ => "",
        }))));
        return path;
    }

    /// <summary>An address with the things of others in it: their numbers, their exchange, their request.</summary>
    private static string Fill(RouteEndpoint endpoint, Walk scene)
    {
        var path = PathOf(endpoint);
        foreach (var parameter in endpoint.RoutePattern.Parameters)
        {
            var value = parameter.Name switch
            {
                "community" or "code" => scene.Community.Code.Value,
                "name" => "app.css",
                "documentName" => "v1",
                "exchange" => scene.Exchange.ToString(),
                "date" => "2026-11-20",
                "position" => "3",
                _ when path.Contains("/requests/", StringComparison.Ordinal) || path.Contains("prikbord", StringComparison.Ordinal) || path.Contains("vraag", StringComparison.Ordinal) => scene.Request.ToString(),
                _ when parameter.ParameterPolicies.Any(policy => string.Equals(policy.Content, "guid", StringComparison.Ordinal)) => scene.Exchange.ToString(),
                "no" or "account" or "member" => Bram,
                _ => Bram,
            };
            path = path.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(value.ToString(CultureInfo.InvariantCulture)), StringComparison.Ordinal);
        }

        return path;
    }
}
