using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using JasperFx;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace Buurthulp.Marten.Journal;

/// <summary>Tells Marten about the journal's tables.</summary>
public static class LedgerStore
{
    /// <summary>Where the journal is.</summary>
    public const string JournalSchema = "journal";

    /// <summary>Where Marten keeps its documents and what is not about events.</summary>
    public const string OwnSchema = "marten";

    /// <summary>Where Wolverine makes its own tables for messages, as the application's role.</summary>
    public const string MessageSchema = "wolverine";

    private const string StreamPrefix = "community-";

    /// <summary>The stream of a community; with it <c>FetchStreamAsync</c> reads the journal.</summary>
    public static string StreamOf(CommunityCode community) => StreamPrefix + community.Value;

    /// <summary>Whose stream it is; null for a stream that is not a community's journal.</summary>
    public static CommunityCode? CommunityOf(string? stream) =>
        stream is not null && stream.StartsWith(StreamPrefix, StringComparison.Ordinal) ? new(stream[StreamPrefix.Length..]) : null;

    /// <summary>Connections of the application's role, which can neither change nor delete an entry; for a store that disposes of what it is given.</summary>
    /// <param name="connectionString">Of a user who may take on that role.</param>
    public static NpgsqlDataSource Source(string connectionString) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Options = $"-c timezone=UTC -c role={Database.ApplicationRole}" });

    /// <summary>
    /// The configuration under which Marten's tables are those of the journal: for <c>AddMarten</c> and for <c>DocumentStore.For</c>.
    /// Whatever else the store is to do may be added to it; nothing of what is set here may be changed.
    /// </summary>
    public static void UseLedger(this StoreOptions options)
    {
        options.DatabaseSchemaName = OwnSchema;
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.Serializer(new EventSerializer());

        var events = options.Events;
        events.DatabaseSchemaName = JournalSchema;
        events.StreamIdentity = StreamIdentity.AsString;
        events.MetadataConfig.EnableAll();
        events.MetadataConfig.UserNameEnabled = true;
        events.EnableUniqueIndexOnEventId = true;
        events.EnableBigIntEvents = true;
        // The moment of recording is part of what is hashed, so it is ours and not the database's.
        events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        // Who loses a race finds out before a number of the sequence is burnt.
        events.UseExclusiveLockOnConcurrentAppends = true;
        foreach (var type in EventTypes.All) events.MapEventType(type, EventTypes.NameOf(type));

        // The writer tries again by itself, by the ids of its commands; two who try again would only wait longer.
        options.ConfigurePolly(static _ => { });
        options.ConfigureWritePolly(static _ => { });
    }
}
