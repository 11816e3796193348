using Npgsql;

namespace Buurthulp.Tests.Fixtures;

/// <summary>An empty database for one test class (<c>IClassFixture&lt;TestDatabase&gt;</c>), dropped when the class is done.</summary>
public sealed class TestDatabase : IAsyncLifetime
{
    private readonly string name = $"test_{Guid.NewGuid():N}";
    private string maintenance = "";

    /// <summary>Connection string of the empty database, as a role that may do everything.</summary>
    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync()
    {
        maintenance = await TestServer.MaintenanceConnectionAsync();
        await ExecuteAsync($"create database {name}");

        // Classes run side by side and share max_connections.
        ConnectionString = new NpgsqlConnectionStringBuilder(maintenance) { Database = name, MaxPoolSize = 20 }.ConnectionString;
    }

    public async Task DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString)) NpgsqlConnection.ClearPool(connection);
        await ExecuteAsync($"drop database if exists {name} with (force)");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(maintenance);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
