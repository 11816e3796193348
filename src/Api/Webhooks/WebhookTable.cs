using System.Data.Common;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Buurthulp.Api.Webhooks;

/// <summary>The table of webhooks.</summary>
public sealed class WebhookTable(NpgsqlDataSource source)
{
    public static readonly SchemaScripts Schema = new("webhooks", typeof(WebhookTable).Assembly, "Webhooks.Schema");

    private const string Columns = "community, webhook, url, account, started_after, position, failures, last_status, last_problem, last_attempt_at, next_attempt_at, disabled_at, secret";

    /// <summary>Adds a webhook. False when the community has one with its id already.</summary>
    public async Task<bool> AddAsync(Webhook webhook, string protectedSecret, string madeBy, Instant now, CancellationToken cancellationToken)
    {
        await using var command = With(source.CreateCommand("""
            INSERT INTO webhooks.webhooks (community, webhook, url, account, secret, made_by, made_at, started_after, position, next_attempt_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $7) ON CONFLICT DO NOTHING
            """),
            Text(webhook.Community.Value), new() { Value = webhook.Id }, Text(webhook.Url.AbsoluteUri), Text(webhook.Account?.Value), Text(protectedSecret), Text(madeBy), Moment(now), new() { Value = webhook.StartedAfter });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>Webhooks of a community in order of their making; of one account or of all.</summary>
    public async Task<IReadOnlyList<Webhook>> ListAsync(CommunityCode community, AccountNumber? account, CancellationToken cancellationToken)
    {
        await using var command = With(source.CreateCommand($"SELECT {Columns} FROM webhooks.webhooks WHERE community = $1 AND ($2::text IS NULL OR account = $2) ORDER BY made_at, webhook"),
            Text(community.Value), Text(account?.Value));
        return [.. (await ReadAsync(command, cancellationToken)).Select(found => found.Webhook)];
    }

    /// <summary>Null for one that is not there.</summary>
    public async Task<(Webhook Webhook, string ProtectedSecret)?> FindAsync(CommunityCode community, Guid id, CancellationToken cancellationToken)
    {
        await using var command = With(source.CreateCommand($"SELECT {Columns} FROM webhooks.webhooks WHERE community = $1 AND webhook = $2"),
            Text(community.Value), new() { Value = id });
        return await ReadAsync(command, cancellationToken) is [var found] ? found : null;
    }

    /// <summary>False when it was not there.</summary>
    public async Task<bool> RemoveAsync(CommunityCode community, Guid id, CancellationToken cancellationToken)
    {
        await using var command = With(source.CreateCommand("DELETE FROM webhooks.webhooks WHERE community = $1 AND webhook = $2"),
            Text(community.Value), new() { Value = id });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>Whether any may be tried now, whether or not there is something to tell it.</summary>
    public async Task<bool> IsAnyDueAsync(Instant now, CancellationToken cancellationToken)
    {
        await using var command = With(source.CreateCommand("SELECT EXISTS (SELECT FROM webhooks.webhooks WHERE disabled_at IS NULL AND next_attempt_at <= $1)"), Moment(now));
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Those that may be tried now and have not come to the end of their journal, the longest waiting first.</summary>
    public async Task<IReadOnlyList<Webhook>> DueAsync(Instant now, IReadOnlyList<(CommunityCode Community, long Head)> heads, CancellationToken cancellationToken)
    {
        await using var command = With(source.CreateCommand($"""
            SELECT {Columns} FROM webhooks.webhooks JOIN unnest($2, $3) AS journal (community, head) USING (community)
            WHERE disabled_at IS NULL AND next_attempt_at <= $1 AND position < head ORDER BY next_attempt_at, community, webhook
            """),
            Moment(now), new() { Value = heads.Select(found => found.Community.Value).ToArray() }, new() { Value = heads.Select(found => found.Head).ToArray() });
        return [.. (await ReadAsync(command, cancellationToken)).Select(found => found.Webhook)];
    }

    /// <summary>Takes one in hand until the transaction ends. Null when another process has it, when it is gone or when it is not due any more.</summary>
    internal static async Task<(Webhook Webhook, string ProtectedSecret)?> TakeAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Webhook webhook, Instant now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            SELECT {Columns} FROM webhooks.webhooks WHERE community = $1 AND webhook = $2 AND disabled_at IS NULL AND next_attempt_at <= $3 FOR UPDATE SKIP LOCKED
            """, connection, transaction)
        { Parameters = { Text(webhook.Community.Value), new() { Value = webhook.Id }, Moment(now) } };
        return await ReadAsync(command, cancellationToken) is [var found] ? found : null;
    }

    /// <summary>Writes down how far a webhook is, in the transaction that has it in hand.</summary>
    internal static async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Webhook webhook, CancellationToken cancellationToken)
    {
        var state = webhook.State;
        await using var command = With(new NpgsqlCommand("""
            UPDATE webhooks.webhooks SET position = $3, failures = $4, last_status = $5, last_problem = $6, last_attempt_at = $7, next_attempt_at = $8, disabled_at = $9
            WHERE community = $1 AND webhook = $2
            """, connection, transaction),
            Text(webhook.Community.Value), new() { Value = webhook.Id }, new() { Value = state.Position }, new() { Value = state.Failures }, new NpgsqlParameter<int?> { TypedValue = state.LastStatus },
            Text(state.LastProblem), Moment(state.LastAttemptAt), Moment(state.NextAttemptAt), Moment(state.DisabledAt));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Lets one be tried again that its receiver had ended. False when it is not there.</summary>
    public async Task<bool> ResumeAsync(CommunityCode community, Guid id, Instant now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"SELECT {Columns} FROM webhooks.webhooks WHERE community = $1 AND webhook = $2 FOR UPDATE", connection, transaction) { Parameters = { Text(community.Value), new() { Value = id } } };
        if (await ReadAsync(command, cancellationToken) is not [var (webhook, _)]) return false;
        await SaveAsync(connection, transaction, webhook with { State = webhook.State.Resumed(now) }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task<List<(Webhook Webhook, string ProtectedSecret)>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<(Webhook, string)> found = [];
        while (await reader.ReadAsync(cancellationToken)) found.Add((Read(reader), reader.GetString(12)));
        return found;
    }

    private static Webhook Read(DbDataReader reader) => new(new CommunityCode(reader.GetString(0)), reader.GetGuid(1), new Uri(reader.GetString(2)), reader.IsDBNull(3) ? null : new AccountNumber(reader.GetString(3)), reader.GetInt64(4),
        new WebhookState(reader.GetInt64(5), reader.GetInt32(6), reader.IsDBNull(7) ? null : reader.GetInt32(7), reader.IsDBNull(8) ? null : reader.GetString(8), MomentOf(reader, 9), MomentOf(reader, 10)!.Value, MomentOf(reader, 11)));

    private static Instant? MomentOf(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : Instant.FromDateTimeUtc(reader.GetDateTime(column));

    private static NpgsqlCommand With(NpgsqlCommand command, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    private static NpgsqlParameter Text(string? text) => new NpgsqlParameter<string?> { TypedValue = text };

    private static NpgsqlParameter Moment(Instant? moment) => new NpgsqlParameter<DateTime?> { TypedValue = moment?.ToDateTimeUtc(), NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
