using System.Globalization;
using System.Text.Json.Serialization;
using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Ledger.Notes;

/// <summary>
/// The number of a paper note as it is printed: at least six digits and a check digit by H. M. Damm's algorithm, which finds every single
/// wrong digit and every swap of neighbours. Example: <c>0000013</c>, the first note of a community. It proves nothing: anybody can make one up.
/// </summary>
[JsonConverter(typeof(CodeJsonConverter<NoteSerial>))]
public readonly record struct NoteSerial(string Value) : ICode<NoteSerial>
{
    private const int LongestDigits = 15;

    // The quasigroup of order 10 from Damm's thesis (2004).
    private static readonly string[] Damm =
        ["0317598642", "7092154863", "4206871359", "1750983426", "6123045978", "3674209581", "5869720134", "8945362017", "9438617205", "2581436790"];

    public static NoteSerial Of(string value) => new(value);

    /// <summary>The serial of the note with this number, counted from 1 over all notes of the community.</summary>
    public static NoteSerial OfNumber(long number)
    {
        var digits = number.ToString("000000", CultureInfo.InvariantCulture);
        return new NoteSerial(digits + (char)('0' + Check(digits)));
    }

    /// <summary>The number without the check digit; null when the text is no serial or a digit is wrong.</summary>
    public long? Number() =>
        Value is { Length: >= 7 and <= LongestDigits } && Value.All(char.IsAsciiDigit) && Check(Value) == 0
        && long.Parse(Value.AsSpan(0, Value.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture) is > 0 and var number && OfNumber(number) == this
            ? number
            : null;

    public override string ToString() => Value;

    private static int Check(string digits)
    {
        var row = 0;
        foreach (var digit in digits) row = Damm[row][digit - '0'] - '0';
        return row;
    }
}
