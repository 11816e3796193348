using System.Text;
using System.Text.Json;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Verification;
using static Buurthulp.Tests.Ledger.Verification.ExportedFile;

namespace Buurthulp.Tests.Ledger.Verification;

public sealed class JournalVerificationTests
{
    private static readonly RecordedCommunity Community = RandomCommunity.Of(seed: 7, steps: 60);
    private static readonly string[] Exported = Lines(Of(Community));
    private static readonly int Size = Community.Entries.Count;

    public static TheoryData<string, string, string> Spoiled => new()
    {
        { "\"position\":9,", "\"position\":9.5,", "not a whole number" },
        { "\"position\":9,", "\"position\":\"9\",", "position" },
        { "\"position\":9,", "\"position\":8,", "the line holds position 8" },
        { "\"position\":9,", "\"position\":9,\"position\":9,", "twice" },
        { "\"position\":9,", "", "'position' is missing" },
        { "\"position\":9,", "\"position\":9,\"note\":\"hello\",", "'note' is not a member" },
        { "\"community\":\"molenwijk\"", "\"community\":\"elders\"", "'elders'" },
        { "\"community\":\"molenwijk\"", "\"community\":null", "not a code" },
        { "\"recordedAt\":\"2025", "\"recordedAt\":\"2024", "recorded before" },
        { "205379Z", "205379000Z", "time of recording" },
        { "205379Z", "205379+00:00", "time of recording" },
        { "\"actor\":\"bemiddelaar", "\"actor\":\"penningmeester", "leaf" },
        { "\"actor\":\"", "\"actor\":\"\\ud800", "surrogate" },
        { "\"leaf\":\"", "\"leaf\":\"\\ud800", "surrogate" },
        { "\"leaf\":\"", "\"leaf\":\" ", "leaf" },
        { "\"postings\":[]", "\"postings\":[{\"account\":\"L0000\",\"amount\":0}]", "postings" },
        { "\"postings\":[]", "\"postings\":null", "postings" },
        { "\"data\":{", "\"data\":{\"x\":1,", "leaf" },
        { "{\"community\"", "[{\"community\"", "" },
        { "{\"community\"", "{\"community\":\"molenwijk\"}{\"community\"", "" },
        { "{\"community\"", "\uFEFF{\"community\"", "byte-order mark" },
        { "{\"community\"", "{\"\\ud800\":1,\"community\"", "not a member" },
    };

    [Fact]
    public async Task A_journal_as_it_was_exported_is_fine_and_has_its_root()
    {
        Community.Entries.Select(entry => entry.Type).Distinct().Count().ShouldBeGreaterThan(15);

        (await VerifyAsync(Exported)).ShouldBe(new VerificationResult.Fine(Community.Checkpoint));
        (await VerifyAsync(Plain(Community))).ShouldBe(new VerificationResult.Fine(Community.Checkpoint));
    }

    [Fact]
    public async Task White_space_the_order_of_members_and_escapes_change_nothing()
    {
        var respelled = Exported.Select(line =>
        {
            var members = JsonElement.Parse(line).EnumerateObject().Reverse().Select(member => $"\"{member.Name}\" :\t{member.Value.GetRawText().Replace("molen", "\\u006dolen", StringComparison.Ordinal)}");
            return " { " + string.Join(" , ", members) + " } ";
        });

        (await VerifyAsync(respelled)).ShouldBe(new VerificationResult.Fine(Community.Checkpoint));
    }

    [Fact]
    public async Task A_file_without_its_very_last_line_feed_is_whole() => (await VerifyAsync(Of(Community)[..^1])).ShouldBeOfType<VerificationResult.Fine>();

    [Theory]
    [MemberData(nameof(Spoiled))]
    public async Task A_spoiled_line_is_named_with_the_reason(string part, string replacement, string reason)
    {
        var lines = Exported.ToArray();
        lines[8].ShouldContain(part);
        lines[8] = lines[8].Replace(part, replacement, StringComparison.Ordinal);

        var bad = await BadAsync(lines);

        (bad.First, bad.Last).ShouldBe((9, 9), bad.Message);
        bad.Reason.ShouldContain(reason);
        bad.Message.ShouldStartWith("position 9: ");
    }

    [Fact]
    public async Task An_id_that_stands_twice_and_one_in_capitals_are_named()
    {
        var (fifth, sixth) = (Community.Entries[4].Id.ToString(), Community.Entries[5].Id.ToString());

        (await BadAsync(Exported.Select(line => line.Replace(sixth, fifth, StringComparison.Ordinal)))).Message.ShouldStartWith("position 6: an earlier entry");
        (await BadAsync(Exported.Select(line => line.Replace(sixth, sixth.ToUpperInvariant(), StringComparison.Ordinal)))).Message.ShouldStartWith("position 6: the id is not");
    }

    [Fact]
    public async Task Lines_that_are_dropped_doubled_swapped_or_added_are_named()
    {
        for (var i = 0; i < Size; i++)
        {
            var dropped = Exported.ToList();
            dropped.RemoveAt(i);
            (await BadAsync(dropped)).First.ShouldBe(i + 1, $"dropped {i + 1}");

            var doubled = Exported.ToList();
            doubled.Insert(i, Exported[i]);
            (await BadAsync(doubled)).First.ShouldBe(i + 2, $"doubled {i + 1}");

            var swapped = Exported.ToArray();
            var other = (i + 1) % Size;
            (swapped[i], swapped[other]) = (swapped[other], swapped[i]);
            (await BadAsync(swapped)).First.ShouldBe(Math.Min(i, other) + 1, $"swapped {i + 1} and {other + 1}");

            var emptied = Exported.ToList();
            emptied.Insert(i, "");
            (await BadAsync(emptied)).First.ShouldBe(i + 1, $"an empty line before {i + 1}");
        }
    }

    [Fact]
    public async Task A_file_that_was_cut_off_anywhere_is_bad()
    {
        var file = Of(Community);
        for (var length = 0; length < file.Length - 1; length += 7)
        {
            var bad = (await VerifyAsync(file[..length])).ShouldBeOfType<VerificationResult.Bad>();
            var whole = file.AsSpan(..length).Count((byte)'\n');
            // A line whose last byte is there is whole; only its line feed was lost.
            bad.First.ShouldBeOneOf(whole + 1, whole + 2);
        }
    }

    [Fact]
    public async Task Line_ends_of_another_system_and_what_follows_the_checkpoint_are_bad()
    {
        (await BadAsync(Exported.Select(line => line + "\r"))).Message.ShouldBe("position 1: the line ends in CR LF, not in LF");
        (await BadAsync([.. Exported, Exported[0]])).Message.ShouldBe($"position {Size + 1}: a line after the checkpoint, which is the last line");
        (await BadAsync([.. Exported, ""])).First.ShouldBe(Size + 1);
        (await BadAsync(Exported[..^1])).Message.ShouldBe($"position {Size + 1}: the checkpoint line is missing: the file was cut off here");
        (await BadAsync([])).Message.ShouldBe("position 1: the file is empty");
    }

    [Fact]
    public async Task The_checkpoint_line_must_be_that_of_these_entries()
    {
        var other = Community.CheckpointAt(Size - 1);

        (await BadAsync([.. Exported[..^1], LineOf(Community.Checkpoint with { Size = Size + 2 })])).Message.ShouldStartWith($"position {Size + 1}: the entry is missing: the checkpoint counts {Size + 2}");
        (await BadAsync([.. Exported[..^1], LineOf(other)])).Message.ShouldStartWith($"position {Size}: added");
        (await BadAsync([.. Exported[..^1], LineOf(Community.Checkpoint with { Origin = "buurthulp/elders" })])).Message.ShouldContain("buurthulp/elders");
        (await BadAsync([.. Exported[..^1], LineOf(Community.Checkpoint with { Root = other.Root })])).Message.ShouldStartWith($"positions 1 to {Size}: the root");
        (await BadAsync([.. Exported[..^1], LineOf(Community.Checkpoint with { Root = other.Root })], Community.Checkpoint)).Message.ShouldStartWith($"position {Size + 1}: the checkpoint line has another root");
        (await BadAsync([.. Exported[..^1], Exported[^1].Replace("}", ",\"x\":1}", StringComparison.Ordinal)])).First.ShouldBe(Size + 1);
        (await BadAsync([.. Exported[..^1], "{\"checkpoint\":\"\\u001b[2Jmolenwijk\\n\\n\\n\"}"])).Message.ShouldNotContain('\u001b');
    }

    [Fact]
    public async Task An_event_of_a_newer_version_is_refused_because_its_postings_cannot_be_known()
    {
        var bad = await BadAsync(Lines(Plain(Community)).Select(line => line.Replace("\"type\":\"pot_opened\"", "\"type\":\"pot_opened_v9\"", StringComparison.Ordinal)));

        bad.Message.ShouldContain("unknown event 'pot_opened_v9': a newer version");
    }

    [Fact]
    public async Task A_journal_without_entries_is_fine()
    {
        var nothing = new Checkpoint("buurthulp/molenwijk", 0, MerkleTree.EmptyRoot);

        (await VerifyAsync([LineOf(nothing)])).ShouldBe(new VerificationResult.Fine(nothing));
        (await VerifyAsync(Exported, nothing)).ShouldBeOfType<VerificationResult.Fine>();
        (await BadAsync(Exported, nothing with { Root = Community.Checkpoint.Root })).Message.ShouldContain("counts no entries");
    }

    [Fact]
    public async Task A_line_without_end_does_not_fill_the_memory()
    {
        var bad = (await VerifyAsync(Encoding.UTF8.GetBytes(new string('x', 40 * 1024 * 1024)))).ShouldBeOfType<VerificationResult.Bad>();

        bad.Message.ShouldContain("more than 16 MB");
    }

    [Fact]
    public async Task A_time_zone_that_this_machine_does_not_know_is_no_reason_to_doubt_the_journal()
    {
        var community = new RecordedCommunity("molenwijk", seed: 1);
        var founded = RandomCommunity.Of(seed: 1, steps: 0).Entries[0];
        var entry = founded with { Event = new CommunityFounded(RecordedCommunity.Founded, "Mars/Olympus"), Data = EventJson.Write(new CommunityFounded(RecordedCommunity.Founded, "Mars/Olympus")), Leaf = null };
        community.Entries.Add(entry with { Leaf = LeafHash.Of(entry) });

        (await VerifyAsync(Of(community))).ShouldBeOfType<VerificationResult.Fine>();
    }

    private static string LineOf(Checkpoint checkpoint) => Lines(Of([], checkpoint))[0];
}
