using System.Text.Json;
using Buurthulp.Ledger;
using Microsoft.Extensions.DependencyInjection;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Http;

public sealed class GoalTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_goal_is_shown_with_its_words_its_value_and_whether_it_is_on_track()
    {
        var community = await server.FoundAsync();
        await community.PostAsync("exchanges", Help(Anna, Bram, 60), community.Token(Role.Coordinator));
        var desk = community.Token(Role.Coordinator);

        (await SetAsync(community, """{"goal":"hulp","name":"Honderd keer hulp","measure":"exchanges.count","target":100,"by":"2027-11-20","startValue":0}""")).Status.ShouldBe(201);
        (await SetAsync(community, """{"goal":"bereik","name":"Iedereen doet mee","measure":"participation.rate","target":0.9,"startValue":0.125,"by":"2027-10-15"}""")).Status.ShouldBe(201);

        var goals = (await community.GetAsync("goals", desk)).Json.EnumerateArray().ToList();
        goals.Select(goal => goal.GetRawText()).ShouldBe(
        [
            """{"goal":"bereik","name":"Iedereen doet mee","measure":"participation.rate","target":0.9,"by":"2027-10-15","startedOn":"2026-11-20","startValue":0.125,"value":0.6666666666666666,"onTrack":true}""",
            """{"goal":"hulp","name":"Honderd keer hulp","measure":"exchanges.count","target":100,"by":"2027-11-20","startedOn":"2026-11-20","startValue":0,"value":1,"onTrack":true}""",
        ]);
        var figures = (await community.GetAsync("indicators?from=2026-10", desk)).Json.GetProperty("goals").EnumerateArray().ToList();
        figures.Select(goal => (goal.GetProperty("goal").GetString(), goal.GetProperty("value").ValueKind)).ShouldBe([("bereik", JsonValueKind.Number), ("hulp", JsonValueKind.Number)]);
        figures[1].GetProperty("value").GetDouble().ShouldBe(0, "nothing happened in October");
    }

    /// <summary>Of the way from 0 to 100 exchanges in a hundred days, so many must be there after so many days; and the other way round for what shall become less.</summary>
    [Theory]
    [InlineData("exchanges.count", 0, 100, 1, "2026-11-19", true)]
    [InlineData("exchanges.count", 0, 100, 1, "2026-11-18", false)]
    [InlineData("exchanges.count", 0, 1, 1, "2026-08-01", true)]
    [InlineData("exchanges.meanMinutes", 61, 59, 60, "2026-08-01", false)]
    [InlineData("exchanges.meanMinutes", 61, 60, 60, "2026-08-01", true)]
    [InlineData("exchanges.meanMinutes", 60, 60, 60, "2026-11-18", true)]
    [InlineData("matching.matchRate", 0, 1, null, "2026-11-18", null)]
    public async Task A_goal_is_on_track_when_it_has_come_as_far_as_a_straight_line(string measure, int start, int target, int? value, string startedOn, bool? onTrack)
    {
        var community = await server.FoundAsync();
        await community.PostAsync("exchanges", Help(Anna, Bram, 60), community.Token(Role.Coordinator));
        var by = DateOnly.Parse(startedOn).AddDays(100);

        (await SetAsync(community, $$"""{"goal":"doel","name":"Een doel","measure":"{{measure}}","target":{{target}},"startValue":{{start}},"startedOn":"{{startedOn}}","by":"{{by:yyyy-MM-dd}}"}""")).Status.ShouldBe(201);

        var goal = (await community.GetAsync("goals", community.Token(Role.Auditor))).Json.EnumerateArray().Single();
        (goal.GetProperty("value").Deserialize<double?>(), goal.GetProperty("onTrack").Deserialize<bool?>()).ShouldBe((value, onTrack));
    }

    [Fact]
    public async Task Without_a_start_value_a_goal_starts_from_what_was_known_when_it_was_set()
    {
        var community = await server.FoundAsync();
        await community.PostAsync("exchanges", Help(Anna, Bram, 60), community.Token(Role.Coordinator));
        (await SetAsync(community, """{"goal":"doel","name":"Een doel","measure":"exchanges.minutes","target":600}""")).Status.ShouldBe(201);
        await community.PostAsync("exchanges", Help(Anna, Bram, 30), community.Token(Role.Coordinator));

        var goal = (await community.GetAsync("goals", community.Token(Role.Treasurer))).Json.EnumerateArray().Single();

        (goal.GetProperty("startValue").GetDouble(), goal.GetProperty("value").GetDouble(), goal.GetProperty("by").GetString()).ShouldBe((60, 90, "2027-11-20"));
    }

    [Fact]
    public async Task The_same_call_again_sets_nothing_twice_and_other_words_under_its_key_are_another_command()
    {
        var community = await server.FoundAsync();
        var (admin, key) = (community.Token(Role.Admin), Guid.NewGuid());
        const string body = """{"goal":"doel","name":"Een doel","measure":"exchanges.count","target":10}""";
        var first = await community.PostAsync("goals", body, admin, key);

        (await community.PostAsync("goals", body, admin, key)).Text.ShouldBe(first.Text);
        (await community.PostAsync("goals", body.Replace("Een doel", "Een ander doel"), admin, key)).ShouldBeProblem(422, "command-id-reused");
        (await community.PostAsync("goals", body.Replace(":10", ":11"), admin, key)).ShouldBeProblem(422, "command-id-reused");
        (await community.GetAsync("goals", admin)).Json.EnumerateArray().Single().GetProperty("name").GetString().ShouldBe("Een doel");
    }

    [Fact]
    public async Task A_dropped_goal_is_gone_and_its_words_are_not_in_the_journal()
    {
        var community = await server.FoundAsync();
        await SetAsync(community, """{"goal":"doel","name":"Een geheim doel","measure":"exchanges.count","target":10}""");
        (await community.PostAsync("goals/doel/drop", body: null, community.Token(Role.Coordinator))).Status.ShouldBe(200);

        (await community.GetAsync("goals", community.Token(Role.Coordinator))).Text.ShouldBe("[]");
        (await community.PostAsync("goals/doel/drop", body: null, community.Token(Role.Coordinator))).ShouldBeProblem(404, "goal-unknown");
        (await community.GetAsync("journal", community.Token(Role.Auditor))).Text.ShouldNotContain("geheim");
    }

    [Theory]
    [InlineData("""{"goal":"doel","name":"","measure":"exchanges.count","target":10}""", 400, "malformed", "name")]
    [InlineData("""{"goal":"doel","name":"Een doel","measure":"exchanges count","target":10}""", 400, "malformed", "measure")]
    [InlineData("""{"goal":"doel","name":"Een doel","measure":"exchanges.count","target":0.0001}""", 400, "malformed", "target")]
    [InlineData("""{"goal":"doel","name":"Een doel","measure":"exchanges.count","target":1e27}""", 400, "malformed", "target")]
    [InlineData("""{"goal":"doel","name":"Een doel","measure":"exchanges.count","target":10,"startValue":"1"}""", 400, "malformed", "startValue")]
    [InlineData("""{"goal":"doel","name":"Een doel","measure":"geluk","target":10}""", 422, "measure-unknown", null)]
    [InlineData("""{"goal":"doel","name":"Een doel","measure":"exchanges.count","target":-1}""", 422, "goal-out-of-range", null)]
    public async Task What_is_no_goal_is_refused_and_leaves_no_words_behind(string body, int status, string code, string? field)
    {
        var community = await server.FoundAsync();

        var answer = (await SetAsync(community, body)).ShouldBeProblem(status, code);

        if (field is not null) answer.GetProperty("field").GetString().ShouldBe(field);
        var names = new Buurthulp.Api.Vault.GoalNames(server.Services.GetRequiredService<Npgsql.NpgsqlDataSource>());
        (await names.AllAsync(community.Code, CancellationToken.None)).ShouldBeEmpty();
    }

    private static Task<Answer> SetAsync(Neighbourhood community, string body) => community.PostAsync("goals", body, community.Token(Role.Admin));
}
