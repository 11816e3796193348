namespace Buurthulp.Api.Notices;

/// <summary>Looks every minute for as long as the server runs. Whatever goes wrong is logged and tried again.</summary>
internal sealed class NoticeHost(NoticeWork work, TimeProvider time, ILogger<NoticeHost> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            await work.RunOnceAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // The host's loop: whatever happens, it looks again in a minute.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.LogWarning(e, "Notices: {Reason}; looked at again in {Seconds} s", e.Message, LookEvery.TotalSeconds);
        }
    }
}
