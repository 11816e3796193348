using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Buurthulp.Api.Identity;

/// <summary>
/// A random text that opens something: 256 bits, letters, digits, '-' and '_'. What is stored is its SHA-256: whoever copies the database can open nothing with it, and guessing is hopeless
/// without any salt.
/// </summary>
internal static class Secret
{
    private const int Bytes = 32;

    public static string New() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
