using System.Data.Common;
using Buurthulp.Ledger.Journal;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Buurthulp.Api.Mail;

/// <summary>Mail that waits to be sent, in schema <c>mail</c>. What is queued is sent by <see cref="MailSender"/>, also by another process and after a restart.</summary>
public sealed class Outbox(NpgsqlDataSource source, IClock clock)
{
    public static readonly SchemaScripts Schema = new("mail", typeof(Outbox).Assembly, "Mail.Schema");

    /// <summary>How long a mail without a moment of its own is tried.</summary>
    public static readonly Duration TriedFor = Duration.FromDays(3);

    /// <summary>How long the key of a mail that was sent is remembered.</summary>
    public static readonly Duration RememberedFor = Duration.FromDays(400);

    private static readonly Duration FirstPause = Duration.FromMinutes(1);
    private static readonly Duration LongestPause = Duration.FromHours(6);

    private const string Insert = """
        INSERT INTO mail.outbox (key, kind, community, account, recipient, language, subject, text_body, html_body, unsubscribe, queued_at, expires_at, next_try_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $11) ON CONFLICT (key) DO NOTHING
        """;

    private const string Take = """
        SELECT key, kind, recipient, language, subject, text_body, html_body, unsubscribe, queued_at, expires_at, attempts FROM mail.outbox
        WHERE next_try_at <= $1 ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED
        """;

    private const string Finish = """
        UPDATE mail.outbox SET attempts = attempts + 1, sent_at = $2, given_up_at = $3, last_problem = $4,
            next_try_at = NULL, recipient = NULL, subject = NULL, text_body = NULL, html_body = NULL, unsubscribe = NULL
        WHERE key = $1
        """;

    /// <summary>Queues a mail. False when one of the same key was queued before, whether or not it has been sent.</summary>
    /// <exception cref="ArgumentException">It can't be sent: <see cref="OutgoingMail.Problem"/>.</exception>
    public async Task<bool> QueueAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await QueueAsync(connection, mail, cancellationToken);
    }

    /// <summary>Queues a mail inside the transaction that the connection is in: it is sent if that commits, and only then.</summary>
    /// <exception cref="ArgumentException">It can't be sent: <see cref="OutgoingMail.Problem"/>.</exception>
    public async Task<bool> QueueAsync(NpgsqlConnection connection, OutgoingMail mail, CancellationToken cancellationToken)
    {
        if (mail.Problem is { } problem) throw new ArgumentException($"mail {mail.Kind}: {problem}", nameof(mail));
        await using var command = new NpgsqlCommand(Insert, connection);
        foreach (var text in new[] { mail.Key, mail.Kind, mail.About?.Community.Value, mail.About?.Account.Value, mail.Recipient, mail.Letter.Language, mail.Letter.Subject, mail.Letter.Text, mail.Letter.Html, mail.Unsubscribe?.AbsoluteUri })
        {
            command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = text });
        }

        command.Parameters.Add(Moment(clock.GetCurrentInstant()));
        command.Parameters.Add(Moment(mail.ExpiresAt));
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>
    /// Takes one mail that is due, sends it and writes down what came of it; null when none is due. Its row is locked meanwhile, so of several processes one sends it; when this one
    /// dies the lock goes with it and another sends it at once. Only a process that dies between the server's yes and the commit makes a second copy, with the same Message-ID.
    /// </summary>
    internal async Task<MailTry?> SendNextAsync(MailDelivery delivery, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var now = clock.GetCurrentInstant();
        if (await TakeAsync(connection, now, cancellationToken) is not { } mail) return null;

        var made = mail.ExpiresAt <= now ? new MailTry(mail, MailEnd.GivenUp, MailProblem.Expired) : await TryAsync(delivery, mail, now, cancellationToken);
        await using var update = made.End == MailEnd.Later
            ? Command(connection, "UPDATE mail.outbox SET attempts = attempts + 1, next_try_at = $2, last_problem = $3 WHERE key = $1", Text(mail.Key), Moment(now + Pause(mail.Attempts)), Text(made.Problem?.Code))
            : Command(connection, Finish, Text(mail.Key), Moment(made.End == MailEnd.Sent ? now : null), Moment(made.End == MailEnd.GivenUp ? now : null), Text(made.Problem?.Code));
        // What was sent is written down even while the server stops.
        await update.ExecuteNonQueryAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return made;
    }

    /// <summary>Forgets the keys of mails that were done with long ago.</summary>
    internal async Task ForgetOldAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("DELETE FROM mail.outbox WHERE next_try_at IS NULL AND queued_at < $1");
        command.Parameters.Add(Moment(clock.GetCurrentInstant() - RememberedFor));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<MailTry> TryAsync(MailDelivery delivery, WaitingMail mail, Instant now, CancellationToken cancellationToken)
    {
        try
        {
            await delivery.SendAsync(mail, cancellationToken);
            return new MailTry(mail, MailEnd.Sent, null);
        }
#pragma warning disable CA1031 // The runner: whatever keeps this mail from going, the next one is sent.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            var problem = MailProblem.Of(e);
            var triedLongEnough = now + Pause(mail.Attempts) >= (mail.ExpiresAt ?? mail.QueuedAt + TriedFor);
            return new MailTry(mail, problem.IsFinal || triedLongEnough ? MailEnd.GivenUp : MailEnd.Later, problem);
        }
    }

    private static async Task<WaitingMail?> TakeAsync(NpgsqlConnection connection, Instant now, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, Take, Moment(now));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        return new WaitingMail(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetString(6),
            reader.IsDBNull(7) ? null : reader.GetString(7), InstantAt(reader, 8)!.Value, InstantAt(reader, 9), reader.GetInt32(10));
    }

    /// <summary>One minute, two, four … six hours.</summary>
    private static Duration Pause(int attempts) => Duration.Min(FirstPause * (1L << Math.Min(attempts, 10)), LongestPause);

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static NpgsqlParameter Text(string? text) => new NpgsqlParameter<string?> { TypedValue = text };

    private static NpgsqlParameter Moment(Instant? moment) => new() { Value = (object?)moment?.ToDateTimeUtc() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private static Instant? InstantAt(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : Instant.FromDateTimeUtc(reader.GetDateTime(column));
}

/// <summary>What came of an attempt.</summary>
internal enum MailEnd
{
    Sent,

    /// <summary>It is tried again.</summary>
    Later,

    /// <summary>It is not tried again.</summary>
    GivenUp,
}

/// <summary>One attempt. <paramref name="Problem"/> is null when all went well.</summary>
internal sealed record MailTry(WaitingMail Mail, MailEnd End, MailProblem? Problem);
