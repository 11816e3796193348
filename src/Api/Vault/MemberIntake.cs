using System.Security.Cryptography;
using System.Text.Json;
using Buurthulp.Api.Notices;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Shops;
using Npgsql;
using NpgsqlTypes;

namespace Buurthulp.Api.Vault;

/// <summary>
/// Brings the data of a new member, group or shop into the vault beside the entry that opens their account. The number is known only once the entry is recorded, so the data
/// waits under the command's id meanwhile: whatever stops in between, repeating the call or the clock finishes it, and nothing is there twice.
/// </summary>
public sealed class MemberIntake(NpgsqlDataSource source, TimeProvider time, JoiningMail mail)
{
    /// <summary>The account that an entry opened for somebody who has a name; null for any other entry.</summary>
    public static AccountNumber? AccountOf(LedgerEvent recorded) => recorded switch
    {
        MemberJoined e => e.Account,
        OrganisationJoined e => e.Account,
        ShopJoined e => e.Account,
        _ => null,
    };

    /// <summary>Keeps the data of an intake. False when the same command came before with other data.</summary>
    /// <param name="community">Where.</param>
    /// <param name="commandId">The command that opens the account.</param>
    /// <param name="content">All that the caller said, so that a repetition can be told from something else.</param>
    /// <param name="person">Who joins; the account is not known yet and is left out.</param>
    /// <param name="cancellationToken">The caller went away.</param>
    public async Task<bool> StartAsync(CommunityCode community, Guid commandId, ReadOnlyMemory<byte> content, Person person, CancellationToken cancellationToken)
    {
        var digest = DigestOf(content.Span);
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(Command("INSERT INTO vault.intakes (community, command, digest, person, started_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (community, command) DO NOTHING",
            Text(community.Value), Id(commandId), Text(digest), new() { Value = TextOf(person), NpgsqlDbType = NpgsqlDbType.Jsonb }, new() { Value = time.GetUtcNow() }));
        batch.BatchCommands.Add(Command("SELECT digest FROM vault.intakes WHERE community = $1 AND command = $2", Text(community.Value), Id(commandId)));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && reader.GetString(0) == digest;
    }

    /// <summary>
    /// Moves the data to the account that the entry opened, with the word of who looked at it while it waited; an invitation is used. Who waited for an answer gets it by mail. Done before, it does
    /// nothing; who was erased meanwhile stays so.
    /// </summary>
    public async Task FinishAsync(CommunityCode community, Guid commandId, AccountNumber account, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("""
            WITH waiting AS (SELECT person, needs_intake FROM vault.intakes WHERE community = $1 AND command = $2 AND account IS NULL FOR UPDATE),
            moved AS (UPDATE vault.intakes SET person = NULL, account = $3, waits = FALSE WHERE community = $1 AND command = $2 AND account IS NULL),
            used AS (UPDATE vault.invitations SET used_at = $4, account = $3 WHERE community = $1 AND joining = $2 AND used_at IS NULL),
            looked AS (UPDATE vault.reads SET account = $3 WHERE community = $1 AND account = $2::text),
            added AS (
            INSERT INTO vault.persons (community, account, name, street, email, phone, birth_year, languages, updated_at)
            SELECT $1, $3, person->>'Name', person->>'Street', person->>'Email', person->>'Phone', (person->>'BirthYear')::integer,
                CASE jsonb_typeof(person->'Languages') WHEN 'array' THEN ARRAY(SELECT jsonb_array_elements_text(person->'Languages')) END, $4
            FROM waiting
            ON CONFLICT (community, account) DO NOTHING RETURNING email, languages)
            SELECT added.email, coalesce(added.languages, ARRAY[]::text[]) FROM added, waiting WHERE waiting.needs_intake
            """, connection);
        command.Parameters.AddRange(new[] { Text(community.Value), Id(commandId), Text(account.Value), new NpgsqlParameter { Value = time.GetUtcNow() } });
        var answered = await AnsweredAsync(command, community, commandId, cancellationToken);
        if (answered is not null) await mail.AdmittedAsync(connection, answered, account, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>For an intake that opened no account: the data is forgotten and its invitation is open again; who waits for a coordinator waits again.</summary>
    public async Task DropAsync(CommunityCode community, Guid commandId, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            WITH again AS (UPDATE vault.intakes SET waits = TRUE, decided_by = NULL WHERE community = $1 AND command = $2 AND account IS NULL AND needs_intake),
            gone AS (DELETE FROM vault.intakes WHERE community = $1 AND command = $2 AND account IS NULL AND NOT needs_intake RETURNING command)
            UPDATE vault.invitations SET taken_at = NULL WHERE community = $1 AND joining IN (SELECT command FROM gone)
            """);
        command.Parameters.AddRange(new[] { Text(community.Value), Id(commandId) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Reads the mail address and languages of who waited and is answered now; null when there is nobody.</summary>
    internal static async Task<AnsweredJoining?> AnsweredAsync(NpgsqlCommand command, CommunityCode community, Guid joining, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new AnsweredJoining(community, joining, reader.IsDBNull(0) ? null : reader.GetString(0), reader.GetFieldValue<string[]>(1)) : null;
    }

    internal static string TextOf(Person person) => JsonSerializer.Serialize(person);

    internal static string DigestOf(ReadOnlySpan<byte> content) => Convert.ToBase64String(SHA256.HashData(content));

    private static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static NpgsqlParameter Text(string value) => new() { Value = value };

    private static NpgsqlParameter Id(Guid value) => new() { Value = value };
}
