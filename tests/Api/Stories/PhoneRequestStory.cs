using System.Globalization;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Tests.Api.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Stories;

/// <summary>At the coordinator's phone: requests from the first call to the last.</summary>
public sealed class PhoneRequestStory(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Words = "Mijn lamp is stuk, zegt Anna van nummer 12";

    [Fact]
    public async Task Anna_calls_about_her_lamp_and_in_the_end_somebody_asks_how_it_went()
    {
        var community = await server.FoundAsync();
        var (desk, bram) = (community.Token(Role.Coordinator), community.Token(Role.Member, Bram));
        await Vault.AddMissingAsync(community.Code, communityName: null,
            [new Person(new(Anna), "Anna", "Molenlaan 12"), new Person(new(Bram), "Bram", "Dorpsstraat 3", Languages: ["nl"]), new Person(new(Chaima), "Chaima", "molenlaan 40")], rehearse: false, CancellationToken.None);
        foreach (var neighbour in new[] { Bram, Chaima })
            (await community.PostAsync("offers", """{"category":"boodschappen","availability":["fridayMorning"]}""", community.Token(Role.Member, neighbour))).Status.ShouldBe(201);

        var id = await PostedAsync(community.PostAsync("requests",
            $$"""{"member":"L0001","category":"boodschappen","channel":"phone","words":"{{Words}}","neededOn":"2026-11-20","notFromMyStreet":true,"languages":["nl"]}""", desk));
        var onBoard = (await community.GetAsync("requests?status=open&category=boodschappen", bram)).Json.EnumerateArray().Single();
        onBoard.GetProperty("words").GetString().ShouldBe(Words);
        onBoard.TryGetProperty("member", out _).ShouldBeFalse("the board does not say who asks");

        var suggested = (await community.GetAsync($"requests/{id}/suggestions", desk)).Json.EnumerateArray().Single();
        suggested.GetProperty("helper").GetString().ShouldBe(Bram);
        suggested.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetProperty("code").GetString()).ShouldBe(["offersThis", "availableThatDay", "speaksLanguage", "otherStreet"]);

        await DoneAsync(community.PostAsync($"requests/{id}/propose", """{"helper":"L0002"}""", desk));
        await DoneAsync(community.PostAsync($"requests/{id}/agree", "{}", bram));
        (await community.GetAsync("requests?mine=true", bram)).Json.EnumerateArray().Single().GetProperty("member").GetString().ShouldBe(Anna);
        var booked = await community.PostAsync($"requests/{id}/book", """{"minutes":90,"happenedOn":"2026-11-12","channel":"phone"}""", desk);
        booked.Status.ShouldBe(201, booked.Text);
        booked.Json.GetProperty("status").GetString().ShouldBe("booked");
        var exchange = booked.Json.GetProperty("exchangeId").GetString();
        await DoneAsync(community.PostAsync($"exchanges/{exchange}/thank", body: null, desk));
        (await community.GetAsync("followups", desk)).Json.EnumerateArray().Single().GetProperty("dueOn").GetString().ShouldBe("2026-11-19");
        await DoneAsync(community.PostAsync($"requests/{id}/follow-up", """{"outcome":"well"}""", desk));
        (await community.GetAsync("followups", desk)).Json.GetArrayLength().ShouldBe(0);

        var whole = (await community.GetAsync($"requests/{id}", desk)).Json;
        whole.GetProperty("exchanges")[0].GetString().ShouldBe(exchange);
        (whole.GetProperty("status").GetString(), whole.GetProperty("outcome").GetString()).ShouldBe(("matched", "well"));
        (await community.GetAsync("accounts/L0002", bram)).Json.GetProperty("balance").GetInt64().ShouldBe(90);
        (await community.GetAsync("journal", community.Token(Role.Auditor))).Text.ShouldNotContain("lamp");
    }

    [Fact]
    public async Task Whoever_hands_back_the_journal_the_views_and_the_answers_are_the_same()
    {
        List<string> traces = [];
        foreach (var (role, account) in new[] { (Role.Member, (string?)Anna), (Role.Member, Bram), (Role.Coordinator, null) })
        {
            var community = await server.FoundAsync();
            var desk = community.Token(Role.Coordinator);
            var id = await PostedAsync(community.PostAsync("requests", """{"member":"L0001","category":"boodschappen"}""", desk));
            await DoneAsync(community.PostAsync($"requests/{id}/agree", """{"helper":"L0002"}""", desk));
            var head = await community.HeadAsync();
            var key = Guid.NewGuid();
            await DoneAsync(community.PostAsync($"requests/{id}/hand-back", body: null, community.Token(role, account), key));

            var shown = await community.GetAsync($"requests/{id}", desk);
            (shown.Json.GetProperty("status").GetString(), shown.Json.GetProperty("reopenedOn").GetString()).ShouldBe(("open", "2026-11-20"));
            shown.Json.TryGetProperty("helper", out _).ShouldBeFalse();
            (await community.GetAsync("requests?mine=true", community.Token(Role.Member, Bram))).Json.GetArrayLength().ShouldBe(0);
            var entry = (await community.GetAsync(string.Create(CultureInfo.InvariantCulture, $"journal?from={head + 1}"), community.Token(Role.Auditor))).Text.Split('\n')[0];
            entry.ShouldContain("match_handed_back");
            entry.ShouldContain("\"actor\":\"member\"");
            entry.ShouldNotContain("L000");
            // The leaf is the hash of the entry with its own id.
            traces.Add((entry.Split("\"leaf\"")[0] + shown.Text + await ViewsAsync(community)).Replace(id, "ID", StringComparison.Ordinal).Replace(key.ToString(), "KEY", StringComparison.Ordinal).Replace(community.Code.Value, "C", StringComparison.Ordinal));
        }

        traces.Distinct().Count().ShouldBe(1, string.Join('\n', traces));
    }

    [Fact]
    public async Task Something_is_not_right_and_only_coordinators_read_why()
    {
        var community = await server.FoundAsync();
        var (desk, anna, key) = (community.Token(Role.Coordinator), community.Token(Role.Member, Anna), Guid.NewGuid());
        const string ask = """{"category":"boodschappen","words":"Geld halen"}""";
        var id = await PostedAsync(community.PostAsync("requests", ask, anna, key));
        (await community.PostAsync("requests", """{"category":"boodschappen","words":"Iets anders"}""", anna, key)).ShouldBeProblem(422, "command-id-reused");
        (await PostedAsync(community.PostAsync("requests", ask, anna, key))).ShouldBe(id);
        var stop = Guid.NewGuid();
        await DoneAsync(community.PostAsync($"requests/{id}/stop", """{"reason":"vraagt om pincode"}""", desk, stop));
        await DoneAsync(community.PostAsync($"requests/{id}/stop", """{"reason":"vraagt om pincode"}""", desk, stop));
        (await community.PostAsync($"requests/{id}/stop", """{"reason":"vraagt om geld"}""", desk, stop)).ShouldBeProblem(422, "command-id-reused");
        (await community.PostAsync($"requests/{id}/stop", "{}", desk, stop)).ShouldBeProblem(422, "command-id-reused");
        (await community.PostAsync($"requests/{id}/stop", """{"reason":"vraagt om geld"}""", desk)).ShouldBeProblem(422, "request-closed");

        (await community.GetAsync($"requests/{id}", desk)).Json.GetProperty("stopReason").GetString().ShouldBe("vraagt om pincode");
        var seen = await community.GetAsync($"requests/{id}", anna);
        seen.Json.GetProperty("status").GetString().ShouldBe("withdrawn");
        seen.Text.ShouldNotContain("pincode");
        (await community.GetAsync($"requests/{id}", community.Token(Role.Member, Bram))).ShouldBeProblem(404, "request-unknown");
        (await community.GetAsync("requests?status=stopped", anna)).ShouldBeProblem(400, "malformed");
        (await community.GetAsync("requests?status=stopped&olderThanDays=0", desk)).Json.GetArrayLength().ShouldBe(0);

        await Vault.EraseAsync(community.Code, new AccountNumber(Anna), CancellationToken.None);
        (await community.GetAsync($"requests/{id}", desk)).Json.TryGetProperty("words", out _).ShouldBeFalse("the words went with the person");
    }

    [Fact]
    public async Task Words_belong_to_the_call_that_brought_them()
    {
        var community = await server.FoundAsync();
        var (anna, with, without) = (community.Token(Role.Member, Anna), Guid.NewGuid(), Guid.NewGuid());
        const string plain = """{"category":"boodschappen"}""";
        const string ask = """{"category":"boodschappen","words":"Brood en melk"}""";
        await PostedAsync(community.PostAsync("requests", ask, anna, with));
        await PostedAsync(community.PostAsync("requests", plain, anna, without));
        (await community.PostAsync("offers", ask, anna)).Status.ShouldBe(201);

        (await community.PostAsync("requests", plain, anna, with)).ShouldBeProblem(422, "command-id-reused");
        (await community.PostAsync("requests", ask, anna, without)).ShouldBeProblem(422, "command-id-reused");
        (await PostedAsync(community.PostAsync("requests", plain, anna, without))).ShouldBe($"{without}");
        (await community.GetAsync($"requests/{without}", anna)).Json.TryGetProperty("words", out _).ShouldBeFalse("the second call brought them to nothing");

        await Vault.EraseAsync(community.Code, new AccountNumber(Anna), CancellationToken.None);
        (await community.PostAsync("requests", ask, anna, with)).ShouldBeProblem(422, "command-id-reused");
        (await community.GetAsync($"requests/{with}", community.Token(Role.Coordinator))).Json.TryGetProperty("words", out _).ShouldBeFalse("what was erased does not come back with a repetition");
    }

    [Fact]
    public async Task Twenty_equal_calls_at_once_post_one_request_with_its_words()
    {
        var community = await server.FoundAsync();
        var (anna, key) = (community.Token(Role.Member, Anna), Guid.NewGuid());

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => community.PostAsync("requests", """{"category":"boodschappen","words":"Brood en melk"}""", anna, key)));

        answers.Select(answer => (answer.Status, answer.Text)).Distinct().ShouldHaveSingleItem().Status.ShouldBe(201);
        (await community.GetAsync($"requests/{key}", anna)).Json.GetProperty("words").GetString().ShouldBe("Brood en melk");
    }

    private PersonVault Vault => new(server.Services.GetRequiredService<NpgsqlDataSource>(), TimeProvider.System);

    private static async Task<string> PostedAsync(Task<Answer> posting)
    {
        var answer = await posting;
        answer.Status.ShouldBe(201, answer.Text);
        return answer.Json.GetProperty("requestId").GetString()!;
    }

    private static async Task DoneAsync(Task<Answer> posting)
    {
        var answer = await posting;
        answer.Status.ShouldBe(200, answer.Text);
    }

    /// <summary>All that the views hold of the community's requests, as text.</summary>
    private async Task<string> ViewsAsync(Neighbourhood community)
    {
        await using var command = server.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("""
            SELECT coalesce(string_agg(line, '' ORDER BY line), '') FROM (
                SELECT row_to_json(r)::text AS line FROM views.requests r WHERE community = $1 UNION ALL
                SELECT row_to_json(p)::text FROM views.request_people p WHERE community = $1 UNION ALL
                SELECT row_to_json(l)::text FROM views.last_asked l WHERE community = $1) AS lines
            """);
        command.Parameters.AddWithValue(community.Code.Value);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
