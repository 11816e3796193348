using Buurthulp.Ledger.Accounts;
using NodaTime;
using Npgsql;

namespace Buurthulp.Projections.Accounts;

/// <summary>An account as the view shows it.</summary>
/// <param name="Account">Its number.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Neighbourhood">Where its holder lives, when known.</param>
/// <param name="OpenedOn">The first day on which something may have happened on it.</param>
/// <param name="ClosedOn">The day of leaving.</param>
/// <param name="Balance">Minutes; may be below zero.</param>
/// <param name="Position">The last entry that changed this row.</param>
public sealed record AccountRow(AccountNumber Account, AccountKind Kind, NeighbourhoodCode? Neighbourhood, LocalDate OpenedOn, LocalDate? ClosedOn, long Balance, long Position);

/// <summary>The accounts of one kind together.</summary>
/// <param name="Kind">What they stand for.</param>
/// <param name="Accounts">How many there are.</param>
/// <param name="Balance">The sum of their balances in minutes.</param>
public sealed record KindTotal(AccountKind Kind, int Accounts, long Balance);

/// <summary>Reads the view of accounts.</summary>
public static class AccountQueries
{
    private const string Select = "SELECT account, kind, neighbourhood, opened_on, closed_on, balance, position FROM views.accounts WHERE community = $1";

    /// <summary>Null for a number that the community does not have.</summary>
    public static async Task<AccountRow?> FindAsync(NpgsqlDataSource database, CommunityCode community, AccountNumber account, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{Select} AND account = $2");
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(account.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    /// <summary>All accounts in order of their number, or those of one kind.</summary>
    public static async Task<IReadOnlyList<AccountRow>> ListAsync(NpgsqlDataSource database, CommunityCode community, AccountKind? kind, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{Select} AND ($2::text IS NULL OR kind = $2) ORDER BY account");
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(kind is { } one ? EnumText.Of(one) : null));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<AccountRow> rows = [];
        while (await reader.ReadAsync(cancellationToken)) rows.Add(Read(reader));
        return rows;
    }

    /// <summary>What the kinds of accounts have together, in order of the kind, and the position up to which it counts. One pass over the accounts, however many lines they have.</summary>
    public static async Task<(long Position, IReadOnlyList<KindTotal> Kinds)> TotalsAsync(NpgsqlDataSource database, CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT p.position, a.kind, count(*)::integer, sum(a.balance)::bigint FROM views.progress p JOIN views.accounts a ON a.community = p.community
            WHERE p.community = $1 AND p.view = 'accounts' GROUP BY p.position, a.kind
            """);
        command.Parameters.Add(Parameter.Of(community.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        long position = 0;
        List<KindTotal> kinds = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            position = reader.GetInt64(0);
            kinds.Add(new KindTotal(EnumText.Parse<AccountKind>(reader.GetString(1)), reader.GetInt32(2), reader.GetInt64(3)));
        }

        return (position, [.. kinds.OrderBy(kind => kind.Kind)]);
    }

    private static AccountRow Read(NpgsqlDataReader reader) => new(
        new AccountNumber(reader.GetString(0)),
        EnumText.Parse<AccountKind>(reader.GetString(1)),
        reader.IsDBNull(2) ? null : new NeighbourhoodCode(reader.GetString(2)),
        reader.Date(3),
        reader.DateOrNull(4),
        reader.GetInt64(5),
        reader.GetInt64(6));
}
