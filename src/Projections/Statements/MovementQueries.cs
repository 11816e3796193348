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
    public bool HasDays => From is not null || To is not null;

    public bool IsAny => this is { Account: null, EventType: null, From: null, To: null };
}

/// <summary>Finds entries that move minutes.</summary>
public static class MovementQueries
{
    private static readonly LocalDate Earliest = new(1, 1, 1);
    private static readonly LocalDate Latest = new(9999, 12, 31);

    /// <summary>
    /// The positions of the entries that fit: the latest first, or with days in the filter those of the latest day first. Each order has an index, so that a page costs as much as it shows, however long the journal
    /// is: days and positions go together only roughly, and looking for an old month from the end of the journal back would read all that came after.
    /// </summary>
    /// <param name="database">The application's database.</param>
    /// <param name="community">Whose books.</param>
    /// <param name="filter">Which.</param>
    /// <param name="before">Only those after this one in that order: its position and its day. Null: from the first.</param>
    /// <param name="most">How many.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<IReadOnlyList<long>> PositionsAsync(NpgsqlDataSource database, CommunityCode community, MovementFilter filter, (long Position, LocalDate Day)? before, int most, CancellationToken cancellationToken)
    {
        // An account has few entries of its own, and each may move it more than once.
        var (from, x) = filter.Account is null
            ? ("SELECT e.position, e.happened_on FROM views.statement_entries e WHERE e.community = $1 AND $3::text IS NULL AND e.event_type <> 'exchange_proposed'", "e")
            : ("""
              SELECT DISTINCT l.position, l.happened_on FROM views.statement_lines l JOIN views.statement_entries e ON e.community = l.community AND e.position = l.position
              WHERE l.community = $1 AND l.account = $3
              """, "l");
        await using var command = database.CreateCommand(filter.HasDays
            ? $"""
              {from} AND ({x}.happened_on, {x}.position) < ($8::date, $2) AND ($4::text IS NULL OR e.event_type = $4) AND {x}.happened_on >= $5 AND {x}.happened_on <= $6
              ORDER BY {x}.happened_on DESC, {x}.position DESC LIMIT $7
              """
            : $"""
              {from} AND {x}.position < $2 AND ($4::text IS NULL OR e.event_type = $4) AND $5::date IS NOT NULL AND $6::date IS NOT NULL AND $8::date IS NOT NULL
              ORDER BY {x}.position DESC LIMIT $7
              """);
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(before?.Position ?? long.MaxValue));
        command.Parameters.Add(Parameter.Of(filter.Account?.Value));
        command.Parameters.Add(Parameter.Of(filter.EventType));
        command.Parameters.Add(Parameter.Of((filter.From ?? Earliest).ToDateOnly()));
        command.Parameters.Add(Parameter.Of((filter.To ?? Latest).ToDateOnly()));
        command.Parameters.Add(Parameter.Of(most));
        command.Parameters.Add(Parameter.Of((before?.Day ?? filter.To ?? Latest).ToDateOnly()));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<long> positions = [];
        while (await reader.ReadAsync(cancellationToken)) positions.Add(reader.GetInt64(0));
        return positions;
    }
}
