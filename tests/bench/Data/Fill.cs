using System.Text;
using Buurthulp.Api.Hosting;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Running;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NpgsqlTypes;

namespace Buurthulp.Bench.Data;

/// <summary>Makes a large community in the time that COPY takes. The same village gives the same bytes.</summary>
internal static class Fill
{
    private const int EntriesAtOnce = 20_000;

    /// <summary>
    /// The people join through the writer. Exchanges do not depend on one another (help is never refused), so each is decided by the ledger's own rules on the state
    /// of that moment, on all cores, and the rows are copied in.
    /// </summary>
    public static async Task JournalAsync(string connectionString, Village village, int exchanges)
    {
        await using (var scene = await Scene.OpenAsync(connectionString, village)) await scene.BeginAsync();
        await using (var owner = NpgsqlDataSource.Create(connectionString))
        {
            var loaded = await LoadedCommunity.LoadAsync(village.Community, new PostgresJournal(owner), snapshots: null, CancellationToken.None);
            await using var connection = await owner.OpenConnectionAsync();
            var next = EntriesOf(loaded, village, 0, exchanges);
            for (var done = 0; done < exchanges; done += EntriesAtOnce)
            {
                var entries = await next;
                next = EntriesOf(loaded, village, done + EntriesAtOnce, exchanges);
                await CopyInAsync(connection, entries);
            }

            await using var end = new NpgsqlCommand("""
                UPDATE journal.mt_streams s SET version = e.head FROM (SELECT stream_id, max(version) AS head FROM journal.mt_events GROUP BY stream_id) e WHERE e.stream_id = s.id;
                SELECT setval('journal.mt_events_sequence', (SELECT max(seq_id) FROM journal.mt_events))
                """, connection);
            await end.ExecuteNonQueryAsync();
            await using var vacuum = new NpgsqlCommand("VACUUM (FREEZE, ANALYZE) journal.mt_events", connection);
            await vacuum.ExecuteNonQueryAsync();
        }

        await using var filled = await Scene.OpenAsync(connectionString, village, exchanges);
        await filled.CheckAsync();
    }

    public static async Task ViewsAsync(string connectionString)
    {
        await using (var database = await Database.OpenAsync(connectionString, Installation.Schemas, CancellationToken.None))
        {
            var journal = new PostgresJournal(database.Application);
            using var runner = new ViewRunner(database.Application, journal, NullLogger<ViewRunner>.Instance, TimeProvider.System);
            await runner.RebuildAsync(community: null, view: null, progress: null, CancellationToken.None);
        }

        await using var owner = NpgsqlDataSource.Create(connectionString);
        await using var vacuum = owner.CreateCommand("VACUUM ANALYZE");
        await vacuum.ExecuteNonQueryAsync();
    }

    /// <summary>Entries as rows in the tables of the journal, one COPY.</summary>
    /// <param name="connection">May write the journal's table.</param>
    /// <param name="entries">In order; each carries its digest and leaf.</param>
    public static async Task CopyInAsync(NpgsqlConnection connection, IReadOnlyList<Entry> entries)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY journal.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, headers, user_name, is_archived) FROM STDIN (FORMAT binary)");
        foreach (var entry in entries)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(entry.Position, NpgsqlDbType.Bigint);
            await copy.WriteAsync(entry.Id, NpgsqlDbType.Uuid);
            await copy.WriteAsync($"community-{entry.Community}", NpgsqlDbType.Varchar);
            await copy.WriteAsync(entry.Position, NpgsqlDbType.Bigint);
            await copy.WriteAsync(entry.Data, NpgsqlDbType.Jsonb);
            await copy.WriteAsync(entry.Type, NpgsqlDbType.Varchar);
            await copy.WriteAsync(entry.RecordedAt.ToDateTimeUtc(), NpgsqlDbType.TimestampTz);
            await copy.WriteAsync("*DEFAULT*", NpgsqlDbType.Varchar);
            await copy.WriteAsync(entry.CommandId.ToString(), NpgsqlDbType.Varchar);
            await copy.WriteAsync<ReadOnlyMemory<byte>>(Encoding.ASCII.GetBytes($$"""{"command":"{{entry.CommandDigest}}","leaf":"{{entry.Leaf!.Value.ToBase64()}}"}"""), NpgsqlDbType.Jsonb);
            await copy.WriteAsync(entry.Actor, NpgsqlDbType.Varchar);
            await copy.WriteAsync(value: false, NpgsqlDbType.Boolean);
        }

        await copy.CompleteAsync();
    }

    private static Task<Entry[]> EntriesOf(LoadedCommunity loaded, Village village, int first, int exchanges) => Task.Run(() =>
    {
        var entries = new Entry[Math.Max(0, Math.Min(EntriesAtOnce, exchanges - first))];
        Parallel.For(0, entries.Length, i => entries[i] = EntryOf(loaded, village, first + i));
        return entries;
    });

    private static Entry EntryOf(LoadedCommunity loaded, Village village, int number)
    {
        var command = village.Exchange(number);
        var decision = command.Decide(loaded.State);
        if (decision.Refusal is { } refusal) throw new InvalidOperationException($"not recorded: {refusal}");
        var recorded = decision.Events.Single();
        var entry = new Entry(village.Community, loaded.State.Position + 1 + number, command.CommandId, recorded, EventJson.Write(recorded), Village.Now, command.Actor.Name,
            command.CommandId, CommandDigest.Of(command), Leaf: null);
        return entry with { Leaf = LeafHash.Of(entry) };
    }
}
