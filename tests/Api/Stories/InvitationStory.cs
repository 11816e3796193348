using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Writing;
using Buurthulp.Tests.Api.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Stories;

/// <summary>Joining with a code that a coordinator handed out.</summary>
public sealed class InvitationStory(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_neighbour_joins_at_once_with_the_code_that_the_coordinator_gave_her()
    {
        var (community, made, key) = (await server.FoundAsync(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var desk = community.Token(Role.Coordinator);
        const string invite = "{\"neighbourhood\":\"Noord\",\"sponsor\":\"L0001\"}";

        var invited = await community.PostAsync("invitations", invite, desk, made);
        var code = invited.Json.GetProperty("code").GetString()!;
        var joined = await community.PostAsync("joinings", Wish(code.ToLowerInvariant().Replace('-', ' ')), token: null, key);

        invited.Status.ShouldBe(201, invited.Text);
        (await community.PostAsync("invitations", invite, desk, made)).Text.ShouldBe(invited.Text);
        (await community.PostAsync("invitations", "{}", desk, made)).ShouldBeProblem(422, "command-id-reused");
        joined.Status.ShouldBe(201, joined.Text);
        (joined.Json.GetProperty("status").GetString(), joined.Json.GetProperty("account").GetString()).ShouldBe(("joined", "L0005"));
        (await community.PostAsync("joinings", Wish(code.ToLowerInvariant().Replace('-', ' ')), token: null, key)).Text.ShouldBe(joined.Text);

        var self = (await community.GetAsync("members/L0005", community.Token(Role.Member, "L0005"))).Json;
        (self.GetProperty("person").GetProperty("name").GetString(), self.GetProperty("neighbourhood").GetString()).ShouldBe(("Fatima Zon", "Noord"));
        var listed = (await community.GetAsync("invitations", desk)).Json[0];
        (listed.GetProperty("status").GetString(), listed.GetProperty("account").GetString(), listed.GetProperty("sponsor").GetString()).ShouldBe(("used", "L0005", Anna));
        listed.GetRawText().ShouldNotContain(code);
        (await community.GetAsync("journal", community.Token(Role.Auditor))).Text.ShouldNotContain("Fatima");
        (await ScalarAsync($"SELECT count(*) FROM vault.invitations v WHERE community = '{community.Code}' AND replace(v::text, '-', '') ILIKE '%{code.Replace("-", "")}%'")).ShouldBe(0, "the code is kept nowhere");
    }

    [Fact]
    public async Task Where_an_intake_is_agreed_the_coordinator_speaks_with_her_first()
    {
        var community = await server.FoundAsync();
        await AgreeAsync(community, intakeRequired: true);
        var (desk, key, decision) = (community.Token(Role.Coordinator), Guid.CreateVersion7(), Guid.CreateVersion7());
        var code = await InviteAsync(community);

        var asked = await community.PostAsync("joinings", Wish(code), token: null, key);
        var id = asked.Json.GetProperty("joiningId").GetString();
        var waiting = (await community.GetAsync("joinings", desk)).Json.EnumerateArray().ToList();
        (await community.GetAsync("invitations", desk)).Json[0].GetProperty("status").GetString().ShouldBe("waiting");
        var admitted = await community.PostAsync($"joinings/{id}/admit", "{\"reciprocityExpected\":false}", desk, decision);

        asked.Json.GetProperty("status").GetString().ShouldBe("waiting");
        (await community.PostAsync("joinings", Wish(code), token: null, key)).Text.ShouldBe(asked.Text);
        waiting.Select(one => (one.GetProperty("joiningId").GetString(), one.GetProperty("person").GetProperty("phone").GetString())).ShouldBe([(id, "06-55501234")]);
        admitted.Json.GetProperty("account").GetString().ShouldBe("L0005");
        (await community.PostAsync($"joinings/{id}/admit", "{\"reciprocityExpected\":false}", desk, decision)).Text.ShouldBe(admitted.Text);
        (await community.PostAsync($"joinings/{id}/admit", "{}", desk)).ShouldBeProblem(422, "joining-answered");
        (await community.PostAsync($"joinings/{id}/decline", body: null, desk)).ShouldBeProblem(422, "joining-answered");
        (await community.GetAsync("joinings", desk)).Text.ShouldBe("[]");
        var self = community.Token(Role.Member, "L0005");
        (await community.GetAsync("members/L0005", self)).Json.GetProperty("reciprocityExpected").GetBoolean().ShouldBeFalse();
        (await community.GetAsync("members/L0005/reads", self)).Json.EnumerateArray().Select(read => read.GetProperty("reason").GetString()).ShouldBe(["intake"]);
    }

    [Fact]
    public async Task Who_will_not_join_is_forgotten_and_the_code_stays_used()
    {
        var community = await server.FoundAsync();
        await AgreeAsync(community, intakeRequired: true);
        var desk = community.Token(Role.Coordinator);
        var code = await InviteAsync(community);
        var id = (await community.PostAsync("joinings", Wish(code), token: null)).Json.GetProperty("joiningId").GetString();

        var declined = await community.PostAsync($"joinings/{id}/decline", body: null, desk);

        declined.Json.GetProperty("status").GetString().ShouldBe("declined");
        (await community.PostAsync($"joinings/{id}/decline", body: null, desk)).Text.ShouldBe(declined.Text);
        (await community.PostAsync($"joinings/{id}/admit", "{}", desk)).ShouldBeProblem(422, "joining-answered");
        (await community.PostAsync("joinings", Wish(code), token: null)).ShouldBeProblem(422, "invitation-used");
        (await community.PostAsync($"joinings/{Guid.NewGuid()}/decline", body: null, desk)).ShouldBeProblem(404, "joining-unknown");
        (await ScalarAsync($"SELECT count(*) FROM vault.intakes WHERE community = '{community.Code}'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_code_that_cannot_be_used_says_why()
    {
        var community = await server.FoundAsync();
        var desk = community.Token(Role.Coordinator);
        var used = await InviteAsync(community);
        await community.PostAsync("joinings", Wish(used), token: null);
        var (revoked, revokedId) = await InvitationAsync(community);
        var taken = await community.PostAsync($"invitations/{revokedId}/revoke", body: null, desk);
        var (expired, expiredId) = await InvitationAsync(community);
        await server.ExecuteAsOwnerAsync($"UPDATE vault.invitations SET expires_at = '2026-11-20T12:00:00Z' WHERE invitation = '{expiredId}'");
        var elsewhere = await InviteAsync(await server.FoundAsync());
        var before = await community.HeadAsync();

        taken.Json.GetProperty("status").GetString().ShouldBe("revoked");
        (await community.PostAsync($"invitations/{revokedId}/revoke", body: null, desk)).Status.ShouldBe(200, "taking back twice");
        foreach (var (code, problem) in new[] { (used, "invitation-used"), (revoked, "invitation-revoked"), (expired, "invitation-expired"), (elsewhere, "invitation-unknown"), ("K7MP-2QXR-9D4H", "invitation-unknown"), ("?", "invitation-unknown") })
        {
            (await community.PostAsync("joinings", Wish(code), token: null)).ShouldBeProblem(422, problem).GetProperty("title").GetString()!.ShouldContain("coordinator", Case.Insensitive, problem);
        }

        (await community.PostAsync("joinings", Wish(used).Replace("Fatima Zon", " ", StringComparison.Ordinal), token: null)).ShouldBeProblem(400, "malformed").GetProperty("field").GetString().ShouldBe("name");
        (await community.PostAsync("invitations", "{\"sponsor\":\"L9999\"}", desk)).ShouldBeProblem(422, "account-unknown");
        (await community.PostAsync("invitations", "{\"sponsor\":\"L0004\"}", desk)).ShouldBeProblem(422, "account-closed");
        (await community.PostAsync("invitations", "{\"days\":366}", desk)).ShouldBeProblem(400, "malformed");
        (await community.PostAsync($"invitations/{Guid.NewGuid()}/revoke", body: null, desk)).ShouldBeProblem(404, "invitation-unknown");
        var first = (await community.GetAsync("invitations", desk)).Json.EnumerateArray().Single(one => one.GetProperty("status").GetString() == "used").GetProperty("invitationId").GetString();
        (await community.PostAsync($"invitations/{first}/revoke", body: null, desk)).ShouldBeProblem(422, "invitation-used");
        (await community.HeadAsync()).ShouldBe(before);
    }

    /// <summary>Two processes, eight people, one code, one moment.</summary>
    [Fact]
    public async Task A_code_that_many_use_at_the_same_moment_lets_one_join()
    {
        var community = await server.FoundAsync();
        var code = await InviteAsync(community);
        await using var another = await server.StartAnotherAsync();
        var addresses = new[] { server.Address, ApiServer.AddressOf(another) };

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            using var client = new HttpClient { BaseAddress = addresses[i % 2] };
            using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/{community.Code}/joinings") { Content = new StringContent(Wish(code).Replace("Zon", $"Zon {i}", StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            using var response = await client.SendAsync(request);
            return await Answer.OfAsync(response);
        }));

        answers.Select(answer => answer.Status).Order().ShouldBe([201, 422, 422, 422, 422, 422, 422, 422]);
        answers.Where(answer => answer.Status == 422).ShouldAllBe(answer => answer.Json.GetProperty("code").GetString() == "invitation-used");
        var name = $"Fatima Zon {Array.FindIndex(answers, answer => answer.Status == 201)}";
        (await server.Services.GetRequiredService<PersonVault>().FindAsync(community.Code, new AccountNumber("L0005"), CancellationToken.None))!.Name.ShouldBe(name);
        (await community.GetAsync("members/L0006", community.Token(Role.Coordinator))).ShouldBeProblem(404, "account-unknown");
    }

    [Fact]
    public async Task A_double_click_joins_once_and_answers_twice()
    {
        var (community, key) = (await server.FoundAsync(), Guid.CreateVersion7());
        var code = await InviteAsync(community);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => community.PostAsync("joinings", Wish(code), token: null, key)));

        answers.Select(answer => (answer.Status, answer.Text)).Distinct().Count().ShouldBe(1);
        answers[0].Json.GetProperty("account").GetString().ShouldBe("L0005");
    }

    [Fact]
    public async Task After_erasure_nothing_says_who_came_with_the_code_and_it_stays_used()
    {
        var (community, key) = (await server.FoundAsync(), Guid.CreateVersion7());
        var code = await InviteAsync(community);
        await community.PostAsync("joinings", Wish(code), token: null, key);

        (await community.PostAsync("members/L0005/erase", body: null, community.Token(Role.Member, "L0005"))).Status.ShouldBe(200);

        (await ScalarAsync($"SELECT count(*) FROM vault.invitations WHERE community = '{community.Code}' AND account IS NOT NULL")).ShouldBe(0);
        (await community.PostAsync("joinings", Wish(code), token: null, key)).ShouldBeProblem(422, "invitation-used");
        (await community.PostAsync("joinings", Wish(code), token: null)).ShouldBeProblem(422, "invitation-used");
    }

    [Fact]
    public async Task Whoever_keeps_trying_codes_is_told_to_wait()
    {
        var community = await server.FoundAsync();

        var answers = new List<Answer>();
        for (var i = 0; i < 61; i++) answers.Add(await community.PostAsync("joinings", Wish("K7MP-2QXR-9D4H"), token: null));

        answers.Take(60).ShouldAllBe(answer => answer.Status == 422);
        answers[60].ShouldBeProblem(429, "too-many-requests");
        int.Parse(answers[60].RetryAfter!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 600);
    }

    private static string Wish(string code) => $$"""{"code":"{{code}}","name":"Fatima Zon","phone":"06-55501234","languages":["nl","ar"]}""";

    private static async Task<string> InviteAsync(Neighbourhood community) => (await InvitationAsync(community)).Code;

    private static async Task<(string Code, string Id)> InvitationAsync(Neighbourhood community)
    {
        var made = (await community.PostAsync("invitations", "{}", community.Token(Role.Coordinator))).Json;
        return (made.GetProperty("code").GetString()!, made.GetProperty("invitationId").GetString()!);
    }

    private async Task AgreeAsync(Neighbourhood community, bool intakeRequired)
    {
        var agreement = Agreement.Default with { Joining = new JoiningTerms(intakeRequired, InvitationDays: 14) };
        var command = new ChangeAgreement(Guid.CreateVersion7(), Actor.Coordinator(), ApiServer.Noon, agreement);
        (await server.Services.GetRequiredService<CommunityWriters>().ExecuteAsync(community.Code, command, CancellationToken.None)).ShouldBeOfType<CommandOutcome.Recorded>();
    }

    private async Task<long> ScalarAsync(string sql)
    {
        await using var command = server.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
