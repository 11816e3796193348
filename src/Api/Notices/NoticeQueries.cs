using Buurthulp.Ledger.Accounts;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Notices;

/// <summary>A community whose clock is looked at, and the last digests that it had; null where none was counted yet.</summary>
internal sealed record DigestClock(CommunityCode Community, string TimeZone, LocalDate? Daily, LocalDate? Weekly);

/// <summary>A request that may be something for the reader; without who asks.</summary>
internal sealed record FittingRequest(string Category, string? Neighbourhood);

/// <summary>Somebody with a mail address for whom there is something to say.</summary>
internal sealed record DigestReader(AccountNumber Account, string Email, IReadOnlyList<string> Languages, long Waiting, IReadOnlyList<FittingRequest> Fitting);

/// <summary>Something that waits for the yes of somebody who wants to know at once. The key names its mail.</summary>
internal sealed record WaitingNotice(string Key, string Kind, CommunityCode Community, AccountNumber Account, string Email, IReadOnlyList<string> Languages, string Category, Guid Thing);

/// <summary>Who is to be told what, from the views and the vault; no journal is read for it.</summary>
internal static class NoticeQueries
{
    // What waits for whom: help that a helper wrote down waits for the receivers; a match waits for the side that did not propose it.
    private const string Waiting = """
        waiting (kind, community, account, thing, key) AS (
            SELECT 'exchange', w.community, s.account, w.exchange, 'exchange-waits/' || w.community || '/' || s.account || '/' || w.exchange
            FROM views.waiting_proposals w JOIN views.exchange_shares s ON s.community = w.community AND s.exchange = w.exchange AND s.side = 'receiver'
            UNION ALL
            SELECT 'match', r.community, p.account, r.request, 'match-waits/' || r.community || '/' || p.account || '/' || r.request || '/' || r.position
            FROM views.requests r JOIN views.request_people p ON p.community = r.community AND p.request = r.request AND p.side = CASE r.proposer WHEN 'helper' THEN 'asker' ELSE 'helper' END
            WHERE r.status = 'proposed')
        """;

    private const string Reachable = "p.email IS NOT NULL AND p.erased_at IS NULL AND m.left_on IS NULL AND NOT m.erased";

    public static async Task<IReadOnlyList<DigestClock>> ClocksAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            SELECT s.community, s.time_zone, d.period, w.period FROM views.scheduled_communities s
            LEFT JOIN mail.digests d ON d.community = s.community AND d.frequency = 'daily'
            LEFT JOIN mail.digests w ON w.community = s.community AND w.frequency = 'weekly' ORDER BY s.community
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<DigestClock> clocks = [];
        while (await reader.ReadAsync(cancellationToken)) clocks.Add(new DigestClock(new CommunityCode(reader.GetString(0)), reader.GetString(1), DayAt(2), DayAt(3)));
        return clocks;

        LocalDate? DayAt(int column) => reader.IsDBNull(column) ? null : LocalDate.FromDateOnly(reader.GetFieldValue<DateOnly>(column));
    }

    /// <summary>True for the one process that takes this period; the others wait for its transaction and then find it taken.</summary>
    public static async Task<bool> TakeAsync(NpgsqlConnection connection, CommunityCode community, DigestPeriod period, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            INSERT INTO mail.digests AS d (community, frequency, period) VALUES ($1, $2, $3)
            ON CONFLICT (community, frequency) DO UPDATE SET period = excluded.period WHERE d.period < excluded.period
            """, connection);
        foreach (var value in new object[] { community.Value, NameOf(period.Frequency), period.Begins.ToDateOnly() }) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>Those with something to read. Who wants mail at once gets the weekly one too; who pauses is not asked to help.</summary>
    public static async Task<IReadOnlyList<DigestReader>> ReadersAsync(NpgsqlConnection connection, CommunityCode community, DigestPeriod period, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            WITH {Waiting},
            shown AS (
                SELECT p.account, p.email, coalesce(p.languages, (SELECT c.languages FROM vault.communities c WHERE c.community = p.community), ARRAY[]::text[]) AS languages,
                    (SELECT count(*) FROM waiting w WHERE w.community = $1 AND w.account = p.account) AS waiting,
                    ARRAY(SELECT r.category || ' ' || coalesce(r.neighbourhood, '') FROM views.requests r
                        JOIN views.request_people a ON a.community = r.community AND a.request = r.request AND a.side = 'asker' AND a.account <> p.account
                        WHERE r.community = $1 AND r.status = 'open' AND r.posted_on >= $3 AND m.paused_on IS NULL
                          AND r.category IN (SELECT o.category FROM views.offers o WHERE o.community = $1 AND o.account = p.account AND o.withdrawn_on IS NULL)
                        ORDER BY r.posted_on, r.request) AS fitting
                FROM vault.persons p JOIN views.members m ON m.community = p.community AND m.account = p.account
                LEFT JOIN vault.mail_wishes w ON w.community = p.community AND w.account = p.account
                WHERE p.community = $1 AND {Reachable} AND CASE coalesce(w.wish, 'weekly') WHEN 'now' THEN 'weekly' ELSE coalesce(w.wish, 'weekly') END = $2)
            SELECT account, email, languages, waiting, fitting FROM shown WHERE waiting > 0 OR cardinality(fitting) > 0 ORDER BY account
            """, connection);
        foreach (var value in new object[] { community.Value, NameOf(period.Frequency), period.NewSince.ToDateOnly() }) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<DigestReader> readers = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            readers.Add(new DigestReader(new AccountNumber(reader.GetString(0)), reader.GetString(1), reader.GetFieldValue<string[]>(2), reader.GetInt64(3),
                [.. reader.GetFieldValue<string[]>(4).Select(text => text.Split(' ')).Select(parts => new FittingRequest(parts[0], parts[1].Length > 0 ? parts[1] : null))]));
        }

        return readers;
    }

    /// <summary>What waits for people who want to know at once and were not told yet.</summary>
    public static async Task<IReadOnlyList<WaitingNotice>> UntoldAsync(NpgsqlDataSource source, int most, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand($"""
            WITH {Waiting}
            SELECT w.key, w.kind, w.community, w.account, p.email, coalesce(p.languages, (SELECT c.languages FROM vault.communities c WHERE c.community = p.community), ARRAY[]::text[]), coalesce(e.category, r.category), w.thing
            FROM waiting w
            JOIN vault.mail_wishes wish ON wish.community = w.community AND wish.account = w.account AND wish.wish = 'now'
            JOIN vault.persons p ON p.community = w.community AND p.account = w.account
            JOIN views.members m ON m.community = w.community AND m.account = w.account
            LEFT JOIN views.exchanges e ON w.kind = 'exchange' AND e.community = w.community AND e.exchange = w.thing
            LEFT JOIN views.requests r ON w.kind = 'match' AND r.community = w.community AND r.request = w.thing
            WHERE {Reachable} AND NOT EXISTS (SELECT FROM mail.outbox o WHERE o.key = w.key)
            ORDER BY w.key LIMIT $1
            """);
        command.Parameters.Add(new() { Value = most });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<WaitingNotice> untold = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            untold.Add(new WaitingNotice(reader.GetString(0), reader.GetString(1), new CommunityCode(reader.GetString(2)), new AccountNumber(reader.GetString(3)), reader.GetString(4),
                reader.GetFieldValue<string[]>(5), reader.GetString(6), reader.GetGuid(7)));
        }

        return untold;
    }

    private static string NameOf(DigestFrequency frequency) => frequency == DigestFrequency.Daily ? "daily" : "weekly";
}
