using Buurthulp.Ledger;
using Buurthulp.Tests.Api.Http;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Webhooks;

public sealed class WebhookEndpointTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Elsewhere = """{"url":"https://kassa.voorbeeld.test/hook"}""";

    [Fact]
    public async Task A_webhook_is_made_looked_at_and_removed_and_its_secret_is_shown_once()
    {
        var community = await server.FoundAsync();
        var desk = community.Token(Role.Coordinator);
        var made = await community.PostAsync("webhooks", Elsewhere, desk);
        made.Status.ShouldBe(201, made.Text);
        var (id, secret) = (made.Json.GetProperty("webhookId").GetGuid(), made.Json.GetProperty("secret").GetString()!);
        secret.ShouldStartWith("whs_");
        secret.Length.ShouldBe(47);
        made.Json.GetProperty("position").GetInt64().ShouldBe(await community.HeadAsync());

        var list = await community.GetAsync("webhooks", desk);
        var one = await community.GetAsync($"webhooks/{id}", desk);

        list.Json.EnumerateArray().Select(webhook => webhook.GetRawText()).ShouldBe([one.Text]);
        one.Text.ShouldNotContain(secret);
        one.Json.GetProperty("position").GetInt64().ShouldBe(await community.HeadAsync());
        one.Json.TryGetProperty("lastStatus", out _).ShouldBeFalse();
        (await server.RowsAsync("SELECT secret FROM webhooks.webhooks")).ShouldAllBe(stored => !stored.Contains(secret, StringComparison.Ordinal));

        (await community.DeleteAsync($"webhooks/{id}", desk)).Status.ShouldBe(204);
        (await community.GetAsync("webhooks", desk)).Text.ShouldBe("[]");
        (await community.DeleteAsync($"webhooks/{id}", desk)).ShouldBeProblem(404, "webhook-unknown").GetProperty("webhook").GetGuid().ShouldBe(id);
    }

    [Fact]
    public async Task The_same_call_again_gets_the_first_answer_and_makes_nothing_new()
    {
        var community = await server.FoundAsync();
        var (desk, key) = (community.Token(Role.Coordinator), Guid.NewGuid());

        var first = await community.PostAsync("webhooks", Elsewhere, desk, key);
        await community.PostAsync("exchanges", Help(Anna, Bram, 60), desk);
        var again = await community.PostAsync("webhooks", Elsewhere, desk, key);

        (again.Status, again.Text).ShouldBe((first.Status, first.Text));
        (await community.GetAsync("webhooks", desk)).Json.GetArrayLength().ShouldBe(1);
        (await community.PostAsync("webhooks", """{"url":"https://kassa.voorbeeld.test/other"}""", desk, key)).ShouldBeProblem(422, "command-id-reused");
        (await community.PostAsync("webhooks", """{"url":"https://kassa.voorbeeld.test/hook","account":"W01"}""", desk, key)).ShouldBeProblem(422, "command-id-reused");
    }

    [Fact]
    public async Task A_shop_has_webhooks_for_itself_and_sees_no_others()
    {
        var community = await server.FoundAsync();
        var (bakery, other, desk) = (community.Token(Role.Shop, Bakery), community.Token(Role.Shop, "W02"), community.Token(Role.Admin));

        var own = (await community.PostAsync("webhooks", Elsewhere, bakery)).Json;
        own.GetProperty("account").GetString().ShouldBe(Bakery);
        (await community.PostAsync("webhooks", """{"url":"https://kassa.voorbeeld.test/hook","account":"W01"}""", other)).ShouldBeProblem(403, "account-not-yours");
        var all = (await community.PostAsync("webhooks", Elsewhere, desk)).Json.GetProperty("webhookId").GetGuid();

        (await community.GetAsync("webhooks", bakery)).Json.GetArrayLength().ShouldBe(1);
        (await community.GetAsync("webhooks", other)).Json.GetArrayLength().ShouldBe(0);
        (await community.GetAsync("webhooks", desk)).Json.GetArrayLength().ShouldBe(2);
        foreach (var hidden in new[] { all, own.GetProperty("webhookId").GetGuid() })
        {
            (await community.GetAsync($"webhooks/{hidden}", other)).ShouldBeProblem(404, "webhook-unknown");
            (await community.PostAsync($"webhooks/{hidden}/resume", body: null, other)).ShouldBeProblem(404, "webhook-unknown");
            (await community.DeleteAsync($"webhooks/{hidden}", other)).ShouldBeProblem(404, "webhook-unknown");
        }

        (await community.PostAsync($"webhooks/{own.GetProperty("webhookId").GetGuid()}/resume", body: null, bakery)).Json.GetProperty("failures").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("http://kassa.voorbeeld.test/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://localhost/hook")]
    [InlineData("https://anna:geheim@kassa.voorbeeld.test/")]
    [InlineData("not an address")]
    public async Task An_address_that_is_not_on_the_open_internet_is_refused(string url)
    {
        var community = await server.FoundAsync();
        (await community.PostAsync("webhooks", $$"""{"url":"{{url}}"}""", community.Token(Role.Coordinator))).ShouldBeProblem(422, "webhook-address-not-allowed").GetProperty("url").GetString().ShouldBe(url);
    }

    [Fact]
    public async Task What_can_not_be_is_refused()
    {
        var community = await server.FoundAsync();
        var desk = community.Token(Role.Coordinator);

        (await community.PostAsync("webhooks", """{"url":"https://kassa.voorbeeld.test/","account":"L9999"}""", desk)).ShouldBeProblem(422, "account-unknown");
        (await community.PostAsync("webhooks", """{"url":"https://kassa.voorbeeld.test/","after":100000}""", desk)).ShouldBeProblem(400, "malformed").GetProperty("field").GetString().ShouldBe("after");
        (await community.PostAsync("webhooks", Elsewhere, community.Token(Role.Member, Anna))).ShouldBeProblem(403, "forbidden");
        for (var i = 0; i < 5; i++) (await community.PostAsync("webhooks", Elsewhere, community.Token(Role.Shop, Bakery))).Status.ShouldBe(201);
        (await community.PostAsync("webhooks", Elsewhere, community.Token(Role.Shop, Bakery))).ShouldBeProblem(422, "too-many-webhooks").GetProperty("mostWebhooks").GetInt32().ShouldBe(5);
        for (var i = 5; i < 20; i++) (await community.PostAsync("webhooks", Elsewhere, desk)).Status.ShouldBe(201);
        (await community.PostAsync("webhooks", Elsewhere, desk)).ShouldBeProblem(422, "too-many-webhooks");
    }
}
