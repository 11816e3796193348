using Buurthulp.Ledger.Journal;
using JasperFx;
using Marten;
using Npgsql;
using Weasel.Core;

namespace Buurthulp.Marten.Journal;

/// <summary>What Marten needs in the database beside the journal's tables: its functions, its progress, its documents.</summary>
public static class LedgerSchema
{
    private static readonly string[] TablesOfTheJournal = ["mt_events", "mt_streams", "mt_events_sequence"];

    /// <summary>Adds what is not there, as the owner of the schema, and lets the application's role use it. Does nothing the second time.</summary>
    /// <param name="connectionString">Of a user who may create tables, on a database that <see cref="Database.OpenAsync"/> has brought up to date.</param>
    /// <param name="more">What else the store is to do; its tables are made as well.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="InvalidOperationException">This Marten wants the journal's own tables otherwise than they are; nothing was changed.</exception>
    public static async Task PrepareAsync(string connectionString, Action<StoreOptions>? more, CancellationToken cancellationToken)
    {
        await using var owner = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Options = "-c timezone=UTC" });
        await using var store = DocumentStore.For(options =>
        {
            options.Connection(owner);
            options.UseLedger();
            more?.Invoke(options);
        });
        var database = store.Storage.Database;
        var migration = await database.CreateMigrationAsync(cancellationToken);
        var touched = migration.Deltas.Where(delta => delta.Difference != SchemaPatchDifference.None && delta.SchemaObject.Identifier.Schema == LedgerStore.JournalSchema)
            .Select(delta => delta.SchemaObject.Identifier.Name).Intersect(TablesOfTheJournal).ToList();
        if (touched.Count > 0) throw new InvalidOperationException($"this version of Marten would change {string.Join(" and ", touched)}, and the journal's tables stay as they are: use the version that docs/marten.md names.");

        await database.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate, ct: cancellationToken);
        await GrantAsync(owner, cancellationToken);
    }

    private static async Task GrantAsync(NpgsqlDataSource owner, CancellationToken cancellationToken)
    {
        await using var command = owner.CreateCommand($"""
            GRANT SELECT ON SEQUENCE journal.mt_events_sequence TO {Database.ApplicationRole};
            GRANT SELECT, INSERT, UPDATE, DELETE ON journal.mt_event_progression, journal.mt_high_water_skips TO {Database.ApplicationRole};
            CREATE SCHEMA IF NOT EXISTS {LedgerStore.OwnSchema};
            GRANT USAGE ON SCHEMA {LedgerStore.OwnSchema} TO {Database.ApplicationRole};
            GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA {LedgerStore.OwnSchema} TO {Database.ApplicationRole};
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA {LedgerStore.OwnSchema} TO {Database.ApplicationRole};
            CREATE SCHEMA IF NOT EXISTS {LedgerStore.MessageSchema} AUTHORIZATION {Database.ApplicationRole};
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
