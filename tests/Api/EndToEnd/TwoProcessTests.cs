using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Buurthulp.Tests.Fixtures;

namespace Buurthulp.Tests.Api.EndToEnd;

/// <summary>Two real processes on one database, over HTTP.</summary>
public sealed partial class TwoProcessTests(TestDatabase test) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly string data = Directory.CreateTempSubdirectory("buurthulp-two").FullName;
    private AppProcess one = null!;
    private AppProcess two = null!;
    private HttpClient[] coordinators = [];
    private Dictionary<string, string> environment = [];

    public async Task InitializeAsync()
    {
        environment = new Dictionary<string, string> { ["BUURTHULP_DB"] = test.ConnectionString, ["BUURTHULP_DATA"] = data };
        one = await AppProcess.UpAsync(environment, "--demo");
        two = await AppProcess.UpAsync(environment);
        var (exitCode, token, error) = await AppProcess.RunAsync(environment, "token", "molenwijk", "coordinator");
        exitCode.ShouldBe(0, error);
        coordinators = [one.Client(token.Trim()), two.Client(token.Trim())];
    }

    public Task DisposeAsync()
    {
        foreach (var client in coordinators) client.Dispose();
        one.Dispose();
        two.Dispose();
        Directory.Delete(data, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_demo_and_the_command_line_print_links_to_sign_in()
    {
        string[] expected = ["member       L0006", "coordinator  L0009", "treasurer    L0011", "auditor      L0010", "admin        L0001"];
        expected.ShouldAllBe(role => one.Output.Contains($"    {role} http://localhost:{one.Port}/inloggen/link/", StringComparison.Ordinal));

        var (exitCode, link, error) = await AppProcess.RunAsync(environment, "sign-in", "molenwijk", "L0022", "--office", "auditor", "--minutes", "5");
        exitCode.ShouldBe(0, error);
        link.Trim().ShouldMatch("^http://localhost:5080/inloggen/link/[A-Za-z0-9_-]{43}$");
        using var admin = two.Client((await AppProcess.RunAsync(environment, "token", "molenwijk", "coordinator")).Output.Trim());
        var roles = (await admin.GetFromJsonAsync<JsonElement>("api/v1/molenwijk/members/L0022")).GetProperty("roles").GetRawText();
        roles.ShouldContain("auditor");

        (await AppProcess.RunAsync(environment, "sign-in", "molenwijk", "L0002")).ExitCode.ShouldBe(1, "she has left");
        (await AppProcess.RunAsync(environment, "sign-in", "molenwijk", "L0022", "--office", "king")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_for_an_office_with_an_account_is_printed_for_who_holds_the_office()
    {
        var (refused, _, why) = await AppProcess.RunAsync(environment, "token", "molenwijk", "coordinator", "--account", "L0007");
        await ExpectAsync(HttpStatusCode.OK, coordinators[0].PostAsync("/api/v1/molenwijk/members/L0007/roles", Guid.NewGuid(), new { role = "coordinator" }));
        var (exitCode, token, error) = await AppProcess.RunAsync(environment, "token", "molenwijk", "coordinator", "--account", "L0007");

        (refused, exitCode).ShouldBe((1, 0), error);
        why.ShouldContain("'L0007' is not coordinator in 'molenwijk' now");
        using var client = two.Client(token.Trim());
        (await client.GetAsync(new Uri("/api/v1/molenwijk/pots", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Sixty_four_clients_spend_ten_hours_only_once()
    {
        var balance = await BalanceAsync("L0007");
        await ExpectAsync(HttpStatusCode.Created, coordinators[0].PostAsync("/api/v1/molenwijk/exchanges", Guid.NewGuid(), Help("L0007", "L0009", 600 - balance)));

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => coordinators[i % 2].PostAsync("/api/v1/molenwijk/discounts", Guid.NewGuid(),
            new { shop = "O03", member = "L0007", purchaseCents = 1_000_000, minutes = 60 })));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(10);
        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.UnprocessableEntity).ToArray();
        refused.Length.ShouldBe(54);
        foreach (var answer in refused) (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("floor-reached");
        (await BalanceAsync("L0007")).ShouldBe(0);
    }

    [Fact]
    public async Task A_paper_note_that_is_handed_in_at_the_same_moment_in_both_processes_counts_once()
    {
        const string api = "/api/v1/molenwijk";
        await ExpectAsync(HttpStatusCode.Created, coordinators[0].PostAsync($"{api}/exchanges", Guid.NewGuid(), Help("L0015", "L0009", 6_000)));
        var printed = await coordinators[0].PostAsync($"{api}/notes/batches", Guid.NewGuid(), new { notes = 10, minutesPerNote = 60 });
        printed.StatusCode.ShouldBe(HttpStatusCode.Created, await printed.Content.ReadAsStringAsync());
        var batch = (await printed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("batchId").GetString();
        var sheet = await coordinators[1].GetStringAsync(new Uri($"{api}/notes/batches/{batch}/sheet", UriKind.Relative));
        string[] notes = [.. PrintedNote().Matches(sheet).Select(match => string.Join('-', match.Groups.Values.Skip(1).Select(group => group.Value)))];
        notes.Length.ShouldBe(10);
        await ExpectAsync(HttpStatusCode.Created, coordinators[0].PostAsync($"{api}/notes/issue", Guid.NewGuid(), new { from = "L0015", serials = notes.Select(note => note.Split('-')[0]) }));
        var (nine, eleven) = (await BalanceAsync("L0009"), await BalanceAsync("L0011"));

        foreach (var note in notes)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => coordinators[i % 2].PostAsync($"{api}/notes/redeem", Guid.NewGuid(), new { to = i % 2 == 0 ? "L0009" : "L0011", notes = new[] { note } })));

            answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
            foreach (var answer in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
                (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("note-redeemed-already");
            }
        }

        (await BalanceAsync("L0009") + await BalanceAsync("L0011")).ShouldBe(nine + eleven + 600);
        var register = await coordinators[1].GetFromJsonAsync<JsonElement>($"{api}/notes");
        (register.GetProperty("outstandingMinutes").GetInt64(), register.GetProperty("accountMinutes").GetInt64()).ShouldBe((0, 0));
    }

    [Fact]
    public async Task One_command_sent_fifty_times_is_booked_once_and_answered_fifty_times_alike()
    {
        var key = Guid.NewGuid();
        var before = await BalanceAsync("L0011");

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => coordinators[i % 2].PostAsync("/api/v1/molenwijk/exchanges", key, Help("L0011", "L0013", 30))));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created);
        var bodies = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()));
        bodies.Distinct().Count().ShouldBe(1);
        (await BalanceAsync("L0011")).ShouldBe(before + 30);

        var other = await coordinators[1].PostAsync("/api/v1/molenwijk/exchanges", key, Help("L0011", "L0013", 31));
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await other.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("command-id-reused");
    }

    [GeneratedRegex("<span class=\"serial\">(?<serial>\\d+)</span> <span>(?<one>\\w{3})</span> <span>(?<two>\\w{3})</span> <span>(?<three>\\w{3})</span>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PrintedNote();

    private static object Help(string helper, string receiver, long minutes) => new
    {
        helpers = new[] { new { account = helper, minutes } },
        receivers = new[] { new { account = receiver, minutes } },
        category = "boodschappen",
        happenedOn = "2026-11-19",
    };

    private async Task<long> BalanceAsync(string account) =>
        (await coordinators[1].GetFromJsonAsync<JsonElement>($"/api/v1/molenwijk/accounts/{account}")).GetProperty("balance").GetInt64();

    private static async Task ExpectAsync(HttpStatusCode status, Task<HttpResponseMessage> call)
    {
        var answer = await call;
        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
    }
}
