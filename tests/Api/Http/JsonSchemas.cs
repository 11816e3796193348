using System.Text.Json;

namespace Buurthulp.Tests.Api.Http;

/// <summary>As much of JSON Schema as the description of the API uses.</summary>
internal sealed class JsonSchemas(JsonElement components)
{
    /// <summary>Where and why a value is not what the schema says; null when it is.</summary>
    public string? FirstMismatch(JsonElement value, JsonElement schema, string path)
    {
        schema = Resolved(schema);
        if (schema.TryGetProperty("oneOf", out var choices)) return choices.EnumerateArray().Any(choice => FirstMismatch(value, choice, path) is null) ? null : $"{path} is none of the choices";
        if (schema.TryGetProperty("enum", out var words)) return words.EnumerateArray().Any(word => word.ToString() == value.ToString()) ? null : $"{path} is {value}";
        if (schema.TryGetProperty("type", out var type) && !IsOf(value, TypesOf(type))) return $"{path} is {TypeOf(value)} and not {type}";
        return value.ValueKind switch
        {
            JsonValueKind.Object => InObject(value, schema, path),
            JsonValueKind.Array => value.EnumerateArray().Select((item, i) => FirstMismatch(item, schema.GetProperty("items"), $"{path}[{i}]")).FirstOrDefault(wrong => wrong is not null),
            _ => null,
        };
    }

    /// <summary>Members that are lists of nobody knows what.</summary>
    public IEnumerable<string> ListsWithoutItems() =>
        from schema in components.EnumerateObject()
        where schema.Value.TryGetProperty("properties", out _)
        from property in schema.Value.GetProperty("properties").EnumerateObject()
        where property.Value.TryGetProperty("type", out var type) && TypesOf(type).Contains("array") && !property.Value.TryGetProperty("items", out _)
        select $"{schema.Name}.{property.Name}";

    private string? InObject(JsonElement value, JsonElement schema, string path)
    {
        if (!schema.TryGetProperty("properties", out var properties)) return null;
        var missing = schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(name => name.GetString()!).FirstOrDefault(name => !value.TryGetProperty(name, out _)) : null;
        if (missing is not null) return $"{path}.{missing} is missing";
        foreach (var member in value.EnumerateObject())
        {
            if (!properties.TryGetProperty(member.Name, out var known)) return $"{path}.{member.Name} is not known";
            if (FirstMismatch(member.Value, known, $"{path}.{member.Name}") is { } wrong) return wrong;
        }

        return null;
    }

    private JsonElement Resolved(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference) ? components.GetProperty(reference.GetString()!.Split('/')[^1]) : schema;

    private static string[] TypesOf(JsonElement type) => type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)] : [type.GetString()!];

    private static bool IsOf(JsonElement value, string[] types) => types.Contains(TypeOf(value)) || (value.ValueKind == JsonValueKind.Number && types.Contains("number"));

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };
}
