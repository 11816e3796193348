using Buurthulp.Api.Mail;
using Buurthulp.Api.Vault;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Notices;

/// <summary>
/// Queues the mails that tell members what waits and what is new. Safe with several processes and across crashes: the digests of a community and the mark that they were queued are one
/// transaction, and every mail has a key of its own in the outbox.
/// </summary>
public sealed class NoticeWork(NpgsqlDataSource source, Outbox outbox, NoticeLetters letters, CommunityCards cards, IClock clock, ILogger<NoticeWork> logger)
{
    private const int MostAtOnce = 200;

    /// <summary>Looks once and queues what is due; how many mails.</summary>
    /// <exception cref="NpgsqlException">The database is away; nothing is lost, look again later.</exception>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var queued = await TellAsync(cancellationToken);
        var now = clock.GetCurrentInstant();
        foreach (var community in await NoticeQueries.ClocksAsync(source, cancellationToken))
        {
            var zone = DateTimeZoneProviders.Tzdb[community.TimeZone];
            foreach (var (period, last) in new[] { (DigestPeriod.At(DigestFrequency.Daily, now, zone), community.Daily), (DigestPeriod.At(DigestFrequency.Weekly, now, zone), community.Weekly) })
            {
                if (last is null || last < period.Begins) queued += await DigestAsync(community, period, isFirst: last is null, cancellationToken);
            }
        }

        if (queued > 0) logger.LogInformation("Notices: {Count} mails queued", queued);
        return queued;
    }

    private async Task<int> TellAsync(CancellationToken cancellationToken)
    {
        var queued = 0;
        foreach (var notice in await NoticeQueries.UntoldAsync(source, MostAtOnce, cancellationToken))
        {
            if (!OutgoingMail.IsAddress(notice.Email)) continue;
            if (await outbox.QueueAsync(letters.Waiting(notice), cancellationToken)) queued++;
        }

        return queued;
    }

    /// <summary>The period in which a community is seen first is only counted: nobody gets a week's mail on the day of an import.</summary>
    private async Task<int> DigestAsync(DigestClock community, DigestPeriod period, bool isFirst, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await NoticeQueries.TakeAsync(connection, community.Community, period, cancellationToken)) return 0;
        var queued = 0;
        if (!isFirst)
        {
            var name = (await cards.FindAsync(community.Community, cancellationToken)).Name;
            foreach (var reader in await NoticeQueries.ReadersAsync(connection, community.Community, period, cancellationToken))
            {
                if (OutgoingMail.IsAddress(reader.Email) && await outbox.QueueAsync(connection, letters.Digest(community.Community, name, period, reader), cancellationToken)) queued++;
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return queued;
    }
}
