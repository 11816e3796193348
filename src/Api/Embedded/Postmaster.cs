using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using Npgsql;

namespace Buurthulp.Api.Embedded;

/// <summary>
/// The running server, watched: when it dies it is started again, until it is stopped by us.
/// One thread of its own starts every process and lives as long as they may, because the kernel sends the
/// signal on our death when the thread that started a process ends.
/// </summary>
internal sealed class Postmaster : IDisposable
{
    private const int MostFailedStarts = 10;
    private const int MostFailedFirstStarts = 4;

    private readonly PostgresCluster cluster;
    private readonly ILogger logger;
    private readonly Thread thread;
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> lastWords = new();
    private volatile Process? process;

    public Postmaster(PostgresCluster cluster, ILogger logger)
    {
        this.cluster = cluster;
        this.logger = logger;
        thread = new Thread(Run) { IsBackground = true, Name = "postgres" };
        thread.Start();
    }

    /// <summary>Done when the database first accepts connections; failed when it cannot be started.</summary>
    public Task Ready => ready.Task;

    /// <summary>Process id of the server now running, or null between two.</summary>
    public int? ProcessId => process?.Id;

    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        if (process?.Id is { } id) ClusterProcesses.StopFast(id);
        if (await EndsWithinAsync(TimeSpan.FromSeconds(30))) return;
        logger.LogWarning("PostgreSQL does not stop within 30 seconds; it is cut off and recovers at the next start");
        if (process?.Id is { } stuck) ClusterProcesses.StopAtOnce(stuck);
        if (await EndsWithinAsync(TimeSpan.FromSeconds(10))) return;
        process?.Kill();
        await ended.Task;
    }

    public void Dispose() => stopping.Dispose();

    private async Task<bool> EndsWithinAsync(TimeSpan patience) =>
        await Task.WhenAny(ended.Task, Task.Delay(patience)) == ended.Task;

    private void Run()
    {
        try
        {
            for (var failures = 0; !stopping.IsCancellationRequested;)
            {
                cluster.Processes.WaitUntilGone(logger, stopping.Token);
                var (worked, exitCode) = RunOnce();
                if (stopping.IsCancellationRequested) break;
                failures = worked ? 0 : failures + 1;
                if (failures == (ready.Task.IsCompleted ? MostFailedStarts : MostFailedFirstStarts))
                    throw new EmbeddedPostgresException($"PostgreSQL does not start in {cluster.Folder}: {Reason()}. Its log is in the folder log there.");
                logger.LogWarning("PostgreSQL ended by itself ({Reason}); starting it again", worked ? $"exit code {exitCode}" : Reason());
                if (!worked) stopping.Token.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(500));
            }

            ready.TrySetCanceled();
        }
        catch (OperationCanceledException)
        {
            ready.TrySetCanceled();
        }
        catch (Exception e) when (e is EmbeddedPostgresException or Win32Exception or IOException or UnauthorizedAccessException)
        {
            logger.LogCritical("The database is away and stays away: {Reason}", e.Message);
            ready.TrySetException(e as EmbeddedPostgresException ?? new EmbeddedPostgresException($"PostgreSQL cannot be started in {cluster.Folder}: {e.Message}", e));
        }
        finally
        {
            ended.SetResult();
        }
    }

    /// <summary>Runs one server to its end: whether it ever accepted connections, and its exit code.</summary>
    private (bool Worked, int ExitCode) RunOnce()
    {
        lastWords.Clear();
        using var server = new Process { StartInfo = ShortRun.StartInfo(cluster.ServerCommand, null) };
        server.ErrorDataReceived += Remember;
        server.OutputDataReceived += Remember;
        server.Start();
        server.StandardInput.Close();
        server.BeginErrorReadLine();
        server.BeginOutputReadLine();
        process = server;
        try
        {
            // A stop that came while there was no process to signal.
            if (stopping.IsCancellationRequested) ClusterProcesses.StopFast(server.Id);
            var accepts = WaitUntilReady(server);
            if (accepts && ready.TrySetResult())
                logger.LogInformation("PostgreSQL runs in {Folder}", cluster.Folder);
            else if (accepts)
                logger.LogInformation("PostgreSQL runs again in {Folder}", cluster.Folder);
            server.WaitForExit();
            return (accepts, server.ExitCode);
        }
        finally
        {
            process = null;
        }
    }

    private bool WaitUntilReady(Process server)
    {
        // No limit: after a hard stop of the machine it replays its log first, however long that takes.
        for (var waitedMs = 0; !server.HasExited; waitedMs += 50)
        {
            if (Accepts()) return true;
            if (waitedMs % 10_000 == 5_000)
                logger.LogInformation("PostgreSQL is still starting (it may be recovering from a hard stop)");
            server.WaitForExit(50);
        }

        return false;
    }

    private bool Accepts()
    {
        try
        {
            using var connection = new NpgsqlConnection(PostgresCluster.ConnectionStringFor(cluster.SocketFolder, "postgres") + ";Pooling=false");
            connection.Open();
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
        {
            return false;
        }
    }

    private void Remember(object sender, DataReceivedEventArgs line)
    {
        if (string.IsNullOrWhiteSpace(line.Data)) return;
        lastWords.Enqueue(line.Data);
        if (lastWords.Count > 20) lastWords.TryDequeue(out _);
    }

    // PostgreSQL tells standard error only what comes before it opens its log.
    private string Reason() =>
        lastWords.LastOrDefault(IsFatal)
        ?? cluster.NewestLog()?.LastOrDefault(IsFatal)
        ?? lastWords.LastOrDefault()
        ?? "killed";

    private static bool IsFatal(string line) =>
        (line.Contains("FATAL:", StringComparison.Ordinal) || line.Contains("PANIC:", StringComparison.Ordinal))
        && !line.Contains("the database system is", StringComparison.Ordinal); // Our own knocking, before it was ready.
}
