using Buurthulp.Api.Http.Journal;
using Buurthulp.Api.Mail;
using Buurthulp.Api.Notices;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Proof;

/// <summary>
/// Writes to the auditors every morning on which there is something new or something wrong: the journal is read from beginning to end, and they get the checkpoint to keep. Safe with several
/// processes and across crashes: the mails of a community and the mark that they were queued are one transaction.
/// </summary>
public sealed class AuditMailWork(NpgsqlDataSource source, Outbox outbox, AuditLetters letters, JournalWatch watch, CommunityWriters writers, JournalTrees trees, CommunityCards cards, IClock clock)
{
    /// <summary>Looks once at all communities and queues what is due; how many mails.</summary>
    /// <exception cref="NpgsqlException">The database is away; nothing is lost, look again later.</exception>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var (queued, now) = (0, clock.GetCurrentInstant());
        foreach (var due in await AuditMailQueries.CommunitiesAsync(source, cancellationToken))
        {
            var day = DigestPeriod.At(DigestFrequency.Daily, now, DateTimeZoneProviders.Tzdb[due.TimeZone]).Begins;
            if (due.Last is null || due.Last.Day < day) queued += await WriteAsync(due, day, cancellationToken);
        }

        return queued;
    }

    private async Task<int> WriteAsync(AuditMailDue due, LocalDate day, CancellationToken cancellationToken)
    {
        var changed = await watch.CheckAsync(due.Community, cancellationToken);
        var now = await writers.LookAsync(due.Community, (state, tree) => Checkpoint.Of(state.Code.Value, tree), cancellationToken);
        var growth = due.Last is { Size: > 0 } last ? await GrewAsync(due.Community, last, now, cancellationToken) : (bool?)null;

        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await AuditMailQueries.TakeAsync(connection, due.Community, day, now, cancellationToken)) return 0;
        var queued = 0;
        if (due.Last?.Size != now.Size || changed.Count > 0 || growth == false)
        {
            var name = (await cards.FindAsync(due.Community, cancellationToken)).Name;
            foreach (var reader in await AuditMailQueries.AuditorsAsync(connection, due.Community, cancellationToken))
            {
                if (OutgoingMail.IsAddress(reader.Email) && await outbox.QueueAsync(connection, letters.Of(reader, due, name, new AuditNews(day, now, changed, growth)), cancellationToken)) queued++;
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return queued;
    }

    private async Task<bool> GrewAsync(CommunityCode community, AuditMailed last, Checkpoint now, CancellationToken cancellationToken)
    {
        if (last.Size > now.Size) return false;
        var older = Checkpoint.Parse($"{now.Origin}\n{last.Size}\n{last.Root}\n");
        return (await trees.Of(community).GrowthAsync(last.Size, now.Size, cancellationToken)).Verify(older, now);
    }
}
