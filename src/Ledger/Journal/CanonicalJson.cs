using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Buurthulp.Ledger.Journal;

/// <summary>
/// JSON in the one spelling of RFC 8785 (JCS), so that the same data always has the same bytes and so the same hash:
/// no white space, members sorted by the UTF-16 code units of their names, the least escaping, numbers as ECMAScript prints them.
/// </summary>
/// <remarks>
/// Refuses more than the RFC does, and never spells differently what it accepts. A number is refused when its magnitude is over
/// <see cref="MaxInteger"/> or when a double cannot hold the digits that are written, because then two different
/// numbers would share one spelling, and a change from one to the other would not show in the root. What counts is the
/// value and not how it is written, for PostgreSQL's jsonb writes 1e20 back as a one with twenty zeros.
/// Also refused: two members of one name, half a surrogate pair, bytes that are not UTF-8, nesting over <see cref="MaxDepth"/>.
/// </remarks>
public static partial class CanonicalJson
{
    /// <summary>How many objects and arrays may stand inside each other.</summary>
    public const int MaxDepth = 64;

    /// <summary>2^53 - 1, the largest whole number that every JSON reader takes in without rounding.</summary>
    public const long MaxInteger = 9_007_199_254_740_991;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The canonical UTF-8 bytes of a value.</summary>
    /// <exception cref="JsonException">The value has no canonical form; <see cref="JsonException.Path"/> says where.</exception>
    public static byte[] Of(JsonElement value)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(value, output);
        return output.WrittenSpan.ToArray();
    }

    /// <inheritdoc cref="Of(JsonElement)"/>
    public static byte[] Of(string json)
    {
        try
        {
            return Of(StrictUtf8.GetBytes(json));
        }
        catch (EncoderFallbackException e)
        {
            throw new JsonException($"Half a surrogate pair at character {e.Index}.", e);
        }
    }

    /// <inheritdoc cref="Of(JsonElement)"/>
    public static byte[] Of(ReadOnlySpan<byte> utf8Json) =>
        Of(JsonElement.Parse(utf8Json, new JsonDocumentOptions { MaxDepth = MaxDepth }));

    /// <summary>Writes the canonical UTF-8 bytes of a value. After a refusal a part of them may have been written.</summary>
    /// <exception cref="JsonException">The value has no canonical form; <see cref="JsonException.Path"/> says where.</exception>
    public static void Write(JsonElement value, IBufferWriter<byte> output)
    {
        if (WriteValue(value, output, depth: 0) is { } flaw)
            throw new JsonException($"{flaw.Reason} at ${flaw.Path}.", "$" + flaw.Path, lineNumber: null, bytePositionInLine: null);
    }

    /// <summary>Why a value has no canonical form, and where. It is handed up so that only a refusal pays for building the path.</summary>
    private sealed record Flaw(string Reason, string Path = "")
    {
        public Flaw Within(string step) => this with { Path = step + Path };
    }

    private static Flaw? WriteValue(JsonElement value, IBufferWriter<byte> output, int depth) => value.ValueKind switch
    {
        JsonValueKind.Object => WriteObject(value, output, depth + 1),
        JsonValueKind.Array => WriteArray(value, output, depth + 1),
        JsonValueKind.String => WriteText(JsonMarshal.GetRawUtf8Value(value)[1..^1], output),
        JsonValueKind.Number => WriteNumber(value, output),
        JsonValueKind.True => Literal("true"u8, output),
        JsonValueKind.False => Literal("false"u8, output),
        JsonValueKind.Null => Literal("null"u8, output),
        _ => throw new ArgumentException("There is no JSON value here.", nameof(value)),
    };

    private static Flaw? Literal(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        output.Write(text);
        return null;
    }

    private static Flaw? WriteArray(JsonElement array, IBufferWriter<byte> output, int depth)
    {
        if (depth > MaxDepth) return TooDeep;

        output.Write("["u8);
        var index = 0;
        foreach (var item in array.EnumerateArray())
        {
            if (index > 0) output.Write(","u8);
            if (WriteValue(item, output, depth) is { } flaw) return flaw.Within($"[{index}]");
            index++;
        }

        output.Write("]"u8);
        return null;
    }

    private static Flaw? WriteObject(JsonElement value, IBufferWriter<byte> output, int depth)
    {
        if (depth > MaxDepth) return TooDeep;

        output.Write("{"u8);
        var flaw = InOrder(value)
            ? WriteMembers(value.EnumerateObject(), output, depth)
            : WriteSorted([.. value.EnumerateObject()], output, depth);
        output.Write("}"u8);
        return flaw;
    }

    /// <summary>Whether every name comes after the one before it: then nothing need be sorted, and no name stands twice.</summary>
    private static bool InOrder(JsonElement value)
    {
        ReadOnlySpan<byte> previous = default;
        var first = true;
        foreach (var member in value.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(member);
            if (!first && CompareNames(previous, name) >= 0) return false;
            previous = name;
            first = false;
        }

        return true;
    }

    private static Flaw? WriteSorted(JsonProperty[] members, IBufferWriter<byte> output, int depth)
    {
        Array.Sort(members, static (a, b) => CompareNames(JsonMarshal.GetRawUtf8PropertyName(a), JsonMarshal.GetRawUtf8PropertyName(b)));
        for (var i = 1; i < members.Length; i++)
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(members[i]);
            if (CompareNames(JsonMarshal.GetRawUtf8PropertyName(members[i - 1]), name) == 0)
                return new Flaw($"The member \"{Encoding.UTF8.GetString(name)}\" stands twice");
        }

        return WriteMembers(members, output, depth);
    }

    private static Flaw? WriteMembers<TMembers>(TMembers members, IBufferWriter<byte> output, int depth)
        where TMembers : IEnumerable<JsonProperty>
    {
        var first = true;
        foreach (var member in members)
        {
            if (!first) output.Write(","u8);
            first = false;
            if (WriteText(JsonMarshal.GetRawUtf8PropertyName(member), output) is { } flawInName) return flawInName;
            output.Write(":"u8);
            if (WriteValue(member.Value, output, depth) is { } flaw) return flaw.Within("." + member.Name);
        }

        return null;
    }

    private static Flaw TooDeep => new($"More than {MaxDepth} levels of nesting");
}
