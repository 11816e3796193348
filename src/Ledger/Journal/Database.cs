using Npgsql;

namespace Buurthulp.Ledger.Journal;

/// <summary>
/// One PostgreSQL database. The schema is made as the user of the connection string; everything else runs as the role
/// <c>buurthulp_app</c>, which can neither change nor delete an entry of the journal.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    public const string ApplicationRole = "buurthulp_app";

    /// <summary>PostgreSQL 15, as its server_version_num.</summary>
    public const int OldestServerVersion = 150000;

    private Database(NpgsqlDataSource application) => Application = application;

    /// <summary>Connections as the application's role, in UTC.</summary>
    public NpgsqlDataSource Application { get; }

    /// <summary>Brings the schemas up to date and opens the database for the application.</summary>
    /// <exception cref="JournalUnavailableException">The database can't be reached.</exception>
    /// <exception cref="InvalidOperationException">The server is too old, the user may not create what is needed, or the schema belongs to a newer program.</exception>
    public static async Task<Database> OpenAsync(string connectionString, IEnumerable<SchemaScripts> scripts, CancellationToken cancellationToken)
    {
        try
        {
            await using (var owner = NpgsqlDataSource.Create(Settings(connectionString, "timezone=UTC")))
            {
                await CheckVersionAsync(owner, cancellationToken);
                await MakeRoleAsync(owner, cancellationToken);
                foreach (var schema in scripts) await schema.ApplyAsync(owner, cancellationToken);
            }

            return new Database(NpgsqlDataSource.Create(Settings(connectionString, "timezone=UTC", $"role={ApplicationRole}")));
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new InvalidOperationException($"the database user may not set up the database: {e.MessageText}. Let an administrator run: CREATE ROLE {ApplicationRole}; GRANT {ApplicationRole} TO <user>; GRANT CREATE ON DATABASE <database> TO <user>;", e);
        }
        catch (NpgsqlException e) when (PostgresJournal.IsUnavailable(e))
        {
            throw new JournalUnavailableException($"the database does not answer: {e.Message}", e);
        }
    }

    public ValueTask DisposeAsync() => Application.DisposeAsync();

    private static string Settings(string connectionString, params ReadOnlySpan<string> serverSettings)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        // The few statements of the write path are planned once a connection. Who pools by transaction sets it to 0.
        if (!builder.ShouldSerialize("Max Auto Prepare")) builder.MaxAutoPrepare = 50;
        if (!builder.ShouldSerialize("Auto Prepare Min Usages")) builder.AutoPrepareMinUsages = 2;
        foreach (var setting in serverSettings) builder.Options = $"{builder.Options} -c {setting}".Trim();
        return builder.ConnectionString;
    }

    private static async Task CheckVersionAsync(NpgsqlDataSource owner, CancellationToken cancellationToken)
    {
        await using var command = owner.CreateCommand("SELECT current_setting('server_version_num')::int, current_setting('server_version')");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        if (reader.GetInt32(0) < OldestServerVersion) throw new InvalidOperationException($"PostgreSQL {reader.GetString(1)} is too old; use version 15 or newer.");
    }

    /// <summary>Roles are shared by all databases of a server, so another process may be making the same one now.</summary>
    private static async Task MakeRoleAsync(NpgsqlDataSource owner, CancellationToken cancellationToken)
    {
        await using var command = owner.CreateCommand($"""
            DO $$
            BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{ApplicationRole}') THEN
                    BEGIN
                        CREATE ROLE {ApplicationRole} NOLOGIN;
                    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
                    END;
                END IF;
                IF NOT pg_has_role(current_user, '{ApplicationRole}', 'MEMBER') THEN
                    GRANT {ApplicationRole} TO CURRENT_USER;
                END IF;
            END $$
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
