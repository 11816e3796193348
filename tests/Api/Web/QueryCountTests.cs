using System.Diagnostics;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>
/// No page asks the database more often because there is more to show. Every page without a part in its address is opened, and those of a person, as somebody who holds all offices:
/// once with a few rows of everything and once with many. A new page is covered without being named.
/// </summary>
public sealed class QueryCountTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const int Many = 30;

    /// <summary>Parts of addresses, and what to fill in for them.</summary>
    private static readonly Dictionary<string, string> Parts = new() { ["no"] = Bram };

    [Fact]
    public async Task A_page_makes_no_number_of_queries_that_grows_with_its_rows()
    {
        var scene = await SignInScene.OfAsync(server);
        foreach (var office in new[] { Role.Coordinator, Role.Treasurer, Role.Auditor, Role.Admin }) await scene.GiveAsync(Anna, office);
        var session = await scene.SignInAsync(Anna, fromCommandLine: true);
        // Much help at once is a signal, so that there is one from the start.
        await scene.ExecuteAsync(new RecordExchange(Guid.CreateVersion7(), Actor.Coordinator(), scene.Clock.Now, [new Share(new AccountNumber(Bram), 1500)], [new Share(new AccountNumber(Anna), 1500)],
            new CategoryCode("boodschappen"), new LocalDate(2026, 11, 19), Channel.Phone));
        await GrowAsync(scene, 2);
        var pages = Pages();
        pages.Count.ShouldBeGreaterThan(15);
        var few = await CountAsync(scene, pages, session);
        await GrowAsync(scene, Many);
        var many = await CountAsync(scene, pages, session);
        few.Values.Sum().ShouldBeGreaterThan(pages.Count, "each page looks up who is signed in, so the counting works");
        many.Where(page => page.Value > few[page.Key]).Select(page => $"{page.Key}: {few[page.Key]} with few rows, {page.Value} with many").ShouldBeEmpty();
    }

    private List<string> Pages() =>
        [.. server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page && !page.ViewEnginePath.StartsWith("/SignIn", StringComparison.Ordinal) && !page.ViewEnginePath.StartsWith("/Visitor", StringComparison.Ordinal))
            .Where(endpoint => endpoint.RoutePattern.Parameters.All(part => part.IsOptional || Parts.ContainsKey(part.Name)))
            .Select(endpoint => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => segment.Parts[0] switch
            {
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart part => Parts.GetValueOrDefault(part.Name, ""),
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart text => text.Content,
                _ => "",
            }))).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>How many commands each page sends to the database, the second time that it is opened: what is kept in memory is there then.</summary>
    private async Task<Dictionary<string, int>> CountAsync(SignInScene scene, IEnumerable<string> pages, string session)
    {
        Dictionary<string, int> counts = [];
        foreach (var page in pages)
        {
            await OpenAsync(scene, page, session, ActivityTraceId.CreateRandom());
            var trace = ActivityTraceId.CreateRandom();
            var sent = 0;
            using var listener = new ActivityListener
            {
                ShouldListenTo = static source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
                Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                // Tests run beside each other; only what this request asked for is counted.
                ActivityStopped = activity => sent += activity.Source.Name == "Npgsql" && activity.TraceId == trace ? 1 : 0,
            };
            ActivitySource.AddActivityListener(listener);
            await OpenAsync(scene, page, session, trace);
            counts[page] = sent;
        }

        return counts;
    }

    private async Task OpenAsync(SignInScene scene, string page, string session, ActivityTraceId trace)
    {
        using var handler = new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.Add("Cookie", $"{scene.Get<SessionCookie>().Name}={session}");
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        using var answer = await client.SendAsync(request);
        ((int)answer.StatusCode).ShouldBeOneOf([200, 302, 404], page);
    }

    private static async Task WaitForTalkAsync(SignInScene scene, Guid invitation, string name)
    {
        var invitations = scene.Get<Invitations>();
        var made = (await invitations.FindAsync(scene.Code, invitation, scene.Clock.Now, default)).ShouldNotBeNull();
        (await invitations.ClaimAsync(scene.Code, made, name, new Person(default, name, Phone: "06"), needsIntake: true, scene.Clock.Now, default)).IsMine.ShouldBeTrue();
    }

    /// <summary>More of everything that a list may show.</summary>
    private static async Task GrowAsync(SignInScene scene, int times)
    {
        var (community, now, today) = (scene.Neighbourhood, scene.Clock.Now, new LocalDate(2026, 11, 19));
        var (category, channel) = (new CategoryCode("boodschappen"), Channel.Phone);
        var (anna, bram, coordinator) = (new AccountNumber(Anna), new AccountNumber(Bram), Actor.Coordinator());
        List<Person> people = [];
        for (var i = 0; i < times; i++)
        {
            var number = new AccountNumber($"L{1000 + await community.HeadAsync()}");
            await community.JoinAsync(number.Value);
            people.Add(new Person(number, $"Buur {number}", $"Lindelaan {i}", $"{number}@example.org", "06 12 34 56 78"));
            await community.ExecuteAsync(new GiveRole(Guid.CreateVersion7(), Actor.Import, now, number, Role.Coordinator));
            await community.ExecuteAsync(new RecordExchange(Guid.CreateVersion7(), coordinator, now, [new Share(number, 60)], [new Share(anna, 60)], category, today, channel));
            await community.ExecuteAsync(new RecordExchange(Guid.CreateVersion7(), coordinator, now, [new Share(bram, 30)], [new Share(number, 30)], category, today, channel));
            // Waits for Anna's yes.
            await community.ExecuteAsync(new RecordExchange(Guid.CreateVersion7(), Actor.Member(number), now, [new Share(number, 45)], [new Share(anna, 45)], category, today, channel));
            foreach (var asker in new[] { anna, bram, number }) await community.ExecuteAsync(new PostRequest(Guid.CreateVersion7(), coordinator, now, asker, category, channel));
            foreach (var helper in new[] { anna, number }) await community.ExecuteAsync(new PostOffer(Guid.CreateVersion7(), coordinator, now, helper, category, channel));
            await community.ExecuteAsync(new AddCategories(Guid.CreateVersion7(), Actor.Import, now, [new CategoryCode($"hulp-{number}")]));
            await community.ExecuteAsync(new DefineNeighbourhood(Guid.CreateVersion7(), Actor.Import, now, new NeighbourhoodCode($"wijk-{number}"), 10));
            await community.ExecuteAsync(new ChangeAgreement(Guid.CreateVersion7(), Actor.Member(number), now, Agreement.Default with { ProposalDays = 1 + (i % 300) }));
            var invited = (await community.PostAsync("invitations", "{}", community.Token(Role.Coordinator))).Json.GetProperty("invitationId").GetGuid();
            if (i % 2 == 0) await WaitForTalkAsync(scene, invited, $"Nieuw {number}");
        }

        await scene.Get<PersonVault>().AddMissingAsync(scene.Code, "Buurt", people, rehearse: false, default);
        await scene.ShowAsync();
    }
}
