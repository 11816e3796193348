using System.Text;

namespace Buurthulp.Ledger.Journal;

/// <summary>One string for a text that many entries share, such as a category or who recorded it: a journal of a million entries would make a million of each.</summary>
internal static class KnownTexts
{
    private const int Longest = 64;

    // Threads may put different texts in one place at the same moment; whichever stays is a whole text, and whoever looks compares it.
    private static readonly string?[] Texts = new string?[256];

    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > Longest) return Encoding.UTF8.GetString(utf8);
        ref var place = ref Texts[(utf8.Length + 7 * utf8[0] + 31 * utf8[utf8.Length / 2] + 61 * utf8[^1]) % Texts.Length];
        return place is { } known && Ascii.Equals(utf8, known) ? known : place = Encoding.UTF8.GetString(utf8);
    }
}
