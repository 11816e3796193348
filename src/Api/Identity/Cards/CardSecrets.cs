using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Api.Identity.Cards;

/// <summary>
/// The number and the PIN of a printed card. Both follow from the command that makes the card and a secret key, so that the same command prints the same card again although neither is kept.
/// The number is twelve symbols of Crockford's base 32, which has no letters that look like digits: 60 bits, by which a card is found. It is printed, so the PIN has to come on top.
/// </summary>
public static class CardSecrets
{
    public const int NumberLength = 12;
    public const int PinLength = 6;

    private const string Symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string Number(byte[] key, CommunityCode community, AccountNumber account, Guid command)
    {
        var bytes = Derive(key, "number", community, account, command, 0);
        return string.Create(NumberLength, bytes, static (text, bytes) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = Symbols[bytes[i] % Symbols.Length];
        });
    }

    /// <summary>A PIN that is not <see cref="IsSimple"/>.</summary>
    public static string Pin(byte[] key, CommunityCode community, AccountNumber account, Guid command)
    {
        for (var turn = 0; ; turn++)
        {
            var pin = (BitConverter.ToUInt64(Derive(key, "pin", community, account, command, turn)) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
            if (!IsSimple(pin)) return pin;
        }
    }

    /// <summary>As printed: three groups of four.</summary>
    public static string Grouped(string number) => $"{number[..4]}-{number[4..8]}-{number[8..]}";

    /// <summary>What somebody typed or scanned as a number; null when it can't be one. Small letters, spaces, and O, I and L for the digits they look like do not matter.</summary>
    public static string? ReadNumber(string typed)
    {
        var number = new StringBuilder(NumberLength);
        foreach (var c in typed)
        {
            if (c is '-' or ' ' or '.') continue;
            var symbol = char.ToUpperInvariant(c) switch { 'O' => '0', 'I' or 'L' => '1', var other => other };
            if (!Symbols.Contains(symbol, StringComparison.Ordinal) || number.Length == NumberLength) return null;
            number.Append(symbol);
        }

        return number.Length == NumberLength ? number.ToString() : null;
    }

    public static bool IsPin(string text) => text.Length == PinLength && text.All(char.IsAsciiDigit);

    /// <summary>One that somebody who finds the card tries first: the same digit again and again, two or three digits repeated, counting up or down, or a date of birth's year twice.</summary>
    public static bool IsSimple(string pin)
    {
        var steps = pin.Zip(pin.Skip(1), (a, b) => b - a).ToArray();
        return steps.All(step => step == steps[0] && step is >= -1 and <= 1) || pin[..2] + pin[..2] + pin[..2] == pin || pin[..3] + pin[..3] == pin || pin.Distinct().Count() <= 2;
    }

    private static byte[] Derive(byte[] key, string of, CommunityCode community, AccountNumber account, Guid command, int turn) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"login-card/{of}/{community}/{account}/{command:D}/{turn}"));
}
