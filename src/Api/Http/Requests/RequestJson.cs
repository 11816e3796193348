using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Buurthulp.Ledger;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Api.Http.Requests;

/// <summary>
/// JSON of requests and answers. Requests are read strictly: no number from text, no unknown or doubled member, no other case, nothing left out that has no default.
/// A client with a typing error hears of it instead of booking something else.
/// </summary>
internal static class RequestJson
{
    public static readonly JsonSerializerOptions Options = Configured(new JsonSerializerOptions());

    public static JsonSerializerOptions Configured(JsonSerializerOptions options)
    {
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver();
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.MaxDepth = 16;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new AskedDateConverter());
        return options;
    }
}

/// <summary>Days that somebody sends: as in the ledger, and only those that it holds.</summary>
internal sealed class AskedDateConverter : JsonConverter<LocalDate>
{
    public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType == JsonTokenType.String ? LedgerDays.Read(reader.GetString()) : null) ?? throw new JsonException("not a day of the form yyyy-MM-dd that a ledger holds");

    public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) => writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
}
