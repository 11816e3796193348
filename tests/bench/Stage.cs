using Buurthulp.Api.Embedded;
using Buurthulp.Api.Hosting;
using Buurthulp.Bench.Data;
using Buurthulp.Ledger.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Buurthulp.Bench;

/// <summary>A PostgreSQL with its usual durability in a folder of its own, for one run.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private const string Empty = "prepared_empty";

    /// <summary>Above it copying the files costs less than logging what is in them.</summary>
    private const int ManyExchanges = 50_000;

    private readonly string folder = Directory.CreateTempSubdirectory("buurthulp-bench-").FullName;
    private readonly HashSet<string> prepared = [];
    private EmbeddedPostgres postgres = null!;

    public static async Task<Stage> OpenAsync()
    {
        var stage = new Stage();
        stage.postgres = await EmbeddedPostgres.StartAsync(stage.folder, PostgresRole.Command, address: null, NullLogger.Instance, CancellationToken.None);
        await stage.PrepareAsync(Empty, async connectionString => await (await Database.OpenAsync(connectionString, Installation.Schemas, CancellationToken.None)).DisposeAsync(), "template0", StrategyFor(exchanges: 0));
        return stage;
    }

    public string Folder => folder;

    /// <summary>The connection string of a database with all tables of the program and no rows.</summary>
    /// <param name="name">Lower case letters.</param>
    /// <param name="mostConnections">How many connections the program may open.</param>
    public Task<string> CreateAsync(string name, int mostConnections = 16) => CopyAsync(Empty, name, mostConnections, StrategyFor(exchanges: 0));

    /// <summary>The connection string of a database with the journal of a village that has booked so many exchanges, and with its views when they are wanted. Filled once for a run.</summary>
    public async Task<string> CreateFilledAsync(string name, Village village, int exchanges, bool withViews = false, int mostConnections = 16)
    {
        var journal = $"prepared_{village.Copies}_{exchanges}";
        await PrepareAsync(journal, connectionString => Fill.JournalAsync(connectionString, village, exchanges), Empty, StrategyFor(exchanges: 0));
        if (withViews) await PrepareAsync($"{journal}_views", Fill.ViewsAsync, journal, StrategyFor(exchanges));
        return await CopyAsync(withViews ? $"{journal}_views" : journal, name, mostConnections, StrategyFor(exchanges));
    }

    /// <summary>Drops what a measurement has made; what was prepared stays for the next.</summary>
    public async Task ClearAsync()
    {
        await using var maintenance = NpgsqlDataSource.Create(postgres.ConnectionString);
        List<string> made = [];
        await using (var command = maintenance.CreateCommand("SELECT datname FROM pg_database WHERE datname LIKE 'bench\\_%'"))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) made.Add(reader.GetString(0));
        }

        foreach (var name in made) await ExecuteAsync(maintenance, $"DROP DATABASE {name} WITH (FORCE)");
    }

    public async Task<string> ServerVersionAsync()
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var command = source.CreateCommand("SHOW server_version");
        return (string)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await postgres.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task PrepareAsync(string name, Func<string, Task> fill, string template, string strategy)
    {
        if (!prepared.Add(name)) return;
        await using var maintenance = NpgsqlDataSource.Create(postgres.ConnectionString);
        await ExecuteAsync(maintenance, $"CREATE DATABASE {name} TEMPLATE {template} STRATEGY {strategy}");
        await fill(ConnectionString(name, mostConnections: 16));
    }

    private async Task<string> CopyAsync(string template, string name, int mostConnections, string strategy)
    {
        await using var maintenance = NpgsqlDataSource.Create(postgres.ConnectionString);
        await ExecuteAsync(maintenance, $"CREATE DATABASE bench_{name} TEMPLATE {template} STRATEGY {strategy}");
        return ConnectionString($"bench_{name}", mostConnections);
    }

    private static string StrategyFor(int exchanges) => exchanges > ManyExchanges ? "FILE_COPY" : "WAL_LOG";

    private string ConnectionString(string database, int mostConnections) =>
        new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Database = database, MaxPoolSize = mostConnections, CommandTimeout = 0 }.ConnectionString;

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }
}
