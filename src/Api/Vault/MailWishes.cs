using Buurthulp.Ledger.Accounts;
using Npgsql;

namespace Buurthulp.Api.Vault;

/// <summary>How often somebody wants mail about the neighbourhood. Links to sign in come always: they were asked for.</summary>
public enum MailWish
{
    /// <summary>As soon as something waits for them, and the weekly digest.</summary>
    Now,

    Daily,

    /// <summary>What holds for who never said.</summary>
    Weekly,

    None,
}

/// <summary>What members said about mail, in schema <c>vault</c>.</summary>
public sealed class MailWishes(NpgsqlDataSource source, TimeProvider time)
{
    public async Task<MailWish> FindAsync(CommunityCode community, AccountNumber account, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT wish FROM vault.mail_wishes WHERE community = $1 AND account = $2");
        command.Parameters.AddWithValue(community.Value);
        command.Parameters.AddWithValue(account.Value);
        return await command.ExecuteScalarAsync(cancellationToken) is string wish ? Enum.Parse<MailWish>(wish, ignoreCase: true) : MailWish.Weekly;
    }

    /// <summary>Nothing for who was erased.</summary>
    public async Task WriteAsync(CommunityCode community, AccountNumber account, MailWish wish, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            INSERT INTO vault.mail_wishes (community, account, wish, updated_at)
            SELECT p.community, p.account, $3, $4 FROM vault.persons p WHERE p.community = $1 AND p.account = $2 AND p.erased_at IS NULL
            ON CONFLICT (community, account) DO UPDATE SET wish = excluded.wish, updated_at = excluded.updated_at
            """);
        foreach (var value in new object[] { community.Value, account.Value, wish.ToString().ToLowerInvariant(), time.GetUtcNow() }) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
