using System.Text;
using System.Text.Json;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Verification;
using Buurthulp.Tests.Api.Http;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Stories;

/// <summary>What is kept of somebody is theirs: to see, to correct and to have removed.</summary>
public sealed class OwnDataStory(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Intake = """{"name":"Dirk Zomer","street":"Molenpad 3","phone":"06-55501234","email":"dirk@voorbeeld.test","birthYear":1941,"languages":["nl"]}""";

    [Fact]
    public async Task Dirk_downloads_all_that_is_kept_of_him_and_of_nobody_else()
    {
        var (community, desk, dirk) = await DirkAsync();
        await community.PostAsync("exchanges", Today(Help(Anna, "L0005", 61)), desk);
        await community.PostAsync("exchanges", Today(Help("L0005", Bram, 7)), desk);
        var request = (await community.PostAsync("requests", "{\"category\":\"boodschappen\",\"words\":\"Wie haalt mijn pillen?\"}", dirk)).Json.GetProperty("requestId").GetString();
        await community.PostAsync($"requests/{request}/stop", "{\"reason\":\"niet pluis\"}", desk);
        await community.PostAsync("offers", "{\"category\":\"boodschappen\",\"words\":\"Ik loop graag mee.\"}", dirk);
        await community.PostAsync("activities", "{\"kind\":\"koffieochtend\",\"heldOn\":\"2026-11-20\",\"attendees\":[\"L0005\",\"L0001\"]}", desk);
        await community.GetAsync("members/L0005?reason=phone-call", desk);

        var data = await community.GetAsync("members/L0005/data", dirk);

        data.Status.ShouldBe(200, data.Text);
        var json = data.Json;
        json.GetProperty("member").GetProperty("person").GetProperty("birthYear").GetInt32().ShouldBe(1941);
        json.GetProperty("balance").GetInt64().ShouldBe(-54);
        json.GetProperty("statement").GetArrayLength().ShouldBe(2);
        json.GetProperty("exchanges").EnumerateArray().Select(row => $"{Minutes(row, "gaveMinutes")}/{Minutes(row, "receivedMinutes")}").Order(StringComparer.Ordinal).ShouldBe(["-/61", "7/-"]);
        (json.GetProperty("requests")[0].GetProperty("words").GetString(), json.GetProperty("requests")[0].GetProperty("status").GetString()).ShouldBe(("Wie haalt mijn pillen?", "withdrawn"));
        json.GetProperty("offers")[0].GetProperty("words").GetString().ShouldBe("Ik loop graag mee.");
        json.GetProperty("activities")[0].GetProperty("kind").GetString().ShouldBe("koffieochtend");
        json.GetProperty("mail").GetString().ShouldBe("weekly");
        json.GetProperty("reads").EnumerateArray().Select(read => read.GetProperty("reason").GetString()).ShouldBe(["phone-call"]);
        foreach (var other in new[] { Anna, Bram, "niet pluis", "stopped" }) data.Text.ShouldNotContain(other);
    }

    [Fact]
    public async Task Nobody_downloads_it_but_he_and_who_acts_for_him_and_that_is_written_down()
    {
        var (community, desk, dirk) = await DirkAsync();

        (await community.GetAsync("members/L0005/data", desk)).ShouldBeProblem(403, "forbidden");
        (await community.GetAsync("members/L0005/data", community.Token(Role.Member, Anna))).ShouldBeProblem(404, "account-unknown");
        await community.PostAsync("members/L0005/proxies", "{\"proxy\":\"L0001\"}", dirk);
        (await community.GetAsync("members/L0005/data", community.Token(Role.Member, Anna))).Json.GetProperty("member").GetProperty("person").GetProperty("name").GetString().ShouldBe("Dirk Zomer");

        (await community.GetAsync("members/L0005/reads", dirk)).Json.EnumerateArray().Select(read => (read.GetProperty("reader").GetString(), read.GetProperty("reason").GetString())).ShouldBe([(Anna, "data-download")]);
    }

    [Fact]
    public async Task Dirk_corrects_his_contact_data_and_so_does_the_coordinator_and_both_are_written_down()
    {
        var (community, desk, dirk) = await DirkAsync();
        var key = Guid.CreateVersion7();

        var corrected = await community.PostAsync("members/L0005/contact", "{\"phone\":\" 06-99 \",\"street\":\"\",\"birthYear\":0,\"languages\":[]}", dirk, key);
        (await community.PostAsync("members/L0005/contact", "{\"name\":\"Dirk de Zomer\",\"languages\":[\"nl\",\"fy\"]}", desk)).Status.ShouldBe(200);
        var again = await community.PostAsync("members/L0005/contact", "{\"phone\":\" 06-99 \",\"street\":\"\",\"birthYear\":0,\"languages\":[]}", dirk, key);

        corrected.Status.ShouldBe(200, corrected.Text);
        corrected.Json.GetProperty("parts").EnumerateArray().Select(part => part.GetString()).ShouldBe(["street", "phone", "birthYear", "languages"]);
        again.Text.ShouldBe(corrected.Text);
        (await community.PostAsync("members/L0005/contact", "{\"phone\":\"06-98\"}", dirk, key)).ShouldBeProblem(422, "command-id-reused");
        var data = (await community.GetAsync("members/L0005/data", dirk)).Json;
        data.GetProperty("member").GetProperty("person").GetRawText().ShouldBe("{\"name\":\"Dirk de Zomer\",\"email\":\"dirk@voorbeeld.test\",\"phone\":\"06-99\",\"languages\":[\"nl\",\"fy\"]}", "the repetition did not undo the coordinator's correction");
        data.GetProperty("contactChanges").EnumerateArray().Select(change => change.GetProperty("changedBy").GetString()).Order(StringComparer.Ordinal).ShouldBe(["L0005", "coordinator"]);
        data.GetProperty("reads").EnumerateArray().Select(read => (read.GetProperty("reader").GetString(), read.GetProperty("reason").GetString())).ShouldBe([("coordinator", "contact-corrected")]);
    }

    [Theory]
    [InlineData("{}", 400, "body")]
    [InlineData("{\"name\":\" \"}", 400, "name")]
    [InlineData("{\"birthYear\":1700}", 400, "birthYear")]
    [InlineData("{\"languages\":[\" \"]}", 400, "languages")]
    [InlineData("{\"phone\":\"06\\u0000\"}", 400, "phone")]
    public async Task What_cannot_be_is_named(string body, int status, string field)
    {
        var (community, _, dirk) = await DirkAsync();
        (await community.PostAsync("members/L0005/contact", body, dirk)).ShouldBeProblem(status, "malformed").GetProperty("field").GetString().ShouldBe(field);
    }

    [Fact]
    public async Task Contact_data_is_nobody_elses_to_correct_and_comes_to_nobody_who_is_unknown()
    {
        var (community, desk, dirk) = await DirkAsync();

        (await community.PostAsync("members/L0005/contact", "{\"phone\":\"06\"}", community.Token(Role.Member, Anna))).ShouldBeProblem(404, "account-unknown");
        (await community.PostAsync("members/L9999/contact", "{\"name\":\"Niemand\"}", desk)).ShouldBeProblem(404, "account-unknown");
        (await community.PostAsync("members/L0001/contact", "{\"phone\":\"06\"}", desk)).ShouldBeProblem(400, "malformed").GetProperty("field").GetString().ShouldBe("name", "the vault does not know her yet");
        (await community.PostAsync("members/L0001/contact", "{\"name\":\"Anna\",\"phone\":\"06\"}", desk)).Status.ShouldBe(200);
        (await community.GetAsync("members/L0001", community.Token(Role.Member, Anna))).Json.GetProperty("person").GetProperty("phone").GetString().ShouldBe("06");
        await community.PostAsync("members/L0005/erase", body: null, dirk);
        (await community.PostAsync("members/L0005/contact", "{\"name\":\"Dirk\"}", desk)).ShouldBeProblem(404, "account-unknown");
    }

    [Fact]
    public async Task Dirk_erases_himself_and_the_exported_journal_still_verifies()
    {
        var (community, desk, dirk) = await DirkAsync();
        await community.PostAsync("exchanges", Today(Help(Anna, "L0005", 60)), desk);
        await community.PostAsync("members/L0005/contact", "{\"phone\":\"06-99\"}", dirk);
        var request = (await community.PostAsync("requests", "{\"category\":\"boodschappen\",\"words\":\"Wie haalt mijn pillen?\"}", dirk)).Json.GetProperty("requestId").GetString();
        await community.PostAsync($"requests/{request}/stop", "{\"reason\":\"niet pluis\"}", desk);
        (await community.GetAsync($"requests/{request}", desk)).Text.ShouldContain("niet pluis");
        var before = Checkpoint.Parse((await community.GetAsync("checkpoint", token: null)).Text);

        (await community.PostAsync("members/L0005/erase", body: null, dirk)).Status.ShouldBe(200);

        var file = (await community.GetAsync("journal", community.Token(Role.Auditor))).Text
            + JsonSerializer.Serialize(new { checkpoint = (await community.GetAsync("checkpoint", token: null)).Text }) + "\n";
        var verified = (await JournalVerification.RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)), before)).ShouldBeOfType<VerificationResult.Fine>();
        verified.Checkpoint.Size.ShouldBe(before.Size + 2, "he left and was erased, and not one entry from before was touched");
        var stopped = (await community.GetAsync($"requests/{request}", desk)).Text;
        stopped.ShouldNotContain("pillen");
        stopped.ShouldNotContain("niet pluis");
        var data = (await community.GetAsync("members/L0005/data", dirk)).Json;
        (data.GetProperty("member").TryGetProperty("person", out _), data.GetProperty("contactChanges").GetArrayLength(), data.GetProperty("statement").GetArrayLength()).ShouldBe((false, 0, 1));
    }

    private async Task<(Neighbourhood Community, string Desk, string Dirk)> DirkAsync()
    {
        var community = await server.FoundAsync();
        var desk = community.Token(Role.Coordinator);
        (await community.PostAsync("members", Intake, desk)).Json.GetProperty("account").GetString().ShouldBe("L0005");
        return (community, desk, community.Token(Role.Member, "L0005"));
    }

    private static string Today(string help) => help.Replace("2026-11-19", "2026-11-20", StringComparison.Ordinal);

    private static string Minutes(JsonElement row, string name) => row.TryGetProperty(name, out var minutes) ? minutes.GetRawText() : "-";
}
