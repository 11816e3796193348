using Buurthulp.Ledger.Accounts;
using Npgsql;

namespace Buurthulp.Api.Vault;

/// <summary>What a community tells everybody about itself. Public.</summary>
/// <param name="Name">For people; the code when nothing else is known.</param>
/// <param name="Welcome">A few sentences of its own.</param>
/// <param name="Phone">Of the coordinators.</param>
/// <param name="Email">Of the coordinators.</param>
/// <param name="Desk">Where and when somebody is there, such as "Buurthuis De Molen, dinsdag van 10 tot 12 uur".</param>
public sealed record CommunityCard(string Name, string? Welcome = null, string? Phone = null, string? Email = null, string? Desk = null);

/// <summary>The cards of communities, in schema <c>vault</c>.</summary>
public sealed class CommunityCards(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>A community without a card has one with its code as the name.</summary>
    public async Task<CommunityCard> FindAsync(CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT name, welcome, phone, email, desk FROM vault.communities WHERE community = $1");
        command.Parameters.AddWithValue(community.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return new CommunityCard(community.Value);
        return new CommunityCard(reader.GetString(0), TextAt(1), TextAt(2), TextAt(3), TextAt(4));

        string? TextAt(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    /// <summary>The names of the given communities; those without a card are missing.</summary>
    public async Task<IReadOnlyDictionary<CommunityCode, string>> NamesAsync(IReadOnlyList<CommunityCode> communities, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT community, name FROM vault.communities WHERE community = ANY($1)");
        command.Parameters.AddWithValue(communities.Select(community => community.Value).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        Dictionary<CommunityCode, string> names = [];
        while (await reader.ReadAsync(cancellationToken)) names.Add(new CommunityCode(reader.GetString(0)), reader.GetString(1));
        return names;
    }

    /// <summary>Writes the whole card.</summary>
    public async Task WriteAsync(CommunityCode community, CommunityCard card, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            INSERT INTO vault.communities (community, name, welcome, phone, email, desk, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (community) DO UPDATE SET name = excluded.name, welcome = excluded.welcome, phone = excluded.phone, email = excluded.email,
                desk = excluded.desk, updated_at = excluded.updated_at
            """);
        foreach (var text in new[] { community.Value, card.Name, card.Welcome, card.Phone, card.Email, card.Desk }) command.Parameters.AddWithValue(text ?? (object)DBNull.Value);
        command.Parameters.AddWithValue(time.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
