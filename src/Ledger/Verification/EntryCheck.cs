using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Ledger.Verification;

/// <summary>
/// Checks the entries of one journal in turn. What is hashed is put in canonical form from the line as it stands, and every value is then read from
/// that form: nothing passes through the program's own idea of an entry before it is hashed.
/// </summary>
internal sealed class EntryCheck
{
    private static readonly InstantPattern RecordedAtPattern = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.ffffff'Z'");

    private readonly HashSet<Guid> ids = [];
    private readonly ArrayBufferWriter<byte> canonical = new(1024);
    private readonly ArrayBufferWriter<byte> scratch = new(1024);
    private Instant lastRecordedAt = Instant.MinValue;

    /// <summary>Whose journal it is, once an entry has said so.</summary>
    public string? Community { get; private set; }

    /// <summary>Null when the line is the entry at this position, else what is wrong with it.</summary>
    /// <exception cref="JsonException">A value has no canonical form, or the data is not what such an event holds.</exception>
    public Flaw? Check(JsonElement line, long position, out Hash leaf)
    {
        leaf = default;
        EntryMembers members = default;
        if (members.Read(line) is { } flaw) return flaw;

        canonical.ResetWrittenCount();
        var actor = Add("{\"actor\":"u8, members.Actor);
        var community = Add(",\"community\":"u8, members.Community);
        var data = Add(",\"data\":"u8, members.Data);
        var id = Add(",\"id\":"u8, members.Id);
        var number = Add(",\"position\":"u8, members.Position);
        var recordedAt = Add(",\"recordedAt\":"u8, members.RecordedAt);
        var type = Add(",\"type\":"u8, members.Type);
        canonical.Write("}"u8);
        leaf = MerkleTree.Leaf(canonical.WrittenSpan);

        return WrongPosition(Spelled(number), position)
            ?? WrongCommunity(Spelled(community))
            ?? WrongId(Spelled(id))
            ?? WrongRecordedAt(Spelled(recordedAt))
            ?? (Spelled(actor)[0] == '"' ? null : new Flaw("actor-no-text"))
            ?? WrongLeaf(members.Leaf, leaf)
            ?? WrongEvent(Spelled(type), Spelled(data), members.Postings);
    }

    /// <summary>Adds an entry whose line was found right by itself. When it does not fit those before it nothing is added, and <see cref="Check"/> says why.</summary>
    public bool Accept(in UsualEntry entry, long position)
    {
        if (entry.Position != position || entry.Community != Community || entry.RecordedAt < lastRecordedAt || !ids.Add(entry.Id)) return false;
        lastRecordedAt = entry.RecordedAt;
        return true;
    }

    private Range Add(ReadOnlySpan<byte> before, JsonElement value)
    {
        canonical.Write(before);
        var start = canonical.WrittenCount;
        CanonicalJson.Write(value, canonical);
        return start..canonical.WrittenCount;
    }

    private ReadOnlySpan<byte> Spelled(Range member) => canonical.WrittenSpan[member];

    private static Flaw? WrongPosition(ReadOnlySpan<byte> spelled, long expected) =>
        Utf8Parser.TryParse(spelled, out long position, out var read) && read == spelled.Length
            ? position == expected ? null : new Flaw("position-other", position)
            : new Flaw("position-not-whole");

    private Flaw? WrongCommunity(ReadOnlySpan<byte> spelled)
    {
        if (spelled[0] != '"' || !Code.TryParse<CommunityCode>(Encoding.UTF8.GetString(spelled[1..^1]), out var code)) return new Flaw("community-no-code");
        Community ??= code.Value;
        return code.Value == Community ? null : new Flaw("community-other", code, Community);
    }

    private Flaw? WrongId(ReadOnlySpan<byte> spelled)
    {
        Span<byte> again = stackalloc byte[36];
        if (spelled.Length != 38 || !Utf8Parser.TryParse(spelled[1..^1], out Guid id, out _, 'D')) return new Flaw("id-no-uuid");
        if (!Utf8Formatter.TryFormat(id, again, out _) || !again.SequenceEqual(spelled[1..^1])) return new Flaw("id-not-lower-case");
        return ids.Add(id) ? null : new Flaw("id-twice");
    }

    private Flaw? WrongRecordedAt(ReadOnlySpan<byte> spelled)
    {
        var text = Encoding.UTF8.GetString(spelled).Trim('"');
        if (spelled[0] != '"' || !RecordedAtPattern.Parse(text).TryGetValue(default, out var recordedAt) || LeafHash.FormatRecordedAt(recordedAt) != text)
            return new Flaw("time-form");
        if (recordedAt < lastRecordedAt) return new Flaw("time-earlier");
        lastRecordedAt = recordedAt;
        return null;
    }

    private Flaw? WrongLeaf(JsonElement stored, Hash leaf)
    {
        if (stored.ValueKind == JsonValueKind.Undefined) return null;
        scratch.ResetWrittenCount();
        CanonicalJson.Write(stored, scratch);
        Span<byte> expected = stackalloc byte[46];
        expected[0] = expected[45] = (byte)'"';
        Encoding.UTF8.GetBytes(leaf.ToBase64(), expected[1..]);
        return scratch.WrittenSpan.SequenceEqual(expected) ? null : new Flaw("leaf-other", leaf.ToBase64());
    }

    private Flaw? WrongEvent(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data, JsonElement stated)
    {
        var name = Encoding.UTF8.GetString(type).Trim('"');
        if (EventTypes.TypeOf(name) is not { } known) return new Flaw("event-unknown", name);
        var recorded = StrictEvents.Read(known, data);

        scratch.ResetWrittenCount();
        if (UsualLines.WritePostings(recorded, scratch) is var sum && sum != 0) return new Flaw("sum-not-zero", sum);
        var derived = scratch.WrittenCount;
        CanonicalJson.Write(stated, scratch);
        return scratch.WrittenSpan[derived..].SequenceEqual(scratch.WrittenSpan[..derived]) ? null
            : new Flaw("postings-other", Encoding.UTF8.GetString(scratch.WrittenSpan[..derived]));
    }
}
