namespace Buurthulp.Api.Hosting;

/// <summary>Something that is looked at every minute.</summary>
/// <param name="What">What the log calls it.</param>
/// <param name="LookAsync">Looks once and does what is due.</param>
internal sealed record MinuteWork(string What, Func<CancellationToken, Task> LookAsync);

/// <summary>Does its work every minute, one piece after the other, for as long as the server runs. Whatever goes wrong is logged and tried again; it never takes the server down.</summary>
/// <param name="works">What is looked at.</param>
/// <param name="atStart">Whether the first look is at once, or a minute later so that starting up goes first.</param>
/// <param name="time">Counts the minutes.</param>
/// <param name="logger">Is told what went wrong.</param>
internal sealed class EveryMinute(IReadOnlyList<MinuteWork> works, bool atStart, TimeProvider time, ILogger<EveryMinute> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            if (atStart) await LookAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken)) await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        foreach (var work in works)
        {
            try
            {
                await work.LookAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                throw;
            }
#pragma warning disable CA1031 // The host's loop: whatever happens, it looks again in a minute.
            catch (Exception e)
#pragma warning restore CA1031
            {
                logger.LogWarning(e, "{What}: {Reason}; looked at again in {Seconds} s", work.What, e.Message, LookEvery.TotalSeconds);
            }
        }
    }
}

/// <summary>Work of every minute in the host.</summary>
internal static class EveryMinuteHosting
{
    public static void AddEveryMinute(this IServiceCollection services, bool atStart, Func<IServiceProvider, IReadOnlyList<MinuteWork>> works) =>
        services.AddSingleton<IHostedService>(provider =>
            new EveryMinute(works(provider), atStart, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<EveryMinute>>()));
}
