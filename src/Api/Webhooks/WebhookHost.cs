using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Api.Webhooks;

/// <summary>Looks every second which webhooks have something to be told. A receiver that is slow keeps nobody waiting but itself, see <see cref="WebhookTurns"/>.</summary>
internal sealed class WebhookHost(WebhookDeliveries deliveries, TimeProvider time, ILogger<WebhookHost> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAfterProblem = TimeSpan.FromSeconds(10);

    private readonly Dictionary<(CommunityCode Community, Guid Webhook), (Webhook Webhook, Task Task)> sending = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = LookEvery;
            try
            {
                var due = await deliveries.DueAsync(stoppingToken);
                foreach (var (done, _) in sending.Where(pair => pair.Value.Task.IsCompleted).ToList()) sending.Remove(done);
                foreach (var webhook in WebhookTurns.Next(due, [.. sending.Values.Select(one => one.Webhook)]))
                {
                    sending.Add((webhook.Community, webhook.Id), (webhook, Task.Run(() => SendAsync(webhook, stoppingToken), CancellationToken.None)));
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The server stops.
            }
#pragma warning disable CA1031 // The host's loop: whatever happens, it looks again.
            catch (Exception e)
#pragma warning restore CA1031
            {
                pause = LookAfterProblem;
                logger.LogWarning(e, "Webhooks: {Reason}; looked at again in {Seconds} s", e.Message, pause.TotalSeconds);
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(sending.Values.Select(one => one.Task));
    }

    private async Task SendAsync(Webhook webhook, CancellationToken stoppingToken)
    {
        try
        {
            await deliveries.SendAsync(webhook, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; the entry under way is sent again.
        }
#pragma warning disable CA1031 // Part of the host's loop: one webhook that fails must not keep the others waiting.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.LogWarning(e, "Webhook {Webhook} of {Community}: {Reason}; tried again", webhook.Id, webhook.Community, e.Message);
        }
    }
}
