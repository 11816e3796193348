using System.Threading.Channels;
using Buurthulp.Api.Mail;
using Buurthulp.Api.Vault;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Identity.Links;

/// <summary>
/// People who ask for a link by their mail address. They get the same answer at once, whoever they are: looking the address up and writing the mail happen after the answer, so neither its
/// words nor the time it takes tell who is a member. What waits is kept in memory; who asked just before the server stopped asks again.
/// </summary>
public sealed class LinkRequests(NpgsqlDataSource source, SignInLinks links, Outbox outbox, Tries tries, IClock clock, ILogger<LinkRequests> logger) : BackgroundService
{
    private const int MostWaiting = 1_000;

    private readonly Channel<string> waiting = Channel.CreateBounded<string>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Takes the request. When a thousand wait already it is dropped, as if the mail got lost.</summary>
    /// <param name="email">As it was typed, trimmed.</param>
    public void Add(string email) => waiting.Writer.TryWrite(email);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var email in waiting.Reader.ReadAllAsync(stoppingToken)) await TryAnswerAsync(email, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task TryAnswerAsync(string email, CancellationToken cancellationToken)
    {
        try
        {
            await AnswerAsync(email, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A runner: one request that fails must not keep the others waiting.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.LogWarning(e, "A link to sign in could not be sent: {Reason}", e.Message);
        }
    }

    private async Task AnswerAsync(string email, CancellationToken cancellationToken)
    {
        if (!OutgoingMail.IsAddress(email) || await tries.CountAsync(TryLimit.LinkForAddress, email.ToLowerInvariant(), cancellationToken) is not null) return;
        foreach (var mailbox in (await EmailHolder.FindAsync(source, email, cancellationToken)).GroupBy(holder => holder.Email, StringComparer.Ordinal))
        {
            List<(EmailHolder, Uri)> made = [];
            foreach (var holder in mailbox) made.Add((holder, await links.MakeAsync(holder.Community, holder.Account, fromCommandLine: false, SignInLinks.InMail, cancellationToken)));
            await outbox.QueueAsync(LinkLetter.Write(made, clock.GetCurrentInstant()), cancellationToken);
        }
    }
}
