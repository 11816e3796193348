using System.Buffers;
using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Ledger.Journal;

/// <summary>The leaf of an entry in the Merkle log: SHA-256(0x00 ‖ C), C the RFC 8785 form of exactly <c>{actor, community, data, id, position, recordedAt, type}</c>.</summary>
public static class LeafHash
{
    private static readonly InstantPattern Microseconds = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.ffffff'Z'");

    /// <summary>Six decimals and Z. Example: <c>2026-11-20T18:25:55.205379Z</c>.</summary>
    public static string FormatRecordedAt(Instant recordedAt) => Microseconds.Format(recordedAt);

    /// <summary>The entry must hold its data in canonical form, as written by <see cref="EventJson.Write"/>.</summary>
    public static Hash OfCanonical(Entry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        WriteCanonical(entry, entry.Data.Span, buffer);
        return MerkleTree.Leaf(buffer.WrittenSpan);
    }

    /// <summary>For an entry that was read back: the database does not keep the order of members.</summary>
    public static Hash Of(Entry entry) => MerkleTree.Leaf(CanonicalBytes(entry));

    /// <summary>The bytes whose hash the leaf is.</summary>
    /// <exception cref="JsonException">The data can't be put in canonical form.</exception>
    public static byte[] CanonicalBytes(Entry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        WriteCanonical(entry, CanonicalJson.Of(entry.Data.Span), buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteCanonical(Entry entry, ReadOnlySpan<byte> canonicalData, ArrayBufferWriter<byte> output)
    {
        Write(output, "{\"actor\":");
        output.Write(ActorText(entry.Actor));
        Write(output, ",\"community\":\"");
        Write(output, entry.Community.Value);
        Write(output, "\",\"data\":");
        output.Write(canonicalData);
        Write(output, ",\"id\":\"");
        Span<byte> id = output.GetSpan(36);
        System.Buffers.Text.Utf8Formatter.TryFormat(entry.Id, id, out var written);
        output.Advance(written);
        Write(output, "\",\"position\":");
        System.Buffers.Text.Utf8Formatter.TryFormat(entry.Position, output.GetSpan(20), out written);
        output.Advance(written);
        Write(output, ",\"recordedAt\":\"");
        Write(output, FormatRecordedAt(entry.RecordedAt));
        Write(output, "\",\"type\":\"");
        Write(output, entry.Type);
        Write(output, "\"}");
    }

    /// <summary>An actor is a code as a rule; another program may have written anything.</summary>
    private static byte[] ActorText(string actor) => CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(actor, EventJson.Options));

    private static void Write(ArrayBufferWriter<byte> output, string ascii) => output.Advance(Encoding.UTF8.GetBytes(ascii, output.GetSpan(Encoding.UTF8.GetMaxByteCount(ascii.Length))));
}
