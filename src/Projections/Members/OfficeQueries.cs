using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using NodaTime;
using Npgsql;

namespace Buurthulp.Projections.Members;

/// <summary>An office that somebody holds.</summary>
public sealed record RoleRow(AccountNumber Account, Role Role, LocalDate GivenOn);

/// <summary>Somebody who may act for a member. <paramref name="Until"/> is the last day; null until it is ended.</summary>
public sealed record ProxyRow(AccountNumber Member, AccountNumber Proxy, ProxyKind Kind, LocalDate From, LocalDate? Until);

/// <summary>Reads the view of offices.</summary>
public static class OfficeQueries
{
    /// <summary>The offices of one member, or of all when <paramref name="account"/> is null; in order of number and name.</summary>
    public static async Task<IReadOnlyList<RoleRow>> RolesAsync(NpgsqlDataSource database, CommunityCode community, AccountNumber? account, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT account, role, given_on FROM views.member_roles WHERE community = $1 AND ($2 IS NULL OR account = $2) ORDER BY account, role");
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = account?.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<RoleRow> rows = [];
        while (await reader.ReadAsync(cancellationToken)) rows.Add(new RoleRow(new AccountNumber(reader.GetString(0)), EnumText.Parse<Role>(reader.GetString(1)), reader.Date(2)));
        return rows;
    }

    /// <summary>Who may act for the member and for whom the member may act, whether or not their days have come; in order of number.</summary>
    public static async Task<IReadOnlyList<ProxyRow>> ProxiesAsync(NpgsqlDataSource database, CommunityCode community, AccountNumber account, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT member, proxy, kind, from_on, until_on FROM views.member_proxies WHERE community = $1 AND (member = $2 OR proxy = $2) ORDER BY member, proxy");
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(account.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<ProxyRow> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new ProxyRow(new AccountNumber(reader.GetString(0)), new AccountNumber(reader.GetString(1)), EnumText.Parse<ProxyKind>(reader.GetString(2)), reader.Date(3), reader.DateOrNull(4)));
        }

        return rows;
    }
}
