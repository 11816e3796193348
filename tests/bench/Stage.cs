using Buurthulp.Api.Embedded;
using Buurthulp.Api.Hosting;
using Buurthulp.Ledger.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Buurthulp.Bench;

/// <summary>A PostgreSQL with its usual durability in a folder of its own, for one run.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("buurthulp-bench-").FullName;
    private EmbeddedPostgres postgres = null!;

    public static async Task<Stage> OpenAsync()
    {
        var stage = new Stage();
        stage.postgres = await EmbeddedPostgres.StartAsync(stage.folder, PostgresRole.Command, address: null, NullLogger.Instance, CancellationToken.None);
        return stage;
    }

    public string Folder => folder;

    /// <summary>An empty database with all tables of the program.</summary>
    /// <param name="name">Lower case letters.</param>
    /// <param name="mostConnections">How many connections the program may open.</param>
    public async Task<Database> DatabaseAsync(string name, int mostConnections = 16) =>
        await Database.OpenAsync(await CreateAsync(name, mostConnections), Installation.Schemas, CancellationToken.None);

    /// <summary>The connection string of an empty database.</summary>
    public async Task<string> CreateAsync(string name, int mostConnections = 16)
    {
        await using var maintenance = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using (var drop = maintenance.CreateCommand($"DROP DATABASE IF EXISTS {name} WITH (FORCE)")) await drop.ExecuteNonQueryAsync();
        await using (var create = maintenance.CreateCommand($"CREATE DATABASE {name}")) await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Database = name, MaxPoolSize = mostConnections }.ConnectionString;
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
}
