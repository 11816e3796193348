using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Notes;

namespace Buurthulp.Api.Notes;

/// <summary>The codes that make a note one of ours: the first 40 bits of HMAC-SHA256 (RFC 2104) over community and serial, with the <see cref="NoteKey"/>.</summary>
public sealed class NoteCodes(byte[] key)
{
    public PrintedNote Of(CommunityCode community, NoteSerial serial)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"buurthulp note v1\n{community}\n{serial}"), mac);
        return PrintedNote.Of(serial, BinaryPrimitives.ReadUInt64BigEndian(mac) >> (64 - 5 * PrintedNote.KeyedSymbols));
    }

    /// <summary>Whether the code is the serial's own. Takes the same time whichever symbol is wrong.</summary>
    public bool IsOurs(CommunityCode community, PrintedNote note) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(note.Code), Encoding.ASCII.GetBytes(Of(community, note.Serial).Code));
}
