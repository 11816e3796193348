using Buurthulp.Ledger.Accounts;
using Npgsql;

namespace Buurthulp.Api.Vault;

/// <summary>What goals are called, in schema <c>vault</c>: free text never goes into the journal.</summary>
public sealed class GoalNames(NpgsqlDataSource source)
{
    public const int LongestName = 200;

    /// <summary>True when the name is new here; false when the same was here already; null when another one is.</summary>
    /// <param name="community">Whose goal.</param>
    /// <param name="entry">The id of the command that sets the goal.</param>
    /// <param name="name">1 to <see cref="LongestName"/> characters.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<bool?> AddAsync(CommunityCode community, Guid entry, string name, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            WITH added AS (INSERT INTO vault.goal_names (community, entry, name) VALUES ($1, $2, $3) ON CONFLICT (community, entry) DO NOTHING RETURNING TRUE)
            SELECT EXISTS (SELECT FROM added), (SELECT name = $3 FROM vault.goal_names WHERE community = $1 AND entry = $2)
            """);
        command.Parameters.AddWithValue(community.Value);
        command.Parameters.AddWithValue(entry);
        command.Parameters.AddWithValue(name);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetBoolean(0) ? true : !reader.IsDBNull(1) && reader.GetBoolean(1) ? false : null;
    }

    /// <summary>Takes back the name of a goal that was refused.</summary>
    public async Task RemoveAsync(CommunityCode community, Guid entry, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("DELETE FROM vault.goal_names WHERE community = $1 AND entry = $2");
        command.Parameters.AddWithValue(community.Value);
        command.Parameters.AddWithValue(entry);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The names that the vault has, by the entry that set the goal.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> AllAsync(CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT entry, name FROM vault.goal_names WHERE community = $1");
        command.Parameters.AddWithValue(community.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        Dictionary<Guid, string> names = [];
        while (await reader.ReadAsync(cancellationToken)) names.Add(reader.GetGuid(0), reader.GetString(1));
        return names;
    }
}
