using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Buurthulp.Api.Hosting;
using Buurthulp.Api.Identity.Links;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using NodaTime;

namespace Buurthulp.Api.Commands;

/// <summary><c>page-times CODE [--requests 50]</c>: how long the main pages take on this community's data, as a table for docs/performance.md. Over loopback, from the request to the last byte, one at a time.</summary>
internal static class PageTimesCommand
{
    private const int WarmUps = 5;

    private static readonly (Role Role, string[] Pages)[] Pages =
    [
        (Role.Member, ["/thuis", "/noteer", "/prikbord", "/prikbord/vraag", "/mijn/uren", "/mijn"]),
        (Role.Coordinator, ["/balie", "/balie/persoon/{member}", "/balie/vraag/nieuw", "/balie/noteer", "/balie/opvolgen", "/balie/intake", "/balie/afdrukken/lijst"]),
        (Role.Treasurer, ["/kas", "/kas/journaal", "/kas/saldibalans"]),
        (Role.Admin, ["/beheer", "/beheer/afspraken", "/beheer/wijken", "/beheer/categorieen", "/beheer/rollen", "/beheer/inzage"]),
    ];

    public static Command Create()
    {
        var community = new Argument<string>("community") { Description = "The code of the community." };
        var requests = new Option<int>("--requests") { Description = "How often each page is asked for, after warming up.", DefaultValueFactory = _ => 50 };
        requests.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 10_000) result.AddError("--requests: use a number from 1 to 10000.");
        });
        var command = new Command("page-times", "Print how long the main pages take, as a table.") { community, requests };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(community), parsed.GetValue(requests), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string code, int requests, CancellationToken cancellationToken)
    {
        await using var installation = await Opening.CommandAsync(cancellationToken);
        var community = await Opening.ExistingCommunityAsync(installation.Journal, code, cancellationToken);
        await using var app = WebHost.Build(new WebHostSettings("http://127.0.0.1:0", installation.Options.DataFolder), installation.Database);
        await app.StartAsync(cancellationToken);
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var (links, sessions, cookie) = (app.Services.GetRequiredService<SignInLinks>(), app.Services.GetRequiredService<SessionStore>(), app.Services.GetRequiredService<SessionCookie>());
        var member = await BusiestAsync(installation, community, cancellationToken);
        Console.WriteLine("| page | as | median ms | p95 ms | kB |");
        Console.WriteLine("|---|---|---:|---:|---:|");
        foreach (var (role, pages) in Pages)
        {
            if (await HolderAsync(installation, community, role, member, cancellationToken) is not { } holder) continue;
            var link = await links.MakeAsync(community, holder, fromCommandLine: true, Duration.FromMinutes(5), cancellationToken);
            var secret = await links.UseAsync(link.Segments[^1], isShared: true, "page-times", cancellationToken) ?? throw new CommandRefusedException($"{holder} can't sign in.");
            foreach (var page in pages) await MeasureAsync(address, page.Replace("{member}", member.Value, StringComparison.Ordinal), role, $"{cookie.Name}={secret}", requests, cancellationToken);
            if (await sessions.FindAsync(secret, cancellationToken) is { } person) await sessions.EndAsync(person.Session.UserId, person.Session.Id, cancellationToken);
        }

        await app.StopAsync(cancellationToken);
        return ExitCode.Fine;
    }

    private static async Task MeasureAsync(Uri address, string page, Role role, string cookie, int requests, CancellationToken cancellationToken)
    {
        using var handler = new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = address };
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        var (times, bytes) = (new List<double>(requests), 0);
        for (var i = -WarmUps; i < requests; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(new Uri(page, UriKind.Relative), cancellationToken);
            bytes = (await answer.Content.ReadAsByteArrayAsync(cancellationToken)).Length;
            if (!answer.IsSuccessStatusCode) return;
            if (i >= 0) times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `{page}` | {role.ToString().ToLowerInvariant()} | {times[requests / 2]:F1} | {times[Math.Min(requests - 1, requests * 95 / 100)]:F1} | {bytes / 1000.0:F0} |"));
    }

    /// <summary>The member with the most exchanges: their pages are the longest.</summary>
    private static async Task<AccountNumber> BusiestAsync(Installation installation, CommunityCode community, CancellationToken cancellationToken) =>
        await Buurthulp.Projections.Members.MemberQueries.BusiestAsync(installation.Database.Application, community, cancellationToken)
        ?? throw new CommandRefusedException($"Nobody in '{community}' helped or was helped yet.");

    private static async Task<AccountNumber?> HolderAsync(Installation installation, CommunityCode community, Role role, AccountNumber member, CancellationToken cancellationToken) => role == Role.Member ? member
        : await installation.Writers.LookAsync(community, (state, _) => state.Members.All.Keys.Where(account => state.HoldsOffice(account, role)).Order().Select(account => (AccountNumber?)account).FirstOrDefault(), cancellationToken);
}
