using Buurthulp.Ledger.Accounts;
using Npgsql;

namespace Buurthulp.Api.Vault;

/// <summary>A member with a given mail address. Two who live together may share one, and one person may be a member of several communities.</summary>
/// <param name="Community">Where.</param>
/// <param name="Account">Their number.</param>
/// <param name="CommunityName">What people call the community.</param>
/// <param name="Email">As it stands in the vault. Mail goes there and not to what was typed: two addresses that compare equal need not be one mailbox.</param>
/// <param name="Languages">Codes, the preferred one first; empty when nobody wrote them down.</param>
internal sealed record EmailHolder(CommunityCode Community, AccountNumber Account, string CommunityName, string Email, IReadOnlyList<string> Languages)
{
    /// <summary>A mail shows no more of them than this.</summary>
    public const int Most = 10;

    /// <summary>Those who are members now, in order of community and number. The address is compared without regard to case.</summary>
    public static async Task<IReadOnlyList<EmailHolder>> FindAsync(NpgsqlDataSource source, string email, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            SELECT p.community, p.account, coalesce(c.name, p.community), p.email, p.languages
            FROM vault.persons p
            JOIN views.members m ON m.community = p.community AND m.account = p.account AND m.left_on IS NULL AND NOT m.erased
            LEFT JOIN vault.communities c ON c.community = p.community
            WHERE lower(p.email) = lower($1) AND p.erased_at IS NULL
            ORDER BY p.community, p.account LIMIT $2
            """);
        command.Parameters.AddWithValue(email);
        command.Parameters.AddWithValue(Most);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<EmailHolder> found = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new EmailHolder(new CommunityCode(reader.GetString(0)), new AccountNumber(reader.GetString(1)), reader.GetString(2), reader.GetString(3), reader.IsDBNull(4) ? [] : reader.GetFieldValue<string[]>(4)));
        }

        return found;
    }
}
