using System.Text.Json;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Verification;
using static Buurthulp.Tests.Ledger.Verification.ExportedFile;

namespace Buurthulp.Tests.Ledger.Verification;

/// <summary>Every byte of a whole file is changed in turn. A failure names the seed and the byte.</summary>
public sealed class ChangedBytesTests
{
    private const int Seed = 3;

    [Fact]
    public async Task No_changed_byte_goes_unseen_and_the_entry_is_named()
    {
        var community = RandomCommunity.Of(Seed, steps: 80);
        var file = Of(community);
        var lastLine = file.AsSpan(..^1).LastIndexOf((byte)'\n') + 1;

        community.Entries.Count.ShouldBeGreaterThan(50);
        await Parallel.ForAsync(0, file.Length, async (at, _) =>
        {
            var changed = (byte[])file.Clone();
            changed[at] = Other(file[at], new Random(HashCode.Combine(Seed, at)));
            var result = await VerifyAsync(changed);

            var line = file.AsSpan(..at).Count((byte)'\n') + 1;
            var what = $"seed {Seed}, byte {at} (line {line}), '{(char)file[at]}' became '{(char)changed[at]}': {result}";
            if (result is VerificationResult.Fine) SaysTheSame(file, changed).ShouldBeTrue(what);
            else if (at < lastLine) ((VerificationResult.Bad)result).First.ShouldBe(line, what);
            if (at < lastLine && result is VerificationResult.Bad bad) bad.Last.ShouldBe(line, what);
        });
    }

    /// <summary>Half of the changes are to what JSON is made of, where a parser may be too kind.</summary>
    private static byte Other(byte before, Random random)
    {
        var telling = "\"\\{}[]:,0123456789aeE+-. \t\r\n/"u8;
        byte after;
        do after = random.Next(2) == 0 ? telling[random.Next(telling.Length)] : (byte)random.Next(256);
        while (after == before);
        return after;
    }

    private static bool SaysTheSame(byte[] file, byte[] changed)
    {
        var (before, after) = (Lines(file), Lines(changed));
        return before.Length == after.Length && before.Zip(after).All(pair => CanonicalJson.Of(JsonElement.Parse(pair.First)).AsSpan().SequenceEqual(CanonicalJson.Of(JsonElement.Parse(pair.Second))));
    }
}
