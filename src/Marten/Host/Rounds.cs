using Buurthulp.Api.Mail;
using Buurthulp.Api.Scheduled;
using Buurthulp.Api.Webhooks;
using Marten;
using Wolverine;

namespace Buurthulp.Marten.Host;

/// <summary>Looks what is to be done, gives orders and schedules the next look.</summary>
/// <param name="Chain">Each start of a program begins a chain of looks; the last one begun goes on, the others end.</param>
/// <param name="Number">Of the look in its chain.</param>
public sealed record LookAround(Guid Chain, long Number);

/// <summary>Do what falls due by itself.</summary>
public sealed record DoWhatIsDue;

/// <summary>Send the letters that wait in the outbox.</summary>
public sealed record SendMail;

/// <summary>Tell one webhook what it has not been told.</summary>
public sealed record TellWebhook(Guid Webhook);

/// <summary>Which chain of looks goes on, for all nodes.</summary>
public sealed class Round
{
    /// <summary>There is only one.</summary>
    public const string Only = "work";

    public string Id { get; set; } = Only;

    public Guid Chain { get; set; }
}

/// <summary>One look every ten seconds, however many nodes there are.</summary>
public static class LookAroundHandler
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    public static async Task<OutgoingMessages> HandleAsync(LookAround message, IDocumentStore store, WebhookDeliveries webhooks, CancellationToken cancellationToken)
    {
        OutgoingMessages orders = [];
        // A session of its own: with one of Wolverine's the orders would wait for its commit.
        await using var session = store.QuerySession();
        if ((await session.LoadAsync<Round>(Round.Only, cancellationToken))?.Chain != message.Chain) return orders;
        orders.Add(new DoWhatIsDue());
        orders.Add(new SendMail());
        foreach (var webhook in await webhooks.DueAsync(cancellationToken)) orders.Add(new TellWebhook(webhook.Id));
        orders.Delay(message with { Number = message.Number + 1 }, LookEvery);
        return orders;
    }
}

/// <summary>What is done can be repeated, so an order that is carried out twice does no harm.</summary>
public static class DoWhatIsDueHandler
{
    public static Task HandleAsync(DoWhatIsDue _, ScheduledWork work, CancellationToken cancellationToken) => work.RunOnceAsync(cancellationToken);
}

/// <summary>The letters stay in the outbox until the mail server has them.</summary>
public static class SendMailHandler
{
    /// <exception cref="TryAgainException">The mail server does not take letters now.</exception>
    public static async Task HandleAsync(SendMail _, MailSender sender, CancellationToken cancellationToken)
    {
        if (!await sender.SendDueAsync(cancellationToken)) throw new TryAgainException("the mail server does not take letters now");
    }
}

/// <summary>How far a webhook was told stands in its own row, so nothing is told twice because an order came twice.</summary>
public static class TellWebhookHandler
{
    public static async Task HandleAsync(TellWebhook message, WebhookDeliveries webhooks, CancellationToken cancellationToken)
    {
        var due = await webhooks.DueAsync(cancellationToken);
        if (due.FirstOrDefault(webhook => webhook.Id == message.Webhook) is { } webhook) await webhooks.SendAsync(webhook, cancellationToken);
    }
}
