using System.Data;
using System.Runtime.InteropServices;
using Buurthulp.Ledger.Accounts;
using Npgsql;

namespace Buurthulp.Projections.Indicators.Facts;

/// <summary>Reads the facts of a community from the view: all of them, or those that came since.</summary>
internal static class FactsReader
{
    private const int TimeoutSeconds = 120;

    // One after another in one snapshot; each row is of a position that the one before has prepared.
    private static readonly (string Sql, Action<CommunityFacts, NpgsqlDataReader> Read)[] Parts =
    [
        ("SELECT position, account, kind, neighbourhood, opened_on FROM views.indicator_accounts WHERE community = $1 AND position > $2 ORDER BY position", ReadAccount),
        ("SELECT position, account, left_on FROM views.indicator_leavings WHERE community = $1 AND position > $2 ORDER BY position", ReadLeaving),
        ("SELECT position, neighbourhood, residents FROM views.indicator_residents WHERE community = $1 AND position > $2 ORDER BY position", ReadResidents),
        ("SELECT position, happened_on, minutes, category, recorded_by = 'coordinator', booked_by, settled_as_shared FROM views.indicator_exchanges WHERE community = $1 AND position > $2 ORDER BY position", ReadExchange),
        ("SELECT position, received, account, minutes::integer FROM views.indicator_shares WHERE community = $1 AND position > $2 ORDER BY position, received, account", ReadShare),
        ("SELECT position, undone_position FROM views.indicator_undone WHERE community = $1 AND position > $2 ORDER BY position", ReadUndone),
        ("SELECT position, booked_position, account FROM views.indicator_thanks WHERE community = $1 AND position > $2 ORDER BY position", ReadThanks),
        ("SELECT position, happened_on, account, amount FROM views.indicator_movements WHERE community = $1 AND position > $2 ORDER BY position, line", ReadMovement),
        ("SELECT position, held_on FROM views.indicator_activities WHERE community = $1 AND position > $2 ORDER BY position", ReadActivity),
        ("""
            SELECT t.position, h.held_on, t.account FROM views.indicator_attendances t
            JOIN views.indicator_activities h ON h.community = t.community AND h.position = t.held_position
            WHERE t.community = $1 AND t.position > $2 ORDER BY t.position
            """, ReadAttendance),
    ];

    /// <summary>The facts as of the view's position: the given ones with what came since, or new ones when there were none or the view was made anew.</summary>
    public static async Task<CommunityFacts> ReadAsync(NpgsqlDataSource database, CommunityCode community, CommunityFacts? known, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var (made, position) = await StandAsync(connection, transaction, community, cancellationToken);
        var facts = known is not null && known.Made == made && known.Position <= position ? known : new CommunityFacts(made);
        if (facts.Position == position) return facts;
        await using var batch = new NpgsqlBatch(connection, transaction) { Timeout = TimeoutSeconds };
        foreach (var (sql, _) in Parts) batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { Parameter.Of(community.Value), Parameter.Of(facts.Position) } });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var (_, read) in Parts)
        {
            while (await reader.ReadAsync(cancellationToken)) read(facts, reader);
            await reader.NextResultAsync(cancellationToken);
        }

        facts.Position = position;
        return facts;
    }

    /// <summary>A rebuild writes the community's row anew, which shows in its transaction.</summary>
    private static async Task<(string Made, long Position)> StandAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT c.xmin::text, p.position FROM views.progress p JOIN views.indicator_communities c ON c.community = p.community
            WHERE p.community = $1 AND p.view = 'indicators'
            """, connection, transaction) { Parameters = { Parameter.Of(community.Value) } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetString(0), reader.GetInt64(1)) : ("", 0);
    }

    private static int Day(NpgsqlDataReader reader, int column) => reader.GetFieldValue<DateOnly>(column).DayNumber;

    private static void ReadAccount(CommunityFacts facts, NpgsqlDataReader reader) =>
        facts.Add(new AccountFact(reader.GetString(1), EnumText.Parse<AccountKind>(reader.GetString(2)), facts.NeighbourhoodOf(reader.TextOrNull(3)), reader.GetInt64(0), Day(reader, 4)));

    private static void ReadLeaving(CommunityFacts facts, NpgsqlDataReader reader)
    {
        ref var account = ref CollectionsMarshal.AsSpan(facts.Accounts)[facts.AccountOf(reader.GetString(1))];
        account = account with { LeftAt = reader.GetInt64(0), LeftOn = Day(reader, 2) };
    }

    private static void ReadResidents(CommunityFacts facts, NpgsqlDataReader reader) =>
        facts.Residents.Add(new ResidentsFact(reader.GetInt64(0), facts.NeighbourhoodOf(reader.GetString(1)), reader.GetInt64(2)));

    private static void ReadExchange(CommunityFacts facts, NpgsqlDataReader reader)
    {
        // Whoever booked it under the name of an office is nobody in particular.
        var bookedBy = reader.TextOrNull(5) is { } actor && facts.Find(actor) is { } account && facts.IsPerson(account) ? account : CommunityFacts.None;
        facts.Exchanges.Add(new ExchangeFact(reader.GetInt64(0), Day(reader, 1), reader.GetInt64(2), facts.CategoryOf(reader.GetString(3)), reader.GetBoolean(4), bookedBy, reader.GetBoolean(6), FirstShare: 0));
    }

    /// <summary>Shares come in the order of the exchanges; an exchange without shares yet is the next one's.</summary>
    private static void ReadShare(CommunityFacts facts, NpgsqlDataReader reader)
    {
        var exchanges = CollectionsMarshal.AsSpan(facts.Exchanges);
        var position = reader.GetInt64(0);
        var place = facts.SharedExchange;
        while (exchanges[place].Position != position) place++;
        facts.SharedExchange = place;
        ref var exchange = ref exchanges[place];
        if (exchange.Helpers == 0) exchange = exchange with { FirstShare = facts.Shares.Count };
        var account = facts.AccountOf(reader.GetString(2));
        exchange = exchange with
        {
            Helpers = (short)(exchange.Helpers + (reader.GetBoolean(1) ? 0 : 1)),
            Receivers = (short)(exchange.Receivers + (reader.GetBoolean(1) ? 1 : 0)),
            IsBetweenPersons = exchange.IsBetweenPersons && facts.IsPerson(account),
        };
        facts.Shares.Add(new ShareFact(account, reader.GetInt32(3)));
    }

    private static void ReadUndone(CommunityFacts facts, NpgsqlDataReader reader)
    {
        if (facts.ExchangeAt(reader.GetInt64(1)) is var place && place == CommunityFacts.None) return;
        ref var exchange = ref CollectionsMarshal.AsSpan(facts.Exchanges)[place];
        exchange = exchange with { UndoneAt = reader.GetInt64(0) };
    }

    private static void ReadThanks(CommunityFacts facts, NpgsqlDataReader reader) =>
        facts.Thanks.Add(new ThanksFact(reader.GetInt64(0), facts.ExchangeAt(reader.GetInt64(1)), facts.AccountOf(reader.GetString(2))));

    private static void ReadMovement(CommunityFacts facts, NpgsqlDataReader reader) =>
        facts.Movements.Add(new MovementFact(reader.GetInt64(0), Day(reader, 1), facts.AccountOf(reader.GetString(2)), reader.GetInt64(3)));

    private static void ReadActivity(CommunityFacts facts, NpgsqlDataReader reader) => facts.Activities.Add(new ActivityFact(reader.GetInt64(0), Day(reader, 1)));

    private static void ReadAttendance(CommunityFacts facts, NpgsqlDataReader reader) =>
        facts.Attendances.Add(new AttendanceFact(reader.GetInt64(0), Day(reader, 1), facts.AccountOf(reader.GetString(2))));
}
