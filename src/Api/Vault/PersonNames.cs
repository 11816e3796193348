using Buurthulp.Api.Tokens;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Npgsql;

namespace Buurthulp.Api.Vault;

/// <summary>Somebody found by a part of their name, street or phone number.</summary>
/// <param name="Account">Their number.</param>
/// <param name="Name">As they are called.</param>
/// <param name="Street">Null unless the searcher may know it.</param>
/// <param name="Phone">Null unless the searcher may know it.</param>
public sealed record FoundPerson(AccountNumber Account, string Name, string? Street, string? Phone);

/// <summary>Names for screens. That somebody saw the name of another is written down, once a day for the same reader and reason.</summary>
public sealed class PersonNames(NpgsqlDataSource source, TimeProvider time)
{
    private const int MostFound = 30;

    // A name is shown and its reading noted in one round trip.
    private const string LogReads = """
        INSERT INTO vault.reads (community, account, reader, role, reason, read_at)
        SELECT $1, shown.account, $3, $4, $5, $6 FROM unnest($2::text[]) AS shown (account)
        WHERE shown.account <> $3 AND NOT EXISTS (SELECT FROM vault.reads r WHERE r.community = $1 AND r.account = shown.account
            AND r.reader = $3 AND r.role = $4 AND r.reason = $5 AND r.read_at >= date_trunc('day', $6::timestamptz))
        """;

    /// <summary>The names behind accounts. Who was erased, and who is not in the vault, is missing: screens call them "een oud-lid".</summary>
    /// <param name="community">Where.</param>
    /// <param name="accounts">Whose.</param>
    /// <param name="reader">Who will see them.</param>
    /// <param name="reason">Why, as a code such as <c>own-account</c>.</param>
    /// <param name="cancellationToken">The reader went away.</param>
    public async Task<IReadOnlyDictionary<AccountNumber, string>> ShowAsync(CommunityCode community, IReadOnlyCollection<AccountNumber> accounts, Actor reader, ReasonCode reason, CancellationToken cancellationToken)
    {
        if (accounts.Count == 0) return new Dictionary<AccountNumber, string>();
        var numbers = accounts.Select(account => account.Value).Distinct().ToArray();
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(Command("SELECT account, name FROM vault.persons WHERE community = $1 AND account = ANY($2) AND erased_at IS NULL", community.Value, numbers));
        batch.BatchCommands.Add(Command(LogReads, community.Value, numbers, reader.Name, BearerToken.RoleName(reader.Role), reason.Value, time.GetUtcNow()));
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        Dictionary<AccountNumber, string> names = [];
        while (await rows.ReadAsync(cancellationToken)) names.Add(new AccountNumber(rows.GetString(0)), rows.GetString(1));
        return names;
    }

    /// <summary>Names with street and phone, for coordinators. Who was erased, and who is not in the vault, is missing.</summary>
    /// <param name="community">Where.</param>
    /// <param name="accounts">Whose.</param>
    /// <param name="reader">Who will see them.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">The reader went away.</param>
    public async Task<IReadOnlyDictionary<AccountNumber, FoundPerson>> ContactsAsync(CommunityCode community, IReadOnlyCollection<AccountNumber> accounts, Actor reader, ReasonCode reason, CancellationToken cancellationToken)
    {
        Dictionary<AccountNumber, FoundPerson> found = [];
        if (accounts.Count == 0) return found;
        var numbers = accounts.Select(account => account.Value).Distinct().ToArray();
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(Command("SELECT account, name, street, phone FROM vault.persons WHERE community = $1 AND account = ANY($2) AND erased_at IS NULL", community.Value, numbers));
        batch.BatchCommands.Add(Command(LogReads, community.Value, numbers, reader.Name, BearerToken.RoleName(reader.Role), reason.Value, time.GetUtcNow()));
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var account = new AccountNumber(rows.GetString(0));
            found.Add(account, new FoundPerson(account, rows.GetString(1), rows.IsDBNull(2) ? null : rows.GetString(2), rows.IsDBNull(3) ? null : rows.GetString(3)));
        }

        return found;
    }

    /// <summary>
    /// People whose name has the text in it, at most 30, those whose name starts with it first. With <paramref name="everything"/>, which is for coordinators, also by street, phone and number,
    /// and with street and phone in the answer. Spaces and dashes in phone numbers do not matter.
    /// </summary>
    public async Task<IReadOnlyList<FoundPerson>> SearchAsync(CommunityCode community, string text, bool everything, Actor reader, ReasonCode reason, CancellationToken cancellationToken)
    {
        var sought = text.Trim();
        if (sought.Length < 2) return [];
        var pattern = "%" + sought.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
        var digits = string.Concat(sought.Where(char.IsAsciiDigit));
        await using var command = source.CreateCommand("""
            SELECT account, name, street, phone FROM vault.persons
            WHERE community = $1 AND erased_at IS NULL AND (name ILIKE $2
                OR ($3 AND (street ILIKE $2 OR account ILIKE $2 OR (length($4) >= 3 AND regexp_replace(phone, '[^0-9]', '', 'g') LIKE '%' || $4 || '%'))))
            ORDER BY name NOT ILIKE substr($2, 2), name, account LIMIT $5
            """);
        foreach (var value in new object[] { community.Value, pattern, everything, digits, MostFound }) command.Parameters.Add(new() { Value = value });
        List<FoundPerson> found = [];
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
                found.Add(new FoundPerson(new AccountNumber(rows.GetString(0)), rows.GetString(1), TextAt(rows, 2), TextAt(rows, 3)));
        }

        if (found.Count > 0)
        {
            await using var batch = source.CreateBatch();
            batch.BatchCommands.Add(Command(LogReads, community.Value, found.Select(person => person.Account.Value).ToArray(), reader.Name, BearerToken.RoleName(reader.Role), reason.Value, time.GetUtcNow()));
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        return found;

        string? TextAt(NpgsqlDataReader rows, int column) => everything && !rows.IsDBNull(column) ? rows.GetString(column) : null;
    }

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
