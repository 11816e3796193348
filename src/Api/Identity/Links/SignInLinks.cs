using Buurthulp.Api.Hosting;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Ledger.Accounts;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Identity.Links;

/// <summary>Whom a link is for, as long as it can be used.</summary>
public sealed record OpenLink(CommunityCode Community, AccountNumber Account, bool IsFromCommandLine);

/// <summary>
/// Links that sign somebody in once. Programs that look for viruses in mail open every link, so opening one only shows a page; the button on it signs in.
/// </summary>
public sealed class SignInLinks(NpgsqlDataSource source, IClock clock, SessionStore sessions, WebHostSettings settings)
{
    /// <summary>How long a link in a mail can be used.</summary>
    public static readonly Duration InMail = Duration.FromMinutes(15);

    private const string Path = "/inloggen/link/";

    /// <summary>Makes a link and keeps the hash of its secret.</summary>
    public async Task<Uri> MakeAsync(CommunityCode community, AccountNumber account, bool fromCommandLine, Duration life, CancellationToken cancellationToken)
    {
        var (secret, now) = (Secret.New(), clock.GetCurrentInstant());
        await using var command = source.CreateCommand("INSERT INTO identity.links (secret_hash, community, account, from_command_line, made_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)");
        foreach (var value in new object[] { Secret.HashOf(secret), community.Value, account.Value, fromCommandLine, now.ToDateTimeUtc(), (now + life).ToDateTimeUtc() }) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new Uri(settings.PublicAddress.AbsoluteUri.TrimEnd('/') + Path + secret);
    }

    /// <summary>Whom the link is for; null when it was used, has expired or is none of ours. Looking does not use it.</summary>
    public async Task<OpenLink?> LookAsync(string secret, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT community, account, from_command_line FROM identity.links WHERE secret_hash = $1 AND used_at IS NULL AND expires_at > $2");
        command.Parameters.Add(new() { Value = Secret.HashOf(secret) });
        command.Parameters.Add(new() { Value = clock.GetCurrentInstant().ToDateTimeUtc() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new OpenLink(new CommunityCode(reader.GetString(0)), new AccountNumber(reader.GetString(1)), reader.GetBoolean(2)) : null;
    }

    /// <summary>Uses the link: of two at the same moment one signs in. The secret of the session; null when the link can't be used (any more), or its member has left.</summary>
    public async Task<string?> UseAsync(string secret, bool isShared, string device, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await TakeAsync(connection, secret, cancellationToken) is not { } link) return null;
        var by = link.IsFromCommandLine ? SignInMethod.CommandLine : SignInMethod.Link;
        var session = await sessions.OpenAsync(connection, new SignIn(link.Community, link.Account, by, Card: null, isShared, device), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return session;
    }

    private async Task<OpenLink?> TakeAsync(NpgsqlConnection connection, string secret, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("UPDATE identity.links SET used_at = $2 WHERE secret_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING community, account, from_command_line", connection);
        command.Parameters.Add(new() { Value = Secret.HashOf(secret) });
        command.Parameters.Add(new() { Value = clock.GetCurrentInstant().ToDateTimeUtc() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new OpenLink(new CommunityCode(reader.GetString(0)), new AccountNumber(reader.GetString(1)), reader.GetBoolean(2)) : null;
    }
}
