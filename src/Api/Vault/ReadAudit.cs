using Buurthulp.Ledger.Accounts;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Vault;

/// <summary>Which reads are asked for; null asks for all.</summary>
/// <param name="About">Whose data: a number.</param>
/// <param name="Reader">Who looked: a number, or a role where no number stands behind it.</param>
/// <param name="From">From this moment on.</param>
/// <param name="Before">Before this moment.</param>
public sealed record ReadFilter(string? About = null, string? Reader = null, Instant? From = null, Instant? Before = null);

/// <summary>Somebody looked at personal data.</summary>
/// <param name="Account">Whose: a number, or the id of a joining that came to nothing; null for a concern, whose people are nobody else's business.</param>
/// <param name="Reader">Their number, or their role where no number stands behind it.</param>
/// <param name="Role">As whom.</param>
/// <param name="Reason">Why, as a code.</param>
/// <param name="ReadAt">When.</param>
public sealed record AuditedRead(string? Account, string Reader, string Role, string Reason, Instant ReadAt);

/// <summary>All reads of personal data in a community, for the one who answers for it.</summary>
public sealed class ReadAudit(NpgsqlDataSource source)
{
    private const string Filtered = """
        FROM (SELECT id, account, reader, role, reason, read_at FROM vault.reads WHERE community = $1
              UNION ALL SELECT id, NULL, reader, role, reason, read_at FROM vault.concern_reads WHERE community = $1) r
        WHERE ($2 IS NULL OR account = $2) AND ($3 IS NULL OR lower(reader) = lower($3)) AND ($4 IS NULL OR read_at >= $4) AND ($5 IS NULL OR read_at < $5)
        """;

    /// <summary>A page of them, the latest first, and how many there are.</summary>
    /// <param name="community">Where.</param>
    /// <param name="filter">Which.</param>
    /// <param name="page">1 is the latest.</param>
    /// <param name="rowsPerPage">At least 1.</param>
    /// <param name="cancellationToken">The reader went away.</param>
    public async Task<(IReadOnlyList<AuditedRead> Rows, long Total)> PageAsync(CommunityCode community, ReadFilter filter, int page, int rowsPerPage, CancellationToken cancellationToken)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(Command($"SELECT account, reader, role, reason, read_at {Filtered} ORDER BY read_at DESC, id DESC LIMIT $6 OFFSET $7", community, filter, rowsPerPage, (long)(page - 1) * rowsPerPage));
        batch.BatchCommands.Add(Command($"SELECT count(*) {Filtered}", community, filter));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        List<AuditedRead> rows = [];
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new AuditedRead(reader.IsDBNull(0) ? null : reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), Instant.FromDateTimeUtc(reader.GetDateTime(4))));
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (rows, reader.GetInt64(0));
    }

    private static NpgsqlBatchCommand Command(string sql, CommunityCode community, ReadFilter filter, params ReadOnlySpan<object> more)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new() { Value = community.Value });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = filter.About });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = filter.Reader });
        command.Parameters.Add(new NpgsqlParameter<DateTime?> { TypedValue = filter.From?.ToDateTimeUtc() });
        command.Parameters.Add(new NpgsqlParameter<DateTime?> { TypedValue = filter.Before?.ToDateTimeUtc() });
        foreach (var value in more) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
