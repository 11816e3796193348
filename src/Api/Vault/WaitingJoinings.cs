using Buurthulp.Api.Notices;
using Buurthulp.Api.Tokens;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Vault;

/// <summary>Somebody who was invited and with whom a coordinator is to speak.</summary>
/// <param name="Joining">The command that will open their account.</param>
/// <param name="AskedAt">When they asked.</param>
/// <param name="Neighbourhood">Where they live, when the inviter knew.</param>
/// <param name="Sponsor">The member who brings them along.</param>
/// <param name="Person">Name and contact data.</param>
public sealed record WaitingJoining(Guid Joining, Instant AskedAt, NeighbourhoodCode? Neighbourhood, AccountNumber? Sponsor, Person Person);

/// <summary>People who were invited and wait for a coordinator.</summary>
public sealed class WaitingJoinings(NpgsqlDataSource source, TimeProvider time, JoiningMail mail)
{
    private const int MostShown = 200;

    /// <summary>The longest waiting first, at most 200. That somebody looked is on disk before it is shown, under the joining's id; it moves to the account with the rest.</summary>
    public Task<IReadOnlyList<WaitingJoining>> ListAsync(CommunityCode community, Actor reader, ReasonCode reason, CancellationToken cancellationToken) =>
        ReadAsync(community, joining: null, reader, reason, cancellationToken);

    /// <summary>One of them; null when nobody waits under this id. That somebody looked is written down likewise.</summary>
    public async Task<WaitingJoining?> FindAsync(CommunityCode community, Guid joining, Actor reader, ReasonCode reason, CancellationToken cancellationToken) =>
        await ReadAsync(community, joining, reader, reason, cancellationToken) is [var found] ? found : null;

    private async Task<IReadOnlyList<WaitingJoining>> ReadAsync(CommunityCode community, Guid? joining, Actor reader, ReasonCode reason, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand($"""
            WITH shown AS (
                SELECT i.command, i.started_at, v.neighbourhood, v.sponsor, i.person
                FROM vault.intakes i JOIN vault.invitations v ON v.community = i.community AND v.joining = i.command
                WHERE i.community = $1 AND i.waits AND ($6 IS NULL OR i.command = $6) ORDER BY i.started_at, i.command LIMIT {MostShown}),
            looked AS (INSERT INTO vault.reads (community, account, reader, role, reason, read_at) SELECT $1, command::text, $2, $3, $4, $5 FROM shown)
            SELECT command, started_at, neighbourhood, sponsor, person->>'Name', person->>'Street', person->>'Email', person->>'Phone', (person->>'BirthYear')::integer,
                CASE jsonb_typeof(person->'Languages') WHEN 'array' THEN ARRAY(SELECT jsonb_array_elements_text(person->'Languages')) END
            FROM shown ORDER BY started_at, command
            """);
        foreach (var value in new object[] { community.Value, reader.Name, BearerToken.RoleName(reader.Role), reason.Value, time.GetUtcNow() }) command.Parameters.Add(new() { Value = value });
        command.Parameters.Add(new NpgsqlParameter<Guid?> { TypedValue = joining });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        List<WaitingJoining> waiting = [];
        while (await rows.ReadAsync(cancellationToken))
        {
            var person = new Person(default, rows.GetString(4), TextAt(5), TextAt(6), TextAt(7), rows.IsDBNull(8) ? null : rows.GetInt32(8), rows.IsDBNull(9) ? null : rows.GetFieldValue<string[]>(9));
            waiting.Add(new WaitingJoining(rows.GetGuid(0), Instant.FromDateTimeUtc(rows.GetDateTime(1)), TextAt(2) is { } neighbourhood ? new NeighbourhoodCode(neighbourhood) : null,
                TextAt(3) is { } sponsor ? new AccountNumber(sponsor) : null, person));
        }

        return waiting;

        string? TextAt(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
    }

    /// <summary>How many wait.</summary>
    public async Task<int> CountAsync(CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT count(*)::integer FROM vault.intakes WHERE community = $1 AND waits");
        command.Parameters.AddWithValue(community.Value);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Takes one up for a decision, under the id of the call that decides. False when another call decided or is deciding.</summary>
    public Task<bool> TakeUpAsync(CommunityCode community, Guid joining, Guid call, CancellationToken cancellationToken) =>
        ChangeAsync("UPDATE vault.intakes SET waits = FALSE, decided_by = $3, started_at = $4 WHERE community = $1 AND command = $2 AND (waits OR decided_by = $3)", cancellationToken,
            community.Value, joining, call, time.GetUtcNow());

    /// <summary>Corrects name and contact data of one who waits; what else is known of them stays.</summary>
    public Task<bool> CorrectAsync(CommunityCode community, Guid joining, Person person, CancellationToken cancellationToken) =>
        ChangeAsync("UPDATE vault.intakes SET person = person || jsonb_build_object('Name', $3, 'Street', $4, 'Email', $5, 'Phone', $6) WHERE community = $1 AND command = $2 AND waits", cancellationToken,
            community.Value, joining, person.Name, Optional(person.Street), Optional(person.Email), Optional(person.Phone));

    /// <summary>Forgets one who will not join, and tells them so by mail; the invitation stays used. False when nobody waits under this id.</summary>
    public async Task<bool> DeclineAsync(CommunityCode community, Guid joining, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("""
            WITH gone AS (DELETE FROM vault.intakes WHERE community = $1 AND command = $2 AND waits RETURNING command, person),
            used AS (UPDATE vault.invitations SET used_at = $3 WHERE community = $1 AND joining IN (SELECT command FROM gone))
            SELECT person->>'Email', CASE jsonb_typeof(person->'Languages') WHEN 'array' THEN ARRAY(SELECT jsonb_array_elements_text(person->'Languages')) ELSE ARRAY[]::text[] END FROM gone
            """, connection);
        foreach (var value in new object[] { community.Value, joining, time.GetUtcNow() }) command.Parameters.Add(new() { Value = value });
        if (await MemberIntake.AnsweredAsync(command, community, joining, cancellationToken) is not { } answered) return false;
        await mail.DeclinedAsync(connection, answered, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static NpgsqlParameter<string?> Optional(string? text) => new() { TypedValue = text };

    private async Task<bool> ChangeAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(value as NpgsqlParameter ?? new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }
}
