using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace Buurthulp.Projections;

/// <summary>One column of new rows, with a value for each.</summary>
internal abstract class Column(string name)
{
    private const int NoValue = -1;
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly int EpochDay = DateOnly.FromDateTime(Epoch).DayNumber;

    public string Name => name;

    public abstract int Count { get; }

    /// <exception cref="InvalidOperationException">There is no spelling for such values: a defect.</exception>
    public static Column Of<T>(string name, List<T> values) => values switch
    {
        List<string> texts => new Values<string>(name, texts, Write),
        List<Guid> ids => new Values<Guid>(name, ids, Write),
        List<Guid?> ids => new Values<Guid?>(name, ids, WriteOrNothing),
        List<long> numbers => new Values<long>(name, numbers, Write),
        List<long?> numbers => new Values<long?>(name, numbers, WriteOrNothing),
        List<int> numbers => new Values<int>(name, numbers, Write),
        List<bool> answers => new Values<bool>(name, answers, Write),
        List<DateOnly> days => new Values<DateOnly>(name, days, Write),
        List<DateTime> moments => new Values<DateTime>(name, moments, Write),
        _ => throw new InvalidOperationException($"no rule says how a column of {typeof(T).Name} is written"),
    };

    public abstract NpgsqlParameter AsArray();

    /// <summary>A row's value as PostgreSQL's binary format has it: its length in four bytes, or -1 for none, and the bytes.</summary>
    public abstract void WriteRow(int row, ArrayBufferWriter<byte> output);

    internal static void Write(string? value, ArrayBufferWriter<byte> output)
    {
        var target = output.GetSpan(sizeof(int) + (value is null ? 0 : Encoding.UTF8.GetMaxByteCount(value.Length)));
        var length = value is null ? NoValue : Encoding.UTF8.GetBytes(value, target[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(target, length);
        output.Advance(sizeof(int) + Math.Max(0, length));
    }

    private static void Write(Guid value, ArrayBufferWriter<byte> output) => value.TryWriteBytes(Sized(output, 16), bigEndian: true, out _);

    private static void WriteOrNothing(Guid? value, ArrayBufferWriter<byte> output)
    {
        if (value is { } known) Write(known, output);
        else Write((string?)null, output);
    }

    private static void Write(long value, ArrayBufferWriter<byte> output) => BinaryPrimitives.WriteInt64BigEndian(Sized(output, sizeof(long)), value);

    private static void WriteOrNothing(long? value, ArrayBufferWriter<byte> output)
    {
        if (value is { } known) Write(known, output);
        else Write((string?)null, output);
    }

    private static void Write(int value, ArrayBufferWriter<byte> output) => BinaryPrimitives.WriteInt32BigEndian(Sized(output, sizeof(int)), value);

    private static void Write(bool value, ArrayBufferWriter<byte> output) => Sized(output, sizeof(byte))[0] = value ? (byte)1 : (byte)0;

    /// <summary>Days since 2000.</summary>
    private static void Write(DateOnly value, ArrayBufferWriter<byte> output) => Write(value.DayNumber - EpochDay, output);

    /// <summary>Microseconds since 2000, in UTC.</summary>
    private static void Write(DateTime value, ArrayBufferWriter<byte> output) => Write((value.Ticks - Epoch.Ticks) / TimeSpan.TicksPerMicrosecond, output);

    private static Span<byte> Sized(ArrayBufferWriter<byte> output, int length)
    {
        var target = output.GetSpan(sizeof(int) + length);
        BinaryPrimitives.WriteInt32BigEndian(target, length);
        output.Advance(sizeof(int) + length);
        return target.Slice(sizeof(int), length);
    }

    private sealed class Values<T>(string name, List<T> values, Action<T, ArrayBufferWriter<byte>> write) : Column(name)
    {
        public override int Count => values.Count;

        public override NpgsqlParameter AsArray() => values is List<DateTime> moments ? Parameter.OfMoments(moments) : Parameter.Of(values);

        public override void WriteRow(int row, ArrayBufferWriter<byte> output) => write(values[row], output);
    }
}
