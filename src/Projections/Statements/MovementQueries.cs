using Buurthulp.Ledger.Accounts;
using NodaTime;
using Npgsql;

namespace Buurthulp.Projections.Statements;

/// <summary>Which entries to look for; null is any.</summary>
/// <param name="Account">One of those that it moves.</param>
/// <param name="EventType">The stored name.</param>
/// <param name="From">The first day on which it counts.</param>
/// <param name="To">The last day.</param>
public sealed record MovementFilter(AccountNumber? Account, string? EventType, LocalDate? From, LocalDate? To)
{
    public bool IsAny => this is { Account: null, EventType: null, From: null, To: null };
}

/// <summary>Finds entries that move minutes.</summary>
public static class MovementQueries
{
    /// <summary>The positions of the entries that fit, the latest first.</summary>
    /// <param name="database">The application's database.</param>
    /// <param name="community">Whose books.</param>
    /// <param name="filter">Which.</param>
    /// <param name="before">Only those before this position.</param>
    /// <param name="most">How many.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<IReadOnlyList<long>> PositionsAsync(NpgsqlDataSource database, CommunityCode community, MovementFilter filter, long before, int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT DISTINCT position FROM views.statement_lines
            WHERE community = $1 AND position < $2 AND ($3::text IS NULL OR account = $3) AND ($4::text IS NULL OR event_type = $4)
                AND ($5::date IS NULL OR happened_on >= $5) AND ($6::date IS NULL OR happened_on <= $6)
            ORDER BY position DESC LIMIT $7
            """);
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(before));
        command.Parameters.Add(Parameter.Of(filter.Account?.Value));
        command.Parameters.Add(Parameter.Of(filter.EventType));
        command.Parameters.Add(Parameter.Of(filter.From?.ToDateOnly()));
        command.Parameters.Add(Parameter.Of(filter.To?.ToDateOnly()));
        command.Parameters.Add(Parameter.Of(most));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<long> positions = [];
        while (await reader.ReadAsync(cancellationToken)) positions.Add(reader.GetInt64(0));
        return positions;
    }
}
