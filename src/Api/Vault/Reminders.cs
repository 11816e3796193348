using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections;
using Buurthulp.Projections.Scheduled;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Buurthulp.Api.Vault;

/// <summary>Somebody is to be reminded of something.</summary>
/// <param name="Community">Where.</param>
/// <param name="Account">Whom.</param>
/// <param name="Kind">Of what.</param>
/// <param name="Subject">The id of what it is about; see <see cref="ReminderKind"/>.</param>
/// <param name="DueOn">The first day.</param>
public sealed record Reminder(CommunityCode Community, AccountNumber Account, ReminderKind Kind, string Subject, LocalDate DueOn);

/// <summary>Reminders that were made. Screens show them and mails are sent from them; nothing is sent here.</summary>
public sealed class Reminders(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>Makes those that are not there yet, all at once; how many that were. From several processes at the same moment each is made once.</summary>
    public async Task<int> MakeAsync(IReadOnlyCollection<Reminder> reminders, CancellationToken cancellationToken)
    {
        if (reminders.Count == 0) return 0;
        await using var command = source.CreateCommand("""
            INSERT INTO vault.reminders (community, account, kind, subject, due_on, made_at)
            SELECT community, account, kind, subject, due_on, $6 FROM unnest($1, $2, $3, $4, $5) AS r (community, account, kind, subject, due_on)
            ORDER BY community, account, kind, subject, due_on
            ON CONFLICT DO NOTHING
            """);
        Column(reminders.Select(reminder => reminder.Community.Value).ToArray(), NpgsqlDbType.Text);
        Column(reminders.Select(reminder => reminder.Account.Value).ToArray(), NpgsqlDbType.Text);
        Column(reminders.Select(reminder => EnumText.Of(reminder.Kind)).ToArray(), NpgsqlDbType.Text);
        Column(reminders.Select(reminder => reminder.Subject).ToArray(), NpgsqlDbType.Text);
        Column(reminders.Select(reminder => reminder.DueOn.ToDateOnly()).ToArray(), NpgsqlDbType.Date);
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        return await command.ExecuteNonQueryAsync(cancellationToken);

        void Column(Array values, NpgsqlDbType type) => command.Parameters.Add(new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });
    }

    /// <summary>Those of one member that were made and not answered since, the longest due first. <paramref name="today"/> is the community's day.</summary>
    public Task<IReadOnlyList<Reminder>> OpenAsync(CommunityCode community, AccountNumber account, LocalDate today, CancellationToken cancellationToken) =>
        ListAsync($"""
            SELECT r.account, r.kind, r.subject, r.due_on FROM vault.reminders r
            JOIN ({DueReminders.Sql}) d ON d.community = r.community AND d.account = r.account AND d.kind = r.kind AND d.subject = r.subject AND d.due_on = r.due_on
            WHERE r.community = $2 AND r.account = $3 ORDER BY r.due_on, r.kind, r.subject
            """, community, [today.ToDateOnly(), community.Value, account.Value], cancellationToken);

    /// <summary>All that were ever made for one member, open or not.</summary>
    public Task<IReadOnlyList<Reminder>> MadeAsync(CommunityCode community, AccountNumber account, CancellationToken cancellationToken) =>
        ListAsync("SELECT account, kind, subject, due_on FROM vault.reminders WHERE community = $1 AND account = $2 ORDER BY due_on, kind, subject", community, [community.Value, account.Value], cancellationToken);

    private async Task<IReadOnlyList<Reminder>> ListAsync(string sql, CommunityCode community, object[] values, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<Reminder> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new Reminder(community, new AccountNumber(reader.GetString(0)), EnumText.Parse<ReminderKind>(reader.GetString(1)), reader.GetString(2), LocalDate.FromDateOnly(reader.GetFieldValue<DateOnly>(3))));
        }

        return rows;
    }
}
