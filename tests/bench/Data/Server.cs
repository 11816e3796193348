using Buurthulp.Api.Hosting;
using Buurthulp.Api.Identity.Links;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Api.Tokens;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Buurthulp.Bench.Data;

/// <summary>The whole web server in this process, on a free port, as it runs in use: views follow, writes are durable. Only the limit on writes of one token is off.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly Database database;
    private readonly WebApplication app;

    private Server(Database database, WebApplication app)
    {
        (this.database, this.app) = (database, app);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Address { get; }

    public static async Task<Server> StartAsync(string connectionString, string folder)
    {
        var opened = await Database.OpenAsync(connectionString, Installation.Schemas, CancellationToken.None);
        var built = WebHost.Build(new WebHostSettings("http://127.0.0.1:0", folder, LimitsWrites: false), opened, new VillageClock());
        await built.StartAsync();
        return new Server(opened, built);
    }

    public string TokenOf(CommunityCode community, Role role) => app.Services.GetRequiredService<BearerTokens>().Issue(community, role, account: null, days: 1);

    /// <summary>Signs a member in, with both factors; the cookie to send.</summary>
    public async Task<string> SignInAsync(CommunityCode community, AccountNumber member)
    {
        var links = app.Services.GetRequiredService<SignInLinks>();
        var link = await links.MakeAsync(community, member, fromCommandLine: true, Duration.FromMinutes(5), CancellationToken.None);
        var secret = await links.UseAsync(link.Segments[^1], isShared: true, "bench", CancellationToken.None) ?? throw new InvalidOperationException($"{member} can't sign in");
        return $"{app.Services.GetRequiredService<SessionCookie>().Name}={secret}";
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    private sealed class VillageClock : IClock
    {
        public Instant GetCurrentInstant() => Village.Now;
    }
}
