using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Buurthulp.Tests.Api.EndToEnd;

/// <summary>The program on its own database in a folder, killed in the middle of work.</summary>
public class CrashTests : IAsyncLifetime
{
    private const int Exchanges = 5_000;

    private readonly string data = Directory.CreateTempSubdirectory("buurthulp-crash").FullName;
    private readonly Dictionary<string, string> environment;
    private readonly ConcurrentDictionary<Guid, string> acknowledged = new();
    private AppProcess app = null!;
    private string token = "";

    public CrashTests() => environment = new Dictionary<string, string> { ["BUURTHULP_DATA"] = data };

    /// <summary>What books; the demo and what looks at it afterwards are always the program itself.</summary>
    protected virtual string Program => AppProcess.Program;

    public async Task InitializeAsync()
    {
        app = await AppProcess.UpAsync(environment, "--demo");
        token = await TokenAsync("coordinator");
        if (Program == AppProcess.Program) return;
        app.Dispose();
        app = await AppProcess.UpAsync(environment, Program, []);
    }

    public virtual Task DisposeAsync()
    {
        app.Dispose();
        Directory.Delete(data, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_was_acknowledged_survives_the_death_of_the_app_and_of_postgres_exactly_once()
    {
        var keys = Enumerable.Range(0, Exchanges).Select(_ => Guid.CreateVersion7()).ToArray();

        // The app dies after about a third.
        var booking = BookAsync(keys);
        await UntilAsync(() => acknowledged.Count > Exchanges / 3);
        await app.KillAsync();
        await booking;
        acknowledged.Count.ShouldBeLessThan(Exchanges);
        app.Dispose();

        // PostgreSQL dies after about two thirds; the app brings it back by itself.
        app = await AppProcess.UpAsync(environment, Program, []);
        booking = BookAsync(keys);
        await UntilAsync(() => acknowledged.Count > 2 * Exchanges / 3);
        KillPostgres();
        await booking;
        using (var client = app.Client()) await UntilAsync(async () => (await client.GetAsync("/health/ready")).IsSuccessStatusCode);
        await BookAsync(keys);

        acknowledged.Count.ShouldBe(Exchanges);
        await EveryExchangeStandsOnceAsync(keys);
        await ViewsAgreeAsync();
    }

    /// <summary>Sends every exchange that has no answer yet; gives up on those that fail.</summary>
    private async Task BookAsync(Guid[] keys)
    {
        using var client = app.Client(token);
        await Parallel.ForEachAsync(keys.Where(key => !acknowledged.ContainsKey(key)), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (key, cancellationToken) =>
        {
            try
            {
                var answer = await client.PostAsync("/api/v1/molenwijk/exchanges", key, new
                {
                    helpers = new[] { new { account = "L0006", minutes = 1 } },
                    receivers = new[] { new { account = "L0022", minutes = 1 } },
                    category = "klussen",
                    happenedOn = "2026-11-19",
                }, cancellationToken);
                if (answer.IsSuccessStatusCode) acknowledged[key] = await answer.Content.ReadAsStringAsync(cancellationToken);
            }
            catch (HttpRequestException)
            {
                // The app is dead: this one has no answer.
            }
        });
    }

    private async Task EveryExchangeStandsOnceAsync(Guid[] keys)
    {
        var journal = Path.Combine(data, "journal.ndjson");
        (await AppProcess.RunAsync(environment, "export", "molenwijk", "--as", "journal", "--out", journal)).ExitCode.ShouldBe(0);
        (await AppProcess.RunAsync(environment, "verify", journal)).ExitCode.ShouldBe(0);

        var booked = File.ReadLines(journal).Select(line => JsonDocument.Parse(line).RootElement).Where(entry => entry.TryGetProperty("id", out _))
            .ToDictionary(entry => entry.GetProperty("id").GetGuid(), entry => entry.GetProperty("position").GetInt64());
        foreach (var key in keys)
        {
            booked.ShouldContainKey(key);
            JsonDocument.Parse(acknowledged[key]).RootElement.GetProperty("position").GetInt64().ShouldBe(booked[key]);
        }
    }

    private async Task ViewsAgreeAsync()
    {
        using var treasurer = app.Client(await TokenAsync("treasurer"));
        var trial = await treasurer.GetFromJsonAsync<JsonElement>("/api/v1/molenwijk/trial-balance");
        trial.GetProperty("total").GetInt64().ShouldBe(0);
        trial.GetProperty("accounts").EnumerateArray().Sum(account => account.GetProperty("balance").GetInt64()).ShouldBe(0);
        var demo = (await treasurer.GetFromJsonAsync<JsonElement>("/api/v1/molenwijk/trial-balance?position=1")).GetProperty("total").GetInt64();
        demo.ShouldBe(0);
    }

    private void KillPostgres()
    {
        var postmaster = int.Parse(File.ReadLines(Directory.EnumerateFiles(data, "postmaster.pid", SearchOption.AllDirectories).Single()).First());
        Process.GetProcessById(postmaster).Kill();
    }

    private async Task<string> TokenAsync(string role)
    {
        var (exitCode, text, error) = await AppProcess.RunAsync(environment, "token", "molenwijk", role);
        exitCode.ShouldBe(0, error);
        return text.Trim();
    }

    private static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition()) await beat.WaitForNextTickAsync(patience.Token);
    }
}
