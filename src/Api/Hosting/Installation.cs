using Buurthulp.Api.Embedded;
using Buurthulp.Api.Identity;
using Buurthulp.Api.Mail;
using Buurthulp.Api.Proof;
using Buurthulp.Api.Vault;
using Buurthulp.Api.Webhooks;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections;

namespace Buurthulp.Api.Hosting;

/// <summary>A data folder and its database, opened: what a server or a command works on.</summary>
public sealed class Installation : IAsyncDisposable
{
    private readonly EmbeddedPostgres? embedded;

    private Installation(AppOptions options, EmbeddedPostgres? embedded, string connectionString, Database database, ILoggerFactory loggers)
    {
        (Options, this.embedded, ConnectionString, Database) = (options, embedded, connectionString, database);
        Journal = new PostgresJournal(database.Application);
        Writers = new CommunityWriters(Journal, new SnapshotStore(database.Application), loggers.CreateLogger<CommunityWriters>());
    }

    /// <summary>Everything that the program keeps in the database.</summary>
    public static readonly IReadOnlyList<SchemaScripts> Schemas = [SchemaScripts.Journal, SchemaScripts.Ledger, Views.Schema, PersonVault.Schema, Outbox.Schema, IdentityHosting.Schema, WebhookTable.Schema, WatchTable.Schema];

    public AppOptions Options { get; }

    /// <summary>Of the user who owns the schemas.</summary>
    public string ConnectionString { get; }

    public Database Database { get; }

    public IJournal Journal { get; }

    public CommunityWriters Writers { get; }

    /// <summary>Starts or joins the database and brings its schemas up to date.</summary>
    /// <param name="options">What the environment says.</param>
    /// <param name="role">A server owns the embedded database; a command may share it.</param>
    /// <param name="address">Where this server will answer; null for a command.</param>
    /// <param name="loggers">Say what takes long.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="EmbeddedPostgresException">No PostgreSQL can be run, or another server runs on the folder.</exception>
    /// <exception cref="JournalUnavailableException">The database of BUURTHULP_DB does not answer.</exception>
    public static async Task<Installation> OpenAsync(AppOptions options, PostgresRole role, string? address, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var own = options.Database is null
            ? await EmbeddedPostgres.StartAsync(options.DataFolder, role, address, loggers.CreateLogger<EmbeddedPostgres>(), cancellationToken)
            : null;
        try
        {
            var connectionString = options.Database ?? own!.ConnectionString;
            var database = await Database.OpenAsync(connectionString, Schemas, cancellationToken);
            return new Installation(options, own, connectionString, database, loggers);
        }
        catch
        {
            if (own is not null) await own.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Writers.DisposeAsync();
        await Database.DisposeAsync();
        if (embedded is not null) await embedded.DisposeAsync();
    }
}
