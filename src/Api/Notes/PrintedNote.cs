using Buurthulp.Ledger.Notes;

namespace Buurthulp.Api.Notes;

/// <summary>
/// What stands on a paper note and what somebody types or scans from it: serial with check digit, then a code of eight symbols and a check
/// symbol, as in <c>0000013-6SS-VE3-PZ0</c>. Symbols are those of Crockford's base 32, so that a 0 read as O or a 1 read as I does no harm.
/// </summary>
/// <param name="Serial">The printed number.</param>
/// <param name="Code">Eight keyed symbols and the check symbol, without dashes.</param>
public sealed record PrintedNote(NoteSerial Serial, string Code)
{
    public const int KeyedSymbols = 8;

    private const string Symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int LongestText = 60;

    /// <summary>Null when the text is no note, or a digit or symbol was mistyped: such a note never leaves the counter as a forged one.</summary>
    public static PrintedNote? Parse(string text)
    {
        if (text.Length > LongestText) return null;
        var bare = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '.' or '·')).Select(Normal));
        if (bare.Length <= KeyedSymbols + 1 || !bare.All(Symbols.Contains)) return null;
        var (serial, code) = (NoteSerial.Of(bare[..^(KeyedSymbols + 1)]), bare[^(KeyedSymbols + 1)..]);
        return serial.Number() is { } number && code[^1] == Check(number, code.AsSpan(0, KeyedSymbols)) ? new PrintedNote(serial, code) : null;
    }

    /// <summary>The note with this serial and these 40 keyed bits.</summary>
    public static PrintedNote Of(NoteSerial serial, ulong bits)
    {
        Span<char> code = stackalloc char[KeyedSymbols + 1];
        for (var i = 0; i < KeyedSymbols; i++) code[i] = Symbols[(int)((bits >> (5 * (KeyedSymbols - 1 - i))) & 31)];
        code[KeyedSymbols] = Check(serial.Number()!.Value, code[..KeyedSymbols]);
        return new PrintedNote(serial, new string(code));
    }

    /// <summary>As it is printed under the QR code, which holds the same text.</summary>
    public override string ToString() => $"{Serial}-{Code[..3]}-{Code[3..6]}-{Code[6..]}";

    private static char Normal(char c) => char.ToUpperInvariant(c) switch
    {
        'O' => '0',
        'I' or 'L' => '1',
        var other => other,
    };

    /// <summary>
    /// A weighted sum in the field of 32 elements (x⁵ + x² + 1), each symbol weighted by another power of x, so that every single wrong symbol and
    /// every swap of two different ones changes it. It starts from the serial, so that a code does not fit just any other note.
    /// </summary>
    private static char Check(long number, ReadOnlySpan<char> code)
    {
        var sum = (int)(number % 31);
        foreach (var symbol in code) sum = TimesX(sum) ^ Symbols.IndexOf(symbol, StringComparison.Ordinal);
        return Symbols[TimesX(sum)];
    }

    private static int TimesX(int element) => (element << 1 & 31) ^ ((element & 16) == 0 ? 0 : 0b00101);
}
