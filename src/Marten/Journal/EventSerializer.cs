using System.Text.Json;
using System.Text.Json.Serialization;
using Buurthulp.Ledger.Journal;
using Marten.Services;
using Weasel.Core;

namespace Buurthulp.Marten.Journal;

/// <summary>
/// Events as <see cref="EventJson"/> writes them. Marten hands over the event and not its bytes, so a member that the event does not have must not be passed over:
/// somebody changed the row, and its leaf would not show it.
/// </summary>
internal sealed class EventSerializer : SystemTextJsonSerializer
{
    public EventSerializer()
        : base(new JsonSerializerOptions(EventJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow })
    {
        EnumStorage = EnumStorage.AsString;
        Casing = Casing.CamelCase;
        // What is set above puts a converter of Marten's own in the place of ours: it would write the names of values with a capital, and they are hashed as we write them.
        Configure(static options => options.Converters.Insert(0, new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false)));
    }
}
