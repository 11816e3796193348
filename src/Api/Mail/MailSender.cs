namespace Buurthulp.Api.Mail;

/// <summary>Sends what waits in the outbox, for as long as the server runs. Any number of processes may do so at once.</summary>
public sealed class MailSender(Outbox outbox, MailDelivery delivery, TimeProvider time, ILogger<MailSender> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookAfterProblem = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? forgot = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = LookEvery;
            try
            {
                if (!await SendDueAsync(stoppingToken)) pause = LookAfterProblem;
                if (forgot is not { } before || time.GetElapsedTime(before) > ForgetEvery)
                {
                    await outbox.ForgetOldAsync(stoppingToken);
                    forgot = time.GetTimestamp();
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The host's loop: whatever happens, it looks again.
            catch (Exception e)
#pragma warning restore CA1031
            {
                pause = LookAfterProblem;
                logger.LogWarning(e, "Mail: {Reason}; looked at again in {Seconds} s", e.Message, pause.TotalSeconds);
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends all that is due. False when the server or the folder failed: then the others wait too.</summary>
    public async Task<bool> SendDueAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await outbox.SendNextAsync(delivery, cancellationToken) is { } made)
            {
                if (made.Problem is null) continue;
                logger.LogWarning("Mail {Key} was not sent: {Problem}; {End}", made.Mail.Key, made.Problem.Code, made.End == MailEnd.Later ? "tried again later" : "given up");
                if (made.Problem.IsGeneral) return false;
            }

            return true;
        }
        finally
        {
            delivery.HangUp();
        }
    }
}
