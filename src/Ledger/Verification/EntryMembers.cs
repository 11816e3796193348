using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Buurthulp.Ledger.Verification;

/// <summary>The members of an entry's line, each exactly once and no others: a member that nobody checks could say anything.</summary>
internal struct EntryMembers
{
    public JsonElement Actor, Community, Data, Id, Position, RecordedAt, Type, Postings;

    /// <summary>Absent from a line in the plain form.</summary>
    public JsonElement Leaf;

    /// <summary>Null when all is well, else what is wrong.</summary>
    public Flaw? Read(JsonElement line)
    {
        foreach (var member in line.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(member);
            ref var place = ref Place(name, out var known);
            if (!known) return new Flaw("member-unknown", Encoding.UTF8.GetString(name));
            if (place.ValueKind != JsonValueKind.Undefined) return new Flaw("member-twice", Encoding.UTF8.GetString(name));
            place = member.Value;
        }

        return Missing() is { } missing ? new Flaw("member-missing", missing) : null;
    }

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    private ref JsonElement Place(ReadOnlySpan<byte> name, out bool known)
    {
        known = true;
        if (name.SequenceEqual("community"u8)) return ref Community;
        if (name.SequenceEqual("position"u8)) return ref Position;
        if (name.SequenceEqual("id"u8)) return ref Id;
        if (name.SequenceEqual("type"u8)) return ref Type;
        if (name.SequenceEqual("recordedAt"u8)) return ref RecordedAt;
        if (name.SequenceEqual("actor"u8)) return ref Actor;
        if (name.SequenceEqual("data"u8)) return ref Data;
        if (name.SequenceEqual("postings"u8)) return ref Postings;
        known = name.SequenceEqual("leaf"u8);
        return ref Leaf;
    }

    private readonly string? Missing() =>
        Community.ValueKind == JsonValueKind.Undefined ? "community"
        : Position.ValueKind == JsonValueKind.Undefined ? "position"
        : Id.ValueKind == JsonValueKind.Undefined ? "id"
        : Type.ValueKind == JsonValueKind.Undefined ? "type"
        : RecordedAt.ValueKind == JsonValueKind.Undefined ? "recordedAt"
        : Actor.ValueKind == JsonValueKind.Undefined ? "actor"
        : Data.ValueKind == JsonValueKind.Undefined ? "data"
        : Postings.ValueKind == JsonValueKind.Undefined ? "postings"
        : null;
}
