using Buurthulp.Api.Counter;
using Buurthulp.Api.Identity.Sessions;

namespace Buurthulp.Api.Identity;

/// <summary>Forgets ended sessions, used links, old tries and asks at counters, once an hour.</summary>
internal sealed class IdentityCleaning(SessionStore sessions, Tries tries, CounterAsks asks, TimeProvider time, ILogger<IdentityCleaning> logger) : BackgroundService
{
    private static readonly TimeSpan CleanEvery = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(CleanEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                if (stoppingToken.IsCancellationRequested) return;
                await sessions.ForgetOldAsync(stoppingToken);
                await tries.ForgetOldAsync(stoppingToken);
                await asks.ForgetOldAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The host's loop: whatever happens, it cleans again in an hour.
            catch (Exception e)
#pragma warning restore CA1031
            {
                logger.LogWarning(e, "Old sessions: {Reason}", e.Message);
            }
        }
    }
}
