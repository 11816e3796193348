using System.Collections.Concurrent;
using Buurthulp.Projections.Running;
using Microsoft.Extensions.Logging;

namespace Buurthulp.Tests.Projections;

/// <summary>A runner that runs until disposed, as the host has it.</summary>
public sealed class RunningViews : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    public RunningViews(ViewRunner runner)
    {
        Runner = runner;
        running = Task.Run(() => runner.RunAsync(stop.Token));
    }

    public ViewRunner Runner { get; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        Runner.Dispose();
        stop.Dispose();
    }
}

/// <summary>Keeps what was logged.</summary>
public sealed class LoggedLines : ILogger<ViewRunner>
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> lines = new();

    public IReadOnlyList<string> Of(LogLevel level) => [.. lines.Where(line => line.Level == level).Select(line => line.Text)];

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Enqueue((logLevel, formatter(state, exception)));
}
