using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using NodaTime;
using Npgsql;

namespace Buurthulp.Projections.Exchanges;

/// <summary>An exchange as the view shows it.</summary>
/// <param name="Exchange">Its id.</param>
/// <param name="Status">As of the view's position.</param>
/// <param name="HappenedOn">The day of the help.</param>
/// <param name="Category">The kind of help.</param>
/// <param name="Channel">Which way the record came in.</param>
/// <param name="RecordedBy">Who booked it; null while it is only proposed.</param>
/// <param name="Request">The request that it answers.</param>
/// <param name="Minutes">The sum of the helpers' minutes, which is that of the receivers'.</param>
/// <param name="Thanked">How many receivers said thank you.</param>
/// <param name="ProposedPosition">The entry that proposed it.</param>
/// <param name="BookedPosition">The entry that booked it.</param>
/// <param name="DeclinedPosition">The entry that declined it.</param>
/// <param name="ReversedPosition">The entry that undid it.</param>
/// <param name="Helpers">Who helped, in order of their number.</param>
/// <param name="Receivers">Who was helped, in order of their number.</param>
public sealed record ExchangeRow(ExchangeId Exchange, ExchangeStatus Status, LocalDate HappenedOn, CategoryCode Category, Channel Channel, Recorder? RecordedBy, RequestId? Request,
    long Minutes, long Thanked, long? ProposedPosition, long? BookedPosition, long? DeclinedPosition, long? ReversedPosition, IReadOnlyList<Share> Helpers, IReadOnlyList<Share> Receivers)
{
    /// <summary>Who proposed it for others: a number, or a role's name where no number stands behind it. Null when one of those in it did.</summary>
    public string? ProposedBy { get; init; }

    /// <summary>Who booked it for others.</summary>
    public string? BookedBy { get; init; }

    /// <summary>Who undid it for others.</summary>
    public string? ReversedBy { get; init; }

    /// <summary>Everybody who helped or was helped.</summary>
    public IReadOnlyList<AccountNumber> People() => [.. Helpers.Concat(Receivers).Select(share => share.Account)];

    public bool Involves(AccountNumber account) => Helpers.Includes(account) || Receivers.Includes(account);
}

/// <summary>Reads the view of exchanges.</summary>
public static class ExchangeQueries
{
    // The shares come along as arrays, so that an exchange and its people are of the same moment.
    private const string Select = """
        SELECT e.exchange, e.status, e.happened_on, e.category, e.channel, e.recorded_by, e.request, e.minutes, e.thanked,
            e.proposed_position, e.booked_position, e.declined_position, e.reversed_position,
            ARRAY(SELECT account FROM views.exchange_shares s WHERE s.community = e.community AND s.exchange = e.exchange AND side = 'helper' ORDER BY account),
            ARRAY(SELECT minutes FROM views.exchange_shares s WHERE s.community = e.community AND s.exchange = e.exchange AND side = 'helper' ORDER BY account),
            ARRAY(SELECT account FROM views.exchange_shares s WHERE s.community = e.community AND s.exchange = e.exchange AND side = 'receiver' ORDER BY account),
            ARRAY(SELECT minutes FROM views.exchange_shares s WHERE s.community = e.community AND s.exchange = e.exchange AND side = 'receiver' ORDER BY account),
            (SELECT actor FROM views.statement_entries a WHERE a.community = e.community AND a.position = e.proposed_position),
            (SELECT actor FROM views.statement_entries a WHERE a.community = e.community AND a.position = e.booked_position),
            (SELECT actor FROM views.statement_entries a WHERE a.community = e.community AND a.position = e.reversed_position)
        FROM views.exchanges e WHERE e.community = $1
        """;

    /// <summary>Null for an exchange that the community does not have.</summary>
    public static async Task<ExchangeRow?> FindAsync(NpgsqlDataSource database, CommunityCode community, ExchangeId exchange, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{Select} AND e.exchange = $2");
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(exchange.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    /// <summary>The exchanges that an account took part in, the latest first; of one status or of any.</summary>
    public static async Task<IReadOnlyList<ExchangeRow>> OfAccountAsync(NpgsqlDataSource database, CommunityCode community, AccountNumber account, ExchangeStatus? status, int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"""
            {Select} AND ($3::text IS NULL OR e.status = $3)
            AND e.exchange IN (SELECT s.exchange FROM views.exchange_shares s WHERE s.community = $1 AND s.account = $2)
            ORDER BY e.happened_on DESC, e.position DESC, e.exchange LIMIT $4
            """);
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(account.Value));
        command.Parameters.Add(Parameter.Of(status is { } one ? EnumText.Of(one) : null));
        command.Parameters.Add(Parameter.Of(most));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<ExchangeRow> rows = [];
        while (await reader.ReadAsync(cancellationToken)) rows.Add(Read(reader));
        return rows;
    }

    /// <summary>Those of the given ids that the community has, in no order.</summary>
    public static async Task<IReadOnlyList<ExchangeRow>> FindAllAsync(NpgsqlDataSource database, CommunityCode community, IReadOnlyCollection<ExchangeId> exchanges, CancellationToken cancellationToken)
    {
        if (exchanges.Count == 0) return [];
        await using var command = database.CreateCommand($"{Select} AND e.exchange = ANY($2)");
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(exchanges.Select(exchange => exchange.Value).ToArray()));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<ExchangeRow> rows = [];
        while (await reader.ReadAsync(cancellationToken)) rows.Add(Read(reader));
        return rows;
    }

    /// <summary>How often each kind of help was recorded and not undone or declined; those that never were are missing.</summary>
    public static async Task<IReadOnlyDictionary<CategoryCode, long>> CountByCategoryAsync(NpgsqlDataSource database, CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT category, count(*) FROM views.exchanges WHERE community = $1 AND status IN ('proposed', 'booked') GROUP BY category");
        command.Parameters.Add(Parameter.Of(community.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        Dictionary<CategoryCode, long> counts = [];
        while (await reader.ReadAsync(cancellationToken)) counts.Add(new CategoryCode(reader.GetString(0)), reader.GetInt64(1));
        return counts;
    }

    private static ExchangeRow Read(NpgsqlDataReader reader) => new(
        new ExchangeId(reader.GetGuid(0)),
        EnumText.Parse<ExchangeStatus>(reader.GetString(1)),
        reader.Date(2),
        new CategoryCode(reader.GetString(3)),
        EnumText.Parse<Channel>(reader.GetString(4)),
        reader.TextOrNull(5) is { } recorder ? EnumText.Parse<Recorder>(recorder) : null,
        reader.IdOrNull(6) is { } request ? new RequestId(request) : null,
        reader.GetInt64(7),
        reader.GetInt64(8),
        reader.NumberOrNull(9),
        reader.NumberOrNull(10),
        reader.NumberOrNull(11),
        reader.NumberOrNull(12),
        Side(reader, 13),
        Side(reader, 15))
    {
        ProposedBy = reader.TextOrNull(17),
        BookedBy = reader.TextOrNull(18),
        ReversedBy = reader.TextOrNull(19),
    };

    private static Share[] Side(NpgsqlDataReader reader, int column)
    {
        var accounts = reader.GetFieldValue<string[]>(column);
        var minutes = reader.GetFieldValue<long[]>(column + 1);
        return [.. accounts.Zip(minutes, (account, share) => new Share(new AccountNumber(account), share))];
    }
}
