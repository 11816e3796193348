using Buurthulp.Ledger.Accounts;
using NodaTime;
using Npgsql;

namespace Buurthulp.Projections.Exchanges;

/// <summary>What happened in a neighbourhood lately: counts only.</summary>
/// <param name="Exchanges">Booked and not reversed.</param>
/// <param name="Minutes">Of help in them.</param>
/// <param name="Members">Who is a member now.</param>
public sealed record Lately(long Exchanges, long Minutes, long Members);

/// <summary>Counts what everybody may know.</summary>
public static class LatelyQuery
{
    /// <summary>The exchanges from <paramref name="since"/> on, by the day they happened, and the members of now. One round trip.</summary>
    public static async Task<Lately> ReadAsync(NpgsqlDataSource database, CommunityCode community, LocalDate since, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT count(*), coalesce(sum(minutes), 0)::bigint, (SELECT count(*) FROM views.members WHERE community = $1 AND left_on IS NULL)
            FROM views.exchanges WHERE community = $1 AND status = 'booked' AND happened_on >= $2
            """);
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(since.ToDateOnly()));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new Lately(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }

    /// <summary>The last day on which help happened, up to a day; null when there was none.</summary>
    public static async Task<LocalDate?> LastDayAsync(NpgsqlDataSource database, CommunityCode community, LocalDate upTo, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT max(happened_on) FROM views.exchanges WHERE community = $1 AND status = 'booked' AND happened_on <= $2");
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(upTo.ToDateOnly()));
        return await command.ExecuteScalarAsync(cancellationToken) is DateOnly day ? LocalDate.FromDateOnly(day) : null;
    }
}
