using System.Buffers;
using System.Buffers.Text;

namespace Buurthulp.Ledger.Journal;

/// <summary>
/// Walks over JSON that is spelled in the one way this program spells it: no white space, members sorted by name, plain text without escapes, whole numbers.
/// Whatever is spelled so is in canonical form (RFC 8785) as it stands. A no only means that it is spelled otherwise, which may well be right.
/// </summary>
internal ref struct UsualSpelling(ReadOnlySpan<byte> json)
{
    private const int MostDepth = 16;

    /// <summary>So many digits are never beyond what every reader of JSON takes in without rounding.</summary>
    private const int MostDigits = 15;

    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(letter => (byte)letter).Where(letter => letter is not ((byte)'"' or (byte)'\\'))]);

    private readonly ReadOnlySpan<byte> json = json;
    private int next;

    public readonly bool IsAtEnd => next == json.Length;

    /// <summary>What another walk over the same JSON has passed since this one.</summary>
    public readonly ReadOnlySpan<byte> Through(UsualSpelling further) => json[next..further.next];

    public bool Skip(scoped ReadOnlySpan<byte> expected)
    {
        if (!json[next..].StartsWith(expected)) return false;
        next += expected.Length;
        return true;
    }

    /// <summary>Text up to its closing quote, which is passed; the opening one is behind us.</summary>
    public bool Text(out ReadOnlySpan<byte> text)
    {
        var rest = json[next..];
        var length = rest.IndexOfAnyExcept(Plain);
        if (length < 0 || rest[length] != '"')
        {
            text = default;
            return false;
        }

        text = rest[..length];
        next += length + 1;
        return true;
    }

    public bool Number(out long number)
    {
        var rest = json[next..];
        if (!Utf8Parser.TryParse(rest, out number, out var length)) return false;
        var digits = number < 0 ? rest[1..length] : rest[..length];
        if (digits.Length > MostDigits || !char.IsAsciiDigit((char)digits[0]) || (digits[0] == '0' && digits.Length > 1)) return false;
        next += length;
        return true;
    }

    /// <summary>Any value, whole.</summary>
    public bool Value(out ReadOnlySpan<byte> value)
    {
        var start = next;
        var isUsual = Value(depth: 0);
        value = json[start..next];
        return isUsual;
    }

    private bool Value(int depth)
    {
        if (IsAtEnd || depth > MostDepth) return false;
        switch (json[next])
        {
            case (byte)'{':
                return Members(depth + 1);
            case (byte)'[':
                return Items(depth + 1);
            case (byte)'"':
                next++;
                return Text(out _);
            case (byte)'t':
                return Skip("true"u8);
            case (byte)'f':
                return Skip("false"u8);
            default:
                return Number(out _);
        }
    }

    private bool Members(int depth)
    {
        if (Skip("{}"u8)) return true;
        ReadOnlySpan<byte> previous = default;
        for (var before = "{\""u8; Skip(before); before = ",\""u8)
        {
            if (!Text(out var name) || (previous.Length > 0 && previous.SequenceCompareTo(name) >= 0)) return false;
            if (name.IsEmpty || !Skip(":"u8) || !Value(depth)) return false;
            previous = name;
        }

        return Skip("}"u8) && previous.Length > 0;
    }

    private bool Items(int depth)
    {
        if (Skip("[]"u8)) return true;
        var before = "["u8;
        while (Skip(before))
        {
            if (!Value(depth)) return false;
            before = ","u8;
        }

        return before[0] == ',' && Skip("]"u8);
    }
}
