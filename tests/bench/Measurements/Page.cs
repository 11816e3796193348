using System.Diagnostics;
using Buurthulp.Bench.Data;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;

namespace Buurthulp.Bench;

/// <summary>The pages that people open most, on a large community.</summary>
internal static class Page
{
    private const int WarmUps = 5;

    /// <summary>On the board, at most.</summary>
    private const int Requests = 500;

    private static readonly (string Name, string Path, bool ForTreasurer)[] Pages =
        [("member home", "/thuis", false), ("board", "/prikbord", false), ("statement", "/mijn/uren", false), ("/kas", "/kas", true), ("/cijfers", "/cijfers", true)];

    public static readonly Measurement Measurement = new("page", "95 in 100 answers within so many ms, from the request to the last byte, on a community of 1,000,000 exchanges", "–", RunAsync);

    private static async Task<IReadOnlyList<Finding>> RunAsync(Stage stage, Scale scale)
    {
        var village = Village.For(scale.Large);
        var connectionString = await stage.CreateFilledAsync("page", village, scale.Large, withViews: true, mostConnections: 40);
        var (member, treasurer) = (village.Accounts[0], village.Accounts[1]);
        await using var scene = await Scene.OpenAsync(connectionString, village, scale.Large);
        await scene.RecordAsync(new GiveRole(Guid.CreateVersion7(), Actor.Import, Village.Now, treasurer, Role.Treasurer));
        foreach (var (i, account) in village.Accounts.Take(Math.Min(Requests, scale.Large / 100)).Index())
        {
            await scene.RecordAsync(new PostRequest(Guid.CreateVersion7(), Actor.Coordinator(), Village.Now, account, scene.Exchanges(1)[0].Category, Channel.Phone, Village.Today.PlusDays(-(i % 30))));
        }

        List<Finding> findings = [];
        await using (var server = await Server.StartAsync(connectionString, Directory.CreateDirectory(Path.Combine(stage.Folder, "page")).FullName))
        {
            var (asMember, asTreasurer) = (await server.SignInAsync(village.Community, member), await server.SignInAsync(village.Community, treasurer));
            foreach (var (name, path, forTreasurer) in Pages)
            {
                var times = await TimesAsync(server.Address, path, forTreasurer ? asTreasurer : asMember, 20 * scale.Rounds);
                findings.Add(new Finding(name, Scale.Part(times, 95), Baseline: null, "ms", Reach.Most(100)));
            }
        }

        return findings;
    }

    private static async Task<IReadOnlyList<double>> TimesAsync(Uri address, string path, string cookie, int count)
    {
        using var handler = new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = address };
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        List<double> times = new(count);
        for (var i = -WarmUps; i < count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            await answer.Content.ReadAsByteArrayAsync();
            if (i >= 0) times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            answer.EnsureSuccessStatusCode();
        }

        return times;
    }
}
