using System.Collections.Frozen;
using System.Text.Json;

namespace Buurthulp.Projections;

/// <summary>Enums as they stand in the views and in JSON: camelCase text.</summary>
public static class EnumText
{
    public static string Of<T>(T value) where T : struct, Enum => Names<T>.ByValue[value];

    /// <exception cref="InvalidOperationException">A newer program wrote the text.</exception>
    public static T Parse<T>(string text) where T : struct, Enum => Names<T>.ByText.TryGetValue(text, out var value)
        ? value
        : throw new InvalidOperationException($"'{text}' is not a {typeof(T).Name}");

    private static class Names<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> ByValue = Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
        public static readonly FrozenDictionary<string, T> ByText = ByValue.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);
    }
}
