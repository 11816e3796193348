using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Matching;
using Npgsql;

namespace Buurthulp.Api.Vault;

/// <summary>
/// What the vault knows of somebody that helps to find them a helper. Personal data: it is compared and not shown. Nobody reads a street or a list of languages here, so it is
/// not written into the log of reads, where one line for each candidate of each request would bury the reads that matter; the street itself is read with a reason, as any address is.
/// All that comes out is whether two live in the same street, in a suggestion to a coordinator.
/// </summary>
/// <param name="Street">The name of the street in lower case, without house number; null when it is not known.</param>
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

    /// <summary>"Molenlaan 12 bis" and "Molenlaan12" as "molenlaan", "1e Molenstraat 3" as "1e molenstraat"; null for nothing.</summary>
    public static string? StreetOf(string address)
    {
        var words = address.ToLowerInvariant().Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0) return null;
        var number = words[0].AsSpan(1).IndexOfAnyInRange('0', '9') + 1;
        return number > 0 && !char.IsAsciiDigit(words[0][0]) ? words[0][..number]
            : string.Join(' ', words.Take(1).Concat(words.Skip(1).TakeWhile(word => !char.IsAsciiDigit(word[0]))));
    }
}
