using Buurthulp.Ledger.Accounts;
using NodaTime;
using Npgsql;

namespace Buurthulp.Projections.Members;

/// <summary>A member in numbers; their name is in the vault. Exchanges that were reversed do not count.</summary>
/// <param name="Account">Their number.</param>
/// <param name="Neighbourhood">Where they live, when known.</param>
/// <param name="JoinedOn">The day of joining.</param>
/// <param name="LeftOn">The day of leaving.</param>
/// <param name="ReciprocityExpected">False for those who are never asked to give.</param>
/// <param name="GaveMinutes">Minutes of help given, to anyone.</param>
/// <param name="ReceivedMinutes">Minutes of help received, whoever was charged for it.</param>
/// <param name="Exchanges">Booked exchanges that they took part in.</param>
/// <param name="ThanksGiven">How often they said thank you.</param>
/// <param name="PausedOn">The first day of a pause that is not over; whoever is paused gets no suggestions and no prompts.</param>
/// <param name="IsErased">Whether the vault knows nothing of them any more.</param>
public sealed record MemberRow(AccountNumber Account, NeighbourhoodCode? Neighbourhood, LocalDate JoinedOn, LocalDate? LeftOn, bool ReciprocityExpected,
    long GaveMinutes, long ReceivedMinutes, long Exchanges, long ThanksGiven,
    LocalDate? PausedOn, bool IsErased);

/// <summary>Reads the view of members.</summary>
public static class MemberQueries
{
    private const string Select = """
        SELECT account, neighbourhood, joined_on, left_on, reciprocity_expected, gave_minutes, received_minutes, exchanges, thanks_given, paused_on, erased
        FROM views.members WHERE community = $1
        """;

    /// <summary>Null for a number that is no member's.</summary>
    public static async Task<MemberRow?> FindAsync(NpgsqlDataSource database, CommunityCode community, AccountNumber account, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{Select} AND account = $2");
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(account.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    /// <summary>All members, also those who left, in order of their number.</summary>
    public static async Task<IReadOnlyList<MemberRow>> ListAsync(NpgsqlDataSource database, CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{Select} ORDER BY account");
        command.Parameters.Add(Parameter.Of(community.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<MemberRow> rows = [];
        while (await reader.ReadAsync(cancellationToken)) rows.Add(Read(reader));
        return rows;
    }

    /// <summary>The member who is here and took part in the most exchanges; null when nobody helped or was helped yet.</summary>
    public static async Task<AccountNumber?> BusiestAsync(NpgsqlDataSource database, CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT account FROM views.members WHERE community = $1 AND left_on IS NULL AND NOT erased AND exchanges > 0 ORDER BY exchanges DESC, account LIMIT 1");
        command.Parameters.Add(Parameter.Of(community.Value));
        return await command.ExecuteScalarAsync(cancellationToken) is string account ? new AccountNumber(account) : null;
    }

    /// <summary>How many members who are here live in each neighbourhood; those in which nobody does are missing.</summary>
    public static async Task<IReadOnlyDictionary<NeighbourhoodCode, int>> CountByNeighbourhoodAsync(NpgsqlDataSource database, CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT neighbourhood, count(*) FROM views.members WHERE community = $1 AND neighbourhood IS NOT NULL AND left_on IS NULL AND NOT erased GROUP BY neighbourhood");
        command.Parameters.Add(Parameter.Of(community.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        Dictionary<NeighbourhoodCode, int> counts = [];
        while (await reader.ReadAsync(cancellationToken)) counts.Add(new NeighbourhoodCode(reader.GetString(0)), (int)reader.GetInt64(1));
        return counts;
    }

    private static MemberRow Read(NpgsqlDataReader reader) => new(
        new AccountNumber(reader.GetString(0)),
        reader.IsDBNull(1) ? null : new NeighbourhoodCode(reader.GetString(1)),
        reader.Date(2),
        reader.DateOrNull(3),
        reader.GetBoolean(4),
        reader.GetInt64(5),
        reader.GetInt64(6),
        reader.GetInt64(7),
        reader.GetInt64(8),
        reader.DateOrNull(9),
        reader.GetBoolean(10));
}
