using Buurthulp.Ledger.Accounts;
using NodaTime;
using Npgsql;

namespace Buurthulp.Projections.Statements;

/// <summary>One line of an account's statement.</summary>
/// <param name="Position">The entry's place in the journal.</param>
/// <param name="Line">The line within the entry, from 0.</param>
/// <param name="Entry">The entry's id.</param>
/// <param name="EventType">The stored name of what happened.</param>
/// <param name="HappenedOn">The day on which it counts.</param>
/// <param name="RecordedAt">When it was recorded; may be long after it happened.</param>
/// <param name="Amount">Minutes: more than zero is received, less than zero is spent.</param>
/// <param name="BalanceAfter">The balance after this line, in the order of this statement.</param>
/// <param name="Exchange">The exchange it belongs to.</param>
/// <param name="Discount">The discount it belongs to.</param>
/// <param name="Gift">The gift it belongs to.</param>
/// <param name="PaidFor">Minutes that a pot or an institution paid for help that this account received; less than zero where that was undone.</param>
/// <param name="Reverses">The position of the entry that this line undoes, where it is no exchange or discount.</param>
/// <param name="Grant">The grant it belongs to.</param>
/// <param name="ActedBy">Who did it for others: a number, or a role's name where no number stands behind it. Null when one of those concerned did; never the other side.</param>
public sealed record StatementLine(long Position, int Line, Guid Entry, string EventType, LocalDate HappenedOn, Instant RecordedAt, long Amount, long BalanceAfter,
    ExchangeId? Exchange, DiscountId? Discount, GiftId? Gift, long? PaidFor = null, long? Reverses = null, GrantId? Grant = null, string? ActedBy = null);

/// <summary>A page of an account's statement over a period.</summary>
/// <param name="Opening">The balance before the period: all lines that happened before its first day.</param>
/// <param name="Closing">Opening and all lines of the period, on this page or not.</param>
/// <param name="BroughtForward">The balance before the first line of this page.</param>
/// <param name="CarriedForward">The balance after the last line of this page: brought forward and the lines of the page.</param>
/// <param name="Lines">In order of the day it happened, then of the journal.</param>
/// <param name="TotalLines">Lines in the period.</param>
/// <param name="Position">The position of the journal that the statement shows.</param>
public sealed record Statement(long Opening, long Closing, long BroughtForward, long CarriedForward, IReadOnlyList<StatementLine> Lines, long TotalLines, long Position);

/// <summary>Reads the view of statement lines.</summary>
public static class StatementQueries
{
    /// <summary>
    /// A statement by the day things happened. The journal's order is another one: an exchange of last week may be recorded today, in the middle of the
    /// period. So the running balance is summed here over (happened on, position, line), and opening + lines = closing holds for any period and any page.
    /// </summary>
    /// <param name="database">The application's database.</param>
    /// <param name="community">Whose books.</param>
    /// <param name="account">A number that the community does not have gives an empty statement.</param>
    /// <param name="from">The first day; null: from the beginning.</param>
    /// <param name="to">The last day, included; null: to the end.</param>
    /// <param name="page">Counted from 1.</param>
    /// <param name="linesPerPage">At least 1.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static Task<Statement> PageAsync(NpgsqlDataSource database, CommunityCode community, AccountNumber account, LocalDate? from, LocalDate? to, int page, int linesPerPage, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(linesPerPage, 1);
        return ReadAsync(database, community, account, from, to, (page - 1L) * linesPerPage, linesPerPage, cancellationToken);
    }

    /// <summary>The last lines of a period, in the same order; fewer when there are fewer.</summary>
    /// <inheritdoc cref="PageAsync" path="/param"/>
    /// <param name="most">At least 1.</param>
    public static Task<Statement> LatestAsync(NpgsqlDataSource database, CommunityCode community, AccountNumber account, LocalDate? from, LocalDate? to, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return ReadAsync(database, community, account, from, to, offset: null, most, cancellationToken);
    }

    private static async Task<Statement> ReadAsync(NpgsqlDataSource database, CommunityCode community, AccountNumber account, LocalDate? from, LocalDate? to, long? offset, int limit, CancellationToken cancellationToken)
    {
        // One statement, so that sums, lines and position are of the same moment. The first row bears the sums, also when the page is empty.
        await using var command = database.CreateCommand("""
            WITH ordered AS (
                SELECT s.*, sum(amount) OVER (ORDER BY happened_on, position, line)::bigint AS running FROM views.statement_lines s
                WHERE community = $1 AND account = $2 AND ($4::date IS NULL OR happened_on <= $4)),
            period AS (SELECT * FROM ordered WHERE $3::date IS NULL OR happened_on >= $3),
            sums AS (
                SELECT (SELECT coalesce(sum(amount), 0)::bigint FROM ordered WHERE happened_on < $3) AS opening,
                    (SELECT coalesce(sum(amount), 0)::bigint FROM ordered) AS closing,
                    (SELECT count(*) FROM period) AS lines,
                    (SELECT coalesce(min(position), 0) FROM views.progress WHERE community = $1 AND view = 'statements') AS shown),
            page AS (SELECT * FROM period ORDER BY happened_on, position, line OFFSET coalesce($5, greatest((SELECT count(*) FROM period) - $6, 0)) LIMIT $6)
            SELECT sums.*, p.position, p.line, e.entry, e.event_type, p.happened_on, e.recorded_at, p.amount, p.running, e.exchange, e.discount, e.gift, p.paid_for, e.reverses, e.grant_id, e.actor
            FROM sums LEFT JOIN page p ON true LEFT JOIN views.statement_entries e ON e.community = p.community AND e.position = p.position ORDER BY p.happened_on, p.position, p.line
            """);
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(account.Value));
        command.Parameters.Add(Parameter.Of(from?.ToDateOnly()));
        command.Parameters.Add(Parameter.Of(to?.ToDateOnly()));
        command.Parameters.Add(Parameter.Of(offset));
        command.Parameters.Add(Parameter.Of((long)limit));

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (opening, closing, total, shown) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
        List<StatementLine> lines = [];
        if (!reader.IsDBNull(4))
        {
            do lines.Add(Read(reader)); while (await reader.ReadAsync(cancellationToken));
        }

        var broughtForward = lines.Count > 0 ? lines[0].BalanceAfter - lines[0].Amount : offset is 0 or null ? opening : closing;
        var carriedForward = lines.Count > 0 ? lines[^1].BalanceAfter : broughtForward;
        return new Statement(opening, closing, broughtForward, carriedForward, lines, total, shown);
    }

    private static StatementLine Read(NpgsqlDataReader reader) => new(
        reader.GetInt64(4), reader.GetInt32(5), reader.GetGuid(6), reader.GetString(7), reader.Date(8), reader.Moment(9), reader.GetInt64(10), reader.GetInt64(11),
        reader.IdOrNull(12) is { } exchange ? new ExchangeId(exchange) : null,
        reader.IdOrNull(13) is { } discount ? new DiscountId(discount) : null,
        reader.IdOrNull(14) is { } gift ? new GiftId(gift) : null,
        reader.NumberOrNull(15), reader.NumberOrNull(16),
        reader.IdOrNull(17) is { } grant ? new GrantId(grant) : null,
        reader.TextOrNull(18));
}
