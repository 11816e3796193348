using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Buurthulp.Ledger.Accounts;
using NodaTime;
using Npgsql;

namespace Buurthulp.Ledger.Journal;

/// <summary>A row of the journal as the driver gives it, before anybody has looked at what it says.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StoredRow(string Stream, long Position, Guid Id, string Type, byte[] Data, DateTime RecordedAt, string? Actor, string? CorrelationId, string? Digest, string? Leaf)
{
    /// <summary>Columns in the order of <see cref="PostgresJournal"/>'s; rows written by another program may lack headers, correlation id and user name.</summary>
    public static StoredRow Of(NpgsqlDataReader reader) => new(reader.GetString(0), reader.GetInt64(1), reader.GetGuid(2), reader.GetString(3), reader.GetFieldValue<byte[]>(4), reader.GetDateTime(5),
        TextOrNull(reader, 6), TextOrNull(reader, 7), TextOrNull(reader, 8), TextOrNull(reader, 9));

    /// <exception cref="InvalidOperationException">The data is not what such an event holds.</exception>
    public Entry Read()
    {
        var community = new CommunityCode(Stream[PostgresJournal.StreamPrefix.Length..]);
        return new Entry(community, Position, Id, EventOf(community), Data, Instant.FromDateTimeUtc(RecordedAt), Actor ?? "unknown",
            Guid.TryParse(CorrelationId, out var command) ? command : Id, Digest, Leaf is null ? null : LeafOf(Leaf));
    }

    private LedgerEvent EventOf(CommunityCode community)
    {
        try
        {
            return EventJson.Read(Type, Data);
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"Position {Position} of '{community}' can't be read: {e.Message} Either a newer version of the program wrote it, or somebody changed the row in the database.", e);
        }
    }

    private static string? TextOrNull(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>Null when it is no hash: somebody spoiled it, and it is computed from the entry instead.</summary>
    private static Hash? LeafOf(string base64)
    {
        Span<byte> bytes = stackalloc byte[Hash.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length == Hash.Length ? new Hash(bytes) : null;
    }
}

/// <summary>Consecutive rows, read up to the first that can't be.</summary>
internal sealed record ReadRows(IReadOnlyList<Entry> Entries, ExceptionDispatchInfo? Failure)
{
    public static ReadRows Of(List<StoredRow> rows)
    {
        var entries = new List<Entry>(rows.Count);
        try
        {
            foreach (var row in rows) entries.Add(row.Read());
            return new ReadRows(entries, Failure: null);
        }
        catch (InvalidOperationException e)
        {
            return new ReadRows(entries, ExceptionDispatchInfo.Capture(e));
        }
    }
}
