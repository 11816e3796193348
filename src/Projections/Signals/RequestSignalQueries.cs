using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Signals;
using Buurthulp.Projections.Matching;
using NodaTime;
using Npgsql;

namespace Buurthulp.Projections.Signals;

/// <summary>A request that waits for somebody.</summary>
/// <param name="Count">How many there are, of which the first are listed.</param>
/// <param name="Request">Its id.</param>
/// <param name="Member">Who asked.</param>
/// <param name="Category">The kind of help.</param>
/// <param name="Status">As of the view's position.</param>
/// <param name="Since">Unanswered: the day of posting. To be followed up: the day of the help, the match or the ending.</param>
public sealed record RequestSignalRow(long Count, RequestId Request, AccountNumber Member, CategoryCode Category, RequestStatus Status, LocalDate Since);

/// <summary>Finds the requests that wait: for an answer, or for a call to hear how it went. Requests of those who left wait for nothing.</summary>
public static class RequestSignalQueries
{
    /// <summary>What nobody asked about for longer is history.</summary>
    public const int FollowUpWithinDays = 180;

    // A roster waits for as long as one of its days to come has no helper.
    private static readonly string Unanswered = $"""
        SELECT count(*) OVER (), r.request, a.account, r.category, r.status, r.posted_on
        FROM views.requests r
        JOIN views.request_people a ON a.community = r.community AND a.request = r.request AND a.side = 'asker'
        WHERE r.community = $1 AND r.status IN ('open', 'proposed') AND r.posted_on < $2::date - $3::integer
          AND (NOT r.is_roster OR EXISTS (SELECT FROM views.roster_dates d WHERE d.community = r.community AND d.request = r.request AND d.account IS NULL AND d.day >= $2))
          AND NOT {RequestQueries.HasLeft("a.account")}
        ORDER BY r.posted_on, r.request LIMIT $4
        """;

    private static readonly string FollowUps = $"""
        WITH touched AS (
            SELECT e.request FROM views.exchanges e WHERE e.community = $1 AND e.status = 'booked' AND e.happened_on > $2::date - {FollowUpWithinDays} AND e.request IS NOT NULL
            UNION
            SELECT r.request FROM views.requests r WHERE r.community = $1 AND greatest(r.agreed_on, r.closed_on) > $2::date - {FollowUpWithinDays}),
        waiting AS MATERIALIZED (
            SELECT r.*, {RequestQueries.DueFrom} AS due_from FROM touched t JOIN views.requests r ON r.community = $1 AND r.request = t.request WHERE {RequestQueries.IsAnswered})
        SELECT count(*) OVER (), r.request, a.account, r.category, r.status, r.due_from
        FROM waiting r
        JOIN views.request_people a ON a.community = r.community AND a.request = r.request AND a.side = 'asker'
        WHERE r.due_from <= $2::date - $3::integer AND r.due_from > $2::date - {FollowUpWithinDays} AND {RequestQueries.IsUnheard}
          AND NOT {RequestQueries.HasLeft("a.account")}
        ORDER BY r.due_from, r.request LIMIT $4
        """;

    /// <summary>Requests that were posted more than the agreed days ago and still want a helper, the oldest first.</summary>
    public static Task<IReadOnlyList<RequestSignalRow>> UnansweredAsync(NpgsqlDataSource database, CommunityCode community, LocalDate today, SignalTerms terms, int most, CancellationToken cancellationToken) =>
        ListAsync(database, Unanswered, community, today, terms.UnansweredDays, most, cancellationToken);

    /// <summary>Requests of the last 180 days about which a call is due, the longest due first.</summary>
    public static Task<IReadOnlyList<RequestSignalRow>> FollowUpsAsync(NpgsqlDataSource database, CommunityCode community, LocalDate today, RequestTerms terms, int most, CancellationToken cancellationToken) =>
        ListAsync(database, FollowUps, community, today, terms.FollowUpDays, most, cancellationToken);

    private static async Task<IReadOnlyList<RequestSignalRow>> ListAsync(NpgsqlDataSource database, string sql, CommunityCode community, LocalDate today, int days, int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(today.ToDateOnly()));
        command.Parameters.Add(Parameter.Of(days));
        command.Parameters.Add(Parameter.Of(most));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<RequestSignalRow> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new RequestSignalRow(reader.GetInt64(0), new RequestId(reader.GetGuid(1)), new AccountNumber(reader.GetString(2)), new CategoryCode(reader.GetString(3)),
                EnumText.Parse<RequestStatus>(reader.GetString(4)), reader.Date(5)));
        }

        return rows;
    }
}
