using Buurthulp.Api.Tokens;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Npgsql;

namespace Buurthulp.Api.Vault;

/// <summary>Somebody looked at somebody else's personal data.</summary>
/// <param name="Reader">Their number, or their role where no number stands behind it.</param>
/// <param name="Role">As whom.</param>
/// <param name="Reason">Why, as a code.</param>
/// <param name="ReadAt">When.</param>
public sealed record VaultRead(string Reader, string Role, ReasonCode Reason, DateTimeOffset ReadAt);

/// <summary>Who looked at whose personal data and why.</summary>
public sealed class ReadLog(NpgsqlDataSource source, TimeProvider time)
{
    private const int MostShown = 500;

    /// <summary>Writes it down; to be done before the data is shown.</summary>
    public async Task AddAsync(CommunityCode community, AccountNumber account, Actor reader, ReasonCode reason, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("INSERT INTO vault.reads (community, account, reader, role, reason, read_at) VALUES ($1, $2, $3, $4, $5, $6)");
        foreach (var text in new[] { community.Value, account.Value, reader.Name, BearerToken.RoleName(reader.Role), reason.Value }) command.Parameters.Add(new() { Value = text });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Writes down that somebody reads a concern; to be done before it is shown. It stands apart: the one whom the concern is about sees their own log.</summary>
    public async Task AddAsync(CommunityCode community, ConcernId concern, Actor reader, ReasonCode reason, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("INSERT INTO vault.concern_reads (community, concern, reader, role, reason, read_at) VALUES ($1, $2, $3, $4, $5, $6)");
        foreach (var value in new object[] { community.Value, concern.Value, reader.Name, BearerToken.RoleName(reader.Role), reason.Value, time.GetUtcNow() }) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Who looked at the data of one account, the latest first; at most 500.</summary>
    public Task<IReadOnlyList<VaultRead>> OfAsync(CommunityCode community, AccountNumber account, CancellationToken cancellationToken) =>
        OfAsync("SELECT reader, role, reason, read_at FROM vault.reads WHERE community = $1 AND account = $2 ORDER BY read_at DESC, id DESC LIMIT $3", community, account.Value, cancellationToken);

    /// <summary>Who read a concern, the latest first; at most 500.</summary>
    public Task<IReadOnlyList<VaultRead>> OfAsync(CommunityCode community, ConcernId concern, CancellationToken cancellationToken) =>
        OfAsync("SELECT reader, role, reason, read_at FROM vault.concern_reads WHERE community = $1 AND concern = $2 ORDER BY id DESC LIMIT $3", community, concern.Value, cancellationToken);

    private async Task<IReadOnlyList<VaultRead>> OfAsync(string sql, CommunityCode community, object subject, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = community.Value });
        command.Parameters.Add(new() { Value = subject });
        command.Parameters.Add(new() { Value = MostShown });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<VaultRead> reads = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            reads.Add(new VaultRead(reader.GetString(0), reader.GetString(1), new ReasonCode(reader.GetString(2)), reader.GetFieldValue<DateTimeOffset>(3)));
        }

        return reads;
    }
}
