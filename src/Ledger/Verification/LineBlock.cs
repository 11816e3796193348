using System.Buffers;
using System.Runtime.InteropServices;

namespace Buurthulp.Ledger.Verification;

/// <summary>Some lines of a journal that stand next to each other, so that several processors can read them at once. Its bytes are rented.</summary>
internal sealed class LineBlock(byte[] rented, int length) : IDisposable
{
    private readonly List<Line> lines = [];

    /// <summary>One line without its line feed.</summary>
    /// <param name="Bytes">Valid until the block is given back.</param>
    /// <param name="Entry">Null when it is for the general check to say what the line is.</param>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Line(ReadOnlyMemory<byte> Bytes, UsualEntry? Entry);

    public IReadOnlyList<Line> Lines => lines;

    /// <summary>Does all that can be done without knowing the lines before these.</summary>
    public LineBlock Read()
    {
        var usual = new UsualLines();
        for (var start = 0; start < length;)
        {
            var feed = rented.AsSpan(start..length).IndexOf((byte)'\n');
            var end = feed < 0 ? length : start + feed;
            lines.Add(new Line(rented.AsMemory(start..end), usual.TryRead(rented.AsSpan(start..end), out var entry) ? entry : null));
            start = end + 1;
        }

        return this;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(rented);
}
