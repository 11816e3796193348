using System.Text.Json;
using Buurthulp.Ledger;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Http;

/// <summary>What members see of the help that goes round through them.</summary>
public sealed class ReciprocityTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Emine = "L0005";

    [Fact]
    public async Task A_member_sees_how_many_and_how_long_and_that_help_came_round_but_never_who()
    {
        var community = await CircleAsync();

        var answer = await community.GetAsync($"members/{Anna}/reciprocity?from=2026", community.Token(Role.Member, Anna));

        var own = answer.Json;
        Numbers(own, "gaveMinutes", "gaveTo", "receivedMinutes", "receivedFrom", "sharedMinutes", "mediatedMinutes", "giftsToPot").ShouldBe([150, 3, 90, 1, 90, 60, 15]);
        own.GetProperty("circle").EnumerateObject().Select(member => (member.Name, member.Value.GetInt32())).ShouldBe([("length", 3)]);
        own.TryGetProperty("invitation", out _).ShouldBeFalse("help went both ways");
        foreach (var other in new[] { Bram, Chaima, Emine }) answer.Text.ShouldNotContain(other);
    }

    [Fact]
    public async Task Thanks_count_for_those_who_said_them_and_those_who_helped()
    {
        var community = await CircleAsync();
        var help = await community.PostAsync("exchanges", Help(Anna, Bram, 60), community.Token(Role.Coordinator));
        await community.PostAsync($"exchanges/{help.Json.GetProperty("exchangeId").GetString()}/thank", body: null, community.Token(Role.Member, Bram));

        Numbers((await community.GetAsync($"members/{Anna}/reciprocity", community.Token(Role.Coordinator))).Json, "thanksGiven", "thanksReceived").ShouldBe([0, 1]);
        Numbers((await community.GetAsync($"members/{Bram}/reciprocity", community.Token(Role.Member, Bram))).Json, "thanksGiven", "thanksReceived").ShouldBe([1, 0]);
    }

    /// <summary>The same help with and without the mark: no invitation, and thanks and company only.</summary>
    [Theory]
    [InlineData(Emine, "give")]
    [InlineData("L0006", "ask")]
    [InlineData("L0007", "begin")]
    public async Task Who_is_not_expected_to_give_is_not_invited_to(string member, string invitation)
    {
        var community = await CircleAsync();
        foreach (var account in new[] { "L0006", "L0007" }) await community.JoinAsync(account);
        await community.PostAsync("exchanges", Help("L0006", Emine, 60), community.Token(Role.Coordinator));
        var (own, desk) = (community.Token(Role.Member, member), community.Token(Role.Coordinator));
        var before = (await community.GetAsync($"members/{member}/reciprocity", own)).Json;
        before.GetProperty("invitation").GetString().ShouldBe(invitation);

        await community.PostAsync($"members/{member}/pause", body: null, own);
        (await community.GetAsync($"members/{member}/reciprocity", own)).Json.TryGetProperty("invitation", out _).ShouldBeFalse("nobody is prompted during a pause");
        await community.PostAsync($"members/{member}/resume", body: null, own);
        await community.PostAsync($"members/{member}/reciprocity", "{\"expected\":false}", desk);

        foreach (var token in new[] { own, desk })
        {
            var after = (await community.GetAsync($"members/{member}/reciprocity", token)).Json;
            after.EnumerateObject().Select(part => part.Name).ShouldBe(before.EnumerateObject().Select(part => part.Name).Where(name => name != "invitation"));
            after.EnumerateObject().Where(part => part.Value.ValueKind != JsonValueKind.Null).Select(part => part.Name).ShouldBe(["account", "from", "to", "thanksGiven", "thanksReceived", "activitiesAttended", "position"]);
        }
    }

    [Fact]
    public async Task Others_see_nothing_of_a_member_and_a_shop_is_none()
    {
        var community = await CircleAsync();

        (await community.GetAsync($"members/{Anna}/reciprocity", community.Token(Role.Member, Bram))).ShouldBeProblem(404, "account-unknown");
        await community.PostAsync($"members/{Anna}/proxies", $$"""{"proxy":"{{Bram}}"}""", community.Token(Role.Member, Anna));
        (await community.GetAsync($"members/{Anna}/reciprocity", community.Token(Role.Member, Bram))).Status.ShouldBe(200, "who acts for somebody reads what they read");
        (await community.GetAsync($"members/{Bakery}/reciprocity", community.Token(Role.Coordinator))).ShouldBeProblem(404, "account-unknown");
        (await community.GetAsync($"members/{Anna}/reciprocity?to=2026", community.Token(Role.Member, Anna))).ShouldBeProblem(400, "malformed");
    }

    /// <summary>Anna helps Bram 60 and Emine 60, Bram helps Chaima 60, Chaima helps Anna 90; Anna helps Chaima 30, which meets the same from her directly. Anna gives 15 to the pot.</summary>
    private async Task<Neighbourhood> CircleAsync()
    {
        var community = await server.FoundAsync();
        await community.JoinAsync(Emine);
        foreach (var help in new[] { Help(Anna, Bram, 60), Help(Anna, Emine, 60), Help(Bram, Chaima, 60), Help(Chaima, Anna, 90), Help(Anna, Chaima, 30) })
            (await community.PostAsync("exchanges", help, community.Token(Role.Coordinator))).Status.ShouldBe(201);
        (await community.PostAsync("gifts", $$"""{"from":"{{Anna}}","to":"buurtpot","minutes":15}""", community.Token(Role.Member, Anna))).Status.ShouldBe(201);
        return community;
    }

    private static long[] Numbers(JsonElement answer, params string[] names) => [.. names.Select(name => answer.GetProperty(name).GetInt64())];
}
