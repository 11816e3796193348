using Buurthulp.Ledger.Accounts;
using NodaTime;
using Npgsql;

namespace Buurthulp.Projections.Statements;

/// <summary>An account in a trial balance, in minutes.</summary>
public sealed record TrialBalanceLine(AccountNumber Account, AccountKind Kind, long Balance);

/// <summary>The balances of all accounts that existed as of a position.</summary>
/// <param name="Position">As of this entry, included.</param>
/// <param name="Accounts">In order of their number.</param>
public sealed record TrialBalance(long Position, IReadOnlyList<TrialBalanceLine> Accounts)
{
    /// <summary>Zero, or the books are wrong.</summary>
    public long Total => Accounts.Sum(account => account.Balance);

    /// <summary>
    /// Sums the statement lines up to a position, so it does not lean on any stored balance.
    /// </summary>
    /// <param name="database">The application's database.</param>
    /// <param name="community">Whose books.</param>
    /// <param name="position">Null, or a position that the views have not reached: as far as they are. The answer says which.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static Task<TrialBalance> AsOfAsync(NpgsqlDataSource database, CommunityCode community, long? position, CancellationToken cancellationToken) =>
        AsOfAsync(database, community, position, day: null, cancellationToken);

    /// <summary>The balances at the end of a day, by the day things happened, from all that the views show.</summary>
    public static Task<TrialBalance> AtEndOfAsync(NpgsqlDataSource database, CommunityCode community, LocalDate day, CancellationToken cancellationToken) =>
        AsOfAsync(database, community, position: null, day, cancellationToken);

    private static async Task<TrialBalance> AsOfAsync(NpgsqlDataSource database, CommunityCode community, long? position, LocalDate? day, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            WITH shown AS (
                SELECT least($2, coalesce(min(position), 0)) AS position FROM views.progress
                WHERE community = $1 AND view IN ('accounts', 'statements') HAVING count(*) = 2),
            sums AS (
                SELECT s.account, sum(s.amount)::bigint AS balance FROM views.statement_lines s, shown
                WHERE s.community = $1 AND s.position <= shown.position AND ($3::date IS NULL OR s.happened_on <= $3) GROUP BY s.account)
            SELECT shown.position, a.account, a.kind, coalesce(sums.balance, 0)
            FROM shown LEFT JOIN views.accounts a ON a.community = $1 AND a.opened_position <= shown.position AND ($3::date IS NULL OR a.opened_on <= $3 OR a.account IN (SELECT account FROM sums))
            LEFT JOIN sums ON sums.account = a.account
            ORDER BY a.account
            """);
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(position));
        command.Parameters.Add(Parameter.Of(day?.ToDateOnly()));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<TrialBalanceLine> accounts = [];
        long shown = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            shown = reader.GetInt64(0);
            if (!reader.IsDBNull(1)) accounts.Add(new TrialBalanceLine(new AccountNumber(reader.GetString(1)), EnumText.Parse<AccountKind>(reader.GetString(2)), reader.GetInt64(3)));
        }

        return new TrialBalance(shown, accounts);
    }
}
