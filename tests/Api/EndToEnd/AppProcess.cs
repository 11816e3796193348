using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;

namespace Buurthulp.Tests.Api.EndToEnd;

/// <summary>The program as people run it: a process of its own, on a data folder, killed like any other.</summary>
internal sealed class AppProcess : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(120);

    /// <summary>Where the program itself is.</summary>
    public static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Buurthulp.Api.dll");

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AppProcess(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    public int Id => process.Id;

    public string Output => string.Join('\n', output);

    /// <summary>Starts <c>up</c> and waits until it says that it is running.</summary>
    public static Task<AppProcess> UpAsync(IReadOnlyDictionary<string, string> environment, params string[] more) => UpAsync(environment, Program, more);

    /// <summary>Starts <c>up</c> of another program that understands it.</summary>
    public static async Task<AppProcess> UpAsync(IReadOnlyDictionary<string, string> environment, string program, IReadOnlyList<string> more)
    {
        var port = FreePort();
        var app = new AppProcess(Create(program, environment, ["up", "--port", port.ToString(), .. more]), port);
        app.process.OutputDataReceived += (_, line) => app.Add(line.Data);
        app.process.ErrorDataReceived += (_, line) => app.Add(line.Data);
        app.process.Exited += (_, _) => app.started.TrySetException(new InvalidOperationException($"the app ended before it ran:\n{app.Output}"));
        app.process.EnableRaisingEvents = true;
        app.process.Start();
        app.process.BeginOutputReadLine();
        app.process.BeginErrorReadLine();
        await app.started.Task.WaitAsync(StartTimeout);
        return app;
    }

    /// <summary>Runs a short command to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var command = Create(Program, environment, arguments);
        command.Start();
        var (text, error) = (command.StandardOutput.ReadToEndAsync(), command.StandardError.ReadToEndAsync());
        await command.WaitForExitAsync().WaitAsync(StartTimeout);
        return (command.ExitCode, await text, await error);
    }

    public HttpClient Client(string? token = null)
    {
        var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary><c>kill -9</c>: no goodbye to anybody.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            // Politely, so that a database of its own is stopped with it.
            using var interrupt = Process.Start("kill", ["-INT", process.Id.ToString()]);
            if (!process.WaitForExit(TimeSpan.FromSeconds(30))) process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private static Process Create(string program, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var name in new[] { "BUURTHULP_DB", "BUURTHULP_DATA", "BUURTHULP_URL", "BUURTHULP_SMTP" }) start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new Process { StartInfo = start };
    }

    private void Add(string? line)
    {
        if (line is null) return;
        output.Enqueue(line);
        if (line.StartsWith("Buurthulp is running", StringComparison.Ordinal)) started.TrySetResult();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

internal static class Calls
{
    /// <summary>A POST with an idempotency key.</summary>
    public static Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, Guid key, object body, CancellationToken cancellationToken = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key.ToString());
        return client.SendAsync(request, cancellationToken);
    }
}
