using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Signals;
using Buurthulp.Projections.Exchanges;
using NodaTime;
using Npgsql;

namespace Buurthulp.Projections.Signals;

/// <summary>What a coordinator may want to call a member about.</summary>
public enum MemberSignal
{
    /// <summary>Gave more than agreed in 28 days, or to more people.</summary>
    Overload,

    /// <summary>Received more than agreed in 28 days, and is expected to give too.</summary>
    Overasking,

    /// <summary>Was active in 180 days and not in the last 90.</summary>
    Quiet,

    /// <summary>Joined 30 to 90 days ago and was in no exchange yet.</summary>
    NewWithoutFirst,
}

/// <summary>A member about whom there is a signal, with the figures that make it. They say what was given to or received from all together, never from one person.</summary>
/// <param name="Signal">Which.</param>
/// <param name="Count">How many members there are with this signal, of whom the first are listed.</param>
/// <param name="Account">Their number.</param>
/// <param name="GaveMinutes">What they gave in 28 days.</param>
/// <param name="HelpedPeople">How many people they helped in 28 days.</param>
/// <param name="ReceivedMinutes">What they received in 28 days.</param>
/// <param name="LastExchangeOn">The day of their last exchange in 180 days; null for none.</param>
/// <param name="JoinedOn">The day of joining.</param>
public sealed record MemberSignalRow(MemberSignal Signal, long Count, AccountNumber Account, long GaveMinutes, long HelpedPeople, long ReceivedMinutes, LocalDate? LastExchangeOn, LocalDate JoinedOn);

/// <summary>Finds the members about whom there is a signal. Of the exchanges it reads those of the last 180 days only.</summary>
public static class MemberSignalQueries
{
    private const int ActiveDays = 180;
    private const int QuietDays = 90;
    private const int NewFromDays = 30;
    private const int NewToDays = 90;

    // "The last so many days" end with today. Who is paused or left gives no signal.
    private static readonly string Sql = $"""
        WITH recent AS MATERIALIZED (
            SELECT e.exchange, e.happened_on, s.side, s.account, s.minutes FROM views.exchanges e {HelpLoad.SharesOfEach}
            WHERE e.community = $1 AND e.status = 'booked' AND e.happened_on > $2::date - {ActiveDays} AND e.happened_on <= $2),
        lately AS MATERIALIZED (SELECT exchange, side, account, minutes FROM recent WHERE happened_on > $2::date - {RequestTerms.LoadDays}),
        {HelpLoad.Parts},
        received AS (SELECT account, sum(minutes)::bigint AS minutes FROM lately WHERE side = 'receiver' GROUP BY account),
        active AS (SELECT account, max(happened_on) AS last_on FROM recent GROUP BY account),
        figures AS (
            SELECT m.account, m.joined_on, m.reciprocity_expected, m.exchanges, coalesce(g.minutes, 0) AS gave, coalesce(h.people, 0) AS people, coalesce(r.minutes, 0) AS received, a.last_on
            FROM views.members m
            LEFT JOIN given g ON g.account = m.account LEFT JOIN helped h ON h.account = m.account LEFT JOIN received r ON r.account = m.account LEFT JOIN active a ON a.account = m.account
            WHERE m.community = $1 AND m.left_on IS NULL AND m.paused_on IS NULL),
        signals (signal, first, second, account, gave, people, received, last_on, joined_on) AS (
            SELECT 'overload', gave, people, account, gave, people, received, last_on, joined_on FROM figures WHERE gave > $3 OR people > $4
            UNION ALL
            SELECT 'overasking', received, 0, account, gave, people, received, last_on, joined_on FROM figures WHERE received > $5 AND reciprocity_expected
            UNION ALL
            SELECT 'quiet', $2::date - last_on, 0, account, gave, people, received, last_on, joined_on FROM figures WHERE last_on <= $2::date - {QuietDays}
            UNION ALL
            SELECT 'newWithoutFirst', $2::date - joined_on, 0, account, gave, people, received, last_on, joined_on FROM figures
            WHERE joined_on BETWEEN $2::date - {NewToDays} AND $2::date - {NewFromDays} AND exchanges = 0),
        ranked AS (
            SELECT *, row_number() OVER (PARTITION BY signal ORDER BY first DESC, second DESC, account) AS rank, count(*) OVER (PARTITION BY signal) AS total FROM signals)
        SELECT signal, total, account, gave, people, received, last_on, joined_on FROM ranked WHERE rank <= $6 ORDER BY signal, rank
        """;

    /// <summary>The signals as of a day, of each kind the strongest first.</summary>
    public static async Task<IReadOnlyList<MemberSignalRow>> ListAsync(NpgsqlDataSource database, CommunityCode community, LocalDate today, RequestTerms load, SignalTerms terms, int mostOfEach, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(today.ToDateOnly()));
        command.Parameters.Add(Parameter.Of(load.OverloadMinutes));
        command.Parameters.Add(Parameter.Of((long)load.OverloadPeople));
        command.Parameters.Add(Parameter.Of(terms.OveraskingMinutes));
        command.Parameters.Add(Parameter.Of(mostOfEach));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<MemberSignalRow> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new MemberSignalRow(EnumText.Parse<MemberSignal>(reader.GetString(0)), reader.GetInt64(1), new AccountNumber(reader.GetString(2)),
                reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5), reader.DateOrNull(6), reader.Date(7)));
        }

        return rows;
    }
}
