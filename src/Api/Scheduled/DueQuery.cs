using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Scheduled;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Scheduled;

/// <summary>Finds what falls due in all communities with one query over the views and the vault; no journal is read for it.</summary>
public static class DueQuery
{
    /// <summary>No place on earth is further ahead of UTC than this.</summary>
    private static readonly Duration FurthestAhead = Duration.FromHours(14);

    /// <summary>An intake under way is left alone for so long.</summary>
    private static readonly Duration IntakeTakesAtMost = Duration.FromMinutes(5);

    // Each part is small by itself: what waits, never what was. A thing that is not due yet anywhere on earth does not come along.
    private const string Sql = """
        WITH due (kind, community, time_zone, thing, due_on, since) AS (
            SELECT 1, m.community, s.time_zone, m.account, DATE '0001-01-01', NULL::timestamptz
            FROM views.members m
            JOIN views.scheduled_communities s ON s.community = m.community
            WHERE m.erased AND (ANYTHING_LEFT)
            UNION ALL
            SELECT 2, i.community, s.time_zone, i.command::text, DATE '0001-01-01', NULL
            FROM vault.intakes i JOIN views.scheduled_communities s ON s.community = i.community
            WHERE i.account IS NULL AND NOT i.waits AND i.started_at < $2
            UNION ALL
            SELECT 3, w.community, s.time_zone, w.exchange::text, w.proposed_on + s.proposal_days, NULL
            FROM views.waiting_proposals w JOIN views.scheduled_communities s ON s.community = w.community
            UNION ALL
            SELECT 4, s.community, s.time_zone, '', ((s.unpublished_since - interval '12 hours') AT TIME ZONE 'UTC')::date + 1, s.unpublished_since
            FROM views.scheduled_communities s WHERE s.unpublished_since IS NOT NULL
            UNION ALL
            SELECT 5, r.community, s.time_zone, r.request::text, coalesce(
                (SELECT max(d.day) FROM views.roster_dates d WHERE d.community = r.community AND d.request = r.request) + 1,
                coalesce(r.needed_on, r.needed_until) + 1, r.posted_on + s.request_days), NULL
            FROM views.requests r JOIN views.scheduled_communities s ON s.community = r.community
            WHERE r.status IN ('open', 'proposed')
            UNION ALL
            SELECT 6, b.community, s.time_zone, b.batch::text, b.expires_on, NULL
            FROM views.note_batches b JOIN views.scheduled_communities s ON s.community = b.community
            WHERE b.expires_on <= $1 AND EXISTS (
                SELECT FROM views.notes n WHERE n.community = b.community AND n.number BETWEEN b.first_number AND b.last_number AND n.status = 'issued')
            UNION ALL
            SELECT 7, d.community, s.time_zone, concat_ws('/', d.kind, d.account, d.subject), d.due_on, NULL
            FROM (DUE_REMINDERS) d JOIN views.scheduled_communities s ON s.community = d.community
            WHERE NOT EXISTS (SELECT FROM vault.reminders r WHERE r.community = d.community AND r.account = d.account AND r.kind = d.kind AND r.subject = d.subject AND r.due_on = d.due_on)
        )
        SELECT kind, community, time_zone, thing, due_on, since FROM due
        WHERE due_on <= $1 AND (due_on, kind, community COLLATE "C", thing COLLATE "C") > ($3, $4, $5, $6)
        ORDER BY due_on, kind, community COLLATE "C", thing COLLATE "C"
        LIMIT $7
        """;

    private static readonly string Query = Sql.Replace("ANYTHING_LEFT", PersonalPlaces.AnythingLeft(), StringComparison.Ordinal).Replace("DUE_REMINDERS", DueReminders.Sql, StringComparison.Ordinal);

    /// <summary>A page of what is due or will be within a day, the longest due first.</summary>
    /// <param name="database">Where the views and the vault are.</param>
    /// <param name="now">The moment.</param>
    /// <param name="after">The last of the page before; null for the first page.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">The server stops.</param>
    public static async Task<IReadOnlyList<DueThing>> PageAsync(NpgsqlDataSource database, Instant now, DueThing? after, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Query);
        foreach (var value in new object[]
        {
            (now + FurthestAhead).InUtc().Date.ToDateOnly(), (now - IntakeTakesAtMost).ToDateTimeUtc(),
            (after?.DueOn ?? new LocalDate(1, 1, 1)).ToDateOnly(), after is null ? 0 : (int)after.Kind, after?.Community.Value ?? "", after?.Thing ?? "", limit,
        })
        {
            command.Parameters.Add(new() { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<DueThing> page = new(limit);
        while (await reader.ReadAsync(cancellationToken))
        {
            page.Add(new DueThing((DueKind)reader.GetInt32(0), new CommunityCode(reader.GetString(1)), reader.GetString(2), reader.GetString(3), LocalDate.FromDateOnly(reader.GetFieldValue<DateOnly>(4)),
                reader.IsDBNull(5) ? null : Instant.FromDateTimeUtc(reader.GetDateTime(5))));
        }

        return page;
    }
}
