using Buurthulp.Api.Feeds;
using Buurthulp.Ledger.Journal;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Webhooks;

/// <summary>
/// Sends entries to the webhooks that want them, each in the order of the journal. What was taken is a position in a table of ours and the rest stands in the journal, so nothing
/// can be lost. The row is locked while an entry is sent, so of several processes one sends it; only one that dies between the receiver's yes and the commit sends it again.
/// </summary>
public sealed class WebhookDeliveries(NpgsqlDataSource source, IJournal journal, WebhookTable table, WebhookSender sender, IClock clock)
{
    private const int EntriesPerPage = 100;

    private readonly JournalPages pages = new(journal);

    /// <summary>The webhooks for which there is something to do now, the longest waiting first.</summary>
    /// <exception cref="NpgsqlException">The database is away; look again later.</exception>
    /// <exception cref="JournalUnavailableException">The database is away; look again later.</exception>
    public async Task<IReadOnlyList<Webhook>> DueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        return await table.IsAnyDueAsync(now, cancellationToken) ? await table.DueAsync(now, await journal.CommunitiesAsync(cancellationToken), cancellationToken) : [];
    }

    /// <summary>Sends what there is for one webhook, until it has all, an attempt fails or another process has it in hand. How many entries were taken.</summary>
    public async Task<int> SendAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        var taken = 0;
        while (true)
        {
            var page = await pages.AfterAsync(webhook.Community, webhook.State.Position, EntriesPerPage, cancellationToken);
            if (page.Count == 0) return taken;
            foreach (var (seen, passed) in ForReader(page, new FeedReader(webhook.Account)))
            {
                if (await SendAsync(webhook, seen, passed, cancellationToken) is not { } moved) return taken;
                if (seen is not null) taken++;
                webhook = moved;
            }
        }
    }

    /// <summary>Looks once at all that are due and sends to each; for whoever has no host.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var taken = await Task.WhenAll((await DueAsync(cancellationToken)).Select(webhook => SendAsync(webhook, cancellationToken)));
        return taken.Sum();
    }

    /// <summary>What the receiver may see of a page, each with the position before it; at the end perhaps nothing but a position to go on after.</summary>
    private static IEnumerable<(SeenEntry? Entry, long Passed)> ForReader(IReadOnlyList<FeedEntry> page, FeedReader reader)
    {
        foreach (var entry in page)
        {
            if (entry.As(reader) is { } seen) yield return (seen, seen.Position - 1);
        }

        if (page[^1].As(reader) is null) yield return (null, page[^1].Entry.Position);
    }

    /// <summary>Sends one entry, or goes past entries that are not for the receiver. Null when the receiver did not take it, or somebody else sent it meanwhile.</summary>
    private async Task<Webhook?> SendAsync(Webhook webhook, SeenEntry? entry, long passed, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await WebhookTable.TakeAsync(connection, transaction, webhook, clock.GetCurrentInstant(), cancellationToken) is not { } held || held.Webhook.State.Position != webhook.State.Position) return null;

        var state = held.Webhook.State.Passed(passed);
        if (entry is not null) state = state.After(await sender.SendAsync(held.Webhook, held.ProtectedSecret, entry, cancellationToken), entry.Position, clock.GetCurrentInstant());
        var moved = held.Webhook with { State = state };
        // What was taken is written down even while the server stops.
        await WebhookTable.SaveAsync(connection, transaction, moved, CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return state.Failures == 0 ? moved : null;
    }
}
