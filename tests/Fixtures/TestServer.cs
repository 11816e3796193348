using Buurthulp.Api.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Buurthulp.Tests.Fixtures;

/// <summary>
/// The PostgreSQL that the tests share: the one that BUURTHULP_TEST_DB names, else an embedded one that is started by the
/// first test that needs it and goes when the run ends, however it ends.
/// </summary>
public static class TestServer
{
    private const string Prefix = "buurthulp-tests-";

    private static readonly Lazy<Task<string>> Started = new(StartAsync);
    private static EmbeddedPostgres? server;
    private static string folder = "";

    /// <summary>Starts a server in the place of the embedded one and says how to reach a database from which others can be made. Set before the first test; null for the embedded one.</summary>
    public static Func<Task<string>>? Other { get; set; }

    /// <summary>Connection string of a database from which others can be made.</summary>
    public static Task<string> MaintenanceConnectionAsync() => Started.Value;

    /// <summary>Stops the embedded server, when there is one, and removes its data.</summary>
    public static async Task StopAsync()
    {
        if (server is null) return;
        await server.DisposeAsync();
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Another run took it for left over, which it is by now, and removes it at this moment.
        }
    }

    private static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("BUURTHULP_TEST_DB") is { Length: > 0 } given) return given;
        if (Other is { } other) return await other();

        RemoveLeftOvers();
        folder = Directory.CreateTempSubdirectory(Prefix).FullName;
        server = await EmbeddedPostgres.StartAsync(folder, PostgresRole.Command, null, NullLogger.Instance, CancellationToken.None);
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = "postgres", MaxPoolSize = 5 }.ConnectionString;
    }

    // PostgreSQL itself ends with the process that started it; a run that was killed leaves only its folder.
    private static void RemoveLeftOvers()
    {
        foreach (var leftOver in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            try
            {
                // Whoever uses the folder holds this lock.
                using var unused = new FileStream(Path.Combine(leftOver, "postgres.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                Directory.Delete(leftOver, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // In use, just being made, or another user's.
            }
        }
    }
}
