using Buurthulp.Ledger.Accounts;
using Npgsql;

namespace Buurthulp.Api.Vault;

/// <summary>Words that somebody wrote about a request or an offer of theirs.</summary>
public sealed record OwnText(Guid Subject, string Text, DateTimeOffset WrittenAt);

/// <summary>An invitation that somebody came with or stands behind. <paramref name="CameWith"/> is false for who brought another along.</summary>
public sealed record OwnInvitation(bool CameWith, DateTimeOffset MadeAt, DateTimeOffset? UsedAt);

/// <summary>A device on which somebody is or was signed in.</summary>
public sealed record OwnSession(string SignedInBy, string Device, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, DateTimeOffset? EndedAt);

/// <summary>What is kept of somebody outside the ledger beside their contact data, for themselves to see. What coordinators wrote about them is not here.</summary>
public sealed class OwnRecords(NpgsqlDataSource source)
{
    /// <summary>In order of writing.</summary>
    public Task<IReadOnlyList<OwnText>> TextsAsync(CommunityCode community, AccountNumber account, CancellationToken cancellationToken) =>
        ListAsync("SELECT subject, text, written_at FROM vault.request_texts WHERE community = $1 AND account = $2 AND kind = 'words' ORDER BY written_at, subject", community, account,
            static reader => new OwnText(reader.GetGuid(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2)), cancellationToken);

    /// <summary>In order of making.</summary>
    public Task<IReadOnlyList<OwnInvitation>> InvitationsAsync(CommunityCode community, AccountNumber account, CancellationToken cancellationToken) =>
        ListAsync("SELECT account IS NOT DISTINCT FROM $2, made_at, used_at FROM vault.invitations WHERE community = $1 AND (account = $2 OR sponsor = $2) ORDER BY made_at, invitation", community, account,
            static reader => new OwnInvitation(reader.GetBoolean(0), reader.GetFieldValue<DateTimeOffset>(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<DateTimeOffset>(2)), cancellationToken);

    /// <summary>Those that are kept, the latest first.</summary>
    public Task<IReadOnlyList<OwnSession>> SessionsAsync(CommunityCode community, AccountNumber account, CancellationToken cancellationToken) =>
        ListAsync("""
            SELECT s.signed_in_by, s.device, s.created_at, s.last_seen_at, s.ended_at FROM identity.sessions s JOIN identity.users u ON u.id = s.user_id
            WHERE u.community = $1 AND u.account = $2 ORDER BY s.last_seen_at DESC, s.id
            """, community, account,
            static reader => new OwnSession(reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetFieldValue<DateTimeOffset>(3), reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4)),
            cancellationToken);

    private async Task<IReadOnlyList<T>> ListAsync<T>(string sql, CommunityCode community, AccountNumber account, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.AddWithValue(community.Value);
        command.Parameters.AddWithValue(account.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<T> rows = [];
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        return rows;
    }
}
