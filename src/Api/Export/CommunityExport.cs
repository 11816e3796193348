using System.Globalization;
using System.IO.Compression;
using System.Text;
using Buurthulp.Api.Books;
using Buurthulp.Api.Tokens;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Npgsql;

namespace Buurthulp.Api.Export;

/// <summary>
/// Everything of one community as a zip: the journal with its checkpoint, the files of docs/import.md, and what the vault holds beside names. That everybody's data was copied is written down first.
/// What coordinators wrote about concerns is not in it: that is for coordinators only.
/// </summary>
public sealed class CommunityExport(IJournal journal, PersonVault vault, NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>Parts of the vault, each with what it is called in the zip.</summary>
    private static readonly (string File, string Sql)[] VaultFiles =
    [
        ("community", "SELECT name, welcome, phone, email, desk, languages, updated_at FROM vault.communities WHERE community = $1"),
        ("texts", "SELECT subject, kind, account, text, written_at FROM vault.request_texts WHERE community = $1 AND kind = 'words' ORDER BY written_at, subject"),
        ("mail_wishes", "SELECT account, wish, updated_at FROM vault.mail_wishes WHERE community = $1 ORDER BY account"),
        ("invitations", "SELECT invitation, neighbourhood, sponsor, made_by, made_at, expires_at, revoked_at, taken_at, used_at, account FROM vault.invitations WHERE community = $1 ORDER BY made_at, invitation"),
        ("waiting", "SELECT command, started_at, person->>'Name' AS name, person->>'Street' AS street, person->>'Email' AS email, person->>'Phone' AS phone FROM vault.intakes WHERE community = $1 AND waits ORDER BY started_at, command"),
        ("contact_changes", "SELECT account, parts, changed_by, role, changed_at FROM vault.contact_changes WHERE community = $1 ORDER BY changed_at, command"),
        ("goal_names", "SELECT entry, name FROM vault.goal_names WHERE community = $1 ORDER BY entry"),
        ("reads", "SELECT account, reader, role, reason, read_at FROM vault.reads WHERE community = $1 ORDER BY id"),
    ];

    private static readonly ReasonCode Reason = new("data-export");

    /// <summary>Writes the zip.</summary>
    /// <param name="community">Whose.</param>
    /// <param name="reader">Who takes it.</param>
    /// <param name="formerName">What who was erased is called.</param>
    /// <param name="explanation">The text of the file that says what the others are; <c>{leftOut}</c> is how many entries stand in the journal only.</param>
    /// <param name="output">Need not seek.</param>
    /// <param name="cancellationToken">The reader went away.</param>
    public async Task WriteAsync(CommunityCode community, Actor reader, string formerName, string explanation, Stream output, CancellationToken cancellationToken)
    {
        await LogAsync(community, reader, cancellationToken);
        var head = await journal.HeadAsync(community, cancellationToken);
        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: Encoding.UTF8, cancellationToken);
        await using (var lines = await zip.CreateEntry("journal.jsonl").OpenAsync(cancellationToken)) await JournalExport.WriteAsync(journal, community, head, lines, cancellationToken);

        var files = new ImportFormatFiles();
        await foreach (var entry in journal.ReadAsync(community, 1, head, cancellationToken)) files.Apply(entry);
        var name = await vault.CommunityNameAsync(community, cancellationToken) ?? community.Value;
        foreach (var (file, content) in files.Write(name, await PeopleAsync(community, cancellationToken), await vault.GoalNames.AllAsync(community, cancellationToken), formerName)) await AddAsync($"import/{file}", content);
        foreach (var (file, sql) in VaultFiles) await AddAsync($"vault/{file}.csv", await TableAsync(sql, community, cancellationToken));
        await AddAsync("README.txt", Encoding.UTF8.GetBytes(explanation.Replace("{leftOut}", files.LeftOut.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));

        async Task AddAsync(string file, byte[] content)
        {
            await using var stream = await zip.CreateEntry(file).OpenAsync(cancellationToken);
            await stream.WriteAsync(content, cancellationToken);
        }
    }

    private async Task LogAsync(CommunityCode community, Actor reader, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            INSERT INTO vault.reads (community, account, reader, role, reason, read_at)
            SELECT community, account, $2, $3, $4, $5 FROM vault.persons WHERE community = $1 AND erased_at IS NULL
            UNION ALL SELECT community, command::text, $2, $3, $4, $5 FROM vault.intakes WHERE community = $1 AND waits
            """);
        foreach (var value in new object[] { community.Value, reader.Name, BearerToken.RoleName(reader.Role), Reason.Value, time.GetUtcNow() }) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<Dictionary<AccountNumber, Person>> PeopleAsync(CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT account, name, street, email, phone, birth_year, languages FROM vault.persons WHERE community = $1 AND erased_at IS NULL");
        command.Parameters.AddWithValue(community.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        Dictionary<AccountNumber, Person> people = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            var account = new AccountNumber(reader.GetString(0));
            people.Add(account, new Person(account, reader.GetString(1), TextAt(2), TextAt(3), TextAt(4), reader.IsDBNull(5) ? null : reader.GetInt32(5), reader.IsDBNull(6) ? null : reader.GetFieldValue<string[]>(6)));
        }

        return people;

        string? TextAt(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    private async Task<byte[]> TableAsync(string sql, CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.AddWithValue(community.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var file = new DefusedCsv([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)]);
        var cells = new object?[reader.FieldCount];
        while (await reader.ReadAsync(cancellationToken))
        {
            for (var i = 0; i < cells.Length; i++) cells[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            file.Add(cells);
        }

        return file.ToBytes();
    }
}
