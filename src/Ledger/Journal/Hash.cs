using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Buurthulp.Ledger.Journal;

/// <summary>A SHA-256 hash, 32 bytes as a value: fifty thousand leaves a second should leave nothing for the garbage collector. In JSON it stands in base64.</summary>
[JsonConverter(typeof(HashJsonConverter))]
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Hash
{
    /// <summary>The number of bytes in a hash.</summary>
    public const int Length = 32;

    /// <summary>The number of characters of a hash in base64.</summary>
    public const int Base64Length = 44;

    // The four words only carry the bytes; they are put in and taken out in the same order and never read as numbers.
    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    /// <summary>Takes the bytes as they are; nothing is hashed here.</summary>
    /// <exception cref="ArgumentException">Not exactly 32 bytes.</exception>
    public Hash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length) throw new ArgumentException($"A hash has {Length} bytes, not {bytes.Length}.", nameof(bytes));
        _first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _second = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _third = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _fourth = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>Writes the 32 bytes to the start of the destination.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _first);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _second);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _third);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _fourth);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>The bytes in base64, as in a checkpoint: 44 characters.</summary>
    public string ToBase64() => Convert.ToBase64String(ToArray());

    /// <summary>The bytes in lower-case hexadecimal.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToArray());
}

/// <summary>A hash stands in JSON as its 44 characters of base64, spelled in one way only.</summary>
public sealed class HashJsonConverter : JsonConverter<Hash>
{
    public override Hash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<byte> bytes = stackalloc byte[Hash.Length];
        var text = reader.GetString();
        if (text is null || !Convert.TryFromBase64String(text, bytes, out var length) || length != Hash.Length) throw new JsonException("not a hash in base64");
        var hash = new Hash(bytes);
        return hash.ToBase64() == text ? hash : throw new JsonException("not a hash in base64");
    }

    public override void Write(Utf8JsonWriter writer, Hash value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToBase64());
}
