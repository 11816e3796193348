using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Buurthulp.Api.Http.Requests;

/// <summary>
/// Names the member that makes a body unfit. The serializer says where a value of the wrong type stands, but for a member that is missing or
/// unknown it says only in which object; a caller wants the member's own name.
/// </summary>
internal static class JsonShape
{
    /// <summary>The path of the first member that is unknown or missing, as in <c>helpers[0].minutes</c>; null when there is none.</summary>
    public static string? FirstWrongMember(JsonElement value, JsonTypeInfo shape, string path = "") => (value.ValueKind, shape.Kind) switch
    {
        (JsonValueKind.Object, JsonTypeInfoKind.Object) => InObject(value, shape, path),
        (JsonValueKind.Array, JsonTypeInfoKind.Enumerable) => InList(value, shape.Options.GetTypeInfo(shape.ElementType!), path),
        _ => null,
    };

    /// <summary>What a caller is told when the body as a whole can't be read; no member has this name.</summary>
    public const string Whole = "body";

    /// <summary>The serializer's <c>$.helpers[0].minutes</c> as callers write it.</summary>
    public static string FieldOf(JsonException wrong) => wrong.Path?.TrimStart('$').TrimStart('.') is { Length: > 0 } path ? path : Whole;

    private static string? InObject(JsonElement value, JsonTypeInfo shape, string path)
    {
        foreach (var member in value.EnumerateObject())
        {
            var known = shape.Properties.FirstOrDefault(property => member.NameEquals(property.Name));
            if (known is null) return Join(path, member.Name);
            if (FirstWrongMember(member.Value, shape.Options.GetTypeInfo(known.PropertyType), Join(path, known.Name)) is { } inside) return inside;
        }

        return shape.Properties.FirstOrDefault(property => property.IsRequired && !value.TryGetProperty(property.Name, out _)) is { } missing ? Join(path, missing.Name) : null;
    }

    private static string? InList(JsonElement value, JsonTypeInfo element, string path)
    {
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var at = $"{path}[{index++}]";
            // The serializer lets a null into any list; none of ours holds one.
            if (item.ValueKind == JsonValueKind.Null) return at;
            if (FirstWrongMember(item, element, at) is { } inside) return inside;
        }

        return null;
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
