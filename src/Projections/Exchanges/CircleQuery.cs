using Buurthulp.Ledger.Accounts;
using Npgsql;

namespace Buurthulp.Projections.Exchanges;

/// <summary>How many people somebody helped and was helped by, since the beginning; never who.</summary>
/// <param name="Helped">Different members whom they helped; organisations and shops are no neighbours.</param>
/// <param name="HelpedBy">Different members who helped them.</param>
public sealed record Circle(long Helped, long HelpedBy);

/// <summary>Counts the people around one member. For a page of every day; the monitoring figures tell more and take longer.</summary>
public static class CircleQuery
{
    /// <summary>Booked exchanges only. Nobody for an account that the community does not have.</summary>
    public static async Task<Circle> ReadAsync(NpgsqlDataSource database, CommunityCode community, AccountNumber account, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT count(DISTINCT other.account) FILTER (WHERE own.side = 'helper'), count(DISTINCT other.account) FILTER (WHERE own.side = 'receiver')
            FROM views.exchange_shares own
            JOIN views.exchanges e ON e.community = own.community AND e.exchange = own.exchange AND e.status = 'booked'
            JOIN views.exchange_shares other ON other.community = own.community AND other.exchange = own.exchange AND other.side <> own.side AND other.account <> own.account
            JOIN views.members person ON person.community = other.community AND person.account = other.account
            WHERE own.community = $1 AND own.account = $2
            """);
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(account.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new Circle(reader.GetInt64(0), reader.GetInt64(1));
    }
}
