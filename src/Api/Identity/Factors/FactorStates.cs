using Buurthulp.Ledger.Accounts;
using Npgsql;

namespace Buurthulp.Api.Identity.Factors;

/// <summary>Who has a second factor, for the one who gives offices. Which one it is stays theirs.</summary>
public sealed class FactorStates(NpgsqlDataSource source)
{
    /// <summary>Those of the given members who have an authenticator app or a passkey.</summary>
    public async Task<IReadOnlySet<AccountNumber>> OfAsync(CommunityCode community, IReadOnlyCollection<AccountNumber> accounts, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            SELECT u.account FROM identity.users u
            WHERE u.community = $1 AND u.account = ANY ($2) AND (u.two_factor_enabled OR EXISTS (SELECT FROM identity.user_passkeys p WHERE p.user_id = u.id))
            """);
        command.Parameters.AddWithValue(community.Value);
        command.Parameters.AddWithValue(accounts.Select(account => account.Value).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        HashSet<AccountNumber> found = [];
        while (await reader.ReadAsync(cancellationToken)) found.Add(new AccountNumber(reader.GetString(0)));
        return found;
    }
}
