using System.Data.Common;
using Buurthulp.Api.Hosting;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Api.Identity.Users;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Microsoft.AspNetCore.Identity;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Identity.Cards;

/// <summary>A card to print. It is not kept: whoever reads the database can't print it.</summary>
/// <param name="Number">Three groups of four symbols.</param>
/// <param name="Pin">Six digits, to be folded away or told.</param>
/// <param name="Link">What the QR code holds: the page for the PIN, with the number filled in.</param>
public sealed record PrintedCard(string Number, string Pin, Uri Link)
{
    /// <summary>A PIN does not end up in a log by accident.</summary>
    public override string ToString() => "a login card";
}

/// <summary>The card that somebody has now.</summary>
public sealed record CardState(Instant MadeAt, string MadeBy, Instant? LastUsedAt, Instant? LockedUntil);

/// <summary>What came of a number and a PIN.</summary>
/// <param name="Session">The secret of the session; null when it was refused.</param>
/// <param name="LockedUntil">When the card can be tried again after too many wrong PINs; null when it is not locked.</param>
public sealed record CardAnswer(string? Session, Instant? LockedUntil);

/// <summary>
/// Printed cards for people without e-mail. The card alone opens nothing, and after five wrong PINs it is locked: for an hour, then two, four … a day at most. A coordinator unlocks it at once.
/// Each try takes one of the five before the PIN is looked at, so that many at the same moment get no more of them.
/// </summary>
public sealed class LoginCards(NpgsqlDataSource source, IClock clock, SessionStore sessions, IPasswordHasher<SignInUser> hasher, WebHostSettings settings, byte[] key)
{
    public const int TriesBeforeLock = 5;
    public const string Path = "/inloggen/kaart";

    private static readonly SignInUser Nobody = new();

    private const string TakeTry = """
        UPDATE identity.cards c SET
            wrong_pins = CASE WHEN wrong_pins + 1 >= $3 THEN 0 ELSE wrong_pins + 1 END,
            locks = CASE WHEN wrong_pins + 1 >= $3 THEN locks + 1 ELSE locks END,
            locked_until = CASE WHEN wrong_pins + 1 >= $3 THEN $2 + least(interval '1 hour' * power(2, least(locks, 10)), interval '1 day') END
        FROM identity.users u
        WHERE u.id = c.user_id AND c.number_hash = $1 AND c.revoked_at IS NULL AND (c.locked_until IS NULL OR c.locked_until <= $2)
        RETURNING c.id, c.pin_hash, u.community, u.account
        """;

    /// <summary>Makes a card and revokes the one before. The same command gives the same card.</summary>
    /// <param name="community">Where.</param>
    /// <param name="account">For whom.</param>
    /// <param name="commandId">Chosen by the caller.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="chosenPin">A PIN that the member chose and that is not simple; null: one is made.</param>
    /// <param name="cancellationToken">The caller went away.</param>
    /// <returns>The card, or the refusal: no member who is here, or a command id that was used for something else.</returns>
    public async Task<(PrintedCard? Card, Refusal? Refusal)> MakeAsync(CommunityCode community, AccountNumber account, Guid commandId, Actor by, string? chosenPin, CancellationToken cancellationToken)
    {
        var (number, pin) = (CardSecrets.Number(key, community, account, commandId), chosenPin ?? CardSecrets.Pin(key, community, account, commandId));
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await SessionStore.UserAsync(connection, community, account, cancellationToken) is not { } user) return (null, new Refusal.AccountUnknown(account));
        if (await MadeBeforeAsync(connection, commandId, cancellationToken) is { } before)
        {
            return before.User == user && Matches(before.PinHash, number, pin) ? (Printed(number, pin), null) : (null, new Refusal.CommandIdReused());
        }

        var now = clock.GetCurrentInstant().ToDateTimeUtc();
        await RevokeAsync(connection, user, now, cancellationToken);
        await ExecuteAsync(connection, "INSERT INTO identity.cards (id, user_id, number_hash, pin_hash, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6)", cancellationToken,
            commandId, user, Secret.HashOf(number), hasher.HashPassword(Nobody, Together(number, pin)), by.Name, now);
        await transaction.CommitAsync(cancellationToken);
        return (Printed(number, pin), null);
    }

    /// <summary>Signs in with a number and a PIN as they were typed.</summary>
    public async Task<CardAnswer> SignInAsync(string typedNumber, string pin, bool isShared, string device, CancellationToken cancellationToken)
    {
        if (await OpenAsync(typedNumber, pin, cancellationToken) is not { } card) return new CardAnswer(Session: null, await LockedUntilAsync(typedNumber, cancellationToken));
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var session = await sessions.OpenAsync(connection, new SignIn(card.Community, card.Account, SignInMethod.Card, card.Id, isShared, device), cancellationToken);
        await RightAsync(connection, card.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new CardAnswer(session, LockedUntil: null);
    }

    /// <summary>Whether the PIN is that of the card, without signing anybody in; a try like any other.</summary>
    /// <returns>Null when it is; else what to say.</returns>
    public async Task<CardAnswer?> CheckAsync(string typedNumber, string pin, CancellationToken cancellationToken)
    {
        if (await OpenAsync(typedNumber, pin, cancellationToken) is not { } card) return new CardAnswer(Session: null, await LockedUntilAsync(typedNumber, cancellationToken));
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await RightAsync(connection, card.Id, cancellationToken);
        return null;
    }

    /// <summary>Whose card has this number; null for none that can be used. It says who is meant and nothing more.</summary>
    public async Task<AccountNumber?> HolderAsync(CommunityCode community, string typedNumber, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT u.account FROM identity.cards c JOIN identity.users u ON u.id = c.user_id WHERE u.community = $1 AND c.number_hash = $2 AND c.revoked_at IS NULL");
        command.Parameters.Add(new() { Value = community.Value });
        command.Parameters.Add(new() { Value = Secret.HashOf(CardSecrets.ReadNumber(typedNumber) ?? "") });
        return await command.ExecuteScalarAsync(cancellationToken) is string account ? new AccountNumber(account) : null;
    }

    /// <summary>The card that a member has now; null for none.</summary>
    public async Task<CardState?> FindAsync(CommunityCode community, AccountNumber account, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            SELECT c.made_at, c.made_by, c.last_used_at, c.locked_until FROM identity.cards c JOIN identity.users u ON u.id = c.user_id
            WHERE u.community = $1 AND u.account = $2 AND c.revoked_at IS NULL
            """);
        command.Parameters.Add(new() { Value = community.Value });
        command.Parameters.Add(new() { Value = account.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        return new CardState(Moment(reader, 0)!.Value, reader.GetString(1), Moment(reader, 2), Moment(reader, 3) is { } until && until > clock.GetCurrentInstant() ? until : null);
    }

    /// <summary>Makes the card useless and ends the sessions that it opened. False when there is none.</summary>
    public async Task<bool> RevokeAsync(CommunityCode community, AccountNumber account, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var find = new NpgsqlCommand("SELECT id FROM identity.users WHERE community = $1 AND account = $2", connection) { Parameters = { new() { Value = community.Value }, new() { Value = account.Value } } };
        if (await find.ExecuteScalarAsync(cancellationToken) is not Guid user || !await RevokeAsync(connection, user, clock.GetCurrentInstant().ToDateTimeUtc(), cancellationToken)) return false;
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Lets a locked card be tried again. False when there is none that is locked.</summary>
    public async Task<bool> UnlockAsync(CommunityCode community, AccountNumber account, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await ExecuteAsync(connection, """
            UPDATE identity.cards c SET wrong_pins = 0, locks = 0, locked_until = NULL FROM identity.users u
            WHERE u.id = c.user_id AND u.community = $1 AND u.account = $2 AND c.revoked_at IS NULL AND c.locked_until > $3
            """, cancellationToken, community.Value, account.Value, clock.GetCurrentInstant().ToDateTimeUtc()) == 1;
    }

    private static async Task<bool> RevokeAsync(NpgsqlConnection connection, Guid user, DateTime now, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, "UPDATE identity.sessions SET ended_at = $2 WHERE user_id = $1 AND signed_in_by = 'card' AND ended_at IS NULL", cancellationToken, user, now);
        return await ExecuteAsync(connection, "UPDATE identity.cards SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL", cancellationToken, user, now) == 1;
    }

    private async Task<(Guid Id, CommunityCode Community, AccountNumber Account)?> OpenAsync(string typedNumber, string pin, CancellationToken cancellationToken)
    {
        var number = CardSecrets.ReadNumber(typedNumber) ?? "";
        var taken = await TakeTryAsync(number, cancellationToken);
        // Hashing takes time by design. Without a card it is done all the same, so that the time does not tell which numbers there are.
        var isRight = taken is { } of ? Matches(of.PinHash, number, pin) : hasher.HashPassword(Nobody, Together(number, pin)).Length == 0;
        return taken is { } card && isRight ? (card.Id, card.Community, card.Account) : null;
    }

    private Task RightAsync(NpgsqlConnection connection, Guid card, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, "UPDATE identity.cards SET wrong_pins = 0, locks = 0, locked_until = NULL, last_used_at = $2 WHERE id = $1", cancellationToken, card, clock.GetCurrentInstant().ToDateTimeUtc());

    private async Task<(Guid Id, string PinHash, CommunityCode Community, AccountNumber Account)?> TakeTryAsync(string number, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(TakeTry);
        foreach (var value in new object[] { Secret.HashOf(number), clock.GetCurrentInstant().ToDateTimeUtc(), TriesBeforeLock }) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetGuid(0), reader.GetString(1), new CommunityCode(reader.GetString(2)), new AccountNumber(reader.GetString(3))) : null;
    }

    private async Task<Instant?> LockedUntilAsync(string typedNumber, CancellationToken cancellationToken)
    {
        var number = CardSecrets.ReadNumber(typedNumber) ?? "";
        await using var command = source.CreateCommand("SELECT locked_until FROM identity.cards WHERE number_hash = $1 AND revoked_at IS NULL AND locked_until > $2");
        command.Parameters.Add(new() { Value = Secret.HashOf(number) });
        command.Parameters.Add(new() { Value = clock.GetCurrentInstant().ToDateTimeUtc() });
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime until ? Instant.FromDateTimeUtc(until) : null;
    }

    private static async Task<(Guid User, string PinHash)?> MadeBeforeAsync(NpgsqlConnection connection, Guid commandId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT user_id, pin_hash FROM identity.cards WHERE id = $1", connection) { Parameters = { new() { Value = commandId } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetGuid(0), reader.GetString(1)) : null;
    }

    /// <summary>The number stands nowhere but on the card, so a copy of the database does not let anybody try PINs.</summary>
    private static string Together(string number, string pin) => $"{number}/{pin}";

    private bool Matches(string pinHash, string number, string pin) => hasher.VerifyHashedPassword(Nobody, pinHash, Together(number, pin)) != PasswordVerificationResult.Failed;

    private PrintedCard Printed(string number, string pin) =>
        new(CardSecrets.Grouped(number), pin, new Uri($"{settings.PublicAddress.AbsoluteUri.TrimEnd('/')}{Path}?nummer={CardSecrets.Grouped(number)}"));

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static Instant? Moment(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : Instant.FromDateTimeUtc(reader.GetDateTime(column));
}
