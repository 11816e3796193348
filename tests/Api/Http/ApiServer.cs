using Buurthulp.Api.Hosting;
using Buurthulp.Api.Tokens;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Tests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;

namespace Buurthulp.Tests.Api.Http;

/// <summary>The real web server on a free port and a database of its own, at noon of 20 November 2026.</summary>
public sealed class ApiServer : IAsyncLifetime
{
    public static readonly Instant Noon = Instant.FromUtc(2026, 11, 20, 12, 0);

    private readonly TestDatabase test = new();
    private readonly string folder = Directory.CreateTempSubdirectory("buurthulp-http-").FullName;
    private Database database = null!;
    private WebApplication app = null!;

    public IServiceProvider Services => app.Services;

    /// <summary>The data folder; mails are in its folder <c>mail</c>.</summary>
    public string Folder => folder;

    public BearerTokens Tokens => Services.GetRequiredService<BearerTokens>();

    public Uri Address { get; private set; } = null!;

    /// <summary>For a test that receives webhooks itself.</summary>
    public bool WebhooksToLoopback { get; init; }

    public async Task InitializeAsync()
    {
        await test.InitializeAsync();
        database = await Database.OpenAsync(test.ConnectionString, Installation.Schemas, CancellationToken.None);
        app = WebHost.Build(new WebHostSettings("http://127.0.0.1:0", folder) { WebhooksToLoopback = WebhooksToLoopback }, database, new StoppedClock(Noon));
        await app.StartAsync();
        Address = new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
        await test.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Another server on the same database and data folder, with a writer and views of its own, as a second process has them.</summary>
    public async Task<WebApplication> StartAnotherAsync(WebHostSettings? settings = null)
    {
        var another = WebHost.Build(settings ?? new WebHostSettings("http://127.0.0.1:0", folder) { WebhooksToLoopback = WebhooksToLoopback }, database, new StoppedClock(Noon));
        await another.StartAsync();
        return another;
    }

    public static Uri AddressOf(WebApplication app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>A new community, so that tests do not see each other's entries.</summary>
    public Task<Neighbourhood> FoundAsync() => Neighbourhood.FoundAsync(this, new CommunityCode($"c{Guid.NewGuid():N}"));

    /// <summary>Renames the database, which to the server is as good as gone. Its connections are ended again and again until none is left.</summary>
    public async Task TakeDatabaseAwayAsync()
    {
        await using var maintenance = NpgsqlDataSource.Create(await TestServer.MaintenanceConnectionAsync());
        for (var renamed = false; !renamed;)
        {
            await ExecuteAsync(maintenance, $"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{Name}'");
            try
            {
                await ExecuteAsync(maintenance, $"ALTER DATABASE {Name} RENAME TO {Name}_away");
                renamed = true;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ObjectInUse)
            {
                // A connection came back in between.
            }
        }
    }

    public async Task BringDatabaseBackAsync()
    {
        await using var maintenance = NpgsqlDataSource.Create(await TestServer.MaintenanceConnectionAsync());
        await ExecuteAsync(maintenance, $"ALTER DATABASE {Name}_away RENAME TO {Name}");
    }

    /// <summary>As somebody with every right on the database, whom no grant or trigger stops.</summary>
    public async Task ExecuteAsOwnerAsync(string sql)
    {
        await using var owner = NpgsqlDataSource.Create(test.ConnectionString);
        await ExecuteAsync(owner, sql);
    }

    /// <summary>The first column of every row, as text.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var owner = NpgsqlDataSource.Create(test.ConnectionString);
        await using var command = owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync()) rows.Add(reader.GetValue(0).ToString()!);
        return rows;
    }

    private string Name => new NpgsqlConnectionStringBuilder(test.ConnectionString).Database!;

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public HttpClient Client(string? token = null)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }
}

/// <summary>A clock that stands still.</summary>
internal sealed class StoppedClock(Instant now) : IClock
{
    public Instant Now { get; set; } = now;

    public Instant GetCurrentInstant() => Now;
}
