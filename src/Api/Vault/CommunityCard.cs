using Buurthulp.Ledger.Accounts;
using Npgsql;

namespace Buurthulp.Api.Vault;

/// <summary>What a community tells everybody about itself. Public.</summary>
/// <param name="Name">For people; the code when nothing else is known.</param>
/// <param name="Welcome">A few sentences of its own.</param>
/// <param name="Phone">Of the coordinators.</param>
/// <param name="Email">Of the coordinators.</param>
/// <param name="Desk">Where and when somebody is there, such as "Buurthuis De Molen, dinsdag van 10 tot 12 uur".</param>
/// <param name="Languages">In which its pages are offered, as codes, the one for who asks none of them first; null is all.</param>
public sealed record CommunityCard(string Name, string? Welcome = null, string? Phone = null, string? Email = null, string? Desk = null, IReadOnlyList<string>? Languages = null);

/// <summary>The cards of communities, in schema <c>vault</c>.</summary>
public sealed class CommunityCards(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>A community without a card has one with its code as the name.</summary>
    public async Task<CommunityCard> FindAsync(CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT name, welcome, phone, email, desk, languages FROM vault.communities WHERE community = $1");
        command.Parameters.AddWithValue(community.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return new CommunityCard(community.Value);
        return new CommunityCard(reader.GetString(0), TextAt(1), TextAt(2), TextAt(3), TextAt(4), reader.IsDBNull(5) ? null : reader.GetFieldValue<string[]>(5));

        string? TextAt(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    /// <summary>The languages of a community, or of the only one that is here; null is all that there are.</summary>
    public async Task<IReadOnlyList<string>?> LanguagesAsync(CommunityCode? community, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT languages FROM vault.communities WHERE $1 IS NULL OR community = $1 LIMIT 2");
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = community?.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken) || reader.IsDBNull(0)) return null;
        var languages = reader.GetFieldValue<string[]>(0);
        return await reader.ReadAsync(cancellationToken) ? null : languages;
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
            INSERT INTO vault.communities (community, name, welcome, phone, email, desk, updated_at, languages) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (community) DO UPDATE SET name = excluded.name, welcome = excluded.welcome, phone = excluded.phone, email = excluded.email,
                desk = excluded.desk, updated_at = excluded.updated_at, languages = excluded.languages
            """);
        foreach (var text in new[] { community.Value, card.Name, card.Welcome, card.Phone, card.Email, card.Desk }) command.Parameters.AddWithValue(text ?? (object)DBNull.Value);
        command.Parameters.AddWithValue(time.GetUtcNow());
        command.Parameters.Add(new NpgsqlParameter<string[]?> { TypedValue = card.Languages?.ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
