namespace Buurthulp.Ledger.Verification;

/// <summary>Cuts a stream at its line feeds. Holds one line at a time, however long the stream is.</summary>
internal sealed class LineReader(Stream stream)
{
    /// <summary>Far more than any entry needs. A file without line feeds must not fill the memory.</summary>
    public const int LongestLine = 16 * 1024 * 1024;

    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;
    private bool ended;

    /// <summary>
    /// The next line without its line feed; null after the last. Valid until the next call.
    /// Of a line longer than <see cref="LongestLine"/> only the beginning is given, which is longer than that too.
    /// </summary>
    public async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        var searched = start;
        while (true)
        {
            var feed = buffer.AsSpan(searched..end).IndexOf((byte)'\n');
            if (feed >= 0) return Take(searched + feed, searched + feed + 1);
            if (end - start > LongestLine) return Take(end, end);
            if (ended && start == end) return null;
            if (ended) return Take(end, end);

            searched = end - start;
            await ReadAsync(cancellationToken);
        }
    }

    private ReadOnlyMemory<byte> Take(int lineEnd, int nextStart)
    {
        var line = buffer.AsMemory(start..lineEnd);
        start = nextStart;
        return line;
    }

    /// <summary>Moves what is left to the front of the buffer and reads on behind it.</summary>
    private async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        var rest = buffer.AsSpan(start..end);
        if (rest.Length == buffer.Length)
        {
            var larger = new byte[buffer.Length * 2];
            rest.CopyTo(larger);
            buffer = larger;
        }
        else
        {
            rest.CopyTo(buffer);
        }

        (start, end) = (0, end - start);
        var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
        end += read;
        ended = read == 0;
    }
}
