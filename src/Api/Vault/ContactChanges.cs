using Buurthulp.Api.Tokens;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Npgsql;
using NpgsqlTypes;

namespace Buurthulp.Api.Vault;

/// <summary>Parts of somebody's contact data to correct. Null leaves a part as it is; an empty text, an empty list or the year 0 removes it.</summary>
public sealed record ContactCorrection(string? Name, string? Street, string? Email, string? Phone, int? BirthYear, IReadOnlyList<string>? Languages)
{
    /// <summary>The parts that it names.</summary>
    public IReadOnlyList<string> Parts { get; } =
        [.. new (string Name, object? Value)[] { ("name", Name), ("street", Street), ("email", Email), ("phone", Phone), ("birthYear", BirthYear), ("languages", Languages) }.Where(part => part.Value is not null).Select(part => part.Name)];

    /// <summary>Personal data does not end up in a log or message by accident.</summary>
    public override string ToString() => string.Join(", ", Parts);
}

/// <summary>Somebody's contact data was corrected.</summary>
/// <param name="Parts">Which parts; not what they say.</param>
/// <param name="ChangedBy">A number, or a role where no number stands behind it.</param>
/// <param name="Role">As whom.</param>
/// <param name="ChangedAt">When.</param>
public sealed record ContactChange(IReadOnlyList<string> Parts, string ChangedBy, string Role, DateTimeOffset ChangedAt);

/// <summary>Corrections of name and contact data, each once and each written down.</summary>
public sealed class ContactChanges(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>Why somebody else's correction stands among those who looked at the data.</summary>
    public static readonly ReasonCode Reason = new("contact-corrected");

    /// <summary>Corrects and writes it down. False when the same call came before with something else in it. Who was erased stays so.</summary>
    public async Task<bool> CorrectAsync(CommunityCode community, Guid call, AccountNumber account, ContactCorrection correction, string digest, Actor by, CancellationToken cancellationToken)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(Command("""
            WITH change AS (
                INSERT INTO vault.contact_changes (community, command, account, digest, parts, changed_by, role, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT (community, command) DO NOTHING RETURNING account),
            looked AS (
                INSERT INTO vault.reads (community, account, reader, role, reason, read_at) SELECT $1, account, $6, $7, $15, $8 FROM change WHERE account <> $6)
            INSERT INTO vault.persons AS p (community, account, name, street, email, phone, birth_year, languages, updated_at)
            SELECT $1, account, coalesce($9, ''), nullif($10, ''), nullif($11, ''), nullif($12, ''), nullif($13, 0), nullif($14, '{}'), $8 FROM change
            ON CONFLICT (community, account) DO UPDATE SET name = coalesce($9, p.name), street = nullif(coalesce($10, p.street), ''), email = nullif(coalesce($11, p.email), ''),
                phone = nullif(coalesce($12, p.phone), ''), birth_year = nullif(coalesce($13, p.birth_year), 0), languages = nullif(coalesce($14, p.languages), '{}'), updated_at = $8
            WHERE p.erased_at IS NULL
            """, Text(community.Value), new() { Value = call }, Text(account.Value), Text(digest), new() { Value = correction.Parts.ToArray() }, Text(by.Name), Text(BearerToken.RoleName(by.Role)), new() { Value = time.GetUtcNow() },
            Text(correction.Name), Text(correction.Street), Text(correction.Email), Text(correction.Phone), new() { Value = (object?)correction.BirthYear ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
            new() { Value = (object?)correction.Languages?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }, Text(Reason.Value)));
        batch.BatchCommands.Add(Command("SELECT digest FROM vault.contact_changes WHERE community = $1 AND command = $2", Text(community.Value), new() { Value = call }));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && reader.GetString(0) == digest;
    }

    /// <summary>Of one account, the latest first.</summary>
    public async Task<IReadOnlyList<ContactChange>> OfAsync(CommunityCode community, AccountNumber account, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT parts, changed_by, role, changed_at FROM vault.contact_changes WHERE community = $1 AND account = $2 ORDER BY changed_at DESC, command");
        command.Parameters.AddRange(new[] { Text(community.Value), Text(account.Value) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<ContactChange> changes = [];
        while (await reader.ReadAsync(cancellationToken)) changes.Add(new ContactChange(reader.GetFieldValue<string[]>(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3)));
        return changes;
    }

    private static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
