using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Buurthulp.Ledger.Accounts;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Ledger.Journal;

/// <summary>The leaf of an entry in the Merkle log: SHA-256(0x00 ‖ C), C the RFC 8785 form of exactly <c>{actor, community, data, id, position, recordedAt, type}</c>.</summary>
public static class LeafHash
{
    private const int RecordedAtLength = 27;

    private static readonly InstantPattern Microseconds = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.ffffff'Z'");

    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_:.");

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? reused;

    /// <summary>Six decimals and Z. Example: <c>2026-11-20T18:25:55.205379Z</c>.</summary>
    public static string FormatRecordedAt(Instant recordedAt) => Microseconds.Format(recordedAt);

    /// <summary>The data must be in canonical form, as written by <see cref="EventJson.Write"/>.</summary>
    internal static Hash OfCanonical(CommunityCode community, long position, Guid id, string type, ReadOnlySpan<byte> data, Instant recordedAt, string actor) =>
        MerkleTree.Leaf(Write(community, position, id, type, data, recordedAt, actor).WrittenSpan);

    /// <summary>For an entry that was read back: the database does not keep the order of members.</summary>
    /// <exception cref="JsonException">The data can't be put in canonical form.</exception>
    public static Hash Of(Entry entry) => MerkleTree.Leaf(Write(entry, CanonicalJson.Of(entry.Data.Span)).WrittenSpan);

    /// <summary>The bytes whose hash the leaf is.</summary>
    /// <exception cref="JsonException">The data can't be put in canonical form.</exception>
    public static byte[] CanonicalBytes(Entry entry) => Write(entry, CanonicalJson.Of(entry.Data.Span)).WrittenSpan.ToArray();

    /// <summary>The buffer belongs to the thread and is good until its next call.</summary>
    private static ArrayBufferWriter<byte> Write(Entry entry, ReadOnlySpan<byte> canonicalData) =>
        Write(entry.Community, entry.Position, entry.Id, entry.Type, canonicalData, entry.RecordedAt, entry.Actor);

    private static ArrayBufferWriter<byte> Write(CommunityCode community, long position, Guid id, string type, ReadOnlySpan<byte> canonicalData, Instant recordedAt, string actor)
    {
        var output = reused ??= new ArrayBufferWriter<byte>(1024);
        output.ResetWrittenCount();
        output.Write("{\"actor\":"u8);
        WriteText(output, actor);
        output.Write(",\"community\":\""u8);
        WriteAscii(output, community.Value);
        output.Write("\",\"data\":"u8);
        output.Write(canonicalData);
        output.Write(",\"id\":\""u8);
        Utf8Formatter.TryFormat(id, output.GetSpan(36), out var written);
        output.Advance(written);
        output.Write("\",\"position\":"u8);
        Utf8Formatter.TryFormat(position, output.GetSpan(20), out written);
        output.Advance(written);
        output.Write(",\"recordedAt\":\""u8);
        WriteRecordedAt(output, recordedAt);
        output.Write("\",\"type\":\""u8);
        WriteAscii(output, type);
        output.Write("\"}"u8);
        return output;
    }

    /// <summary>The round-trip form has a decimal more than microseconds need; the Z goes over it. It makes no string, unlike the pattern, which knows years before the first.</summary>
    private static void WriteRecordedAt(ArrayBufferWriter<byte> output, Instant recordedAt)
    {
        if (recordedAt < NodaConstants.BclEpoch)
        {
            WriteAscii(output, FormatRecordedAt(recordedAt));
            return;
        }

        var text = output.GetSpan(RecordedAtLength + 1);
        Utf8Formatter.TryFormat(recordedAt.ToDateTimeUtc(), text, out _, new StandardFormat('O'));
        text[RecordedAtLength - 1] = (byte)'Z';
        output.Advance(RecordedAtLength);
    }

    /// <summary>An actor is a code as a rule; another program may have written anything.</summary>
    private static void WriteText(ArrayBufferWriter<byte> output, string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Plain))
        {
            output.Write(CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(text, EventJson.Options)));
            return;
        }

        output.Write("\""u8);
        WriteAscii(output, text);
        output.Write("\""u8);
    }

    private static void WriteAscii(ArrayBufferWriter<byte> output, string ascii) => output.Advance(Encoding.ASCII.GetBytes(ascii, output.GetSpan(ascii.Length)));
}
