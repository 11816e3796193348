using System.Buffers;
using System.Buffers.Text;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using NodaTime;
using Npgsql;

namespace Buurthulp.Ledger.Journal;

/// <summary>A row of the journal, before anybody has looked at what it says. Rows written by another program may lack the actor, the command, the digest and the leaf.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StoredRow(CommunityCode Community, long Position, Guid Id, string Type, byte[] Data, Instant RecordedAt, string? Actor, Guid? CommandId, string? Digest, Hash? Leaf)
{
    public const string Stream = "e.stream_id";

    /// <summary>All but whose journal it is, which who reads a single one knows.</summary>
    public const string Columns = "e.version, e.id, e.type, e.data::text, e.timestamp, e.user_name, e.correlation_id, e.headers->>'command', e.headers->>'leaf'";

    private static readonly string ExchangeBooked = EventTypes.NameOf(typeof(ExchangeBooked));

    /// <summary>From <see cref="Stream"/> and <see cref="Columns"/>, in this order.</summary>
    public static StoredRow Of(NpgsqlDataReader reader) => new(new CommunityCode(reader.GetString(0)[PostgresJournal.StreamPrefix.Length..]), reader.GetInt64(1), reader.GetGuid(2), reader.GetString(3),
        reader.GetFieldValue<byte[]>(4), Instant.FromDateTimeUtc(reader.GetDateTime(5)), TextOrNull(reader, 6), Guid.TryParse(TextOrNull(reader, 7), out var command) ? command : null,
        TextOrNull(reader, 8), reader.IsDBNull(9) ? null : LeafOf(reader.GetFieldValue<byte[]>(9)));

    /// <summary>From <see cref="Columns"/> as COPY sends them.</summary>
    public static StoredRow Of(CommunityCode community, ref CopiedRow row) => new(community, row.Number(), row.Id(), KnownTexts.Of(row.Value()), row.Value().ToArray(), row.Moment(), row.TextOrNull(),
        CommandOf(row.Value()), row.TextOrNull(), LeafOf(row.Value()));

    /// <exception cref="InvalidOperationException">The data is not what such an event holds.</exception>
    public Entry Read() => new(Community, Position, Id, Event(), Data, RecordedAt, Actor ?? "unknown", CommandId ?? Id, Digest, Leaf);

    private LedgerEvent Event()
    {
        try
        {
            return Type == ExchangeBooked && UsualExchange.TryReadStored(Data, out var booked) ? booked : EventJson.Read(Type, Data);
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"Position {Position} of '{Community}' can't be read: {e.Message} Either a newer version of the program wrote it, or somebody changed the row in the database.", e);
        }
    }

    private static string? TextOrNull(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static Guid? CommandOf(ReadOnlySpan<byte> text) => Guid.TryParse(text, out var command) ? command : null;

    /// <summary>Null when it is no hash: somebody spoiled it, and it is computed from the entry instead.</summary>
    private static Hash? LeafOf(ReadOnlySpan<byte> base64)
    {
        Span<byte> bytes = stackalloc byte[Hash.Length];
        return Base64.DecodeFromUtf8(base64, bytes, out var read, out var length) == OperationStatus.Done && read == base64.Length && length == Hash.Length ? new Hash(bytes) : null;
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
