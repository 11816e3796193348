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
    /// <summary>So many blocks wait or are read at once: enough to keep every processor busy, few enough to stay small.</summary>
    private static readonly int MostUnderWay = 2 * Environment.ProcessorCount;

    private readonly Checkpoint? older;
    private readonly EntryCheck entries = new();
    private CompactRange tree;
    private Checkpoint? own;

    private JournalVerification(Checkpoint? older) => this.older = older;

    private long Next => tree.Size + 1;

    /// <summary>
    /// Reads the whole file, a few hundred kilobytes in memory at a time. What a line says by itself is checked on all processors; what it says
    /// beside the lines before it, in their order.
    /// </summary>
    /// <param name="journal">The exported journal, from its beginning.</param>
    /// <param name="older">An earlier checkpoint of the same journal, from wherever it was published; its entries must be the first ones here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<VerificationResult> RunAsync(Stream journal, Checkpoint? older = null, CancellationToken cancellationToken = default)
    {
        var verification = new JournalVerification(older);
        if (older is { Size: 0 } && older.Root != MerkleTree.EmptyRoot) return verification.Bad("given-root-not-empty");
        using var blocks = new LineBlocks(journal);
        var underWay = new Queue<Task<LineBlock>>();
        try
        {
            for (var ended = false; !ended || underWay.Count > 0;)
            {
                while (!ended && underWay.Count < MostUnderWay)
                {
                    if (await blocks.NextAsync(cancellationToken) is { } next) underWay.Enqueue(Task.Run(next.Read, CancellationToken.None));
                    else ended = true;
                }

                if (underWay.Count == 0) break;
                using var block = await underWay.Dequeue();
                foreach (var line in block.Lines)
                {
                    if (verification.Check(line) is { } bad) return bad;
                }
            }

            return verification.Conclude();
        }
        finally
        {
            foreach (var block in await Task.WhenAll(underWay)) block.Dispose();
        }
    }

    private VerificationResult.Bad? Check(LineBlock.Line line) =>
        own is null && line.Entry is { } entry && entries.Accept(entry, Next) ? Append(entry.Leaf) : Check(line.Bytes);

    private VerificationResult.Bad? Check(ReadOnlyMemory<byte> line)
    {
        if (own is not null) return Bad("line-after-checkpoint");
        if (WrongBytes(line.Span) is { } bytes) return Bad(bytes);
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return Bad("not-an-object");
            return IsCheckpoint(document.RootElement) ? CheckpointLine(document.RootElement) : EntryLine(document.RootElement);
        }
        catch (JsonException e)
        {
            return Bad("unreadable", e.Message);
        }
    }

    private static Flaw? WrongBytes(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty) return new Flaw("line-empty");
        if (line.Length > LineBlocks.LongestLine) return new Flaw("line-too-long", LineBlocks.LongestLine / (1024 * 1024));
        if (line[^1] == '\r') return new Flaw("line-ends-in-crlf");
        if (line.StartsWith("\uFEFF"u8)) return new Flaw("byte-order-mark");
        return Utf8.IsValid(line) ? null : new Flaw("not-utf8");
    }

    private VerificationResult.Bad? EntryLine(JsonElement line) => entries.Check(line, Next, out var leaf) is { } flaw ? Bad(flaw) : Append(leaf);

    private VerificationResult.Bad? Append(Hash leaf)
    {
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
            return Bad("checkpoint-members");
        try
        {
            own = Checkpoint.Parse(text.GetString()!);
            return null;
        }
        catch (FormatException e)
        {
            return Bad("checkpoint-unreadable", e.Message);
        }
    }

    private VerificationResult Conclude()
    {
        if (own is null) return Bad(tree.Size == 0 ? "file-empty" : "checkpoint-missing");
        if (own.Size > tree.Size) return Bad("entry-missing", own.Size, tree.Size);
        if (own.Size < tree.Size) return new VerificationResult.Bad(own.Size + 1, tree.Size, new Flaw("entries-added", own.Size, tree.Size));
        if (entries.Community is { } community && own.Origin != Checkpoint.Of(community, tree).Origin)
            return Bad("checkpoint-of-other", own.Origin, community);
        if (own.Root != tree.Root) return RewrittenOrElse(own);
        if (older is null) return new VerificationResult.Fine(own);
        if (older.Origin != own.Origin) return Bad("given-of-other", older.Origin, own.Origin);
        return older.Size <= tree.Size ? new VerificationResult.Fine(own)
            : new VerificationResult.Bad(Next, older.Size, new Flaw("given-larger", older.Size, tree.Size));
    }

    /// <summary>Every line agrees with itself, so a root cannot tell which of them is another than it was; an earlier checkpoint clears its own part.</summary>
    private VerificationResult.Bad RewrittenOrElse(Checkpoint stated)
    {
        var cleared = older is not null && older.Size <= tree.Size ? older.Size : 0;
        return cleared == tree.Size
            ? Bad("root-other", tree.Root.ToBase64())
            : new VerificationResult.Bad(cleared + 1, tree.Size, new Flaw("rewritten", tree.Root.ToBase64(), stated.Root.ToBase64()));
    }

    private static VerificationResult.Bad NotThoseOf(Checkpoint checkpoint) => new(1, checkpoint.Size, new Flaw("rewritten-since", checkpoint.Size));

    private Flaw? OtherOrigin(Checkpoint checkpoint) => entries.Community is { } community && checkpoint.Origin != Checkpoint.Of(community, tree).Origin
        ? new Flaw("given-of-other", checkpoint.Origin, Checkpoint.Of(community, tree).Origin)
        : null;

    private VerificationResult.Bad Bad(string code, params object[] facts) => Bad(new Flaw(code, facts));

    private VerificationResult.Bad Bad(Flaw flaw) => new(Next, Next, flaw);
}
