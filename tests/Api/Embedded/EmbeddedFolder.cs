using System.Diagnostics;
using Buurthulp.Api.Embedded;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Buurthulp.Tests.Api.Embedded;

/// <summary>A data folder of one test, which is gone after it, and what the database in it can be asked.</summary>
internal sealed class EmbeddedFolder : IDisposable, ILogger
{
    private readonly string root = Directory.CreateTempSubdirectory("buurthulp-embedded-").FullName;
    private readonly List<string> said = [];

    public EmbeddedFolder(params string[] below) => Path = System.IO.Path.Combine([root, .. below]);

    public string Path { get; }

    /// <summary>What the database reported, one line each.</summary>
    public IReadOnlyList<string> Said
    {
        get
        {
            lock (said) return [.. said];
        }
    }

    public Task<EmbeddedPostgres> ServerAsync(string address = "http://localhost:5080") =>
        EmbeddedPostgres.StartAsync(Path, PostgresRole.Server, address, this, Deadline());

    public Task<EmbeddedPostgres> CommandAsync() =>
        EmbeddedPostgres.StartAsync(Path, PostgresRole.Command, null, this, Deadline());

    public static async Task<object?> AskAsync(EmbeddedPostgres postgres, string sql)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Polls until something is so, and fails when it takes more than a minute.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        for (var watch = Stopwatch.StartNew(); !await condition(); await beat.WaitForNextTickAsync())
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    public static bool IsRunning(int process) =>
        Directory.Exists($"/proc/{process}") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(root, recursive: true);

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (said) said.Add(formatter(state, exception));
    }

    private static CancellationToken Deadline() => new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;
}
