using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Ledger.Journal;

/// <summary>
/// Events as JSON: camelCase, enums as camelCase text, dates as <c>yyyy-MM-dd</c>, absent rather than null, members in the order of RFC 8785.
/// What is written is canonical already, because events hold only ASCII codes, whole numbers, dates and booleans.
/// </summary>
public static class EventJson
{
    public static readonly JsonSerializerOptions Options = Configured();

    public static byte[] Write(LedgerEvent recorded) => JsonSerializer.SerializeToUtf8Bytes(recorded, recorded.GetType(), Options);

    /// <exception cref="JsonException">The data does not fit the event's shape, or the stored name is unknown.</exception>
    public static LedgerEvent Read(string storedName, ReadOnlySpan<byte> data)
    {
        var type = EventTypes.TypeOf(storedName) ?? throw new JsonException($"unknown event '{storedName}': a newer version of the program wrote it");
        return (LedgerEvent?)JsonSerializer.Deserialize(data, type, Options) ?? throw new JsonException($"'{storedName}' has no data");
    }

    private static JsonSerializerOptions Configured()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = false,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { InCanonicalOrder } },
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new LocalDateConverter());
        options.MakeReadOnly();
        return options;
    }

    private static void InCanonicalOrder(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        var order = 0;
        foreach (var property in type.Properties.OrderBy(property => property.Name, StringComparer.Ordinal)) property.Order = order++;
    }
}

/// <summary>Dates as <c>yyyy-MM-dd</c>.</summary>
public sealed class LocalDateConverter : JsonConverter<LocalDate>
{
    public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (!reader.HasValueSequence && StoredTime.TryReadDay(reader.ValueSpan, out var day)) return day;
        var parsed = LocalDatePattern.Iso.Parse(reader.GetString() ?? "");
        return parsed.Success ? parsed.Value : throw new JsonException("not a date of the form yyyy-MM-dd");
    }

    public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) => writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
}
