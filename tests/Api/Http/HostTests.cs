using Buurthulp.Ledger;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Http;

/// <summary>What the server does when things are not as they should be, and what it says about itself.</summary>
public sealed class HostTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task While_the_database_is_away_every_answer_says_when_to_ask_again_and_afterwards_all_is_well()
    {
        var community = await server.FoundAsync();
        var (key, coordinator) = (Guid.NewGuid(), community.Token(Role.Coordinator));

        await server.TakeDatabaseAwayAsync();
        try
        {
            (await GetAsync("health/live")).Status.ShouldBe(200);
            (await GetAsync("")).Status.ShouldBe(503);
            foreach (var answer in new[]
            {
                await GetAsync("health/ready"),
                await community.PostAsync("exchanges", Help(Anna, Bram, 60), coordinator, key),
                await community.GetAsync("accounts", coordinator),
                await community.GetAsync("checkpoint", token: null),
                await community.GetAsync("journal", community.Token(Role.Auditor)),
            })
            {
                answer.ShouldBeProblem(503, "database-unavailable");
                int.Parse(answer.RetryAfter!).ShouldBeGreaterThan(0);
            }
        }
        finally
        {
            await server.BringDatabaseBackAsync();
        }

        (await GetAsync("health/ready")).Status.ShouldBe(200);
        (await community.PostAsync("exchanges", Help(Anna, Bram, 60), coordinator, key)).Status.ShouldBe(201);
        (await community.GetAsync("accounts/L0001", coordinator)).Json.GetProperty("balance").GetInt64().ShouldBe(60);
    }

    [Fact]
    public void No_folder_is_watched_and_nothing_is_set_by_a_file_where_the_program_is_started()
    {
        var files = ((IConfigurationRoot)server.Services.GetRequiredService<IConfiguration>()).Providers.OfType<FileConfigurationProvider>().ToList();

        files.ShouldNotBeEmpty();
        files.ShouldAllBe(file => !file.Source.ReloadOnChange);
        server.Services.GetRequiredService<IHostEnvironment>().ContentRootPath.ShouldBe(AppContext.BaseDirectory);
    }

    [Fact]
    public async Task A_row_that_somebody_changed_gives_no_receipt_and_the_caller_sees_a_trace_id_only()
    {
        var community = await server.FoundAsync();
        var coordinator = community.Token(Role.Coordinator);
        var exchange = (await community.PostAsync("exchanges", Help(Anna, Bram, 60), coordinator)).Json.GetProperty("exchangeId").GetString()!;
        (await community.GetAsync($"receipts/{exchange}", coordinator)).Status.ShouldBe(200);

        await server.ExecuteAsOwnerAsync($"""
            ALTER TABLE journal.mt_events DISABLE TRIGGER USER;
            UPDATE journal.mt_events SET data = replace(data::text, ': 60', ': 66')::jsonb WHERE id = '{exchange}';
            ALTER TABLE journal.mt_events ENABLE TRIGGER USER;
            """);

        var answer = await community.GetAsync($"receipts/{exchange}", coordinator);
        answer.ShouldBeProblem(500, "internal-error").EnumerateObject().Select(member => member.Name).ShouldBe(["status", "code", "title", "traceId"]);
    }

    [Theory]
    [InlineData(null, "nl", "Hier is niets")]
    [InlineData("en", "en", "There is nothing here")]
    [InlineData("en-GB,en;q=0.9,nl;q=0.8", "en", "There is nothing here")]
    [InlineData("de,nl-BE;q=0.5,en;q=0.4", "nl", "Hier is niets")]
    [InlineData("de", "nl", "Hier is niets")]
    [InlineData("en;q=0,nl", "nl", "Hier is niets")]
    [InlineData("endless", "nl", "Hier is niets")]
    [InlineData(",;q=x,,", "nl", "Hier is niets")]
    public async Task Problems_are_told_in_the_language_that_is_asked_for(string? asked, string language, string title)
    {
        using var client = server.Client();
        if (asked is not null) client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", asked);

        using var response = await client.GetAsync(new Uri("nowhere", UriKind.Relative));

        response.Content.Headers.ContentLanguage.ShouldBe([language]);
        (await Answer.OfAsync(response)).ShouldBeProblem(404, "not-found").GetProperty("title").GetString()!.ShouldStartWith(title);
    }

    [Fact]
    public async Task A_token_that_runs_wild_is_told_to_wait_and_others_are_not()
    {
        var community = await server.FoundAsync();
        var (wild, calm) = (community.Token(Role.Member, Anna), community.Token(Role.Member, Anna));
        var answers = new List<Answer>();

        for (var sent = 0; sent < 3_000 && answers.All(answer => answer.Status != 429); sent += 100)
        {
            answers.AddRange(await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => community.PostAsync("gifts", "{}", wild))));
        }

        var refused = answers.First(answer => answer.Status == 429);
        refused.ShouldBeProblem(429, "too-many-requests");
        int.Parse(refused.RetryAfter!).ShouldBeGreaterThan(0);
        answers.Count.ShouldBeGreaterThan(600);
        (await community.PostAsync("gifts", "{}", calm)).ShouldBeProblem(400, "malformed");
        (await community.GetAsync("accounts/L0001", wild)).Status.ShouldBe(200);
    }

    private async Task<Answer> GetAsync(string path)
    {
        using var client = server.Client();
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return await Answer.OfAsync(response);
    }
}
