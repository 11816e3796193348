using System.Data.Common;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Identity.Sessions;

/// <summary>Who signs in, and how.</summary>
/// <param name="Community">Where.</param>
/// <param name="Account">Their number.</param>
/// <param name="By">How.</param>
/// <param name="Card">The card that they signed in with; null otherwise.</param>
/// <param name="IsShared">They said that others use the device too.</param>
/// <param name="Device">From <see cref="DeviceName"/>.</param>
public sealed record SignIn(CommunityCode Community, AccountNumber Account, SignInMethod By, Guid? Card, bool IsShared, string Device);

/// <summary>Sessions, in schema <c>identity</c>. Every look reads them anew, so what one process ends is ended in all.</summary>
public sealed class SessionStore(NpgsqlDataSource source, IClock clock)
{
    /// <summary>How exact "last seen" is; otherwise each request would write.</summary>
    private static readonly Duration SeenEvery = Duration.FromMinutes(1);

    private static readonly Duration KeptAfterEnd = Duration.FromDays(30);

    private const string FindSession = """
        SELECT s.id, s.user_id, s.signed_in_by, s.is_shared, s.device, s.created_at, s.last_seen_at, s.second_factor_at, u.community, u.account,
            ARRAY(SELECT r.role FROM views.member_roles r WHERE r.community = u.community AND r.account = u.account AND m.paused_on IS NULL ORDER BY r.role)
        FROM identity.sessions s
        JOIN identity.users u ON u.id = s.user_id
        JOIN views.members m ON m.community = u.community AND m.account = u.account AND m.left_on IS NULL AND NOT m.erased
        WHERE s.secret_hash = $1 AND s.ended_at IS NULL
        """;

    /// <summary>Opens a session for a member who is here, in the transaction of the connection. The secret for the cookie; null when they are no member any more.</summary>
    public async Task<string?> OpenAsync(NpgsqlConnection connection, SignIn signIn, CancellationToken cancellationToken)
    {
        if (await UserAsync(connection, signIn.Community, signIn.Account, cancellationToken) is not { } user) return null;
        var (secret, now) = (Secret.New(), clock.GetCurrentInstant());
        await using var command = new NpgsqlCommand("""
            INSERT INTO identity.sessions (id, user_id, secret_hash, signed_in_by, card, is_shared, device, created_at, last_seen_at, second_factor_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)
            """, connection);
        var isTwoFactors = signIn.By is SignInMethod.Passkey or SignInMethod.CommandLine;
        foreach (var value in new object?[] { Guid.CreateVersion7(), user, Secret.HashOf(secret), EnumText.Of(signIn.By), signIn.Card, signIn.IsShared, signIn.Device, now.ToDateTimeUtc(), isTwoFactors ? now.ToDateTimeUtc() : null })
        {
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
        return secret;
    }

    /// <summary>The user of a member who is here, made when they never signed in before; null for anybody else.</summary>
    public static async Task<Guid?> UserAsync(NpgsqlConnection connection, CommunityCode community, AccountNumber account, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            INSERT INTO identity.users (id, community, account, user_name, normalized_user_name, security_stamp, concurrency_stamp)
            SELECT $1, $2, $3, $4, $4, $5, $5 FROM views.members WHERE community = $2 AND account = $3 AND left_on IS NULL AND NOT erased
            ON CONFLICT (community, account) DO UPDATE SET user_name = excluded.user_name
            RETURNING id
            """, connection);
        foreach (var value in new object[] { Guid.CreateVersion7(), community.Value, account.Value, Users.SignInUser.NameOf(community, account), Guid.NewGuid().ToString() }) command.Parameters.Add(new() { Value = value });
        return (Guid?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Who is signed in with the secret of a cookie; null when nobody is (any more).</summary>
    public async Task<CurrentPerson?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        CurrentPerson person;
        await using (var command = source.CreateCommand(FindSession))
        {
            command.Parameters.Add(new() { Value = Secret.HashOf(secret) });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken)) return null;
            person = Read(reader, now);
        }

        if (person.Session.EndsAt <= now) return null;
        if (now - person.Session.LastSeenAt >= SeenEvery) await SeenAsync(person.Session.Id, now, cancellationToken);
        return person;
    }

    /// <summary>The session has shown a second factor. It gets a new secret: one that somebody got hold of before is of no use. Null when it has ended, or came from a card.</summary>
    public async Task<string?> SecondFactorShownAsync(Guid session, CancellationToken cancellationToken)
    {
        var secret = Secret.New();
        await using var command = source.CreateCommand("UPDATE identity.sessions SET second_factor_at = $2, secret_hash = $3 WHERE id = $1 AND ended_at IS NULL AND signed_in_by <> 'card'");
        foreach (var value in new object[] { session, clock.GetCurrentInstant().ToDateTimeUtc(), Secret.HashOf(secret) }) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1 ? secret : null;
    }

    /// <summary>Where a user is signed in now, the latest first.</summary>
    public async Task<IReadOnlyList<Session>> ListAsync(Guid user, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        await using var command = source.CreateCommand("SELECT id, user_id, signed_in_by, is_shared, device, created_at, last_seen_at FROM identity.sessions WHERE user_id = $1 AND ended_at IS NULL ORDER BY last_seen_at DESC, id DESC");
        command.Parameters.Add(new() { Value = user });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<Session> sessions = [];
        while (await reader.ReadAsync(cancellationToken)) sessions.Add(ReadSession(reader));
        return [.. sessions.Where(session => session.EndsAt > now)];
    }

    /// <summary>Ends a session of the user. False when they have no such session.</summary>
    public async Task<bool> EndAsync(Guid user, Guid session, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("UPDATE identity.sessions SET ended_at = $3 WHERE user_id = $1 AND id = $2 AND ended_at IS NULL");
        foreach (var value in new object[] { user, session, clock.GetCurrentInstant().ToDateTimeUtc() }) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>Ends all sessions of a member but one, or all: somebody left, or lost their telephone.</summary>
    public async Task EndAllAsync(CommunityCode community, AccountNumber account, Guid? except, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            UPDATE identity.sessions s SET ended_at = $3 FROM identity.users u
            WHERE u.id = s.user_id AND u.community = $1 AND u.account = $2 AND s.ended_at IS NULL AND s.id IS DISTINCT FROM $4
            """);
        foreach (var value in new object[] { community.Value, account.Value, clock.GetCurrentInstant().ToDateTimeUtc() }) command.Parameters.Add(new() { Value = value });
        command.Parameters.Add(new NpgsqlParameter<Guid?> { TypedValue = except });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Removes what ended long ago, and links and codes with it.</summary>
    public async Task ForgetOldAsync(CancellationToken cancellationToken)
    {
        var longAgo = clock.GetCurrentInstant() - KeptAfterEnd;
        await using var batch = source.CreateBatch();
        foreach (var (sql, before) in new[]
        {
            ("DELETE FROM identity.sessions WHERE ended_at < $1", longAgo),
            ("DELETE FROM identity.sessions WHERE last_seen_at < $1", longAgo - SessionLife.OwnDevice.Idle),
            ("DELETE FROM identity.links WHERE expires_at < $1", longAgo),
            ("DELETE FROM identity.used_codes WHERE used_at < $1", longAgo),
        })
        {
            batch.BatchCommands.Add(new(sql) { Parameters = { new() { Value = before.ToDateTimeUtc() } } });
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task SeenAsync(Guid session, Instant now, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("UPDATE identity.sessions SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2");
        foreach (var value in new object[] { session, now.ToDateTimeUtc() }) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static CurrentPerson Read(DbDataReader reader, Instant now)
    {
        var shownAt = reader.IsDBNull(7) ? (Instant?)null : Instant.FromDateTimeUtc(reader.GetDateTime(7));
        return new CurrentPerson(new CommunityCode(reader.GetString(8)), new AccountNumber(reader.GetString(9)), [.. reader.GetFieldValue<string[]>(10).Select(EnumText.Parse<Role>)],
            HasSecondFactor: shownAt is { } shown && now < shown + SessionLife.SecondFactorCounts, ReadSession(reader));
    }

    private static Session ReadSession(DbDataReader reader)
    {
        var (isShared, createdAt, lastSeenAt) = (reader.GetBoolean(3), Instant.FromDateTimeUtc(reader.GetDateTime(5)), Instant.FromDateTimeUtc(reader.GetDateTime(6)));
        return new Session(reader.GetGuid(0), reader.GetGuid(1), EnumText.Parse<SignInMethod>(reader.GetString(2)), isShared, reader.GetString(4), createdAt, lastSeenAt,
            SessionLife.Of(isShared).EndOf(createdAt, lastSeenAt));
    }
}
