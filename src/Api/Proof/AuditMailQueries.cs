using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Proof;

/// <summary>What the auditors got last.</summary>
internal sealed record AuditMailed(LocalDate Day, long Size, string Root);

/// <summary>A community whose auditors may be due a mail; <paramref name="Last"/> is null when there was none yet.</summary>
internal sealed record AuditMailDue(CommunityCode Community, string TimeZone, AuditMailed? Last);

/// <summary>An auditor with a mail address.</summary>
internal sealed record AuditReader(AccountNumber Account, string Email, IReadOnlyList<string> Languages);

/// <summary>Who is written to, and when they were last.</summary>
internal static class AuditMailQueries
{
    public static async Task<IReadOnlyList<AuditMailDue>> CommunitiesAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT s.community, s.time_zone, m.day, m.size, m.root FROM views.scheduled_communities s LEFT JOIN proof.mailed m ON m.community = s.community ORDER BY s.community");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<AuditMailDue> due = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            due.Add(new AuditMailDue(new CommunityCode(reader.GetString(0)), reader.GetString(1),
                reader.IsDBNull(2) ? null : new AuditMailed(LocalDate.FromDateOnly(reader.GetFieldValue<DateOnly>(2)), reader.GetInt64(3), reader.GetString(4))));
        }

        return due;
    }

    /// <summary>True for the one process that takes this day; the others wait for its transaction and then find it taken.</summary>
    public static async Task<bool> TakeAsync(NpgsqlConnection connection, CommunityCode community, LocalDate day, Checkpoint sent, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            INSERT INTO proof.mailed AS m (community, day, size, root) VALUES ($1, $2, $3, $4)
            ON CONFLICT (community) DO UPDATE SET day = excluded.day, size = excluded.size, root = excluded.root WHERE m.day < excluded.day
            """, connection);
        foreach (var value in new object[] { community.Value, day.ToDateOnly(), sent.Size, sent.Root.ToBase64() }) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public static async Task<IReadOnlyList<AuditReader>> AuditorsAsync(NpgsqlConnection connection, CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT r.account, p.email, coalesce(p.languages, (SELECT c.languages FROM vault.communities c WHERE c.community = p.community), ARRAY[]::text[]) FROM views.member_roles r JOIN vault.persons p ON p.community = r.community AND p.account = r.account
            WHERE r.community = $1 AND r.role = 'auditor' AND p.email IS NOT NULL AND p.erased_at IS NULL ORDER BY r.account
            """, connection);
        command.Parameters.Add(new() { Value = community.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<AuditReader> readers = [];
        while (await reader.ReadAsync(cancellationToken)) readers.Add(new AuditReader(new AccountNumber(reader.GetString(0)), reader.GetString(1), reader.GetFieldValue<string[]>(2)));
        return readers;
    }
}
