using System.Buffers;

namespace Buurthulp.Ledger.Verification;

/// <summary>Cuts a stream at line feeds into blocks of whole lines.</summary>
internal sealed class LineBlocks(Stream stream) : IDisposable
{
    /// <summary>Far more than any entry needs. A file without line feeds must not fill the memory.</summary>
    public const int LongestLine = 16 * 1024 * 1024;

    private const int UsualBytes = 128 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(UsualBytes);
    private int filled;
    private bool ended;

    /// <summary>
    /// The next lines; null after the last. The last one of the stream may have no line feed.
    /// Of a line longer than <see cref="LongestLine"/> only the beginning is given, which is longer than that too.
    /// </summary>
    public async ValueTask<LineBlock?> NextAsync(CancellationToken cancellationToken)
    {
        var whole = 0;
        while (whole == 0)
        {
            await FillAsync(cancellationToken);
            if (filled == 0) return null;
            whole = ended || filled > LongestLine ? filled : buffer.AsSpan(0, filled).LastIndexOf((byte)'\n') + 1;
            if (whole == 0) Resize(2 * buffer.Length);
        }

        var block = new LineBlock(buffer, whole);
        var rest = buffer.AsSpan(whole..filled);
        buffer = ArrayPool<byte>.Shared.Rent(Math.Max(UsualBytes, rest.Length));
        rest.CopyTo(buffer);
        filled = rest.Length;
        return block;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        while (!ended && filled < buffer.Length)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken);
            filled += read;
            ended = read == 0;
        }
    }

    private void Resize(int bytes)
    {
        var larger = ArrayPool<byte>.Shared.Rent(bytes);
        buffer.AsSpan(0, filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
