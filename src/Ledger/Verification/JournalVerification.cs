using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Ledger.Verification;

/// <summary>
/// Checks an exported journal with nothing but the file: order, ids, times, leaves, postings, zero-sum, and the root against the checkpoint line.
/// docs/verify.md says what this proves and what only an earlier checkpoint can.
/// </summary>
public sealed class JournalVerification
{
    /// <summary>Longer than any sentence of ours; a file must not fill the terminal with its own text.</summary>
    private const int LongestReason = 400;

    private readonly Checkpoint? older;
    private readonly EntryCheck entries = new();
    private CompactRange tree;
    private Checkpoint? own;

    private JournalVerification(Checkpoint? older) => this.older = older;

    private long Next => tree.Size + 1;

    /// <summary>Reads the whole file, one line in memory at a time.</summary>
    /// <param name="journal">The exported journal, from its beginning.</param>
    /// <param name="older">An earlier checkpoint of the same journal, from wherever it was published; its entries must be the first ones here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<VerificationResult> RunAsync(Stream journal, Checkpoint? older = null, CancellationToken cancellationToken = default)
    {
        var verification = new JournalVerification(older);
        var lines = new LineReader(journal);
        if (older is { Size: 0 } && older.Root != MerkleTree.EmptyRoot) return verification.Bad("the checkpoint given counts no entries, and its root is not that of an empty journal");
        while (await lines.NextAsync(cancellationToken) is { } line)
        {
            if (verification.Check(line) is { } bad) return bad;
        }

        return verification.Conclude();
    }

    private VerificationResult.Bad? Check(ReadOnlyMemory<byte> line)
    {
        if (own is not null) return Bad("a line after the checkpoint, which is the last line");
        if (WrongBytes(line.Span) is { } bytes) return Bad(bytes);
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return Bad("the line is not a JSON object");
            return IsCheckpoint(document.RootElement) ? CheckpointLine(document.RootElement) : EntryLine(document.RootElement);
        }
        catch (JsonException e)
        {
            return Bad(e.Message);
        }
    }

    private static string? WrongBytes(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty) return "an empty line";
        if (line.Length > LineReader.LongestLine) return $"a line of more than {LineReader.LongestLine / (1024 * 1024)} MB, which no entry has";
        if (line[^1] == '\r') return "the line ends in CR LF, not in LF";
        if (line.StartsWith("\uFEFF"u8)) return "the file begins with a byte-order mark";
        return Utf8.IsValid(line) ? null : "bytes that are not UTF-8";
    }

    private VerificationResult.Bad? EntryLine(JsonElement line)
    {
        if (entries.Check(line, Next, out var leaf) is { } flaw) return Bad(flaw);
        tree = tree.Append(leaf);
        if (older is null) return null;
        if (tree.Size == 1 && OtherOrigin(older) is { } other) return new VerificationResult.Bad(1, 1, other);
        return tree.Size == older.Size && tree.Root != older.Root ? NotThoseOf(older) : null;
    }

    /// <summary>Names are compared as they are written: undoing the escapes of a name that holds half a surrogate pair throws.</summary>
    private static bool IsCheckpoint(JsonElement line)
    {
        foreach (var member in line.EnumerateObject())
        {
            if (JsonMarshal.GetRawUtf8PropertyName(member).SequenceEqual("checkpoint"u8)) return true;
        }

        return false;
    }

    private VerificationResult.Bad? CheckpointLine(JsonElement line)
    {
        // Its canonical form is asked for only because it refuses half a surrogate pair and two members of one name.
        CanonicalJson.Of(line);
        if (line.GetPropertyCount() != 1 || line.GetProperty("checkpoint"u8) is not { ValueKind: JsonValueKind.String } text)
            return Bad("the checkpoint line has other members than the checkpoint's text");
        try
        {
            own = Checkpoint.Parse(text.GetString()!);
            return null;
        }
        catch (FormatException e)
        {
            return Bad(e.Message);
        }
    }

    private VerificationResult Conclude()
    {
        if (own is null) return Bad(tree.Size == 0 ? "the file is empty" : "the checkpoint line is missing: the file was cut off here");
        if (own.Size > tree.Size) return Bad($"the entry is missing: the checkpoint counts {own.Size} entries, the file holds {tree.Size}");
        if (own.Size < tree.Size) return new VerificationResult.Bad(own.Size + 1, tree.Size, $"added: the checkpoint counts {own.Size} entries, the file holds {tree.Size}");
        if (entries.Community is { } community && own.Origin != Checkpoint.Of(community, tree).Origin)
            return Bad(OneLine($"the checkpoint line is of {own.Origin}, the entries are of '{community}'"));
        if (own.Root != tree.Root) return RewrittenOrElse(own);
        if (older is null) return new VerificationResult.Fine(own);
        if (older.Origin != own.Origin) return Bad(OneLine($"the checkpoint given is of {older.Origin}, the journal of {own.Origin}"));
        return older.Size <= tree.Size ? new VerificationResult.Fine(own)
            : new VerificationResult.Bad(Next, older.Size, $"missing: the checkpoint given counts {older.Size} entries, the file holds {tree.Size}");
    }

    /// <summary>Every line agrees with itself, so a root cannot tell which of them is another than it was; an earlier checkpoint clears its own part.</summary>
    private VerificationResult.Bad RewrittenOrElse(Checkpoint stated)
    {
        var cleared = older is not null && older.Size <= tree.Size ? older.Size : 0;
        return cleared == tree.Size
            ? Bad($"the checkpoint line has another root than the entries, whose root is {tree.Root.ToBase64()}")
            : new VerificationResult.Bad(cleared + 1, tree.Size,
                $"the root of the entries is {tree.Root.ToBase64()}, the checkpoint line has {stated.Root.ToBase64()}: one or more of these entries were rewritten, or the checkpoint line was");
    }

    private static VerificationResult.Bad NotThoseOf(Checkpoint checkpoint) => new(1, checkpoint.Size,
        $"the first {checkpoint.Size} entries are not those of the checkpoint given: one or more of them were rewritten after it was published");

    private string? OtherOrigin(Checkpoint checkpoint) => entries.Community is { } community && checkpoint.Origin != Checkpoint.Of(community, tree).Origin
        ? OneLine($"the checkpoint given is of {checkpoint.Origin}, the journal is of '{community}'")
        : null;

    private VerificationResult.Bad Bad(string reason) => new(Next, Next, OneLine(reason));

    private static string OneLine(string reason)
    {
        var line = string.Concat(reason.Select(c => char.IsControl(c) ? '?' : c));
        return line.Length <= LongestReason ? line : line[..LongestReason] + "…";
    }
}
