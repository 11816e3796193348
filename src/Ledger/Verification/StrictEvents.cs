using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Ledger.Verification;

/// <summary>
/// Events as the program reads them, but without its tolerance: a member that the event does not have and a member that is missing are refused.
/// Either would be hashed and then not be seen by whoever reads the event.
/// </summary>
internal static class StrictEvents
{
    private static readonly JsonSerializerOptions Options = Strict();

    /// <exception cref="JsonException">The data is not exactly what such an event holds.</exception>
    public static LedgerEvent Read(Type type, ReadOnlySpan<byte> data) =>
        (LedgerEvent?)JsonSerializer.Deserialize(data, type, Options) ?? throw new JsonException("there is no data");

    private static JsonSerializerOptions Strict()
    {
        var resolver = EventJson.Options.TypeInfoResolver ?? throw new InvalidOperationException("events are read by their types");
        return new JsonSerializerOptions(EventJson.Options)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            TypeInfoResolver = resolver.WithAddedModifier(RequireWhatCannotBeNull),
        };
    }

    private static void RequireWhatCannotBeNull(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        foreach (var property in type.Properties)
        {
            var mayBeNull = property.PropertyType.IsValueType ? Nullable.GetUnderlyingType(property.PropertyType) is not null : property.IsSetNullable;
            property.IsRequired = !mayBeNull;
        }
    }
}
