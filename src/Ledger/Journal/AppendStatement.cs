using System.Buffers.Text;
using System.Globalization;
using System.Text.Unicode;
using Npgsql;
using NpgsqlTypes;

namespace Buurthulp.Ledger.Journal;

/// <summary>The statements that append to streams, with their parameters: an array for each column, however many rows.</summary>
internal static class AppendStatement
{
    private const int LongestNumber = 24;

    // One statement, one round trip, one transaction. The stream's row is locked and moved on only if the head is where the caller thinks;
    // otherwise nothing is selected, nothing inserted and no sequence number burnt.
    private const string Rows = """
        INSERT INTO journal.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, headers, user_name, is_archived)
        SELECT nextval('journal.mt_events_sequence'), row.id, $1, $2 + row.number, row.data::jsonb, row.type, row.recorded_at, '*DEFAULT*', row.command::text, row.headers::jsonb, row.actor, FALSE
        FROM head, unnest($4::uuid[], $5::text[], $6::text[], $7::timestamptz[], $8::uuid[], $9::text[], $10::text[])
            WITH ORDINALITY AS row (id, data, type, recorded_at, command, headers, actor, number)
        ORDER BY row.number
        """;

    public const string AppendToStream = $"""
        WITH head AS (UPDATE journal.mt_streams SET version = $2 + $3, timestamp = $11 WHERE id = $1 AND version = $2 RETURNING 1)
        {Rows}
        """;

    public const string StartStream = $"""
        WITH head AS (
            INSERT INTO journal.mt_streams AS s (id, version, timestamp, created, tenant_id, is_archived) VALUES ($1, $2 + $3, $11, $11, '*DEFAULT*', FALSE)
            ON CONFLICT (id) DO UPDATE SET version = $2 + $3, timestamp = $11 WHERE s.version = $2 RETURNING 1)
        {Rows}
        """;

    // The same for several streams. They are moved on in the order in which they stand in the parameters, which is that of their ids, so that two such statements never wait
    // for each other: rows found one by one by their place leave the planner no other order. Locking them all beforehand did the same for some 15 µs more a row. A stream whose
    // head is elsewhere gets none of its rows. Selects one array: the numbers, counted from 1, of the streams that were written.
    public const string AppendToStreams = """
        WITH head AS (
            UPDATE journal.mt_streams s SET version = asked.expected + asked.count, timestamp = asked.at
            FROM (
                SELECT given.*, found.place
                FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::timestamptz[]) WITH ORDINALITY AS given (stream, expected, count, at, number),
                    LATERAL (SELECT x.ctid AS place FROM journal.mt_streams x WHERE x.id = given.stream OFFSET 0) found) asked
            WHERE s.ctid = asked.place AND s.version = asked.expected
            RETURNING s.id, asked.number),
        written AS (
            INSERT INTO journal.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, headers, user_name, is_archived)
            SELECT nextval('journal.mt_events_sequence'), row.id, row.stream, row.version, row.data::jsonb, row.type, row.recorded_at, '*DEFAULT*', row.command::text, row.headers::jsonb, row.actor, FALSE
            FROM unnest($5::uuid[], $6::text[], $7::text[], $8::timestamptz[], $9::uuid[], $10::text[], $11::text[], $12::text[], $13::bigint[])
                WITH ORDINALITY AS row (id, data, type, recorded_at, command, headers, actor, stream, version, number)
            WHERE (row.stream IN (SELECT id FROM head)) IS TRUE
            ORDER BY row.number)
        SELECT coalesce(array_agg(number), '{}') FROM head
        """;

    public static void AddParameters(NpgsqlCommand command, string stream, long expectedHead, IReadOnlyList<Entry> entries)
    {
        var columns = new Columns(entries.Count);
        columns.Add(entries);
        command.Parameters.Add(new() { Value = stream });
        command.Parameters.Add(new() { Value = expectedHead });
        command.Parameters.Add(new() { Value = (long)entries.Count });
        columns.AddTo(command);
        command.Parameters.Add(new() { Value = entries[^1].RecordedAt.ToDateTimeUtc(), NpgsqlDbType = NpgsqlDbType.TimestampTz });
    }

    /// <summary>For <see cref="AppendToStreams"/>: in ascending order of the streams' ids, which every process keeps.</summary>
    public static void AddParameters(NpgsqlCommand command, IReadOnlyList<(string Stream, long ExpectedHead, IReadOnlyList<Entry> Entries)> appends)
    {
        var columns = new Columns(appends.Sum(append => append.Entries.Count));
        foreach (var append in appends) columns.Add(append.Entries);
        command.Parameters.Add(new() { Value = appends.Select(append => append.Stream).ToArray() });
        command.Parameters.Add(new() { Value = appends.Select(append => append.ExpectedHead).ToArray() });
        command.Parameters.Add(new() { Value = appends.Select(append => (long)append.Entries.Count).ToArray() });
        command.Parameters.Add(new() { Value = appends.Select(append => append.Entries[^1].RecordedAt.ToDateTimeUtc()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        columns.AddTo(command);
        command.Parameters.Add(new() { Value = appends.SelectMany(append => Enumerable.Repeat(append.Stream, append.Entries.Count)).ToArray() });
        command.Parameters.Add(new() { Value = appends.SelectMany(append => append.Entries.Select(entry => entry.Position)).ToArray() });
    }

    /// <summary>The text of data and headers stays the UTF-8 that it is: strings would be made only to be encoded again.</summary>
    private sealed class Columns(int count)
    {
        private readonly Guid[] ids = new Guid[count];
        private readonly ReadOnlyMemory<byte>[] data = new ReadOnlyMemory<byte>[count];
        private readonly string[] types = new string[count];
        private readonly DateTime[] recordedAt = new DateTime[count];
        private readonly Guid[] commands = new Guid[count];
        private readonly ReadOnlyMemory<byte>[] headers = new ReadOnlyMemory<byte>[count];
        private readonly string[] actors = new string[count];
        private int filled;

        public void Add(IReadOnlyList<Entry> entries)
        {
            for (var i = 0; i < entries.Count; i++, filled++)
            {
                var entry = entries[i];
                ids[filled] = entry.Id;
                data[filled] = entry.Data;
                types[filled] = entry.Type;
                recordedAt[filled] = entry.RecordedAt.ToDateTimeUtc();
                commands[filled] = entry.CommandId;
                headers[filled] = Headers(entry, SiblingsOf(entries, i));
                actors[filled] = entry.Actor;
            }
        }

        public void AddTo(NpgsqlCommand command)
        {
            command.Parameters.Add(new() { Value = ids });
            command.Parameters.Add(new() { Value = data, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            command.Parameters.Add(new() { Value = types });
            command.Parameters.Add(new() { Value = recordedAt, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
            command.Parameters.Add(new() { Value = commands });
            command.Parameters.Add(new() { Value = headers, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            command.Parameters.Add(new() { Value = actors });
        }
    }

    /// <summary>How many entries the command of the entry at <paramref name="first"/> has, when it is the first of them; else 1.</summary>
    private static int SiblingsOf(IReadOnlyList<Entry> entries, int first)
    {
        var command = entries[first].CommandId;
        if (first > 0 && entries[first - 1].CommandId == command) return 1;
        var next = first + 1;
        while (next < entries.Count && entries[next].CommandId == command) next++;
        return next - first;
    }

    private static ReadOnlyMemory<byte> Headers(Entry entry, int siblings)
    {
        var digest = entry.CommandDigest ?? "";
        var text = new byte[80 + digest.Length + LongestNumber];
        Utf8.TryWrite(text, CultureInfo.InvariantCulture, $"{{\"command\":\"{digest}\"", out var length);
        if (siblings > 1)
        {
            Utf8.TryWrite(text.AsSpan(length), CultureInfo.InvariantCulture, $",\"entries\":{siblings}", out var written);
            length += written;
        }

        if (entry.Leaf is { } leaf)
        {
            ",\"leaf\":\""u8.CopyTo(text.AsSpan(length));
            length += ",\"leaf\":\""u8.Length;
            Span<byte> bytes = stackalloc byte[Hash.Length];
            leaf.CopyTo(bytes);
            Base64.EncodeToUtf8(bytes, text.AsSpan(length), out _, out var written);
            length += written;
            text[length++] = (byte)'"';
        }

        text[length++] = (byte)'}';
        return text.AsMemory(0, length);
    }
}
