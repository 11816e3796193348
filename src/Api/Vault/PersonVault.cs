using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Npgsql;
using NpgsqlTypes;

namespace Buurthulp.Api.Vault;

/// <summary>What became of the persons of an import.</summary>
/// <param name="Added">New in the vault.</param>
/// <param name="Same">There already, with the same data.</param>
/// <param name="Kept">There already with other data, which was kept: it may be a later correction.</param>
/// <param name="Erased">Erased earlier; they stay so.</param>
public sealed record PersonsAdded(int Added, int Same, int Kept, int Erased);

/// <summary>Names and contact data, in schema <c>vault</c>, outside the journal and the views.</summary>
public sealed class PersonVault(NpgsqlDataSource source, TimeProvider time)
{
    public static readonly SchemaScripts Schema = new("vault", typeof(PersonVault).Assembly, "Vault.Schema");

    private const string AddPersons = """
        INSERT INTO vault.persons (community, account, name, street, email, phone, birth_year, languages, updated_at)
        SELECT @community, account, name, street, email, phone, birth_year, string_to_array(languages, ';'), @now
        FROM unnest(@accounts, @names, @streets, @emails, @phones, @years, @languages)
            AS given (account, name, street, email, phone, birth_year, languages)
        ON CONFLICT (community, account) DO NOTHING
        """;

    private const string ComparePersons = """
        SELECT count(known.account) FILTER (WHERE known.erased_at IS NULL AND NOT changed),
               count(known.account) FILTER (WHERE known.erased_at IS NULL AND changed),
               count(known.account) FILTER (WHERE known.erased_at IS NOT NULL)
        FROM unnest(@accounts, @names, @streets, @emails, @phones, @years, @languages)
            AS given (account, name, street, email, phone, birth_year, languages)
        JOIN vault.persons known ON known.community = @community AND known.account = given.account
        CROSS JOIN LATERAL (SELECT (known.name, known.street, known.email, known.phone, known.birth_year, known.languages) IS DISTINCT FROM
            (given.name, given.street, given.email, given.phone, given.birth_year, string_to_array(given.languages, ';'))) AS comparison (changed)
        """;

    /// <summary>What goals are called, in the same vault.</summary>
    public GoalNames GoalNames { get; } = new(source);

    /// <summary>
    /// Adds the community's name and the persons that the vault does not have, all or none. Persons that it has stay as they are.
    /// Each account may stand in <paramref name="persons"/> once. With <paramref name="rehearse"/> it only says what would become of them.
    /// </summary>
    public async Task<PersonsAdded> AddMissingAsync(CommunityCode community, string? communityName, IReadOnlyList<Person> persons, bool rehearse, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        int same, kept, erased;
        await using (var compare = Command(ComparePersons, connection, community, persons))
        await using (var reader = await compare.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            (same, kept, erased) = ((int)reader.GetInt64(0), (int)reader.GetInt64(1), (int)reader.GetInt64(2));
        }

        await using (var add = Command(AddPersons, connection, community, persons)) await add.ExecuteNonQueryAsync(cancellationToken);
        if (communityName is not null) await NameCommunityAsync(connection, community, communityName, cancellationToken);
        if (!rehearse) await transaction.CommitAsync(cancellationToken);
        return new PersonsAdded(persons.Count - same - kept - erased, same, kept, erased);
    }

    /// <summary>Null when nobody is known behind the account, or they were erased.</summary>
    public async Task<Person?> FindAsync(CommunityCode community, AccountNumber account, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT name, street, email, phone, birth_year, languages FROM vault.persons WHERE community = $1 AND account = $2 AND erased_at IS NULL");
        command.Parameters.AddWithValue(community.Value);
        command.Parameters.AddWithValue(account.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        return new Person(account, reader.GetString(0), TextAt(1), TextAt(2), TextAt(3),
            reader.IsDBNull(4) ? null : reader.GetInt32(4), reader.IsDBNull(5) ? null : reader.GetFieldValue<string[]>(5));

        string? TextAt(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    /// <summary>The names of groups and shops, which anybody in the community may know; those that nobody wrote down are left out. Never for persons: looking at those is written down.</summary>
    public async Task<IReadOnlyDictionary<AccountNumber, string>> NamesOfGroupsAsync(CommunityCode community, IReadOnlyCollection<AccountNumber> accounts, CancellationToken cancellationToken)
    {
        Dictionary<AccountNumber, string> names = [];
        if (accounts.Count == 0) return names;
        await using var command = source.CreateCommand("SELECT account, name FROM vault.persons WHERE community = $1 AND account = ANY ($2) AND erased_at IS NULL");
        command.Parameters.AddWithValue(community.Value);
        command.Parameters.AddWithValue(accounts.Select(account => account.Value).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) names.Add(new AccountNumber(reader.GetString(0)), reader.GetString(1));
        return names;
    }

    /// <summary>The community's name for people; null when it has none yet.</summary>
    public async Task<string?> CommunityNameAsync(CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT name FROM vault.communities WHERE community = $1");
        command.Parameters.AddWithValue(community.Value);
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>
    /// Removes all that is known of the person behind the account, for good: what the vault knows, every way of signing in with the sessions it opened, and mail that waits for them.
    /// All or nothing. Their entries stay, under a number that names nobody.
    /// </summary>
    public async Task EraseAsync(CommunityCode community, AccountNumber account, CancellationToken cancellationToken)
    {
        // A batch is one transaction.
        await using var batch = source.CreateBatch();
        foreach (var place in PersonalPlaces.All)
        {
            var command = new NpgsqlBatchCommand(place.Empty);
            command.Parameters.AddWithValue(community.Value);
            command.Parameters.AddWithValue(account.Value);
            if (place.Empty.Contains("$3", StringComparison.Ordinal)) command.Parameters.AddWithValue(time.GetUtcNow());
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await source.OpenConnectionAsync(cancellationToken);
        }
        catch (NpgsqlException e) when (PostgresJournal.IsUnavailable(e))
        {
            throw new JournalUnavailableException($"the database does not answer: {e.Message}", e);
        }
    }

    private async Task NameCommunityAsync(NpgsqlConnection connection, CommunityCode community, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("INSERT INTO vault.communities (community, name, updated_at) VALUES ($1, $2, $3) ON CONFLICT (community) DO NOTHING", connection);
        command.Parameters.AddWithValue(community.Value);
        command.Parameters.AddWithValue(name);
        command.Parameters.AddWithValue(time.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql, NpgsqlConnection connection, CommunityCode community, IReadOnlyList<Person> persons)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("community", community.Value);
        command.Parameters.AddWithValue("now", time.GetUtcNow());
        Column("accounts", person => person.Account.Value);
        Column("names", person => person.Name);
        Column("streets", person => person.Street);
        Column("emails", person => person.Email);
        Column("phones", person => person.Phone);
        command.Parameters.AddWithValue("years", NpgsqlDbType.Array | NpgsqlDbType.Integer, persons.Select(person => person.BirthYear).ToArray());
        Column("languages", person => person.Languages is null ? null : string.Join(';', person.Languages));
        return command;

        void Column(string name, Func<Person, string?> value) =>
            command.Parameters.AddWithValue(name, NpgsqlDbType.Array | NpgsqlDbType.Text, persons.Select(value).ToArray());
    }
}
