using System.Globalization;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Journal;
using JasperFx.Core.Reflection;
using JasperFx.Events;
using NodaTime;

namespace Buurthulp.Marten.Journal;

/// <summary>An entry as Marten's event with its metadata, and back: the same columns and headers as the Npgsql adapter's.</summary>
public static class MartenEntries
{
    private const string Command = "command";
    private const string Entries = "entries";
    private const string Leaf = "leaf";

    /// <summary>The events of an append, in order.</summary>
    internal static object[] ToEvents(IReadOnlyList<Entry> entries)
    {
        var events = new object[entries.Count];
        for (var i = 0; i < entries.Count; i++) events[i] = ToEvent(entries[i], SiblingsOf(entries, i));
        return events;
    }

    /// <summary>Null when the event does not stand in a community's journal.</summary>
    /// <exception cref="InvalidOperationException">It does, and is of a kind that this program does not know.</exception>
    public static Entry? ToEntry(this IEvent recorded)
    {
        if (LedgerStore.CommunityOf(recorded.StreamKey) is not { } community) return null;
        var content = recorded.Data as LedgerEvent ?? throw new InvalidOperationException($"position {recorded.Version} of '{community}' is no event of the ledger but {recorded.Data.GetType().Name}");
        var commandId = Guid.TryParse(recorded.CorrelationId, out var correlation) ? correlation : recorded.Id;
        return new Entry(community, recorded.Version, recorded.Id, content, EventJson.Write(content), Instant.FromDateTimeOffset(recorded.Timestamp), recorded.UserName ?? "unknown",
            commandId, recorded.GetHeader(Command) as string, LeafOf(recorded));
    }

    /// <summary>How many entries the command of this entry has, when it is the first of them; else 1.</summary>
    internal static long SiblingsOf(IEvent recorded) => recorded.GetHeader(Entries) is { } count ? Convert.ToInt64(count, CultureInfo.InvariantCulture) : 1;

    private static IEvent ToEvent(Entry entry, int siblings)
    {
        var recorded = typeof(Event<>).CloseAndBuildAs<IEvent>(entry.Event, entry.Event.GetType());
        recorded.Id = entry.Id;
        recorded.Timestamp = entry.RecordedAt.ToDateTimeOffset();
        recorded.UserName = entry.Actor;
        recorded.CorrelationId = entry.CommandId.ToString();
        recorded.SetHeader(Command, entry.CommandDigest ?? "");
        if (siblings > 1) recorded.SetHeader(Entries, siblings);
        if (entry.Leaf is { } leaf) recorded.SetHeader(Leaf, leaf.ToBase64());
        return recorded;
    }

    private static int SiblingsOf(IReadOnlyList<Entry> entries, int first)
    {
        var command = entries[first].CommandId;
        if (first > 0 && entries[first - 1].CommandId == command) return 1;
        var next = first + 1;
        while (next < entries.Count && entries[next].CommandId == command) next++;
        return next - first;
    }

    /// <summary>Null when it is no hash: somebody spoiled it, and it is computed from the entry instead.</summary>
    private static Hash? LeafOf(IEvent recorded)
    {
        Span<byte> bytes = stackalloc byte[Hash.Length];
        return recorded.GetHeader(Leaf) is string base64 && Convert.TryFromBase64String(base64, bytes, out var length) && length == Hash.Length ? new Hash(bytes) : null;
    }
}
