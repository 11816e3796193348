namespace Buurthulp.Api.Commands;

/// <summary>What the program says while it works, as plain lines on standard error: people read them, standard output holds the answer alone.</summary>
internal sealed class PlainConsole : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        var urgency = logLevel >= LogLevel.Error ? "error: " : logLevel == LogLevel.Warning ? "warning: " : "";
        Console.Error.WriteLine($"{urgency}{formatter(state, exception)}{(logLevel >= LogLevel.Error && exception is not null ? $"\n{exception}" : "")}");
    }

    public void Dispose()
    {
        // Standard error is not ours to close.
    }
}
