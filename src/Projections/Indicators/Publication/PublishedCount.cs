using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Buurthulp.Projections.Indicators.Publication;

/// <summary>A count of people, or of what people did, as it is published: the number; <c>"&lt;5"</c> for 1 to 4; or null, withheld so that another can't be worked out from it.</summary>
[StructLayout(LayoutKind.Auto)]
[JsonConverter(typeof(PublishedCountConverter))]
public readonly record struct PublishedCount(long? Value, bool IsSmall)
{
    /// <summary>Groups smaller than this are not told apart.</summary>
    public const int Least = 5;

    public const string SmallText = "<5";

    public static readonly PublishedCount Withheld = new(Value: null, IsSmall: false);

    /// <summary>Whether a reader learns the number.</summary>
    public bool IsTold => Value is not null;

    public static bool IsSmallGroup(long count) => count is > 0 and < Least;

    public static PublishedCount Of(long count) => IsSmallGroup(count) ? new PublishedCount(Value: null, IsSmall: true) : new PublishedCount(count, IsSmall: false);
}

internal sealed class PublishedCountConverter : JsonConverter<PublishedCount>
{
    /// <summary>As people read it, and not as <c>\u003C5</c>.</summary>
    private static readonly JsonEncodedText Small = JsonEncodedText.Encode(PublishedCount.SmallText, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    public override bool HandleNull => true;

    public override PublishedCount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => new PublishedCount(reader.GetInt64(), IsSmall: false),
        JsonTokenType.String when reader.GetString() == PublishedCount.SmallText => new PublishedCount(Value: null, IsSmall: true),
        JsonTokenType.Null => PublishedCount.Withheld,
        _ => throw new JsonException("not a published count"),
    };

    public override void Write(Utf8JsonWriter writer, PublishedCount value, JsonSerializerOptions options)
    {
        if (value.Value is { } count) writer.WriteNumberValue(count);
        else if (value.IsSmall) writer.WriteStringValue(Small);
        else writer.WriteNullValue();
    }
}
