using System.Text;
using System.Text.RegularExpressions;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Verification;
using static Buurthulp.Tests.Ledger.Verification.ExportedFile;

namespace Buurthulp.Tests.Ledger.Verification;

/// <summary>The short way must never accept what the general check would not. A space makes the same line one for the general check.</summary>
public sealed partial class UsualLinesTests
{
    private const int Seed = 5;

    private static readonly string Telling = "\"\\{}[]:,0123456789aeE+-. é";

    [Fact]
    public async Task Both_ways_say_the_same_of_a_changed_line()
    {
        var lines = Lines(UsualFile());
        await Parallel.ForAsync(0, 4_000, async (number, _) =>
        {
            var random = new Random(HashCode.Combine(Seed, number));
            var changed = (string[])lines.Clone();
            var at = random.Next(lines.Length - 1);
            changed[at] = Changed(lines[at], random);

            var shortWay = await VerifyAsync(changed);
            var longWay = await VerifyAsync(changed.Select(line => line.StartsWith('{') ? "{ " + line[1..] : line));
            Said(shortWay).ShouldBe(Said(longWay), $"seed {Seed}, number {number}: {changed[at]}");
        });
    }

    [Theory]
    [InlineData("\"position\":2,", "\"position\":02,")]
    [InlineData("\"position\":2,", "\"position\":+2,")]
    [InlineData("\"position\":2,", "\"position\":2.0,")]
    [InlineData("\"position\":2,", "\"position\":-2,")]
    [InlineData("\"amount\":", "\"amount\":-0")]
    [InlineData("\"recordedAt\":\"2", "\"recordedAt\":\"+2")]
    [InlineData("\"data\":{", "\"data\":{\"\":1,")]
    [InlineData("\"data\":{", "\"data\":{,")]
    [InlineData("}\"", "},\"")]
    [InlineData("\"id\":\"0", "\"id\":\"{0")]
    [InlineData("]}", "],}")]
    public async Task Both_ways_say_the_same_of_a_spelling(string before, string after)
    {
        var lines = Lines(UsualFile());
        string[] changed = [.. lines.Select(line => line.Replace(before, after, StringComparison.Ordinal))];
        var longWay = await VerifyAsync(changed.Select(line => line.StartsWith('{') ? "{ " + line[1..] : line));
        Said(await VerifyAsync(changed)).ShouldBe(Said(longWay));
    }

    /// <summary>Without its leaf a line says nothing against what it holds but what that is.</summary>
    [Theory]
    [InlineData("\"channel\":\"", "\"channel\":\"x")]
    [InlineData("\"channel\":\"", "\"channel\":\"\",\"x\":\"")]
    [InlineData("\"recordedBy\":\"", "\"recordedBy\":\"x")]
    [InlineData("\"category\":\"", "\"category\":\"-")]
    [InlineData("\"category\":\"", "\"category\":\"a b")]
    [InlineData("\"exchange\":\"", "\"exchange\":\"0")]
    [InlineData("\"exchange\":\"0", "\"exchange\":\"g")]
    [InlineData("\"happenedOn\":\"20", "\"happenedOn\":\"+2")]
    [InlineData("\"happenedOn\":", "\"credited\":[],\"happenedOn\":")]
    [InlineData("\"helpers\":[{\"account\":\"", "\"helpers\":[{\"account\":\"_")]
    [InlineData("\"minutes\":", "\"minutes\":1")]
    [InlineData("\"minutes\":", "\"minutes\":-")]
    [InlineData("\"minutes\":", "\"hours\":1,\"minutes\":")]
    [InlineData(",\"recordedBy\":\"", ",\"payers\":[],\"recordedBy\":\"")]
    [InlineData("\"},\"postings\"", "\",\"request\":\"1\"},\"postings\"")]
    [InlineData("\"},\"postings\"", "\",\"settled\":true},\"postings\"")]
    public async Task Both_ways_say_the_same_of_an_exchange_without_a_leaf(string before, string after)
    {
        var lines = Lines(UsualFile());
        var without = lines.Select(line => Leaf.Replace(line, "")).ToArray();
        Said(await VerifyAsync(without)).ShouldBe("fine");
        var booked = Enumerable.Range(0, without.Length).Where(i => without[i].Contains("\"type\":\"exchange_booked\"", StringComparison.Ordinal)).ToList();
        foreach (var at in booked)
        {
            var changed = (string[])without.Clone();
            changed[at] = without[at].Replace(before, after, StringComparison.Ordinal);
            var longWay = await VerifyAsync(changed.Select(line => line.StartsWith('{') ? "{ " + line[1..] : line));
            Said(await VerifyAsync(changed)).ShouldBe(Said(longWay), changed[at]);
        }

        booked.Count.ShouldBeGreaterThan(3);
    }

    [GeneratedRegex("""(?<=]),"leaf":"[^"]*"(?=}$)""")]
    private static partial Regex Leaf { get; }

    /// <summary>A journal of which most lines are spelled as this program spells them, and are taken the short way.</summary>
    private static byte[] UsualFile()
    {
        CompactRange tree = default;
        List<Entry> entries = [];
        foreach (var entry in RandomCommunity.Of(Seed, steps: 120).Entries.Select(entry => entry with { Actor = "coordinator" }))
        {
            entries.Add(entry with { Leaf = LeafHash.Of(entry) });
            tree = tree.Append(LeafHash.Of(entry));
        }

        return Of(entries, Checkpoint.Of("molenwijk", tree));
    }

    /// <summary>Characters changed, left out, added or exchanged.</summary>
    private static string Changed(string line, Random random)
    {
        var text = new StringBuilder(line);
        var at = random.Next(line.Length);
        switch (random.Next(4))
        {
            case 0: text[at] = Telling[random.Next(Telling.Length)]; break;
            case 1: text.Remove(at, 1); break;
            case 2: text.Insert(at, Telling[random.Next(Telling.Length)]); break;
            default:
                var other = random.Next(line.Length);
                (text[at], text[other]) = (text[other], text[at]);
                break;
        }

        return text.ToString();
    }

    /// <summary>Without facts such as the place in the line, which the space moves.</summary>
    private static string Said(VerificationResult result) => result is VerificationResult.Bad bad ? $"{bad.First}-{bad.Last} {bad.Flaw.Code}" : "fine";
}
