using System.Text;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Writing;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Vault;

/// <summary>Where an invitation stands.</summary>
public enum InvitationStatus
{
    Open,

    /// <summary>Somebody asked to join with it and a coordinator is to speak with them.</summary>
    Waiting,
    Used,
    Revoked,
    Expired,
}

/// <summary>An invitation to join, without its code.</summary>
/// <param name="Id">The call that made it.</param>
/// <param name="Joining">The command that opens the account.</param>
/// <param name="Status">As of the moment of asking.</param>
/// <param name="Neighbourhood">Where the invited person lives, when the inviter knew.</param>
/// <param name="Sponsor">The member who brings them along.</param>
/// <param name="MadeBy">The coordinator's number, or their role.</param>
/// <param name="MadeAt">When.</param>
/// <param name="ExpiresAt">From this moment on it can't be used.</param>
/// <param name="Account">Who joined with it.</param>
public sealed record Invitation(Guid Id, Guid Joining, InvitationStatus Status, NeighbourhoodCode? Neighbourhood, AccountNumber? Sponsor, string MadeBy, Instant MadeAt, Instant ExpiresAt, AccountNumber? Account);

/// <summary>What came of asking to join.</summary>
/// <param name="Invitation">As it stands now.</param>
/// <param name="IsMine">Whether the invitation is taken by this very call, now or when it was sent before.</param>
/// <param name="NeedsIntake">Whether a coordinator is to decide.</param>
public sealed record Claim(Invitation Invitation, bool IsMine, bool NeedsIntake);

/// <summary>Invitations to join, and who takes one: the first to put their data in the vault under the command that it allows.</summary>
public sealed class Invitations(NpgsqlDataSource source)
{
    private const int MostShown = 500;

    // The numbers are those of InvitationStatus.
    private const string Select = """
        SELECT v.invitation, v.joining,
            CASE WHEN v.revoked_at IS NOT NULL THEN 3 WHEN v.used_at IS NOT NULL THEN 2 WHEN v.taken_at IS NOT NULL THEN 1 WHEN v.expires_at <= $2 THEN 4 ELSE 0 END,
            v.neighbourhood, v.sponsor, v.made_by, v.made_at, v.expires_at, v.account, i.digest, coalesce(i.needs_intake, false)
        FROM vault.invitations v LEFT JOIN vault.intakes i ON i.community = v.community AND i.command = v.joining
        WHERE v.community = $1
        """;

    private static readonly Guid Namespace = new("5d3a6c1e-7a0f-4c53-9e0b-2f8e3a41c7d9");

    /// <summary>Makes one. False when the same call came before with something else in it.</summary>
    public async Task<bool> MakeAsync(CommunityCode community, Guid id, string codeHash, NeighbourhoodCode? neighbourhood, AccountNumber? sponsor, string digest, string madeBy, Instant now, Instant expiresAt,
        CancellationToken cancellationToken)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(Command("""
            INSERT INTO vault.invitations (community, invitation, joining, digest, code_hash, neighbourhood, sponsor, made_by, made_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (community, invitation) DO NOTHING
            """, community.Value, id, JoiningOf(community, id), digest, codeHash, (object?)neighbourhood?.Value ?? DBNull.Value, (object?)sponsor?.Value ?? DBNull.Value, madeBy, Moment(now), Moment(expiresAt)));
        batch.BatchCommands.Add(Command("SELECT digest FROM vault.invitations WHERE community = $1 AND invitation = $2", community.Value, id));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && reader.GetString(0) == digest;
    }

    /// <summary>The latest first; at most 500.</summary>
    public async Task<IReadOnlyList<Invitation>> ListAsync(CommunityCode community, Instant now, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand($"{Select} ORDER BY v.made_at DESC, v.invitation LIMIT {MostShown}");
        AddAll(command.Parameters, community.Value, Moment(now));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<Invitation> rows = [];
        while (await reader.ReadAsync(cancellationToken)) rows.Add(Read(reader));
        return rows;
    }

    /// <summary>Null for an id that the community does not have.</summary>
    public async Task<Invitation?> FindAsync(CommunityCode community, Guid id, Instant now, CancellationToken cancellationToken) =>
        (await OneAsync($"{Select} AND v.invitation = $3", [community.Value, Moment(now), id], digest: null, cancellationToken))?.Invitation;

    /// <summary>The one that a joining came with; null for a joining that the community does not have.</summary>
    public async Task<Invitation?> FindByJoiningAsync(CommunityCode community, Guid joining, Instant now, CancellationToken cancellationToken) =>
        (await OneAsync($"{Select} AND v.joining = $3", [community.Value, Moment(now), joining], digest: null, cancellationToken))?.Invitation;

    /// <summary>Null for a code that nobody handed out.</summary>
    public async Task<Invitation?> FindByCodeAsync(CommunityCode community, string codeHash, Instant now, CancellationToken cancellationToken) =>
        (await OneAsync($"{Select} AND v.code_hash = $3", [community.Value, Moment(now), codeHash], digest: null, cancellationToken))?.Invitation;

    /// <summary>Takes it back unless somebody used it; taking back twice changes nothing.</summary>
    public async Task RevokeAsync(CommunityCode community, Guid id, Instant now, CancellationToken cancellationToken) =>
        await ExecuteAsync("""
            UPDATE vault.invitations SET revoked_at = $3 WHERE community = $1 AND invitation = $2 AND revoked_at IS NULL AND taken_at IS NULL
            """, cancellationToken, community.Value, id, Moment(now));

    /// <summary>Takes an open invitation for a person, once, whoever else tries at the same moment. Their data waits under the command that the invitation allows.</summary>
    public async Task<Claim> ClaimAsync(CommunityCode community, Invitation invitation, string digest, Person person, bool needsIntake, Instant now, CancellationToken cancellationToken)
    {
        await ExecuteAsync("""
            WITH taken AS (
                UPDATE vault.invitations SET taken_at = $5
                WHERE community = $1 AND invitation = $2 AND taken_at IS NULL AND revoked_at IS NULL AND expires_at > $5 RETURNING joining)
            INSERT INTO vault.intakes (community, command, digest, person, started_at, needs_intake, waits)
            SELECT $1, joining, $3, $4::jsonb, $5, $6, $6 FROM taken
            ON CONFLICT (community, command) DO NOTHING
            """, cancellationToken, community.Value, invitation.Id, digest, MemberIntake.TextOf(person), Moment(now), needsIntake);
        return await OneAsync($"{Select} AND v.invitation = $3", [community.Value, Moment(now), invitation.Id], digest, cancellationToken) ?? throw new InvalidOperationException("an invitation is gone");
    }

    private async Task<Claim?> OneAsync(string sql, object[] values, string? digest, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        AddAll(command.Parameters, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        return new Claim(Read(reader), !reader.IsDBNull(9) && reader.GetString(9) == digest, reader.GetBoolean(10));
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        AddAll(command.Parameters, values);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static Guid JoiningOf(CommunityCode community, Guid invitation) => EntryIds.Version5(Namespace, Encoding.UTF8.GetBytes($"{community}/{invitation}"));

    private static Invitation Read(NpgsqlDataReader reader) => new(reader.GetGuid(0), reader.GetGuid(1), (InvitationStatus)reader.GetInt32(2),
        reader.IsDBNull(3) ? null : new NeighbourhoodCode(reader.GetString(3)), reader.IsDBNull(4) ? null : new AccountNumber(reader.GetString(4)), reader.GetString(5),
        Instant.FromDateTimeUtc(reader.GetDateTime(6)), Instant.FromDateTimeUtc(reader.GetDateTime(7)), reader.IsDBNull(8) ? null : new AccountNumber(reader.GetString(8)));

    private static DateTime Moment(Instant instant) => instant.ToDateTimeUtc();

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        AddAll(command.Parameters, values);
        return command;
    }

    private static void AddAll(NpgsqlParameterCollection parameters, params object[] values)
    {
        foreach (var value in values) parameters.Add(new NpgsqlParameter { Value = value });
    }
}
