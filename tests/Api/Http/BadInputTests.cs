using System.Net.Http.Headers;
using System.Text;
using Buurthulp.Ledger;
using Buurthulp.Projections.Running;
using Microsoft.Extensions.DependencyInjection;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Http;

/// <summary>Each wrong request gets its own answer, and nothing is booked.</summary>
public sealed class BadInputTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Ending = "\"category\":\"boodschappen\",\"happenedOn\":\"2026-11-19\"}";

    public static TheoryData<string, int, string, string?> WrongExchanges => new()
    {
        { Help("L9999", Bram, 60), 422, "account-unknown", null },
        { Help(Anna, Bram, 0), 422, "amount-not-positive", null },
        { Help(Anna, Bram, -60), 422, "amount-not-positive", null },
        { Help(Anna, Bram, 1_000_000_001), 422, "amount-too-large", null },
        { Help(Anna, Bram, long.MaxValue), 422, "amount-too-large", null },
        { $$"""{"helpers":[{"account":"L0001","minutes":60.5}],"receivers":[{"account":"L0002","minutes":60}],{{Ending}}""", 400, "malformed", "helpers[0].minutes" },
        { $$"""{"helpers":[{"account":"L0001","minutes":9223372036854775808}],"receivers":[{"account":"L0002","minutes":60}],{{Ending}}""", 400, "malformed", "helpers[0].minutes" },
        { $$"""{"helpers":[{"account":"L0001","minutes":60}],"receivers":[{"account":"L0002","minutes":"60"}],{{Ending}}""", 400, "malformed", "receivers[0].minutes" },
        { $$"""{"helpers":[{"account":"L0001","minutes":60}],"receivers":[{"account":"L0002","minutes":null}],{{Ending}}""", 400, "malformed", "receivers[0].minutes" },
        { $$"""{"helpers":[{"account":"L0001"}],"receivers":[{"account":"L0002","minutes":60}],{{Ending}}""", 400, "malformed", "helpers[0].minutes" },
        { $$"""{"helpers":[{"account":"Anna Jansen","minutes":60}],"receivers":[{"account":"L0002","minutes":60}],{{Ending}}""", 400, "malformed", "helpers[0].account" },
        { $$"""{"helpers":[{"account":7,"minutes":60}],"receivers":[{"account":"L0002","minutes":60}],{{Ending}}""", 400, "malformed", "helpers[0].account" },
        { $$"""{"helpers":[null],"receivers":[{"account":"L0002","minutes":60}],{{Ending}}""", 400, "malformed", "helpers[0]" },
        { $$"""{"helpers":null,"receivers":[{"account":"L0002","minutes":60}],{{Ending}}""", 400, "malformed", "helpers" },
        { $$"""{"helpers":[],"receivers":[{"account":"L0002","minutes":60}],{{Ending}}""", 422, "helper-missing", null },
        { $$"""{"receivers":[{"account":"L0002","minutes":60}],{{Ending}}""", 400, "malformed", "helpers" },
        { Help(Anna, Bram, 60, ",\"note\":\"koffie\""), 400, "malformed", "note" },
        { Help(Anna, Bram, 60, ",\"Category\":\"boodschappen\""), 400, "malformed", "Category" },
        { Help(Anna, Bram, 60, ",\"category\":\"boodschappen\""), 400, "malformed", "body" },
        { Help(Anna, Bram, 60, ",\"channel\":\"import\""), 400, "malformed", "channel" },
        { Help(Anna, Bram, 60, ",\"channel\":0"), 400, "malformed", "channel" },
        { Help(Anna, Bram, 60, ",\"requestId\":\"7\""), 400, "malformed", "requestId" },
        { Help(Anna, Bram, 60, ",\"requestId\":\"0198e6d4-0000-7000-8000-000000000001\""), 404, "request-unknown", null },
        { Help(Anna, Anna, 60), 422, "helper-is-receiver", null },
        { $$"""{"helpers":[{"account":"L0001","minutes":60}],"receivers":[{"account":"L0002","minutes":30}],{{Ending}}""", 422, "shares-unequal", null },
        { Help(Anna, Bram, 60).Replace("2026-11-19", "2026-11-21", StringComparison.Ordinal), 422, "date-in-future", null },
        { Help(Anna, Bram, 60).Replace("2026-11-19", "2025-12-31", StringComparison.Ordinal), 422, "date-before-joining", null },
        { Help(Anna, Bram, 60).Replace("2026-11-19", "19-11-2026", StringComparison.Ordinal), 400, "malformed", "happenedOn" },
        { Help(Anna, Bram, 60).Replace("2026-11-19", "2026-02-30", StringComparison.Ordinal), 400, "malformed", "happenedOn" },
        { Help(Dirk, Bram, 60), 422, "account-closed", null },
        { Help("buurtpot", Bram, 60), 422, "account-kind-not-allowed", null },
        { Help(Anna, Bram, 60).Replace("boodschappen", "toveren", StringComparison.Ordinal), 422, "category-unknown", null },
        { Help(Anna, Bram, 60, ",\"payer\":\"L0003\""), 403, "payer-not-allowed", null },
        { "{\"helpers\":[", 400, "malformed", "body" },
        { "", 400, "malformed", "body" },
        { "null", 400, "malformed", "body" },
        { "[]", 400, "malformed", "body" },
        { "\"text\"", 400, "malformed", "body" },
        { new string('[', 5_000), 400, "malformed", "body" },
        { Help(Anna, Bram, 60) + "{}", 400, "malformed", "body" },
    };

    [Theory]
    [MemberData(nameof(WrongExchanges))]
    public async Task A_wrong_exchange_is_refused_by_name_and_nothing_is_booked(string body, int status, string code, string? field)
    {
        var community = await server.FoundAsync();
        var before = await community.HeadAsync();

        var answer = await community.PostAsync("exchanges", body, community.Token(Role.Coordinator));

        var problem = answer.ShouldBeProblem(status, code);
        if (field is not null) problem.GetProperty("field").GetString().ShouldBe(field);
        (await community.HeadAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_malformed()
    {
        var community = await server.FoundAsync();
        using var client = server.Client(community.Token(Role.Coordinator));
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(Help(Anna, "Chlo\u00e9", 60)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        client.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());

        using var response = await client.PostAsync(new Uri($"api/v1/{community.Code}/exchanges", UriKind.Relative), content);

        (await Answer.OfAsync(response)).ShouldBeProblem(400, "malformed");
    }

    [Fact]
    public async Task A_body_of_a_megabyte_is_too_large()
    {
        var community = await server.FoundAsync();
        var body = Help(Anna, Bram, 60, $",\"note\":\"{new string('x', 1_000_000)}\"");

        var answer = await community.PostAsync("exchanges", body, community.Token(Role.Coordinator));

        answer.ShouldBeProblem(413, "too-large").GetProperty("mostBytes").GetInt32().ShouldBe(65_536);
    }

    [Fact]
    public async Task A_body_of_a_megabyte_that_does_not_tell_its_length_is_too_large()
    {
        var community = await server.FoundAsync();
        using var client = server.Client(community.Token(Role.Coordinator));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/{community.Code}/exchanges") { Content = new StringContent(new string(' ', 1_000_000), Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Headers.TransferEncodingChunked = true;

        using var response = await client.SendAsync(request);

        (await Answer.OfAsync(response)).ShouldBeProblem(413, "too-large");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    public async Task A_body_of_another_type_is_not_read(string contentType)
    {
        var community = await server.FoundAsync();

        var answer = await community.PostAsync("exchanges", Help(Anna, Bram, 60), community.Token(Role.Coordinator), contentType: contentType);

        answer.ShouldBeProblem(415, "unsupported-media-type");
    }

    [Fact]
    public async Task A_call_without_the_body_that_it_needs_is_not_read()
    {
        var community = await server.FoundAsync();

        (await community.PostAsync("exchanges", body: null, community.Token(Role.Coordinator))).ShouldBeProblem(415, "unsupported-media-type");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("not-a-uuid-at-all-not-a-uuid-at-all-")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task Without_an_Idempotency_Key_that_is_a_UUID_nothing_is_booked(string? key)
    {
        var community = await server.FoundAsync();
        using var client = server.Client(community.Token(Role.Coordinator));
        using var content = new StringContent(Help(Anna, Bram, 60), Encoding.UTF8, "application/json");
        if (key is not null) client.DefaultRequestHeaders.TryAddWithoutValidation("Idempotency-Key", key);

        using var response = await client.PostAsync(new Uri($"api/v1/{community.Code}/exchanges", UriKind.Relative), content);

        (await Answer.OfAsync(response)).ShouldBeProblem(400, "idempotency-key-missing");
    }

    [Theory]
    [InlineData("exchanges/7/confirm", 404, "not-found")]
    [InlineData("nothing", 404, "not-found")]
    [InlineData("exchanges/0198e6d4-0000-7000-8000-000000000001/confirm", 404, "exchange-unknown")]
    [InlineData("exchanges/0198e6d4-0000-7000-8000-000000000001/decline", 404, "exchange-unknown")]
    [InlineData("exchanges/0198e6d4-0000-7000-8000-000000000001/thank", 404, "exchange-unknown")]
    public async Task What_is_not_there_is_not_found(string path, int status, string code)
    {
        var community = await server.FoundAsync();

        (await community.PostAsync(path, body: null, community.Token(Role.Coordinator))).ShouldBeProblem(status, code);
    }

    [Fact]
    public async Task A_community_that_nobody_founded_is_not_found()
    {
        var nowhere = Guid.NewGuid().ToString("N");
        using var client = server.Client(server.Tokens.Issue(new(nowhere), Role.Coordinator, account: null, days: 1));
        using var content = new StringContent(Help(Anna, Bram, 60), Encoding.UTF8, "application/json");
        client.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());

        using var response = await client.PostAsync(new Uri($"api/v1/{nowhere}/exchanges", UriKind.Relative), content);

        (await Answer.OfAsync(response)).ShouldBeProblem(404, "community-unknown");
    }

    [Fact]
    public async Task Another_method_than_the_address_knows_is_told_so() =>
        (await (await server.FoundAsync()).GetAsync("gifts", token: null)).ShouldBeProblem(405, "method-not-allowed");

    [Theory]
    [InlineData("{\"shop\":\"W01\",\"member\":\"L0001\",\"purchaseCents\":0,\"minutes\":60}", 422, "price-out-of-range")]
    [InlineData("{\"shop\":\"W01\",\"member\":\"L0001\",\"purchaseCents\":2000,\"minutes\":60}", 422, "floor-reached")]
    [InlineData("{\"shop\":\"W01\",\"member\":\"L0001\",\"purchaseCents\":500,\"minutes\":60}", 422, "discount-over-share")]
    [InlineData("{\"shop\":\"W01\",\"member\":\"L0001\",\"purchaseCents\":100000,\"minutes\":601}", 422, "shop-full")]
    [InlineData("{\"shop\":\"L0002\",\"member\":\"L0001\",\"purchaseCents\":2000,\"minutes\":60}", 422, "account-kind-not-allowed")]
    [InlineData("{\"shop\":\"W01\",\"member\":\"L0001\",\"purchaseCents\":20.5,\"minutes\":60}", 400, "malformed")]
    public async Task A_wrong_discount_is_refused_by_name(string body, int status, string code)
    {
        var community = await server.FoundAsync();

        (await community.PostAsync("discounts", body, community.Token(Role.Coordinator))).ShouldBeProblem(status, code);
    }

    /// <summary>ISO 8601 knows the year 0; the database does not, so such a day would stop all views of the community for good.</summary>
    [Theory]
    [InlineData("members/L0001/proxies", "{\"proxy\":\"L0002\",\"from\":\"0000-01-01\"}", "from", Role.Member)]
    [InlineData("members/L0001/proxies", "{\"proxy\":\"L0002\",\"until\":\"9999-12-31\"}", "until", Role.Member)]
    [InlineData("requests", "{\"category\":\"boodschappen\",\"neededOn\":\"9999-12-31\"}", "neededOn", Role.Member)]
    [InlineData("activities", "{\"kind\":\"koffie\",\"heldOn\":\"-0001-01-01\",\"attendees\":[]}", "heldOn", Role.Coordinator)]
    [InlineData("members", "{\"name\":\"Anna\",\"joinedOn\":\"1899-12-31\"}", "joinedOn", Role.Coordinator)]
    public async Task A_day_that_no_ledger_holds_is_malformed_and_stops_no_view(string path, string body, string field, Role role)
    {
        var community = await server.FoundAsync();

        var answer = await community.PostAsync(path, body, community.Token(role, role == Role.Member ? Anna : null));

        var views = server.Services.GetRequiredService<ViewRunner>();
        await views.WaitForAsync(community.Code, await community.HeadAsync(), TimeSpan.FromSeconds(30), CancellationToken.None);
        views.Halted.ContainsKey(community.Code).ShouldBeFalse(answer.Text);
        answer.ShouldBeProblem(400, "malformed").GetProperty("field").GetString().ShouldBe(field);
    }

    [Theory]
    [InlineData("accounts/L0001/statement?from=0000-01-01", "from")]
    [InlineData("accounts/L0001/statement?to=9999-12-31", "to")]
    [InlineData("accounts/L0001/statement?to=-0001-01-01", "to")]
    public async Task Nothing_is_read_as_of_a_day_that_no_ledger_holds(string path, string field)
    {
        var community = await server.FoundAsync();

        (await community.GetAsync(path, community.Token(Role.Member, Anna))).ShouldBeProblem(400, "malformed").GetProperty("field").GetString().ShouldBe(field);
    }

    [Theory]
    [InlineData("{\"from\":\"L0001\",\"to\":\"buurtpot\",\"minutes\":60}", "floor-reached")]
    [InlineData("{\"from\":\"L0001\",\"to\":\"L0002\",\"minutes\":60}", "account-kind-not-allowed")]
    public async Task A_wrong_gift_is_refused_by_name(string body, string code)
    {
        var community = await server.FoundAsync();

        (await community.PostAsync("gifts", body, community.Token(Role.Member, Anna))).ShouldBeProblem(422, code);
    }
}
