using System.Security.Cryptography;
using System.Text;
using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Api.Notices;

/// <summary>Links that end somebody's mail without signing in: community and number, signed with HMAC-SHA256 (RFC 2104). They do nothing else, and go on working in old mails.</summary>
public sealed class UnsubscribeLinks(byte[] key, Uri publicAddress)
{
    public const string Path = "/afmelden";

    private const int SignatureBytes = 16;

    public Uri Of(CommunityCode community, AccountNumber account) => new($"{publicAddress.AbsoluteUri.TrimEnd('/')}{Path}/{community}/{account}/{SignatureOf(community, account)}");

    /// <summary>Whether the link is one of ours.</summary>
    public bool IsSigned(CommunityCode community, AccountNumber account, string signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(SignatureOf(community, account)));

    private string SignatureOf(CommunityCode community, AccountNumber account) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"buurthulp unsubscribe v1\n{community}\n{account}")).AsSpan(0, SignatureBytes));
}
