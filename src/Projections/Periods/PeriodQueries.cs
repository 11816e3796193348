using Buurthulp.Ledger.Accounts;
using NodaTime;
using Npgsql;

namespace Buurthulp.Projections.Periods;

/// <summary>A close of the books. The figures are those of the entries up to <paramref name="Size"/>.</summary>
/// <param name="Period">Its id.</param>
/// <param name="Status"><c>closed</c> with one signature, <c>signed</c> with two, or <c>withdrawn</c>.</param>
/// <param name="From">The first day; null: from the beginning.</param>
/// <param name="Through">The last day.</param>
/// <param name="Size">How many entries the journal had.</param>
/// <param name="Root">The root over them, in base64.</param>
/// <param name="Accounts">How many accounts there were.</param>
/// <param name="TotalMinutes">The sum of all balances: 0.</param>
/// <param name="Exchanges">Exchanges that happened in the period and were booked.</param>
/// <param name="ExchangeMinutes">Minutes worked in them.</param>
/// <param name="Discounts">Discounts in the period.</param>
/// <param name="Gifts">Gifts in the period.</param>
/// <param name="Grants">Grants in the period.</param>
/// <param name="Signatures">Who closed, signed or withdrew, in order of the journal.</param>
public sealed record PeriodRow(PeriodId Period, string Status, LocalDate? From, LocalDate Through, long Size, string Root, long Accounts, long TotalMinutes, long Exchanges, long ExchangeMinutes,
    long Discounts, long Gifts, long Grants, IReadOnlyList<PeriodSignature> Signatures);

/// <summary>What a person did about a close.</summary>
/// <param name="Step"><c>closed</c>, <c>signed</c> or <c>withdrawn</c>.</param>
/// <param name="By">The person's account.</param>
/// <param name="On">The day.</param>
/// <param name="Position">The entry.</param>
public sealed record PeriodSignature(string Step, AccountNumber By, LocalDate On, long Position);

/// <summary>A checkpoint that was handed out.</summary>
/// <param name="Size">How many entries the journal had.</param>
/// <param name="Root">The root over them, in base64.</param>
/// <param name="PublishedOn">The day.</param>
/// <param name="Position">The entry that says so.</param>
public sealed record CheckpointRow(long Size, string Root, LocalDate PublishedOn, long Position);

/// <summary>Reads the view of periods.</summary>
public static class PeriodQueries
{
    /// <summary>All closes, the latest first.</summary>
    public static async Task<IReadOnlyList<PeriodRow>> ListAsync(NpgsqlDataSource database, CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT p.period, p.status, p.from_on, p.through_on, p.size, p.root, p.accounts, p.total_minutes, p.exchanges, p.exchange_minutes, p.discounts, p.gifts, p.grants,
                array_agg(s.step ORDER BY s.position), array_agg(s.by_person ORDER BY s.position), array_agg(s.taken_on ORDER BY s.position), array_agg(s.position ORDER BY s.position)
            FROM views.periods p JOIN views.period_signatures s ON s.community = p.community AND s.period = p.period
            WHERE p.community = $1 GROUP BY p.community, p.period ORDER BY p.size DESC
            """);
        command.Parameters.Add(Parameter.Of(community.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<PeriodRow> rows = [];
        while (await reader.ReadAsync(cancellationToken)) rows.Add(Read(reader));
        return rows;
    }

    /// <summary>The latest first.</summary>
    public static async Task<IReadOnlyList<CheckpointRow>> CheckpointsAsync(NpgsqlDataSource database, CommunityCode community, int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT size, root, published_on, position FROM views.checkpoints WHERE community = $1 ORDER BY position DESC LIMIT $2");
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(most));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<CheckpointRow> rows = [];
        while (await reader.ReadAsync(cancellationToken)) rows.Add(new CheckpointRow(reader.GetInt64(0), reader.GetString(1), reader.Date(2), reader.GetInt64(3)));
        return rows;
    }

    private static PeriodRow Read(NpgsqlDataReader reader)
    {
        var (steps, people) = (reader.GetFieldValue<string[]>(13), reader.GetFieldValue<string[]>(14));
        var (days, positions) = (reader.GetFieldValue<DateOnly[]>(15), reader.GetFieldValue<long[]>(16));
        return new PeriodRow(new PeriodId(reader.GetGuid(0)), reader.GetString(1), reader.DateOrNull(2), reader.Date(3), reader.GetInt64(4), reader.GetString(5),
            reader.GetInt64(6), reader.GetInt64(7), reader.GetInt64(8), reader.GetInt64(9), reader.GetInt64(10), reader.GetInt64(11), reader.GetInt64(12),
            [.. steps.Select((step, i) => new PeriodSignature(step, new AccountNumber(people[i]), LocalDate.FromDateOnly(days[i]), positions[i]))]);
    }
}
