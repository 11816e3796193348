using System.Text.Json;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Writing;
using Buurthulp.Tests.Api.Http;
using Microsoft.Extensions.DependencyInjection;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Stories;

/// <summary>Members' life from the desk to being forgotten, through HTTP.</summary>
public sealed class MembersLifeStory(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Intake = """{"name":"Dirk Zomer","street":"Molenpad 3","phone":"06-55501234","birthYear":1941,"languages":["nl"],"reciprocityExpected":false}""";

    [Fact]
    public async Task From_the_intake_at_the_desk_to_the_first_exchange()
    {
        var (community, key) = (await server.FoundAsync(), Guid.CreateVersion7());
        var desk = community.Token(Role.Coordinator);

        var admitted = await community.PostAsync("members", Intake, desk, key);
        var again = await community.PostAsync("members", Intake, desk, key);

        admitted.Status.ShouldBe(201, admitted.Text);
        admitted.Json.GetProperty("account").GetString().ShouldBe("L0005");
        again.Text.ShouldBe(admitted.Text);
        (await community.PostAsync("members", Intake.Replace("Zomer", "Winter", StringComparison.Ordinal), desk, key)).ShouldBeProblem(422, "command-id-reused");
        (await community.PostAsync("exchanges", Help(Anna, "L0005", 60).Replace("2026-11-19", "2026-11-20", StringComparison.Ordinal), desk)).Status.ShouldBe(201);

        var self = await community.GetAsync("members/L0005", community.Token(Role.Member, "L0005"));
        self.Json.GetProperty("person").GetProperty("name").GetString().ShouldBe("Dirk Zomer");
        (self.Json.GetProperty("receivedMinutes").GetInt64(), self.Json.GetProperty("reciprocityExpected").GetBoolean()).ShouldBe((60, false));
        (await community.GetAsync("members/L0005", community.Token(Role.Member, Bram))).ShouldBeProblem(404, "account-unknown");
        (await community.GetAsync("members/L0005", desk)).Json.TryGetProperty("person", out _).ShouldBeFalse("a coordinator needs a reason");
        (await community.GetAsync("members/L0005?reason=phone-call", desk)).Json.GetProperty("person").GetProperty("phone").GetString().ShouldBe("06-55501234");
        var reads = (await community.GetAsync("members/L0005/reads", community.Token(Role.Member, "L0005"))).Json.EnumerateArray().ToList();
        reads.Select(read => (read.GetProperty("reader").GetString(), read.GetProperty("reason").GetString())).ShouldBe([("coordinator", "phone-call")]);
        (await community.GetAsync("journal", community.Token(Role.Auditor))).Text.ShouldNotContain("Zomer");
    }

    [Fact]
    public async Task A_daughter_acts_for_her_father()
    {
        var community = await server.FoundAsync();
        var (father, daughter) = (community.Token(Role.Member, Bram), community.Token(Role.Member, Anna));
        var help = Help(Chaima, Bram, 60);
        (await community.PostAsync("exchanges", help, daughter)).ShouldBeProblem(403, "recorder-not-involved");
        (await community.PostAsync("members/L0002/proxies", "{\"proxy\":\"L0001\"}", daughter)).ShouldBeProblem(404, "account-unknown");

        (await community.PostAsync("members/L0002/proxies", "{\"proxy\":\"L0001\"}", father)).Status.ShouldBe(200);
        var booked = await community.PostAsync("exchanges", help, daughter);
        (await community.PostAsync($"exchanges/{booked.Json.GetProperty("exchangeId").GetString()}/thank", body: null, daughter)).Status.ShouldBe(200);
        var proposed = (await community.PostAsync("exchanges", help, community.Token(Role.Member, Chaima))).Json.GetProperty("exchangeId").GetString();
        (await community.PostAsync($"exchanges/{proposed}/confirm", body: null, daughter)).Status.ShouldBe(200);
        var herOwn = await community.PostAsync("exchanges", Help(Anna, Bram, 60), daughter);

        booked.Json.GetProperty("status").GetString().ShouldBe("booked");
        herOwn.Json.GetProperty("status").GetString().ShouldBe("proposed", "she does not book her own hours in his name");
        (await community.PostAsync($"exchanges/{herOwn.Json.GetProperty("exchangeId").GetString()}/confirm", body: null, daughter)).ShouldBeProblem(403, "other-side-answers");
        var entries = (await JournalAsync(community)).Where(entry => entry.GetProperty("type").GetString() is "exchange_booked" or "exchange_thanked").ToList();
        entries.Count.ShouldBe(3);
        entries.ShouldAllBe(entry => entry.GetProperty("actor").GetString() == Anna);
        (await community.GetAsync("members/L0001", daughter)).Json.GetProperty("actsFor")[0].GetProperty("account").GetString().ShouldBe(Bram);

        (await community.PostAsync("members/L0002/proxies/L0001/end", body: null, father)).Status.ShouldBe(200);
        (await community.PostAsync("exchanges", help, daughter)).ShouldBeProblem(403, "recorder-not-involved");
    }

    [Fact]
    public async Task A_daughter_asks_for_help_for_her_father()
    {
        var community = await server.FoundAsync();
        var (father, daughter, chaima) = (community.Token(Role.Member, Bram), community.Token(Role.Member, Anna), community.Token(Role.Member, Chaima));
        const string ask = """{"member":"L0002","category":"boodschappen","words":"Soep voor mijn vader"}""";
        (await community.PostAsync("requests", ask, daughter)).ShouldBeProblem(403, "account-not-yours");
        (await community.PostAsync("members/L0002/proxies", "{\"proxy\":\"L0001\"}", father)).Status.ShouldBe(200);

        var asked = await community.PostAsync("requests", ask, daughter);
        asked.Status.ShouldBe(201, asked.Text);
        var id = asked.Json.GetProperty("requestId").GetString();
        (await community.PostAsync($"requests/{id}/propose", "{}", chaima)).Status.ShouldBe(200);
        (await community.PostAsync($"requests/{id}/agree", "{}", daughter)).Status.ShouldBe(200);
        (await community.GetAsync($"requests/{id}", daughter)).Json.GetProperty("helper").GetString().ShouldBe(Chaima);
        (await community.GetAsync("requests?mine=true", daughter)).Json.EnumerateArray().Single().GetProperty("requestId").GetString().ShouldBe(id);
        (await community.PostAsync($"requests/{id}/hand-back", body: null, daughter)).Status.ShouldBe(200);
        (await community.PostAsync($"requests/{id}/withdraw", body: null, daughter)).Status.ShouldBe(200);
        (await community.PostAsync("offers", """{"member":"L0002","category":"boodschappen"}""", daughter)).Status.ShouldBe(201);

        var entries = (await JournalAsync(community)).Where(entry => entry.GetProperty("data").TryGetProperty("request", out var request) && request.GetString() == id)
            .Select(entry => (entry.GetProperty("type").GetString(), entry.GetProperty("actor").GetString())).ToList();
        entries.ShouldBe([("request_posted", Anna), ("helper_proposed", Chaima), ("match_agreed", Anna), ("match_handed_back", "member"), ("request_withdrawn", Anna)]);
        (await community.PostAsync("requests", """{"member":"L0003","category":"boodschappen"}""", daughter)).ShouldBeProblem(403, "account-not-yours");

        (await community.PostAsync("members/L0002/proxies/L0001/end", body: null, father)).Status.ShouldBe(200);
        (await community.PostAsync("requests", ask, daughter)).ShouldBeProblem(403, "account-not-yours");
        (await community.GetAsync($"requests/{id}", daughter)).ShouldBeProblem(404, "request-unknown");
    }

    [Fact]
    public async Task A_daughter_reads_what_her_father_reads_for_as_long_as_she_acts_for_him()
    {
        var community = await server.FoundAsync();
        var (father, daughter) = (community.Token(Role.Member, Bram), community.Token(Role.Member, Anna));
        var exchange = (await community.PostAsync("exchanges", Help(Chaima, Bram, 60), father)).Json.GetProperty("exchangeId").GetString();
        var reads = new[] { "accounts/L0002", "accounts/L0002/statement", "accounts/L0002/exchanges", "members/L0002", "members/L0002/reads", $"exchanges/{exchange}", $"receipts/{exchange}" };

        await ShouldAsync(404);
        (await community.PostAsync("members/L0002/proxies", "{\"proxy\":\"L0001\",\"from\":\"2026-11-21\"}", father)).Status.ShouldBe(200);
        await ShouldAsync(404, "her first day is tomorrow");
        await community.PostAsync("members/L0002/proxies/L0001/end", body: null, father);
        (await community.PostAsync("members/L0002/proxies", "{\"proxy\":\"L0001\",\"until\":\"2026-11-20\"}", father)).Status.ShouldBe(200);
        await ShouldAsync(200);
        (await community.GetAsync("accounts/L0003", daughter)).ShouldBeProblem(404, "account-unknown");
        (await community.GetAsync("accounts/L0001", father)).ShouldBeProblem(404, "account-unknown");
        await community.PostAsync("members/L0002/proxies/L0001/end", body: null, father);
        await ShouldAsync(404, "it was ended");

        async Task ShouldAsync(int status, string? why = null)
        {
            foreach (var path in reads) (await community.GetAsync(path, daughter)).Status.ShouldBe(status, $"{path} {why}");
        }
    }

    [Fact]
    public async Task What_somebody_did_for_another_says_so_and_never_names_the_other_side()
    {
        var community = await server.FoundAsync();
        var (father, daughter, desk) = (community.Token(Role.Member, Bram), community.Token(Role.Member, Anna), await community.OfficerAsync(Role.Coordinator, "L0001"));
        await community.PostAsync("members/L0002/proxies", "{\"proxy\":\"L0001\"}", father);

        await community.PostAsync("exchanges", Help(Chaima, Bram, 1), father);
        var byDaughter = (await community.PostAsync("exchanges", Help(Chaima, Bram, 2), daughter)).Json.GetProperty("exchangeId").GetString();
        await community.PostAsync("exchanges", Help(Chaima, Bram, 3), community.Token(Role.Coordinator));
        var proposed = (await community.PostAsync("exchanges", Help(Chaima, Bram, 4), community.Token(Role.Member, Chaima))).Json.GetProperty("exchangeId").GetString();
        await community.PostAsync($"exchanges/{proposed}/confirm", body: null, daughter);
        await community.PostAsync($"exchanges/{byDaughter}/reverse", "{\"reason\":\"mistake\"}", desk);
        await community.PostAsync("exchanges", Help(Anna, Chaima, 5), community.Token(Role.Member, Chaima));

        (await LinesAsync(Bram)).ShouldBe(["-1 ", "-2 L0001", "-3 coordinator", "-4 L0001", "2 L0001"]);
        (await LinesAsync(Chaima)).ShouldBe(["1 ", "2 L0001", "3 coordinator", "4 L0001", "-5 ", "-2 L0001"]);
        (await LinesAsync(Anna)).ShouldBe(["5 "], "Chaima wrote it down, and is the other side");
        var listed = (await community.GetAsync("accounts/L0002/exchanges", father)).Json.EnumerateArray()
            .Select(row => $"{row.GetProperty("helpers")[0].GetProperty("minutes")} {Text(row, "proposedBy")}/{Text(row, "bookedBy")}/{Text(row, "reversedBy")}").Order(StringComparer.Ordinal);
        listed.ShouldBe(["1 //", "2 /L0001/L0001", "3 /coordinator/", "4 /L0001/"]);
        (await community.GetAsync("accounts/L0002/exchanges?status=reversed", father)).Json.GetArrayLength().ShouldBe(1);
        (await community.GetAsync("accounts/L0002/exchanges?status=lost", father)).ShouldBeProblem(400, "malformed");
        (await community.GetAsync($"exchanges/{byDaughter}", father)).Json.GetProperty("bookedBy").GetString().ShouldBe(Anna);

        async Task<IEnumerable<string>> LinesAsync(string account) =>
            (await community.GetAsync($"accounts/{account}/statement", community.Token(Role.Member, account))).Json.GetProperty("lines").EnumerateArray().Select(line => $"{line.GetProperty("amount")} {Text(line, "actedBy")}");

        static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    [Fact]
    public async Task Who_leaves_with_a_balance_below_zero_is_written_off_by_the_treasurer()
    {
        var community = await server.FoundAsync();
        await AgreeAsync(community, LeavingBalance.WaitsForTreasurer);
        await community.PostAsync("exchanges", Help(Anna, Bram, 90), community.Token(Role.Coordinator));

        (await community.PostAsync("members/L0002/leave", "{}", community.Token(Role.Member, Bram))).Status.ShouldBe(200);
        (await BalanceAsync(community, Bram), await BalanceAsync(community, "buurtpot")).ShouldBe((-90, 0));
        (await community.PostAsync("members/L0002/settle", body: null, community.Token(Role.Coordinator))).ShouldBeProblem(403, "forbidden");
        (await community.PostAsync("members/L0002/settle", body: null, community.Token(Role.Treasurer))).Status.ShouldBe(200);

        (await BalanceAsync(community, Bram), await BalanceAsync(community, "buurtpot")).ShouldBe((0, -90));
        (await community.GetAsync("trial-balance", community.Token(Role.Treasurer))).Json.GetProperty("total").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Erased_but_provable()
    {
        var community = await server.FoundAsync();
        var (desk, auditor) = (community.Token(Role.Coordinator), community.Token(Role.Auditor));
        var number = (await community.PostAsync("members", Intake, desk)).Json.GetProperty("account").GetString()!;
        await community.PostAsync("exchanges", Help(Anna, number, 60).Replace("2026-11-19", "2026-11-20", StringComparison.Ordinal), desk);
        var before = (await JournalAsync(community)).Select(entry => entry.GetRawText()).ToList();
        var self = community.Token(Role.Member, number);

        (await community.PostAsync($"members/{number}/erase", body: null, community.Token(Role.Member, Anna))).ShouldBeProblem(404, "account-unknown");
        var (key, erased) = (Guid.CreateVersion7(), (Answer?)null);
        erased = await community.PostAsync($"members/{number}/erase", body: null, self, key);

        erased.Status.ShouldBe(200, erased.Text);
        (await community.PostAsync($"members/{number}/erase", body: null, self, key)).Text.ShouldBe(erased.Text);
        (await community.PostAsync($"members/{number}/erase", body: null, desk)).ShouldBeProblem(422, "nothing-to-do");
        (await server.Services.GetRequiredService<PersonVault>().FindAsync(community.Code, new AccountNumber(number), CancellationToken.None)).ShouldBeNull();
        var shown = (await community.GetAsync($"members/{number}?reason=check", desk)).Json;
        (shown.GetProperty("isErased").GetBoolean(), shown.TryGetProperty("person", out _)).ShouldBe((true, false));

        // Not one entry from before was touched, so every receipt and checkpoint from before still holds.
        var after = (await JournalAsync(community)).Select(entry => entry.GetRawText()).ToList();
        after.Take(before.Count).ShouldBe(before);
        JsonElement.Parse(after[^1]).GetProperty("data").GetRawText().ShouldBe($"{{\"account\":\"{number}\"}}");
        (await community.GetAsync("trial-balance", auditor)).Json.GetProperty("total").GetInt64().ShouldBe(0);
    }

    private async Task AgreeAsync(Neighbourhood community, LeavingBalance policy)
    {
        var agreement = Agreement.Default with { Leaving = new LeavingTerms(policy, new AccountNumber("buurtpot")) };
        var command = new ChangeAgreement(Guid.CreateVersion7(), Actor.Coordinator(), ApiServer.Noon, agreement);
        (await server.Services.GetRequiredService<CommunityWriters>().ExecuteAsync(community.Code, command, CancellationToken.None)).ShouldBeOfType<CommandOutcome.Recorded>();
    }

    private static async Task<long> BalanceAsync(Neighbourhood community, string account) =>
        (await community.GetAsync($"accounts/{account}", community.Token(Role.Treasurer))).Json.GetProperty("balance").GetInt64();

    /// <summary>The entries, without the checkpoint at the end.</summary>
    private static async Task<IReadOnlyList<JsonElement>> JournalAsync(Neighbourhood community) =>
        [.. (await community.GetAsync("journal", community.Token(Role.Auditor))).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).Where(line => line.TryGetProperty("position", out _))];
}
