using Buurthulp.Ledger;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Http;

/// <summary>A token for an office follows the journal: it opens what its holder holds now.</summary>
public sealed class OfficeTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Theory]
    [InlineData(Role.Coordinator, "pots")]
    [InlineData(Role.Treasurer, "pots")]
    [InlineData(Role.Auditor, "pots")]
    [InlineData(Role.Admin, "shops")]
    public async Task An_office_that_is_taken_back_opens_nothing_from_then_on(Role office, string call)
    {
        var community = await server.FoundAsync();
        var admin = community.Token(Role.Admin);
        var body = $"{{\"role\":\"{office.ToString().ToLowerInvariant()}\"}}";
        var token = community.Token(office, Anna);

        (await community.GetAsync(call, token)).ShouldBeProblem(403, "office-not-held").GetProperty("account").GetString().ShouldBe(Anna);
        (await community.PostAsync("members/L0001/roles", body, admin)).Status.ShouldBe(200);
        (await community.GetAsync(call, token)).Status.ShouldBe(200);
        if (office == Role.Admin) await community.OfficerAsync(Role.Admin, Bram); // The last admin stays one.
        (await community.PostAsync("members/L0001/roles/take", body, admin)).Status.ShouldBe(200);
        (await community.GetAsync(call, token)).ShouldBeProblem(403, "office-not-held");

        (await community.GetAsync(call, community.Token(office))).Status.ShouldBe(200, "the installation's own token holds no office of anybody");
        (await community.GetAsync("accounts/L0001", community.Token(Role.Member, Anna))).Status.ShouldBe(200, "she is a member still");
    }

    [Fact]
    public async Task A_coordinator_who_is_paused_is_none_until_she_is_back_and_one_who_left_or_was_erased_is_none_for_good()
    {
        var community = await server.FoundAsync();
        var (anna, bram, chaima) = (await community.OfficerAsync(Role.Coordinator, Anna), await community.OfficerAsync(Role.Coordinator, Bram), await community.OfficerAsync(Role.Coordinator, Chaima));

        await community.PostAsync("members/L0001/pause", body: null, community.Token(Role.Member, Anna));
        (await community.PostAsync("exchanges", Help(Bram, Chaima, 60), anna)).ShouldBeProblem(403, "office-not-held");
        await community.PostAsync("members/L0001/resume", body: null, community.Token(Role.Member, Anna));
        (await community.PostAsync("exchanges", Help(Bram, Chaima, 60), anna)).Status.ShouldBe(201);

        await community.PostAsync("members/L0002/leave", "{}", community.Token(Role.Member, Bram));
        (await community.GetAsync("pots", bram)).ShouldBeProblem(403, "office-not-held");
        await community.PostAsync("members/L0003/erase", body: null, community.Token(Role.Member, Chaima));
        (await community.GetAsync("pots", chaima)).ShouldBeProblem(403, "office-not-held");
        (await community.GetAsync("accounts/L0002", community.Token(Role.Member, Bram))).Status.ShouldBe(200, "who left still reads what is theirs");
    }

    /// <summary>The other process has the community in memory as it was; it looks at the journal all the same.</summary>
    [Fact]
    public async Task An_office_that_was_taken_in_another_process_is_taken_here_at_once()
    {
        var community = await server.FoundAsync();
        var token = await community.OfficerAsync(Role.Coordinator, Anna);
        await using var another = await server.StartAnotherAsync();
        using var there = new HttpClient { BaseAddress = ApiServer.AddressOf(another) };
        there.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var pots = new Uri($"api/v1/{community.Code}/pots", UriKind.Relative);

        ((int)(await there.GetAsync(pots)).StatusCode).ShouldBe(200);
        (await community.PostAsync("members/L0001/roles/take", "{\"role\":\"coordinator\"}", community.Token(Role.Admin))).Status.ShouldBe(200);

        ((int)(await there.GetAsync(pots)).StatusCode).ShouldBe(403);
    }
}
