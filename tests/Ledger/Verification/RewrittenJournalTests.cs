using System.Text;
using System.Text.Json;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Verification;
using static Buurthulp.Tests.Ledger.Verification.ExportedFile;

namespace Buurthulp.Tests.Ledger.Verification;

/// <summary>Somebody with the whole database rewrites an entry. What shows depends on how well they did it, and on what was published before.</summary>
public sealed class RewrittenJournalTests
{
    private static readonly RecordedCommunity Community = RandomCommunity.Of(seed: 11, steps: 80);
    private static readonly int Size = Community.Entries.Count;
    private static readonly Entry Honest = Community.Entries.Last(entry => entry.Event is ExchangeBooked { Payers: null, Helpers.Count: 1 });
    private static readonly int Position = (int)Honest.Position;

    [Fact]
    public async Task Changed_data_under_the_recorded_leaf_names_the_entry()
    {
        var bad = await BadAsync(Rewritten(Forged with { Leaf = Honest.Leaf }, Community.Checkpoint));

        bad.Message.ShouldStartWith($"position {Position}: the entry is not the one that was recorded");
    }

    [Fact]
    public async Task A_changed_leaf_with_the_old_checkpoint_shows_in_the_root()
    {
        var bad = await BadAsync(Rewritten(Forged, Community.Checkpoint));

        (bad.First, bad.Last).ShouldBe((1, Size), bad.Message);
    }

    [Fact]
    public async Task A_journal_rewritten_whole_is_another_journal_and_only_an_earlier_checkpoint_tells()
    {
        var file = Rewritten(Forged, CheckpointOf(Forged));

        (await VerifyAsync(file)).ShouldBeOfType<VerificationResult.Fine>();
        (await BadAsync(file, Community.CheckpointAt(Position))).Message.ShouldStartWith($"positions 1 to {Position}: the first {Position} entries are not those of the checkpoint given");
        (await BadAsync(file, Community.Checkpoint)).Last.ShouldBe(Size);
        (await VerifyAsync(file, Community.CheckpointAt(Position - 1))).ShouldBeOfType<VerificationResult.Fine>();
    }

    [Fact]
    public async Task An_earlier_checkpoint_clears_the_entries_before_it()
    {
        var bad = await BadAsync(Rewritten(Forged, Community.Checkpoint), Community.CheckpointAt(Position - 1));

        (bad.First, bad.Last).ShouldBe((Position, Size));
    }

    [Fact]
    public async Task A_journal_that_lost_its_newest_entries_does_not_hold_to_a_later_checkpoint()
    {
        var bad = await BadAsync(Lines(Of([.. Community.Entries.Take(Size - 3)], Community.CheckpointAt(Size - 3))), Community.Checkpoint);

        bad.Message.ShouldStartWith($"positions {Size - 2} to {Size}: missing");
    }

    [Fact]
    public async Task A_checkpoint_of_another_community_is_not_compared()
    {
        var bad = await BadAsync(Lines(Of(Community)), Community.Checkpoint with { Origin = "buurthulp/elders" });

        bad.Message.ShouldBe("position 1: the checkpoint given is of buurthulp/elders, the journal is of buurthulp/molenwijk");
    }

    [Fact]
    public async Task An_exchange_whose_sides_differ_does_not_pass_even_with_a_leaf_of_its_own()
    {
        var booked = (ExchangeBooked)Honest.Event;
        var unequal = Recorded(booked with { Helpers = [booked.Helpers[0] with { Minutes = booked.Helpers[0].Minutes + 60 }] });

        (await BadAsync(Rewritten(unequal, CheckpointOf(unequal)))).Message.ShouldBe($"position {Position}: the postings sum to 60, not to zero");
    }

    [Theory]
    [InlineData("\"minutes\":", "\"note\":\"betaald\",\"minutes\":")]
    [InlineData("\"recordedBy\":\"coordinator\"", "\"recordedBy\":\"nobody\"")]
    [InlineData(",\"recordedBy\":\"coordinator\"", "")]
    [InlineData("\"happenedOn\":\"2025", "\"happenedOn\":\"20250")]
    public async Task Data_that_is_not_exactly_such_an_event_does_not_pass_even_with_a_leaf_of_its_own(string part, string replacement)
    {
        var data = Encoding.UTF8.GetString(Honest.Data.Span);
        data.ShouldContain(part);
        var at = data.IndexOf(part, StringComparison.Ordinal);
        var entry = Honest with { Data = Encoding.UTF8.GetBytes(data[..at] + replacement + data[(at + part.Length)..]) };
        entry = entry with { Leaf = LeafHash.Of(entry) };

        var bad = await BadAsync(Rewritten(entry, CheckpointOf(entry)));

        (bad.First, bad.Last).ShouldBe((Position, Position), bad.Message);
        bad.Message.ShouldNotContain('\n');
    }

    [Fact]
    public async Task Absent_and_null_are_the_same_for_what_need_not_be_there()
    {
        var data = JsonSerializer.Serialize(JsonElement.Parse(Honest.Data.Span)).Replace("\"receivers\":", "\"payers\":null,\"receivers\":", StringComparison.Ordinal);
        var entry = Honest with { Data = Encoding.UTF8.GetBytes(data) };
        entry = entry with { Leaf = LeafHash.Of(entry) };

        (await VerifyAsync(Rewritten(entry, CheckpointOf(entry)))).ShouldBeOfType<VerificationResult.Fine>();
    }

    private static Entry Forged
    {
        get
        {
            var booked = (ExchangeBooked)Honest.Event;
            static Share More(Share share) => share with { Minutes = share.Minutes + 60 };
            return Recorded(booked with { Helpers = [.. booked.Helpers.Select(More)], Receivers = [.. booked.Receivers.Select(More)] });
        }
    }

    private static Entry Recorded(ExchangeBooked booked)
    {
        var entry = Honest with { Event = booked, Data = EventJson.Write(booked) };
        return entry with { Leaf = LeafHash.Of(entry) };
    }

    private static string[] Rewritten(Entry entry, Checkpoint checkpoint) => Lines(Of([.. Community.Entries.Select(old => old.Position == entry.Position ? entry : old)], checkpoint));

    private static Checkpoint CheckpointOf(Entry entry)
    {
        CompactRange tree = default;
        foreach (var old in Community.Entries) tree = tree.Append(old.Position == entry.Position ? entry.Leaf!.Value : old.Leaf!.Value);
        return Checkpoint.Of("molenwijk", tree);
    }
}
