using System.Buffers;
using System.Globalization;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Api.Books;

/// <summary>The whole journal up to the head as it is at the start, and its checkpoint. One entry in memory at a time.</summary>
internal static class JournalExport
{
    private const int FlushBytes = 64 * 1024;

    public static async Task WriteAsync(IJournal journal, CommunityCode community, long head, Stream output, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(2 * FlushBytes);
        CompactRange tree = default;
        await foreach (var entry in journal.ReadAsync(community, 1, head, cancellationToken))
        {
            JournalLines.Write(entry, buffer);
            // The root is over the leaves as they were recorded: over computed ones it would move along with an entry that was changed since.
            tree = tree.Append(entry.Leaf ?? LeafHash.Of(entry));
            if (buffer.WrittenCount >= FlushBytes) await FlushAsync(buffer, output, cancellationToken);
        }

        if (tree.Size != head)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"the journal of '{community}' has {tree.Size} entries where its head says {head}"));
        JournalLines.Write(Checkpoint.Of(community.Value, tree), buffer);
        await FlushAsync(buffer, output, cancellationToken);
    }

    private static async Task FlushAsync(ArrayBufferWriter<byte> buffer, Stream output, CancellationToken cancellationToken)
    {
        await output.WriteAsync(buffer.WrittenMemory, cancellationToken);
        buffer.ResetWrittenCount();
    }
}
