using System.Buffers;
using System.Buffers.Binary;
using Npgsql;

namespace Buurthulp.Projections;

/// <summary>
/// Rows copied into a table in PostgreSQL's binary format (documentation of COPY). They are put together here and sent in large pieces:
/// handing the driver sixty values an exchange one by one costs more than folding the exchange.
/// </summary>
internal static class BinaryRows
{
    private const int PieceBytes = 64 * 1024;

    /// <summary>The signature, no flags and no extension.</summary>
    private static ReadOnlySpan<byte> Header => [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <param name="connection">In a transaction: without its end nothing is written.</param>
    /// <param name="sql">COPY … FROM STDIN (FORMAT binary), with the community first.</param>
    /// <param name="community">Whose rows.</param>
    /// <param name="columns">The other columns; one value of every row each.</param>
    /// <param name="order">The rows in the order in which they go; null: as they stand.</param>
    /// <param name="timeoutSeconds">0 for none.</param>
    /// <param name="cancellationToken">Stops between pieces.</param>
    public static async Task CopyAsync(NpgsqlConnection connection, string sql, string community, Column[] columns, int[]? order, int timeoutSeconds, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync(sql, cancellationToken);
        if (timeoutSeconds > 0) copy.WriteTimeout = timeoutSeconds * 1_000;
        var output = new ArrayBufferWriter<byte>(2 * PieceBytes);
        output.Write(Header);
        for (var i = 0; i < columns[0].Count; i++)
        {
            var row = order is null ? i : order[i];
            WriteFieldCount(output, (short)(columns.Length + 1));
            Column.Write(community, output);
            foreach (var column in columns) column.WriteRow(row, output);
            if (output.WrittenCount < PieceBytes) continue;
            await copy.WriteAsync(output.WrittenMemory, cancellationToken);
            output.ResetWrittenCount();
        }

        WriteFieldCount(output, -1);
        await copy.WriteAsync(output.WrittenMemory, cancellationToken);
    }

    /// <summary>Of the next row; -1 after the last.</summary>
    private static void WriteFieldCount(ArrayBufferWriter<byte> output, short count)
    {
        BinaryPrimitives.WriteInt16BigEndian(output.GetSpan(sizeof(short)), count);
        output.Advance(sizeof(short));
    }
}
