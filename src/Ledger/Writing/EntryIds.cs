using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Buurthulp.Ledger.Writing;

/// <summary>Ids that follow from others, so that repeating a decision gives the same ids.</summary>
public static class EntryIds
{
    /// <summary>The first entry carries the command's id; the others a name-based UUID (version 5, RFC 9562) of the command's id and their number, counted from 0.</summary>
    public static Guid Of(Guid commandId, int index)
    {
        if (index == 0) return commandId;
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, index);
        return Version5(commandId, number);
    }

    /// <summary>UUID version 5: SHA-1 of the namespace's bytes and the name.</summary>
    public static Guid Version5(Guid nameSpace, ReadOnlySpan<byte> name)
    {
        var source = new byte[16 + name.Length];
        nameSpace.TryWriteBytes(source, bigEndian: true, out _);
        name.CopyTo(source.AsSpan(16));
#pragma warning disable CA5350 // RFC 9562 fixes SHA-1 for version 5; it names things here and protects nothing.
        var hash = SHA1.HashData(source).AsSpan(0, 16);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
