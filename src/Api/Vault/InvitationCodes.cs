using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Api.Vault;

/// <summary>
/// The codes of invitations, as in <c>K7MP-2QXR-9D4H</c>: 60 bits of HMAC-SHA256 (RFC 2104) over community and invitation, in Crockford's base 32. They follow from the invitation, so that
/// a repeated call gets the same one although nothing but its keyed hash is kept.
/// </summary>
public sealed class InvitationCodes(byte[] key)
{
    private const string Symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 12;
    private const int LongestText = 40;

    /// <summary>The code to hand out.</summary>
    public string Of(CommunityCode community, Guid invitation)
    {
        var bits = BinaryPrimitives.ReadUInt64BigEndian(Mac($"buurthulp invitation v1\n{community}\n{invitation}"));
        var code = string.Concat(Enumerable.Range(0, Length).Select(i => Symbols[(int)(bits >> (64 - 5 * (i + 1)) & 31)]));
        return $"{code[..4]}-{code[4..8]}-{code[8..]}";
    }

    /// <summary>What is kept of a code, however it was typed: an O for a 0 or an I for a 1 does no harm, nor do spaces and dashes. Null for what can't be a code.</summary>
    public string? HashOf(CommunityCode community, string typed)
    {
        if (typed.Length > LongestText) return null;
        var bare = string.Concat(typed.Where(c => !char.IsWhiteSpace(c) && c is not '-').Select(Normal));
        return bare.Length == Length && bare.All(Symbols.Contains) ? Convert.ToBase64String(Mac($"buurthulp invitation code v1\n{community}\n{bare}")) : null;
    }

    private byte[] Mac(string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static char Normal(char c) => char.ToUpperInvariant(c) switch
    {
        'O' => '0',
        'I' or 'L' => '1',
        var other => other,
    };
}
