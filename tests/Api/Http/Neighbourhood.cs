using System.Text;
using System.Text.Json;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Writing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Buurthulp.Tests.Api.Http;

/// <summary>
/// A community of a test: Anna (L0001), Bram (L0002) and Chaima (L0003) joined on 1 January 2026, Dirk (L0004) left on 1 June;
/// bakery W01 gives € 5 an hour, half of a purchase at most, and holds 10 hours; W02 is another shop; the pot is buurtpot.
/// </summary>
public sealed class Neighbourhood
{
    public const string Anna = "L0001";
    public const string Bram = "L0002";
    public const string Chaima = "L0003";
    public const string Dirk = "L0004";
    public const string Bakery = "W01";

    private static readonly LocalDate Joined = new(2026, 1, 1);

    private readonly ApiServer server;

    private Neighbourhood(ApiServer server, CommunityCode code) => (this.server, Code) = (server, code);

    public CommunityCode Code { get; }

    public static async Task<Neighbourhood> FoundAsync(ApiServer server, CommunityCode code)
    {
        var neighbourhood = new Neighbourhood(server, code);
        var (by, now) = (Actor.Import, ApiServer.Noon);
        var terms = new ShopTerms(CentsPerHour: 500, MaxSharePercent: 50, MaxBalanceMinutes: 600);
        await neighbourhood.ExecuteAsync(new FoundCommunity(Guid.NewGuid(), by, now, Joined, "Europe/Amsterdam", new CurrencyCode("uur"), 60, Agreement.Default));
        await neighbourhood.ExecuteAsync(new AddCategories(Guid.NewGuid(), by, now, [new CategoryCode("boodschappen")]));
        foreach (var member in new[] { Anna, Bram, Chaima, Dirk }) await neighbourhood.ExecuteAsync(new JoinMember(Guid.NewGuid(), by, now, new AccountNumber(member), null, Joined));
        await neighbourhood.ExecuteAsync(new LeaveMember(Guid.NewGuid(), by, now, new AccountNumber(Dirk), new LocalDate(2026, 6, 1)));
        foreach (var shop in new[] { Bakery, "W02" }) await neighbourhood.ExecuteAsync(new JoinShop(Guid.NewGuid(), by, now, new AccountNumber(shop), null, Joined, terms));
        await neighbourhood.ExecuteAsync(new OpenPot(Guid.NewGuid(), by, now, new AccountNumber("buurtpot"), Joined));
        return neighbourhood;
    }

    /// <summary>One more member.</summary>
    public Task JoinAsync(string member) => ExecuteAsync(new JoinMember(Guid.NewGuid(), Actor.Import, ApiServer.Noon, new AccountNumber(member), null, Joined));

    public string Token(Role role, string? account = null) => server.Tokens.Issue(Code, role, account is null ? null : new AccountNumber(account), days: 1);

    /// <summary>Gives a member an office; the token of who holds it.</summary>
    public async Task<string> OfficerAsync(Role office, string member)
    {
        await ExecuteAsync(new GiveRole(Guid.NewGuid(), Actor.Import, ApiServer.Noon, new AccountNumber(member), office));
        return Token(office, member);
    }

    /// <summary>Help from one to the other, as JSON.</summary>
    public static string Help(string helper, string receiver, long minutes, string more = "") => $$"""
        {"helpers":[{"account":"{{helper}}","minutes":{{minutes}}}],"receivers":[{"account":"{{receiver}}","minutes":{{minutes}}}],"category":"boodschappen","happenedOn":"2026-11-19"{{more}}}
        """;

    /// <summary>Sends a POST with a new Idempotency-Key, or the given one.</summary>
    public async Task<Answer> PostAsync(string path, string? body, string? token, Guid? key = null, string contentType = "application/json")
    {
        using var client = server.Client(token);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/{Code}/{path}");
        request.Headers.Add("Idempotency-Key", (key ?? Guid.NewGuid()).ToString());
        request.Headers.Add("Accept-Language", "en");
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, contentType);
        using var response = await client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    public async Task<Answer> GetAsync(string path, string? token)
    {
        using var client = server.Client(token);
        using var response = await client.GetAsync(new Uri($"api/v1/{Code}/{path}", UriKind.Relative));
        return await Answer.OfAsync(response);
    }

    public async Task<Answer> DeleteAsync(string path, string? token)
    {
        using var client = server.Client(token);
        using var response = await client.DeleteAsync(new Uri($"api/v1/{Code}/{path}", UriKind.Relative));
        return await Answer.OfAsync(response);
    }

    /// <summary>Books many exchanges past the web server; their ids.</summary>
    public async Task<IReadOnlyList<Guid>> HelpOftenAsync(int times)
    {
        var ids = Enumerable.Range(0, times).Select(_ => Guid.CreateVersion7()).ToList();
        await Task.WhenAll(ids.Select(id => ExecuteAsync(new RecordExchange(id, Actor.Coordinator(), ApiServer.Noon, [new Share(new AccountNumber(Anna), 1)], [new Share(new AccountNumber(Bram), 1)],
            new CategoryCode("boodschappen"), new LocalDate(2026, 11, 19), Channel.Phone))));
        return ids;
    }

    /// <summary>How many entries the journal has.</summary>
    public Task<long> HeadAsync() => server.Services.GetRequiredService<CommunityWriters>().LookAsync(Code, (state, _) => state.Position, CancellationToken.None);

    /// <summary>Records something past the web server.</summary>
    public async Task ExecuteAsync(LedgerCommand command) =>
        (await server.Services.GetRequiredService<CommunityWriters>().ExecuteAsync(Code, command, CancellationToken.None)).ShouldBeOfType<CommandOutcome.Recorded>();
}

/// <summary>What came back.</summary>
public sealed record Answer(int Status, string? ContentType, string Text, string? RetryAfter, string? WwwAuthenticate)
{
    public JsonElement Json => JsonElement.Parse(Text);

    public static async Task<Answer> OfAsync(HttpResponseMessage response) => new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(),
        response.Headers.RetryAfter?.ToString(), response.Headers.WwwAuthenticate.FirstOrDefault()?.ToString());

    /// <summary>Asserts a problem in the promised form.</summary>
    public JsonElement ShouldBeProblem(int status, string code)
    {
        Text.ShouldStartWith("{");
        (Status, ContentType, Json.GetProperty("code").GetString()).ShouldBe((status, "application/problem+json", code), Text);
        Json.GetProperty("status").GetInt32().ShouldBe(status);
        Json.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
        Json.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        Text.ShouldNotContain("   at ");
        return Json;
    }
}
