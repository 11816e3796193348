using System.Buffers;
using System.Text;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Verification;

namespace Buurthulp.Tests.Ledger.Verification;

/// <summary>An exported journal as bytes and as lines, to be spoiled.</summary>
internal static class ExportedFile
{
    public static byte[] Of(IReadOnlyList<Entry> entries, Checkpoint checkpoint)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var entry in entries) JournalLines.Write(entry, output);
        JournalLines.Write(checkpoint, output);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Of(RecordedCommunity community) => Of(community.Entries, community.Checkpoint);

    /// <summary>As contract.md shows it, without the leaves.</summary>
    public static byte[] Plain(RecordedCommunity community) => Of([.. community.Entries.Select(entry => entry with { Leaf = null })], community.Checkpoint);

    public static string[] Lines(byte[] file) => Encoding.UTF8.GetString(file).TrimEnd('\n').Split('\n');

    public static byte[] Join(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    public static async Task<VerificationResult> VerifyAsync(byte[] file, Checkpoint? older = null)
    {
        using var stream = new MemoryStream(file);
        return await JournalVerification.RunAsync(stream, older);
    }

    public static async Task<VerificationResult> VerifyAsync(IEnumerable<string> lines, Checkpoint? older = null) => await VerifyAsync(Join(lines), older);

    public static async Task<VerificationResult.Bad> BadAsync(IEnumerable<string> lines, Checkpoint? older = null) =>
        (await VerifyAsync(lines, older)).ShouldBeOfType<VerificationResult.Bad>();
}
