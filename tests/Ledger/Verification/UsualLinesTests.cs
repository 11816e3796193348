using System.Text;
using Buurthulp.Ledger.Verification;
using static Buurthulp.Tests.Ledger.Verification.ExportedFile;

namespace Buurthulp.Tests.Ledger.Verification;

/// <summary>The short way must never accept what the general check would not. A space makes the same line one for the general check.</summary>
public sealed class UsualLinesTests
{
    private const int Seed = 5;

    private static readonly string Telling = "\"\\{}[]:,0123456789aeE+-. é";

    [Fact]
    public async Task Both_ways_say_the_same_of_a_changed_line()
    {
        var lines = Lines(Of(RandomCommunity.Of(Seed, steps: 60)));
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
        var lines = Lines(Of(RandomCommunity.Of(Seed, steps: 60)));
        string[] changed = [.. lines.Select(line => line.Replace(before, after, StringComparison.Ordinal))];
        var longWay = await VerifyAsync(changed.Select(line => line.StartsWith('{') ? "{ " + line[1..] : line));
        Said(await VerifyAsync(changed)).ShouldBe(Said(longWay));
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
