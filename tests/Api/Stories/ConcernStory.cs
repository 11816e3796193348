using System.Globalization;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Members;
using Buurthulp.Tests.Api.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Stories;

/// <summary>Something is not right, and only coordinators get to read what. Bram worries about Anna.</summary>
public sealed class ConcernStory(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Words = "De gordijnen van Anna blijven al een week dicht";
    private const string Found = "Anna was bij haar zus";
    private const string Raise = $$"""{"words":"{{Words}}","about":"L0001"}""";

    [Fact]
    public async Task Bram_worries_about_Anna_and_a_coordinator_looks_into_it()
    {
        var community = await server.FoundAsync();
        var (desk, anna, bram) = (community.Token(Role.Coordinator), community.Token(Role.Member, Anna), community.Token(Role.Member, Bram));
        var head = await community.HeadAsync();
        var id = await RaisedAsync(community.PostAsync("concerns", Raise, bram));

        var entry = (await community.GetAsync(string.Create(CultureInfo.InvariantCulture, $"journal?from={head + 1}"), community.Token(Role.Auditor))).Text.Split('\n')[0];
        entry.ShouldContain("concern_raised");
        entry.ShouldContain("\"actor\":\"member\"");
        foreach (var personal in new[] { "L000", "gordijnen" }) entry.ShouldNotContain(personal);
        (await AnywhereAsync(community, "L0001", "views")).ShouldBe(0, "no view says who it is about");

        var listed = await community.GetAsync("concerns?status=open", desk);
        (listed.Json[0].GetProperty("concernId").GetString(), listed.Json[0].GetProperty("raisedOn").GetString()).ShouldBe((id, "2026-11-20"));
        foreach (var personal in new[] { "L000", "gordijnen" }) listed.Text.ShouldNotContain(personal);
        (await community.GetAsync("signals", desk)).Json.GetProperty("openConcerns").GetProperty("count").GetInt64().ShouldBe(1);

        (await community.GetAsync($"concerns/{id}", desk)).ShouldBeProblem(400, "malformed").GetProperty("field").GetString().ShouldBe("reason");
        (await community.GetAsync($"concerns/{id}?reason=zo maar", desk)).ShouldBeProblem(400, "malformed");
        var read = (await community.GetAsync($"concerns/{id}?reason=follow-up", desk)).Json;
        (read.GetProperty("words").GetString(), read.GetProperty("about").GetString(), read.GetProperty("raisedBy").GetString()).ShouldBe((Words, Anna, Bram));
        var reader = read.GetProperty("reads").EnumerateArray().Single();
        (reader.GetProperty("reader").GetString(), reader.GetProperty("reason").GetString()).ShouldBe(("coordinator", "follow-up"));
        (await community.GetAsync("members/L0001/reads", anna)).Json.GetArrayLength().ShouldBe(0, "her own log would tell Anna that there is a concern about her");

        await DoneAsync(community.PostAsync($"concerns/{id}/follow-up", """{"outcome":"watching","words":"Niemand thuis"}""", desk));
        (await community.GetAsync("concerns?status=open", desk)).Json[0].GetProperty("outcome").GetString().ShouldBe("watching");
        await DoneAsync(community.PostAsync($"concerns/{id}/follow-up", $$"""{"outcome":"unfounded","words":"{{Found}}"}""", desk));
        (await community.GetAsync("concerns?status=open", desk)).Json.GetArrayLength().ShouldBe(0);
        (await community.GetAsync("concerns?status=closed", desk)).Json[0].GetProperty("isOpen").GetBoolean().ShouldBeFalse();
        (await community.GetAsync($"concerns/{id}?reason=follow-up", desk)).Json.GetProperty("followUps").EnumerateArray()
            .Select(step => (step.GetProperty("outcome").GetString(), step.GetProperty("words").GetString())).ShouldBe([("watching", "Niemand thuis"), ("unfounded", Found)]);
        (await community.PostAsync($"concerns/{id}/follow-up", """{"outcome":"settled"}""", desk)).ShouldBeProblem(422, "concern-closed");
        (await community.GetAsync("concerns?status=anders", desk)).ShouldBeProblem(400, "malformed");
    }

    [Fact]
    public async Task Saying_it_twice_is_one_concern_and_other_words_are_another()
    {
        var community = await server.FoundAsync();
        var (desk, bram, key, noteKey) = (community.Token(Role.Coordinator), community.Token(Role.Member, Bram), Guid.NewGuid(), Guid.NewGuid());
        var id = await RaisedAsync(community.PostAsync("concerns", Raise, bram, key));
        (await RaisedAsync(community.PostAsync("concerns", Raise, bram, key))).ShouldBe(id);
        (await community.PostAsync("concerns", """{"words":"Iets anders","about":"L0001"}""", bram, key)).ShouldBeProblem(422, "command-id-reused");
        (await community.PostAsync("concerns", $$"""{"words":"{{Words}}","about":"L0003"}""", bram, key)).ShouldBeProblem(422, "command-id-reused");
        (await community.PostAsync("concerns", Raise, community.Token(Role.Member, Chaima), key)).ShouldBeProblem(422, "command-id-reused");

        var note = $"concerns/{id}/follow-up";
        var first = await community.PostAsync(note, """{"outcome":"watching","words":"Gebeld"}""", desk, noteKey);
        (await community.PostAsync(note, """{"outcome":"watching","words":"Gebeld"}""", desk, noteKey)).Text.ShouldBe(first.Text);
        (await community.PostAsync(note, """{"outcome":"watching","words":"Niet gebeld"}""", desk, noteKey)).ShouldBeProblem(422, "command-id-reused");
        (await community.PostAsync(note, """{"outcome":"watching"}""", desk, noteKey)).ShouldBeProblem(422, "command-id-reused");
        (await community.PostAsync(note, """{"outcome":"settled","words":"Gebeld"}""", desk, noteKey)).ShouldBeProblem(422, "command-id-reused");

        // A key of one kind under the other must not take away what was kept under it.
        (await community.PostAsync(note, """{"outcome":"settled","words":"Gebeld"}""", desk, key)).ShouldBeProblem(422, "command-id-reused");
        (await community.PostAsync("concerns", Raise, bram, noteKey)).ShouldBeProblem(422, "command-id-reused");
        var read = (await community.GetAsync($"concerns/{id}?reason=follow-up", desk)).Json;
        read.GetProperty("words").GetString().ShouldBe(Words);
        read.GetProperty("followUps").EnumerateArray().Single().GetProperty("words").GetString().ShouldBe("Gebeld");
        (await community.GetAsync("concerns", desk)).Json.GetArrayLength().ShouldBe(1);
        (await VaultRowsAsync(community)).ShouldBe(2, "one concern and one note");
    }

    [Fact]
    public async Task What_is_refused_leaves_no_words_behind()
    {
        var community = await server.FoundAsync();
        var (desk, bram) = (community.Token(Role.Coordinator), community.Token(Role.Member, Bram));
        (await community.PostAsync("concerns", $$"""{"words":"{{Words}}","about":"L9999"}""", bram)).ShouldBeProblem(422, "account-unknown");
        (await community.PostAsync("concerns", $$"""{"words":"{{Words}}","about":"buurtpot"}""", bram)).ShouldBeProblem(422, "account-kind-not-allowed");
        (await community.PostAsync("concerns", $$"""{"words":"{{Words}}","raisedBy":"L0003"}""", bram)).ShouldBeProblem(403, "account-not-yours");
        (await community.PostAsync("concerns", """{"words":""}""", bram)).ShouldBeProblem(400, "malformed").GetProperty("field").GetString().ShouldBe("words");
        (await community.PostAsync("concerns", $$"""{"words":"{{new string('a', 2001)}}"}""", bram)).ShouldBeProblem(400, "malformed");
        (await community.PostAsync("concerns", """{"words":"a\u0000b"}""", bram)).ShouldBeProblem(400, "malformed");
        (await community.PostAsync($"concerns/{Guid.NewGuid()}/follow-up", """{"outcome":"settled","words":"Gebeld"}""", desk)).ShouldBeProblem(404, "concern-unknown");
        (await community.PostAsync($"concerns/{Guid.NewGuid()}/follow-up", """{"outcome":"settled","words":""}""", desk)).ShouldBeProblem(400, "malformed");
        (await community.GetAsync($"concerns/{Guid.NewGuid()}?reason=follow-up", desk)).ShouldBeProblem(404, "concern-unknown");

        (await VaultRowsAsync(community)).ShouldBe(0);
    }

    [Fact]
    public async Task A_coordinator_writes_a_concern_down_for_somebody_on_the_phone()
    {
        var community = await server.FoundAsync();
        var desk = community.Token(Role.Coordinator);
        await community.ExecuteAsync(new GiveRole(Guid.NewGuid(), Actor.Import, ApiServer.Noon, new(Bram), Role.Coordinator));
        var chaimas = await RaisedAsync(community.PostAsync("concerns", $$"""{"words":"{{Words}}","raisedBy":"L0003"}""", desk));
        var own = await RaisedAsync(community.PostAsync("concerns", $$"""{"words":"{{Words}}"}""", community.Token(Role.Coordinator, Bram)));
        var nobodys = await RaisedAsync(community.PostAsync("concerns", $$"""{"words":"{{Words}}"}""", desk));

        (await RaisedByAsync(chaimas)).ShouldBe("L0003");
        (await RaisedByAsync(own)).ShouldBe("L0002");
        (await RaisedByAsync(nobodys)).ShouldBeNull();

        async Task<string?> RaisedByAsync(string id) => (await community.GetAsync($"concerns/{id}?reason=follow-up", desk)).Json.TryGetProperty("raisedBy", out var by) ? by.GetString() : null;
    }

    [Theory]
    [InlineData(Anna)]
    [InlineData(Bram)]
    public async Task When_the_one_it_is_about_or_the_one_who_said_so_is_erased_nothing_is_left_of_it(string erased)
    {
        var community = await server.FoundAsync();
        var (desk, bram, key, noteKey) = (community.Token(Role.Coordinator), community.Token(Role.Member, Bram), Guid.NewGuid(), Guid.NewGuid());
        var id = await RaisedAsync(community.PostAsync("concerns", Raise, bram, key));
        var note = $"concerns/{id}/follow-up";
        await DoneAsync(community.PostAsync(note, $$"""{"outcome":"watching","words":"{{Found}}"}""", desk, noteKey));
        var other = await RaisedAsync(community.PostAsync("concerns", """{"words":"Iets met Chaima","about":"L0003"}""", community.Token(Role.Member, Chaima)));

        await DoneAsync(community.PostAsync($"members/{erased}/erase", body: null, desk));

        var read = await community.GetAsync($"concerns/{id}?reason=follow-up", desk);
        (read.Json.GetProperty("isErased").GetBoolean(), read.Json.GetProperty("isOpen").GetBoolean()).ShouldBe((true, true));
        foreach (var personal in new[] { "L000", "gordijnen", "zus" }) read.Text.ShouldNotContain(personal);
        foreach (var personal in new[] { "gordijnen", "zus" }) (await AnywhereAsync(community, personal, "vault")).ShouldBe(0);
        (await community.GetAsync($"concerns/{other}?reason=follow-up", desk)).Json.GetProperty("words").GetString().ShouldBe("Iets met Chaima");

        // A repetition gives the first answer and brings nothing back; nothing new is kept with it.
        if (erased == Bram) (await community.PostAsync("concerns", Raise, bram, key)).ShouldBeProblem(403, "forbidden");
        else (await RaisedAsync(community.PostAsync("concerns", Raise, bram, key))).ShouldBe(id);
        await DoneAsync(community.PostAsync(note, $$"""{"outcome":"watching","words":"{{Found}}"}""", desk, noteKey));
        (await community.PostAsync(note, """{"outcome":"settled","words":"Alsnog"}""", desk)).ShouldBeProblem(422, "concern-erased");
        (await community.PostAsync("concerns", $$"""{"words":"{{Words}}","about":"{{erased}}"}""", community.Token(Role.Member, Chaima))).ShouldBeProblem(422, "account-closed");
        await DoneAsync(community.PostAsync(note, """{"outcome":"settled"}""", desk));
        foreach (var personal in new[] { "gordijnen", "zus", "Alsnog" }) (await AnywhereAsync(community, personal, "vault")).ShouldBe(0);
    }

    private NpgsqlDataSource Database => server.Services.GetRequiredService<NpgsqlDataSource>();

    private static async Task<string> RaisedAsync(Task<Answer> raising)
    {
        var answer = await raising;
        answer.Status.ShouldBe(201, answer.Text);
        return answer.Json.GetProperty("concernId").GetString()!;
    }

    private static async Task DoneAsync(Task<Answer> doing)
    {
        var answer = await doing;
        answer.Status.ShouldBe(200, answer.Text);
    }

    /// <summary>How many rows that a schema has of the community's concerns hold a text.</summary>
    private async Task<long> AnywhereAsync(Neighbourhood community, string text, string schema)
    {
        List<string> tables = [];
        await using (var find = Database.CreateCommand("SELECT table_schema || '.' || table_name FROM information_schema.tables WHERE table_schema = $1 AND table_name LIKE 'concern%'"))
        {
            find.Parameters.AddWithValue(schema);
            await using var reader = await find.ExecuteReaderAsync();
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        }

        tables.Count.ShouldBeGreaterThan(1);
        long rows = 0;
        foreach (var name in tables)
        {
            await using var count = Database.CreateCommand($"SELECT count(*) FROM {name} t WHERE community = $1 AND t::text LIKE '%' || $2 || '%'");
            count.Parameters.AddWithValue(community.Code.Value);
            count.Parameters.AddWithValue(text);
            rows += (long)(await count.ExecuteScalarAsync())!;
        }

        return rows;
    }

    private async Task<long> VaultRowsAsync(Neighbourhood community)
    {
        await using var count = Database.CreateCommand("SELECT (SELECT count(*) FROM vault.concerns WHERE community = $1) + (SELECT count(*) FROM vault.concern_notes WHERE community = $1)");
        count.Parameters.AddWithValue(community.Code.Value);
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
