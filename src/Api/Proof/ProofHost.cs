namespace Buurthulp.Api.Proof;

/// <summary>Looks at the journals and at the auditors' mail every minute for as long as the server runs. Whatever goes wrong is logged and tried again.</summary>
internal sealed class ProofHost(JournalWatch watch, AuditMailWork mail, TimeProvider time, ILogger<ProofHost> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            // Starting up goes first.
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryAsync("watch", async () => await watch.LookAsync(stoppingToken), stoppingToken);
                await TryAsync("auditors' mail", async () => await mail.RunOnceAsync(stoppingToken), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task TryAsync(string what, Func<Task> look, CancellationToken stoppingToken)
    {
        try
        {
            await look();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // The host's loop: whatever happens, it looks again in a minute.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.LogWarning(e, "Proof, {What}: {Reason}; looked at again in {Seconds} s", what, e.Message, LookEvery.TotalSeconds);
        }
    }
}
