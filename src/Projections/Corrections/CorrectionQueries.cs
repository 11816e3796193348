using Buurthulp.Ledger.Accounts;
using NodaTime;
using Npgsql;

namespace Buurthulp.Projections.Corrections;

/// <summary>A correction as the view shows it.</summary>
/// <param name="Correction">Its id; that of the opposite entry when one person made it alone.</param>
/// <param name="Entry">The position of the entry that is undone.</param>
/// <param name="Exchange">The exchange that was undone.</param>
/// <param name="Discount">The discount that was undone.</param>
/// <param name="Minutes">How much moves back.</param>
/// <param name="Reason">A code.</param>
/// <param name="Status"><c>alone</c>, <c>waiting</c>, <c>approved</c> or <c>refused</c>.</param>
/// <param name="ReversedPosition">The opposite entry.</param>
/// <param name="Steps">Who did what, in order of the journal.</param>
public sealed record CorrectionRow(CorrectionId Correction, long Entry, ExchangeId? Exchange, DiscountId? Discount, long Minutes, ReasonCode Reason, string Status, long? ReversedPosition,
    IReadOnlyList<CorrectionStep> Steps);

/// <summary>What somebody did about a correction.</summary>
/// <param name="Step"><c>proposed</c>, <c>approved</c>, <c>refused</c> or <c>reversed</c>.</param>
/// <param name="By">The person or, for a correction that one made alone, the name in the journal. Null: those of the steps before.</param>
/// <param name="On">The day.</param>
/// <param name="Position">The entry.</param>
public sealed record CorrectionStep(string Step, string? By, LocalDate On, long Position);

/// <summary>Reads the view of corrections.</summary>
public static class CorrectionQueries
{
    /// <summary>The latest first; of one status or of any.</summary>
    public static async Task<IReadOnlyList<CorrectionRow>> ListAsync(NpgsqlDataSource database, CommunityCode community, string? status, int most, CancellationToken cancellationToken)
    {
        // The opposite of an exchange or a discount names it and not its entry; the views that know the entry move in the same transaction.
        await using var command = database.CreateCommand("""
            SELECT c.correction, coalesce(c.entry, (SELECT e.booked_position FROM views.exchanges e WHERE e.community = c.community AND e.exchange = c.exchange),
                (SELECT d.position FROM views.shop_discounts d WHERE d.community = c.community AND d.discount = c.discount)), c.exchange, c.discount, c.minutes, c.reason, c.status, c.reversed_position,
                array_agg(s.step ORDER BY s.position), array_agg(s.by_person ORDER BY s.position), array_agg(s.taken_on ORDER BY s.position), array_agg(s.position ORDER BY s.position)
            FROM views.corrections c JOIN views.correction_steps s ON s.community = c.community AND s.correction = c.correction
            WHERE c.community = $1 AND ($2::text IS NULL OR c.status = $2)
            GROUP BY c.community, c.correction ORDER BY c.position DESC LIMIT $3
            """);
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(status));
        command.Parameters.Add(Parameter.Of(most));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<CorrectionRow> rows = [];
        while (await reader.ReadAsync(cancellationToken)) rows.Add(Read(reader));
        return rows;
    }

    private static CorrectionRow Read(NpgsqlDataReader reader) => new(
        new CorrectionId(reader.GetGuid(0)),
        reader.GetInt64(1),
        reader.IdOrNull(2) is { } exchange ? new ExchangeId(exchange) : null,
        reader.IdOrNull(3) is { } discount ? new DiscountId(discount) : null,
        reader.GetInt64(4),
        new ReasonCode(reader.GetString(5)),
        reader.GetString(6),
        reader.NumberOrNull(7),
        Steps(reader));

    private static CorrectionStep[] Steps(NpgsqlDataReader reader)
    {
        var (steps, people) = (reader.GetFieldValue<string[]>(8), reader.GetFieldValue<string?[]>(9));
        var (days, positions) = (reader.GetFieldValue<DateOnly[]>(10), reader.GetFieldValue<long[]>(11));
        return [.. steps.Select((step, i) => new CorrectionStep(step, people[i], LocalDate.FromDateOnly(days[i]), positions[i]))];
    }
}
