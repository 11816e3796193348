using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Buurthulp.Ledger.Journal;

/// <content>Strings and names: RFC 8785 sections 3.2.2.2 and 3.2.3. They are read as they stand in the JSON text, between the quotes.</content>
public static partial class CanonicalJson
{
    private static Flaw? WriteText(ReadOnlySpan<byte> raw, IBufferWriter<byte> output)
    {
        // The parser does not look at the bytes inside a string.
        if (!Utf8.IsValid(raw)) return new Flaw("Bytes that are not UTF-8");

        // No spelling is longer than the one that was read: an escape only gets shorter, and the rest stays as it is.
        var target = output.GetSpan(raw.Length + 2);
        var length = 0;
        target[length++] = (byte)'"';
        if (!raw.Contains((byte)'\\'))
        {
            raw.CopyTo(target[length..]);
            length += raw.Length;
        }
        else
        {
            var units = new CodeUnits(raw);
            while (units.Next(out var unit))
            {
                if (!char.IsSurrogate(unit)) length += Spell(unit, target[length..]);
                else if (char.IsHighSurrogate(unit) && units.Next(out var low) && char.IsLowSurrogate(low))
                    length += new Rune(unit, low).EncodeToUtf8(target[length..]);
                else return new Flaw("Half a surrogate pair");
            }
        }

        target[length++] = (byte)'"';
        output.Advance(length);
        return null;
    }

    /// <summary>Writes one character with the least escaping: only quote, backslash and the control characters below space.</summary>
    private static int Spell(char character, Span<byte> target)
    {
        var letter = character switch
        {
            '"' or '\\' => character,
            '\b' => 'b',
            '\f' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            _ => '\0',
        };
        if (letter != '\0')
        {
            target[0] = (byte)'\\';
            target[1] = (byte)letter;
            return 2;
        }

        if (character >= ' ') return new Rune(character).EncodeToUtf8(target);
        "\\u00"u8.CopyTo(target);
        ((int)character).TryFormat(target[4..], out _, "x2", CultureInfo.InvariantCulture);
        return 6;
    }

    /// <summary>
    /// The order of RFC 8785: by UTF-16 code unit. It differs from the order of UTF-8 bytes (an emoji comes before U+FB33) and from
    /// any order of the escaped text, so all but plain names are compared unit by unit.
    /// </summary>
    private static int CompareNames(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (IsPlain(left) && IsPlain(right)) return left.SequenceCompareTo(right);

        var leftUnits = new CodeUnits(left);
        var rightUnits = new CodeUnits(right);
        while (leftUnits.Next(out var l))
        {
            if (!rightUnits.Next(out var r)) return 1;
            if (l != r) return l.CompareTo(r);
        }

        return rightUnits.Next(out _) ? -1 : 0;
    }

    private static bool IsPlain(ReadOnlySpan<byte> name) => Ascii.IsValid(name) && !name.Contains((byte)'\\');

    /// <summary>The UTF-16 code units that a JSON string stands for, its escapes undone. The parser has checked the escapes.</summary>
    private ref struct CodeUnits(ReadOnlySpan<byte> raw)
    {
        private ReadOnlySpan<byte> _rest = raw;
        private char _pendingLow;

        public bool Next(out char unit)
        {
            unit = _pendingLow;
            _pendingLow = '\0';
            if (unit != '\0') return true;
            if (_rest.IsEmpty) return false;

            unit = _rest[0] == '\\' ? Escaped() : Plain();
            return true;
        }

        private char Plain()
        {
            Rune.DecodeFromUtf8(_rest, out var rune, out var read);
            _rest = _rest[read..];
            Span<char> pair = stackalloc char[2];
            if (rune.EncodeToUtf16(pair) == 2) _pendingLow = pair[1];
            return pair[0];
        }

        private char Escaped()
        {
            var letter = (char)_rest[1];
            var unit = letter switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => (char)ushort.Parse(_rest.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                _ => letter,
            };
            _rest = _rest[(letter == 'u' ? 6 : 2)..];
            return unit;
        }
    }
}
