using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Api.Counter;

/// <summary>
/// The code that a member shows at a counter: the account number and six digits that follow from it, the time and a key, as in <c>L0042-482913</c> (after RFC 6238, with the server's key on both
/// ends). It changes every 30 seconds and can be used in its own period and the next, so a photo of it is useless; and it only says who is there: the yes is another step.
/// </summary>
public sealed class MemberCodes(byte[] key)
{
    /// <summary>How long a code is shown.</summary>
    public const int PeriodSeconds = 30;

    private const int Digits = 6;

    public string Of(CommunityCode community, AccountNumber account, Instant now) => $"{account}-{DigitsOf(community, account, Period(now))}";

    /// <summary>Whether the digits are the account's own, of this period or the one before.</summary>
    public bool IsNow(CommunityCode community, AccountNumber account, string digits, Instant now)
    {
        var (given, period) = (Encoding.ASCII.GetBytes(digits), Period(now));
        return CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(DigitsOf(community, account, period)))
            | CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(DigitsOf(community, account, period - 1)));
    }

    /// <summary>How many seconds the code of now is still shown, 1 to 30.</summary>
    public static int SecondsLeft(Instant now) => (int)(PeriodSeconds - now.ToUnixTimeSeconds() % PeriodSeconds);

    /// <summary>Splits what was typed or scanned; digits null for a bare account number, null for neither.</summary>
    public static (AccountNumber Account, string? Digits)? Read(string typed)
    {
        var text = string.Concat(typed.Where(symbol => !char.IsWhiteSpace(symbol)));
        var cut = text.LastIndexOf('-');
        if (cut > 0 && text.Length - cut - 1 == Digits && text[(cut + 1)..].All(char.IsAsciiDigit) && Code.TryParse<AccountNumber>(text[..cut].ToUpperInvariant(), out var shown)) return (shown, text[(cut + 1)..]);
        return Code.TryParse<AccountNumber>(text.ToUpperInvariant(), out var account) ? (account, null) : null;
    }

    private static long Period(Instant now) => now.ToUnixTimeSeconds() / PeriodSeconds;

    private string DigitsOf(CommunityCode community, AccountNumber account, long period)
    {
        var mac = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"buurthulp member v1\n{community}\n{account}\n{period}")));
        return (BinaryPrimitives.ReadUInt64BigEndian(mac) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
