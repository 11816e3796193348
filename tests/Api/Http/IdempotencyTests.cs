using Buurthulp.Ledger;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Http;

public sealed class IdempotencyTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task The_same_exchange_sent_again_gets_the_same_answer_and_is_booked_once()
    {
        var community = await server.FoundAsync();
        var (key, token) = (Guid.NewGuid(), community.Token(Role.Coordinator));

        var first = await community.PostAsync("exchanges", Help(Anna, Bram, 60), token, key);
        await community.PostAsync("exchanges", Help(Anna, Chaima, 30), token);
        var head = await community.HeadAsync();
        var again = await community.PostAsync("exchanges", Help(Anna, Bram, 60), token, key);

        first.Status.ShouldBe(201);
        first.Json.GetProperty("exchangeId").GetGuid().ShouldBe(key);
        first.Json.GetProperty("status").GetString().ShouldBe("booked");
        (again.Status, again.Text, again.ContentType).ShouldBe((first.Status, first.Text, first.ContentType));
        (await community.HeadAsync()).ShouldBe(head);
    }

    [Fact]
    public async Task The_members_of_a_body_may_stand_in_another_order_the_second_time()
    {
        var community = await server.FoundAsync();
        var (key, token) = (Guid.NewGuid(), community.Token(Role.Coordinator));

        var first = await community.PostAsync("gifts", "{\"from\":\"W01\",\"to\":\"buurtpot\",\"minutes\":60}", token, key);
        first.ShouldBeProblem(422, "floor-reached");
        await community.PostAsync("exchanges", Help(Anna, Bram, 60), token);
        first = await community.PostAsync("gifts", "{\"from\":\"L0001\",\"to\":\"buurtpot\",\"minutes\":60}", token, key);
        var again = await community.PostAsync("gifts", " { \"minutes\" : 60 , \"to\" : \"buurtpot\", \"from\" : \"L0001\" } ", token, key);

        first.Status.ShouldBe(201, first.Text);
        again.Text.ShouldBe(first.Text);
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused()
    {
        var community = await server.FoundAsync();
        var (key, token) = (Guid.NewGuid(), community.Token(Role.Coordinator));
        await community.PostAsync("exchanges", Help(Anna, Bram, 60), token, key);
        var head = await community.HeadAsync();

        (await community.PostAsync("exchanges", Help(Anna, Bram, 61), token, key)).ShouldBeProblem(422, "command-id-reused");
        (await community.PostAsync("gifts", "{\"from\":\"L0001\",\"to\":\"buurtpot\",\"minutes\":60}", token, key)).ShouldBeProblem(422, "command-id-reused");
        (await community.PostAsync($"exchanges/{key}/thank", body: null, token, key)).ShouldBeProblem(422, "command-id-reused");
        (await community.HeadAsync()).ShouldBe(head);
    }

    [Fact]
    public async Task A_key_that_another_community_used_is_refused_and_tells_nothing_of_it()
    {
        var (one, other) = (await server.FoundAsync(), await server.FoundAsync());
        var key = Guid.NewGuid();
        await one.PostAsync("exchanges", Help(Anna, Bram, 60), one.Token(Role.Coordinator), key);

        var answer = await other.PostAsync("exchanges", Help(Anna, Bram, 60), other.Token(Role.Coordinator), key);

        answer.ShouldBeProblem(422, "command-id-reused");
        answer.Text.ShouldNotContain(one.Code.Value);
    }

    [Fact]
    public async Task Twenty_at_once_are_booked_once_and_answered_alike()
    {
        var community = await server.FoundAsync();
        var (key, token) = (Guid.NewGuid(), community.Token(Role.Coordinator));
        var head = await community.HeadAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => community.PostAsync("exchanges", Help(Anna, Bram, 60), token, key)));

        answers.Select(answer => (answer.Status, answer.Text)).Distinct().ShouldHaveSingleItem().Status.ShouldBe(201);
        (await community.HeadAsync()).ShouldBe(head + 1);
    }

    [Fact]
    public async Task Every_other_command_repeats_its_answer_too()
    {
        var community = await server.FoundAsync();
        var (coordinator, shop) = (community.Token(Role.Coordinator), community.Token(Role.Shop, Bakery));
        var proposed = (await community.PostAsync("exchanges", Help(Anna, Bram, 120), community.Token(Role.Member, Anna))).Json;
        proposed.GetProperty("status").GetString().ShouldBe("proposed");
        var exchange = proposed.GetProperty("exchangeId").GetString();

        await AssertRepeatsAsync($"exchanges/{exchange}/confirm", null, community.Token(Role.Member, Bram), 200);
        await AssertRepeatsAsync($"exchanges/{exchange}/thank", null, community.Token(Role.Member, Bram), 200);
        var discount = await AssertRepeatsAsync("discounts", "{\"shop\":\"W01\",\"member\":\"L0001\",\"purchaseCents\":2000,\"minutes\":60}", shop, 201);
        discount.Json.GetProperty("discountCents").GetInt64().ShouldBe(500);
        await AssertRepeatsAsync($"discounts/{discount.Json.GetProperty("discountId").GetString()}/cancel", "{\"reason\":\"mistake\"}", shop, 200);
        await AssertRepeatsAsync("gifts", "{\"from\":\"L0001\",\"to\":\"buurtpot\",\"minutes\":60}", community.Token(Role.Member, Anna), 201);
        await AssertRepeatsAsync($"exchanges/{exchange}/reverse", "{\"reason\":\"mistake\"}", coordinator, 200);
        var second = (await community.PostAsync("exchanges", Help(Anna, Bram, 10), community.Token(Role.Member, Anna))).Json.GetProperty("exchangeId").GetString();
        await AssertRepeatsAsync($"exchanges/{second}/decline", null, community.Token(Role.Member, Bram), 200);

        async Task<Answer> AssertRepeatsAsync(string path, string? body, string token, int status)
        {
            var key = Guid.NewGuid();
            var first = await community.PostAsync(path, body, token, key);
            var again = await community.PostAsync(path, body, token, key);
            first.Status.ShouldBe(status, first.Text);
            first.Json.GetProperty("position").GetInt64().ShouldBe(await community.HeadAsync());
            (again.Status, again.Text).ShouldBe((first.Status, first.Text));
            return first;
        }
    }
}
