using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Buurthulp.Ledger.Journal;

/// <content>
/// Numbers: RFC 8785 section 3.2.2.3. This is the one place in the ledger that names a double, because the RFC defines the spelling
/// of a number by it. It is read, compared and printed; nothing is calculated with it. Our own events hold whole numbers only,
/// which take the short way and allocate nothing.
/// </content>
public static partial class CanonicalJson
{
    private static Flaw? WriteNumber(JsonElement number, IBufferWriter<byte> output)
    {
        if (number.TryGetInt64(out var whole))
        {
            if (whole is < -MaxInteger or > MaxInteger) return TooLarge;
            Span<byte> spelling = stackalloc byte[20];
            whole.TryFormat(spelling, out var length, provider: CultureInfo.InvariantCulture);
            output.Write(spelling[..length]);
            return null;
        }

        var value = number.GetDouble();
        if (value is < -MaxInteger or > MaxInteger) return TooLarge;
        if (ReadDigits(Encoding.ASCII.GetString(JsonMarshal.GetRawUtf8Value(number))) != ShortestDigits(value))
            return new Flaw("A number with more digits than a double holds");
        output.Write(Encoding.ASCII.GetBytes(FormatNumber(value)));
        return null;
    }

    private static Flaw TooLarge => new($"A number beyond {MaxInteger}, where readers of JSON begin to round,");

    /// <summary>Spells a double as ECMAScript does (ECMA-262, Number::toString). Any finite double, also one that <see cref="Write"/> refuses.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or infinite: JSON has no such number.</exception>
    public static string FormatNumber(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "JSON has no such number.");
        if (ShortestDigits(value) is not (var digits, var point) || digits.Length == 0) return "0";

        var unsigned = point switch
        {
            > 21 or <= -6 => Scientific(digits, point - 1),
            <= 0 => "0." + new string('0', -point) + digits,
            _ when point >= digits.Length => digits.PadRight(point, '0'),
            _ => digits.Insert(point, "."),
        };
        return double.IsNegative(value) ? "-" + unsigned : unsigned;
    }

    private static string Scientific(string digits, int exponent) =>
        (digits.Length == 1 ? digits : digits.Insert(1, ".")) + (exponent < 0 ? "e" : "e+") + exponent.ToString(CultureInfo.InvariantCulture);

    /// <summary>.NET finds the same shortest digits as ECMAScript, and only lays them out otherwise.</summary>
    private static (string Digits, int Point)? ShortestDigits(double value)
    {
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        // Some versions of .NET print 2^-25 and 2^-958 one digit too short, so that another number reads back (dotnet/runtime#131131).
        // Both need all seventeen digits. A spelling that hung on the version of .NET would give one journal two roots.
        var readsBack = double.Parse(shortest, CultureInfo.InvariantCulture).Equals(value);
        return ReadDigits(readsBack ? shortest : value.ToString("E16", CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// Reads a decimal number as 0.Digits × 10^Point, without leading or trailing zeros and without its sign, so that two spellings
    /// of one number read alike; zero has no digits. Null when its exponent is far beyond every double's.
    /// </summary>
    private static (string Digits, int Point)? ReadDigits(string number)
    {
        var e = number.IndexOfAny(['e', 'E']);
        var mantissa = (e < 0 ? number : number[..e]).TrimStart('-');
        var dot = mantissa.IndexOf('.');
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = all.TrimStart('0');
        if (significant.Length == 0) return ("", 0);

        var exponent = 0;
        if (e >= 0 && !int.TryParse(number[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)) return null;
        if (exponent is < -1_000_000_000 or > 1_000_000_000) return null;
        var point = (dot < 0 ? mantissa.Length : dot) - (all.Length - significant.Length) + exponent;
        return (significant.TrimEnd('0'), point);
    }
}
