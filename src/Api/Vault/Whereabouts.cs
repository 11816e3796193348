using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Matching;
using Npgsql;

namespace Buurthulp.Api.Vault;

/// <summary>What the vault knows of somebody that helps to find them a helper. Personal data: it is compared and not shown.</summary>
/// <param name="Street">The name of the street in lower case, without house number.</param>
/// <param name="Languages">Languages that they speak; empty when nobody wrote them down.</param>
public sealed record Whereabouts(string? Street, IReadOnlyList<LanguageCode> Languages)
{
    public static readonly Whereabouts Unknown = new(null, []);

    /// <summary>Of those accounts that the vault knows.</summary>
    public static async Task<IReadOnlyDictionary<AccountNumber, Whereabouts>> FindAsync(NpgsqlDataSource source, CommunityCode community, IEnumerable<AccountNumber> accounts, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT account, street, languages FROM vault.persons WHERE community = $1 AND account = ANY ($2) AND erased_at IS NULL");
        command.Parameters.AddWithValue(community.Value);
        command.Parameters.AddWithValue(accounts.Select(account => account.Value).Distinct().ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        Dictionary<AccountNumber, Whereabouts> found = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            var languages = reader.IsDBNull(2) ? [] : reader.GetFieldValue<string[]>(2);
            found.Add(new AccountNumber(reader.GetString(0)), new Whereabouts(reader.IsDBNull(1) ? null : StreetOf(reader.GetString(1)), [.. languages.Select(language => new LanguageCode(language))]));
        }

        return found;
    }

    /// <summary>"Molenlaan 12 bis" as "molenlaan"; null for nothing.</summary>
    public static string? StreetOf(string address)
    {
        var number = address.AsSpan().IndexOfAnyInRange('0', '9');
        var street = (number > 0 ? address[..number] : address).Trim(' ', ',').ToLowerInvariant();
        return street.Length == 0 ? null : street;
    }
}
