using System.Text.Json;
using System.Text.Json.Serialization;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Journal;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Marten.Host;

/// <summary>Commands as JSON, for a queue: the ledger's own form.</summary>
public static class CommandJson
{
    public static readonly JsonSerializerOptions Options = Configured();

    private static readonly Dictionary<string, Type> Types = typeof(LedgerCommand).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(LedgerCommand))).ToDictionary(type => type.Name);

    public static IReadOnlyCollection<Type> All => Types.Values;

    public static JsonElement Write(LedgerCommand command) => JsonSerializer.SerializeToElement(command, command.GetType(), Options);

    /// <exception cref="JsonException">There is no such command, or its content does not fit.</exception>
    public static LedgerCommand Read(string type, JsonElement content) =>
        Types.TryGetValue(type, out var known) && content.Deserialize(known, Options) is LedgerCommand command ? command : throw new JsonException($"'{type}' is no command of this program");

    private static JsonSerializerOptions Configured()
    {
        var options = new JsonSerializerOptions(EventJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };
        options.Converters.Add(new InstantConverter());
        return options;
    }

    private sealed class InstantConverter : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => InstantPattern.ExtendedIso.Parse(reader.GetString() ?? "").GetValueOrThrow();

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
    }
}
