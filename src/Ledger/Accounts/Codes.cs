using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Buurthulp.Ledger.Accounts;

/// <summary>A short, speakable code: ASCII letters, digits, '-' and '_', starting with a letter or digit. Never free text, never a person's name.</summary>
public interface ICode<TSelf> where TSelf : struct, ICode<TSelf>
{
    static abstract TSelf Of(string value);

    string Value { get; }
}

/// <summary>Reading codes from text. The rules are the same for every kind of code.</summary>
public static class Code
{
    public const int LongestLength = 40;

    /// <summary>False when the text is empty, longer than 40 characters or holds anything but ASCII letters, digits, '-' and '_'.</summary>
    public static bool TryParse<T>([NotNullWhen(true)] string? text, out T code) where T : struct, ICode<T>
    {
        code = default;
        if (string.IsNullOrEmpty(text) || text.Length > LongestLength || !char.IsAsciiLetterOrDigit(text[0])) return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) return false;
        }

        code = T.Of(text);
        return true;
    }

    /// <exception cref="FormatException">The text is not a code; see <see cref="TryParse"/>.</exception>
    public static T Parse<T>(string? text) where T : struct, ICode<T> => TryParse<T>(text, out var code)
        ? code
        : throw new FormatException($"'{text}' is not a code: use 1 to {LongestLength} letters a-z, digits, '-' or '_'.");
}

/// <summary>A code stands in JSON as its text.</summary>
public sealed class CodeJsonConverter<T> : JsonConverter<T> where T : struct, ICode<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Code.TryParse<T>(reader.GetString(), out var code) ? code : throw new JsonException($"not a {typeof(T).Name}");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary>The code of a community; its journal is the stream <c>community-&lt;code&gt;</c>. Example: <c>molenwijk</c>.</summary>
[JsonConverter(typeof(CodeJsonConverter<CommunityCode>))]
public readonly record struct CommunityCode(string Value) : ICode<CommunityCode>
{
    public static CommunityCode Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>The number of an account, speakable on the phone and never reused. Example: <c>L0042</c>.</summary>
[JsonConverter(typeof(CodeJsonConverter<AccountNumber>))]
public readonly record struct AccountNumber(string Value) : ICode<AccountNumber>, IComparable<AccountNumber>
{
    public static AccountNumber Of(string value) => new(value);

    public int CompareTo(AccountNumber other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}

/// <summary>A kind of help, agreed in the community. Example: <c>boodschappen</c>.</summary>
[JsonConverter(typeof(CodeJsonConverter<CategoryCode>))]
public readonly record struct CategoryCode(string Value) : ICode<CategoryCode>
{
    public static CategoryCode Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>A neighbourhood within the community. Example: <c>Molenwijk-Noord</c>.</summary>
[JsonConverter(typeof(CodeJsonConverter<NeighbourhoodCode>))]
public readonly record struct NeighbourhoodCode(string Value) : ICode<NeighbourhoodCode>
{
    public static NeighbourhoodCode Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>A kind of shared activity. Example: <c>koffieochtend</c>.</summary>
[JsonConverter(typeof(CodeJsonConverter<ActivityKind>))]
public readonly record struct ActivityKind(string Value) : ICode<ActivityKind>
{
    public static ActivityKind Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Why something was undone, as a code. Example: <c>mistake</c>.</summary>
[JsonConverter(typeof(CodeJsonConverter<ReasonCode>))]
public readonly record struct ReasonCode(string Value) : ICode<ReasonCode>
{
    public static ReasonCode Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>The name of a currency's unit. Example: <c>uur</c>.</summary>
[JsonConverter(typeof(CodeJsonConverter<CurrencyCode>))]
public readonly record struct CurrencyCode(string Value) : ICode<CurrencyCode>
{
    public static CurrencyCode Of(string value) => new(value);

    public override string ToString() => Value;
}
