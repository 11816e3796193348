using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Buurthulp.Api.Http.Communities;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Http;

/// <summary>What a community agrees about itself, over HTTP.</summary>
public sealed class CommunityTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private const string Whole = """
        {"shortfall":"potPays","shopFloorMinutes":-120,"giftFloorMinutes":60,"proposalDays":7,"shortfallPot":"buurtpot","award":{"percent":150},"corrections":{"aloneMinutes":300},
        "requests":{"openDays":30,"followUpDays":3,"overloadMinutes":600,"overloadPeople":4},"notes":{"floorMinutes":-60,"validMonths":12,"expiredTo":"buurtpot"},
        "leaving":{"policy":"goesToPot","pot":"buurtpot"},"joining":{"intakeRequired":true,"invitationDays":14},"signals":{"overaskingMinutes":900,"unansweredDays":10}}
        """;

    [Fact]
    public async Task What_the_admin_agrees_holds_and_everybody_can_read_it()
    {
        var community = await server.FoundAsync();

        (await community.PostAsync("agreement", Whole, community.Token(Role.Admin))).Status.ShouldBe(200);

        var read = (await community.GetAsync("agreement", community.Token(Role.Member, Anna))).Json;
        foreach (var (name, agreed) in Members(Whole)) read.GetProperty("agreement").GetProperty(name).GetRawText().ShouldBe(agreed.Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal), name);
        (await community.PostAsync("exchanges", Help(Anna, Bram, 60), community.Token(Role.Coordinator))).Status.ShouldBe(201);
        (await BalanceAsync(community, Anna), await BalanceAsync(community, Bram), await BalanceAsync(community, "buurtpot")).ShouldBe((90, 0, -90));
    }

    [Fact]
    public async Task An_agreement_shows_what_holds_where_nothing_was_agreed_and_sending_that_back_changes_nothing()
    {
        var community = await server.FoundAsync();
        var admin = community.Token(Role.Admin);
        var before = (await community.GetAsync("agreement", admin)).Json.GetProperty("agreement").GetRawText();

        (await community.PostAsync("agreement", before, admin)).Status.ShouldBe(200);

        before.ShouldContain("\"award\":{\"percent\":100}");
        before.ShouldContain("\"corrections\":{\"aloneMinutes\":600}");
        (await community.GetAsync("agreement", admin)).Json.GetProperty("agreement").GetRawText().ShouldBe(before);
    }

    [Theory]
    [InlineData("\"proposalDays\":7", "\"proposalDays\":0", "proposalDays")]
    [InlineData("\"percent\":150", "\"percent\":0", "award.percent")]
    [InlineData("\"aloneMinutes\":300", "\"aloneMinutes\":-1", "corrections.aloneMinutes")]
    [InlineData("\"openDays\":30", "\"openDays\":0", "requests.openDays")]
    [InlineData("\"validMonths\":12", "\"validMonths\":0", "notes.validMonths")]
    [InlineData("\"unansweredDays\":10", "\"unansweredDays\":0", "signals.unansweredDays")]
    [InlineData(",\"pot\":\"buurtpot\"}", "}", "leaving.pot")]
    [InlineData("\"invitationDays\":14", "\"invitationDays\":366", "joining.invitationDays")]
    [InlineData("\"shortfallPot\":\"buurtpot\",", "", "shortfallPot")]
    public async Task What_the_ledger_refuses_is_named(string good, string bad, string field)
    {
        var community = await server.FoundAsync();
        Whole.ShouldContain(good);

        var answer = await community.PostAsync("agreement", Whole.Replace(good, bad, StringComparison.Ordinal), community.Token(Role.Admin));

        answer.ShouldBeProblem(422, "agreement-incomplete").GetProperty("field").GetString().ShouldBe(field);
    }

    /// <summary>Whoever adds to the agreement adds to the API: both have the same members, all the way down.</summary>
    [Fact]
    public void Every_member_of_the_agreement_can_be_sent_and_read() =>
        Shape(Web.GetTypeInfo(typeof(AgreementBody))).ShouldBe(Shape(EventJson.Options.GetTypeInfo(typeof(Agreement))), ignoreOrder: true);

    [Fact]
    public async Task Kinds_of_help_and_neighbourhoods_are_added_and_listed()
    {
        var community = await server.FoundAsync();
        var desk = community.Token(Role.Coordinator);

        (await community.PostAsync("categories", "{\"categories\":[\"tuin\",\"boodschappen\",\"administratie\"]}", desk)).Status.ShouldBe(201);
        (await community.PostAsync("categories", "{\"categories\":[\"tuin\"]}", desk)).ShouldBeProblem(422, "nothing-to-do");
        (await community.PostAsync("neighbourhoods", "{\"neighbourhood\":\"Noord\",\"residents\":2140}", desk)).Status.ShouldBe(201);
        (await community.PostAsync("neighbourhoods", "{\"neighbourhood\":\"Noord\",\"residents\":2150}", desk)).Status.ShouldBe(201);

        (await community.GetAsync("categories", community.Token(Role.Member, Anna))).Text.ShouldBe("[{\"category\":\"administratie\"},{\"category\":\"boodschappen\"},{\"category\":\"tuin\"}]");
        (await community.GetAsync("neighbourhoods", community.Token(Role.Shop, Bakery))).Text.ShouldBe("[{\"neighbourhood\":\"Noord\",\"residents\":2150}]");
    }

    [Fact]
    public async Task Shops_and_groups_join_with_a_name_that_the_journal_does_not_hold()
    {
        var community = await server.FoundAsync();
        var desk = community.Token(Role.Coordinator);
        const string shop = """{"account":"W09","name":"Bakkerij Korenaar","joinedOn":"2026-11-01","terms":{"centsPerHour":500,"maxSharePercent":50,"maxBalanceMinutes":600}}""";

        (await community.PostAsync("shops", shop, desk)).Json.GetProperty("account").GetString().ShouldBe("W09");
        (await community.PostAsync("shops", shop.Replace("Korenaar", "Zon", StringComparison.Ordinal), desk)).ShouldBeProblem(422, "account-exists");
        (await community.PostAsync("shops/W09/terms", "{\"centsPerHour\":600,\"maxSharePercent\":40,\"maxBalanceMinutes\":500}", desk)).Status.ShouldBe(200);
        (await community.PostAsync("organisations", "{\"account\":\"O09\",\"name\":\"Buurthuis De Molen\",\"joinedOn\":\"2026-11-01\"}", desk)).Status.ShouldBe(201);

        var listed = (await community.GetAsync("shops", community.Token(Role.Member, Anna))).Json.EnumerateArray().Single(one => one.GetProperty("account").GetString() == "W09");
        (listed.GetProperty("name").GetString(), listed.GetProperty("terms").GetProperty("centsPerHour").GetInt32(), listed.GetProperty("availableMinutes").GetInt64()).ShouldBe(("Bakkerij Korenaar", 600, 500));
        (await community.GetAsync("organisations", community.Token(Role.Member, Anna))).Text.ShouldBe("[{\"account\":\"O09\",\"name\":\"Buurthuis De Molen\",\"joinedOn\":\"2026-11-01\"}]");
        var journal = (await community.GetAsync("journal", community.Token(Role.Auditor))).Text;
        journal.ShouldContain("W09");
        journal.ShouldNotContain("Korenaar");
        journal.ShouldNotContain("Buurthuis");
    }

    [Fact]
    public async Task Pots_and_institutions_are_listed_with_what_remains()
    {
        var community = await server.FoundAsync();
        var treasurer = community.Token(Role.Treasurer);
        (await community.PostAsync("pots", "{\"pot\":\"feestpot\",\"openedOn\":\"2026-01-01\"}", treasurer)).Status.ShouldBe(201);
        await community.PostAsync("opening-balances", "{\"account\":\"feestpot\",\"minutes\":100,\"on\":\"2026-01-02\"}", treasurer);
        await community.PostAsync("pots/feestpot/grant-rule", "{\"mostPerMemberMinutes\":60,\"mostPerMonthMinutes\":600}", treasurer);
        await community.PostAsync("grants", "{\"pot\":\"feestpot\",\"member\":\"L0001\",\"minutes\":40}", treasurer);
        await community.PostAsync("institutions", "{\"account\":\"gemeente\",\"joinedOn\":\"2026-01-01\"}", treasurer);
        await community.PostAsync("institutions/gemeente/budget", "{\"minutes\":600}", treasurer);
        (await community.PostAsync("exchanges", Help(Anna, Bram, 60, ",\"payer\":\"gemeente\""), community.Token(Role.Coordinator))).Status.ShouldBe(201);

        var pots = (await community.GetAsync("pots", treasurer)).Json.EnumerateArray().ToList();
        var institutions = (await community.GetAsync("institutions", treasurer)).Json.EnumerateArray().ToList();

        pots.Select(pot => (pot.GetProperty("pot").GetString(), pot.GetProperty("balance").GetInt64(), pot.GetProperty("grantedMinutes").GetInt64(), pot.GetProperty("availableMinutes").GetInt64()))
            .ShouldBe([("buurtpot", 0, 0, 0), ("feestpot", 60, 40, 60)]);
        institutions.Select(one => (one.GetProperty("account").GetString(), one.GetProperty("balance").GetInt64(), one.GetProperty("budgetMinutes").GetInt64(), one.GetProperty("availableMinutes").GetInt64()))
            .ShouldBe([("gemeente", -60, 600, 540)]);
        pots[1].GetRawText().ShouldBe((await community.GetAsync("pots/feestpot", treasurer)).Text);
        institutions[0].GetRawText().ShouldBe((await community.GetAsync("institutions/gemeente", treasurer)).Text);
    }

    [Fact]
    public async Task Who_came_to_a_coffee_morning_is_written_down_at_once_and_later()
    {
        var community = await server.FoundAsync();
        var desk = community.Token(Role.Coordinator);

        var held = await community.PostAsync("activities", "{\"kind\":\"koffieochtend\",\"heldOn\":\"2026-11-19\",\"attendees\":[\"L0001\"],\"price\":{\"minutes\":30,\"cents\":250}}", desk);
        var id = held.Json.GetProperty("activityId").GetString();
        (await community.PostAsync($"activities/{id}/attend", "{\"attendees\":[\"L0001\",\"L0002\"]}", desk)).Status.ShouldBe(200);
        (await community.PostAsync($"activities/{Guid.NewGuid()}/attend", "{\"attendees\":[\"L0001\"]}", desk)).ShouldBeProblem(404, "activity-unknown");

        (await community.GetAsync("activities", desk)).Text.ShouldBe(
            $"[{{\"activityId\":\"{id}\",\"kind\":\"koffieochtend\",\"heldOn\":\"2026-11-19\",\"attendees\":[\"L0001\",\"L0002\"],\"price\":{{\"minutes\":30,\"cents\":250}}}}]");
    }

    private static async Task<long> BalanceAsync(Neighbourhood community, string account) =>
        (await community.GetAsync($"accounts/{account}", community.Token(Role.Treasurer))).Json.GetProperty("balance").GetInt64();

    private static IEnumerable<(string Name, string Json)> Members(string json) =>
        JsonElement.Parse(json).EnumerateObject().Select(member => (member.Name, member.Value.GetRawText()));

    private static IEnumerable<string> Shape(JsonTypeInfo type) => type.Properties.SelectMany(property =>
    {
        var inner = type.Options.GetTypeInfo(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
        return inner.Kind == JsonTypeInfoKind.Object ? Shape(inner).Select(name => $"{property.Name}.{name}") : [property.Name];
    });
}
