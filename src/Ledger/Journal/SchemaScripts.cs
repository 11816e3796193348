using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Buurthulp.Ledger.Journal;

/// <summary>The numbered SQL scripts of one schema, embedded in <paramref name="Assembly"/> under <paramref name="Folder"/> (dots for slashes), in order of their names.</summary>
/// <param name="Schema">The schema they make; also their name in the table of applied scripts.</param>
/// <param name="Assembly">Where they are embedded.</param>
/// <param name="Folder">The end of their resource prefix. Example: <c>Journal.Schema</c>.</param>
/// <param name="ApplicationMayChangeRows">Whether the application's role gets all rights on the rows; false: the scripts grant what is needed.</param>
public sealed record SchemaScripts(string Schema, Assembly Assembly, string Folder, bool ApplicationMayChangeRows = true)
{
    public static readonly SchemaScripts Journal = new("journal", typeof(SchemaScripts).Assembly, "Journal.Schema", ApplicationMayChangeRows: false);

    public static readonly SchemaScripts Ledger = new("ledger", typeof(SchemaScripts).Assembly, "Writing.Schema");

    /// <summary>Applies what was not applied yet: each script in a transaction of its own, under an advisory lock that other processes wait for.</summary>
    /// <exception cref="InvalidOperationException">An applied script was changed afterwards, or the database holds scripts of a newer program.</exception>
    public async Task ApplyAsync(NpgsqlDataSource owner, CancellationToken cancellationToken)
    {
        await using var connection = await owner.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, "SELECT pg_advisory_lock(hashtext('buurthulp schema scripts'))", cancellationToken);
        try
        {
            await ExecuteAsync(connection, $"""
                CREATE SCHEMA IF NOT EXISTS {Schema};
                CREATE SCHEMA IF NOT EXISTS ledger;
                CREATE TABLE IF NOT EXISTS ledger.applied_scripts (
                    schema varchar NOT NULL, name varchar NOT NULL, sha256 varchar NOT NULL, applied_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (schema, name))
                """, cancellationToken);
            var applied = await AppliedAsync(connection, cancellationToken);
            var scripts = Read();
            if (applied.Keys.Except(scripts.Select(script => script.Name)).FirstOrDefault() is { } unknown)
            {
                throw new InvalidOperationException($"the database has script {Schema}/{unknown}, which this program does not know: a newer version has used it. Start that version.");
            }

            foreach (var (name, sql) in scripts) await ApplyAsync(connection, name, sql, applied, cancellationToken);
        }
        finally
        {
            await ExecuteAsync(connection, "SELECT pg_advisory_unlock(hashtext('buurthulp schema scripts'))", CancellationToken.None);
        }
    }

    private async Task ApplyAsync(NpgsqlConnection connection, string name, string sql, Dictionary<string, string> applied, CancellationToken cancellationToken)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
        if (applied.TryGetValue(name, out var before))
        {
            if (before != sha256) throw new InvalidOperationException($"script {Schema}/{name} was changed after it had been applied; add a new script instead.");
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, sql, cancellationToken);
        if (ApplicationMayChangeRows)
        {
            await ExecuteAsync(connection, $"""
                GRANT USAGE ON SCHEMA {Schema} TO {Database.ApplicationRole};
                GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA {Schema} TO {Database.ApplicationRole};
                GRANT USAGE ON ALL SEQUENCES IN SCHEMA {Schema} TO {Database.ApplicationRole};
                """, cancellationToken);
        }

        await using var insert = new NpgsqlCommand("INSERT INTO ledger.applied_scripts (schema, name, sha256) VALUES ($1, $2, $3)", connection)
        {
            Parameters = { new() { Value = Schema }, new() { Value = name }, new() { Value = sha256 } },
        };
        await insert.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private List<(string Name, string Sql)> Read()
    {
        var marker = string.Create(CultureInfo.InvariantCulture, $".{Folder}.");
        List<(string, string)> scripts = [];
        foreach (var resource in Assembly.GetManifestResourceNames().Where(name => name.Contains(marker, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(Assembly.GetManifestResourceStream(resource)!);
            scripts.Add((resource[(resource.IndexOf(marker, StringComparison.Ordinal) + marker.Length)..], reader.ReadToEnd()));
        }

        return scripts.Count > 0 ? scripts : throw new InvalidOperationException($"no script is embedded under {Folder}");
    }

    private async Task<Dictionary<string, string>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var select = new NpgsqlCommand("SELECT name, sha256 FROM ledger.applied_scripts WHERE schema = $1", connection) { Parameters = { new() { Value = Schema } } };
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        Dictionary<string, string> applied = [];
        while (await reader.ReadAsync(cancellationToken)) applied.Add(reader.GetString(0), reader.GetString(1));
        return applied;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
