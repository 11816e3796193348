using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;

namespace Buurthulp.Api.Webhooks;

/// <summary>Secrets that receivers check our signature with. In the database they are encrypted with the keys in the data folder.</summary>
public sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private const string Prefix = "whs_";
    private const int SecretBytes = 32;

    private readonly IDataProtector protector = protection.CreateProtector("webhook-secrets.v1");

    /// <summary>A new secret as it is shown once.</summary>
    public static string Make() => Prefix + WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(SecretBytes));

    public string Protect(string secret) => protector.Protect(secret);

    /// <exception cref="CryptographicException">The keys in the data folder are not those that it was protected with.</exception>
    public string Unprotect(string protectedSecret) => protector.Unprotect(protectedSecret);

    /// <summary>The header <c>Buurthulp-Signature</c>: the time in Unix seconds, and HMAC-SHA-256 of that time, a full stop and the body, in hexadecimal.</summary>
    public static string Sign(string secret, Instant sentAt, ReadOnlySpan<byte> body)
    {
        var time = sentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = new byte[time.Length + 1 + body.Length];
        Encoding.ASCII.GetBytes($"{time}.", signed);
        body.CopyTo(signed.AsSpan(time.Length + 1));
        return $"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}";
    }
}
