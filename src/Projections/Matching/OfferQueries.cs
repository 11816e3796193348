using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Projections.Exchanges;
using NodaTime;
using Npgsql;

namespace Buurthulp.Projections.Matching;

/// <summary>An offer as the view shows it.</summary>
public sealed record OfferRow(OfferId Offer, AccountNumber Member, CategoryCode Category, LocalDate PostedOn, Channel Channel, OfferTerms Terms, LocalDate? WithdrawnOn);

/// <summary>Somebody with an open offer, and what tells whether to ask them now.</summary>
/// <param name="Offer">What they offer.</param>
/// <param name="HomeNeighbourhood">Where they live, when known.</param>
/// <param name="LastAskedOn">When they were last asked; null is never.</param>
/// <param name="GaveMinutes">What they gave in the days that count, to anybody.</param>
/// <param name="HelpedPeople">How many people they helped in those days.</param>
public sealed record CandidateRow(OfferRow Offer, NeighbourhoodCode? HomeNeighbourhood, LocalDate? LastAskedOn, long GaveMinutes, long HelpedPeople);

/// <summary>Reads the view of offers.</summary>
public static class OfferQueries
{
    private const string Columns = "o.offer, o.account, o.category, o.posted_on, o.channel, o.availability, o.languages, o.neighbourhood, o.not_from_my_street, o.withdrawn_on";

    /// <summary>Open offers of one member or of all, the oldest first.</summary>
    public static async Task<IReadOnlyList<OfferRow>> ListAsync(NpgsqlDataSource database, CommunityCode community, AccountNumber? member, CategoryCode? category, int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"""
            SELECT {Columns} FROM views.offers o WHERE o.community = $1 AND o.withdrawn_on IS NULL AND ($2::text IS NULL OR o.account = $2) AND ($3::text IS NULL OR o.category = $3)
            ORDER BY o.posted_on, o.offer LIMIT $4
            """);
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(member?.Value));
        command.Parameters.Add(Parameter.Of(category?.Value));
        command.Parameters.Add(Parameter.Of(most));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<OfferRow> rows = [];
        while (await reader.ReadAsync(cancellationToken)) rows.Add(Read(reader));
        return rows;
    }

    /// <summary>Everything that a member offers or offered, the oldest first.</summary>
    public static async Task<IReadOnlyList<OfferRow>> OfMemberAsync(NpgsqlDataSource database, CommunityCode community, AccountNumber member, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"SELECT {Columns} FROM views.offers o WHERE o.community = $1 AND o.account = $2 ORDER BY o.posted_on, o.offer");
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(member.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<OfferRow> rows = [];
        while (await reader.ReadAsync(cancellationToken)) rows.Add(Read(reader));
        return rows;
    }

    /// <summary>
    /// Everybody with an open offer of this kind whose account is open and who is not paused, with their load after a day. The load counts minutes and people, never who they were:
    /// whether somebody helped the one who asks before plays no part.
    /// </summary>
    public static async Task<IReadOnlyList<CandidateRow>> CandidatesAsync(NpgsqlDataSource database, CommunityCode community, CategoryCode category, LocalDate since, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"""
            WITH lately AS MATERIALIZED (
                SELECT e.exchange, s.side, s.account, s.minutes FROM views.exchanges e {HelpLoad.SharesOfEach}
                WHERE e.community = $1 AND e.status = 'booked' AND e.happened_on > $3),
            {HelpLoad.Parts}
            SELECT {Columns}, a.neighbourhood, l.asked_on, coalesce(g.minutes, 0), coalesce(h.people, 0)
            FROM views.offers o
            JOIN views.accounts a ON a.community = o.community AND a.account = o.account AND a.closed_on IS NULL
            LEFT JOIN views.last_asked l ON l.community = o.community AND l.account = o.account
            LEFT JOIN given g ON g.account = o.account
            LEFT JOIN helped h ON h.account = o.account
            WHERE o.community = $1 AND o.category = $2 AND o.withdrawn_on IS NULL
              AND NOT EXISTS (SELECT FROM views.members m WHERE m.community = o.community AND m.account = o.account AND m.paused_on IS NOT NULL)
            ORDER BY o.account, o.posted_on, o.offer
            """);
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(category.Value));
        command.Parameters.Add(Parameter.Of(since.ToDateOnly()));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<CandidateRow> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new CandidateRow(Read(reader), reader.TextOrNull(10) is { } home ? new NeighbourhoodCode(home) : null, reader.DateOrNull(11), reader.GetInt64(12), reader.GetInt64(13)));
        }

        return rows;
    }

    private static OfferRow Read(NpgsqlDataReader reader) => new(
        new OfferId(reader.GetGuid(0)),
        new AccountNumber(reader.GetString(1)),
        new CategoryCode(reader.GetString(2)),
        reader.Date(3),
        EnumText.Parse<Channel>(reader.GetString(4)),
        new OfferTerms(
            reader.IsDBNull(5) ? null : [.. reader.GetFieldValue<string[]>(5).Select(EnumText.Parse<Daypart>)],
            reader.IsDBNull(6) ? null : [.. reader.GetFieldValue<string[]>(6).Select(language => new LanguageCode(language))],
            reader.TextOrNull(7) is { } place ? new NeighbourhoodCode(place) : null,
            reader.GetBoolean(8) ? true : null),
        reader.DateOrNull(9));
}
