using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Notes;
using NodaTime;
using Npgsql;

namespace Buurthulp.Projections.Notes;

/// <summary>A batch in the register.</summary>
/// <param name="Batch">Its id.</param>
/// <param name="FirstNumber">The number of its first note, without check digit.</param>
/// <param name="LastNumber">The number of its last note.</param>
/// <param name="MinutesPerNote">What each is worth.</param>
/// <param name="PrintedOn">The day of printing.</param>
/// <param name="ExpiresOn">The first day on which its notes can't be used any more; null when they do not expire.</param>
/// <param name="Issued">Notes in circulation now.</param>
/// <param name="Redeemed">Notes handed in.</param>
/// <param name="Voided">Notes taken out of use, issued or not.</param>
/// <param name="Expired">Notes that were not handed in in time.</param>
public sealed record NoteBatchRow(NoteBatchId Batch, long FirstNumber, long LastNumber, long MinutesPerNote, LocalDate PrintedOn, LocalDate? ExpiresOn,
    long Issued, long Redeemed, long Voided, long Expired)
{
    public long Printed => LastNumber - FirstNumber + 1;

    /// <summary>Printed and nothing more.</summary>
    public long Unissued => Printed - Issued - Redeemed - Voided - Expired;

    /// <summary>What the notes in circulation are worth together.</summary>
    public long OutstandingMinutes => Issued * MinutesPerNote;
}

/// <summary>A note in the register. Status null: printed and nothing more.</summary>
public sealed record NoteRow(NoteSerial Serial, NoteBatchId Batch, long Minutes, NoteStatus? Status, LocalDate? IssuedOn, LocalDate? EndedOn, LocalDate? ExpiresOn);

/// <summary>Reads the register of paper notes.</summary>
public static class NoteQueries
{
    /// <summary>All batches in order of their serials.</summary>
    public static async Task<IReadOnlyList<NoteBatchRow>> BatchesAsync(NpgsqlDataSource database, CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT b.batch, b.first_number, b.last_number, b.minutes, b.printed_on, b.expires_on,
                count(*) FILTER (WHERE n.status = 'issued'), count(*) FILTER (WHERE n.status = 'redeemed'),
                count(*) FILTER (WHERE n.status = 'voided'), count(*) FILTER (WHERE n.status = 'expired')
            FROM views.note_batches b LEFT JOIN views.notes n ON n.community = b.community AND n.number BETWEEN b.first_number AND b.last_number
            WHERE b.community = $1 GROUP BY b.community, b.batch ORDER BY b.first_number
            """);
        command.Parameters.Add(Parameter.Of(community.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<NoteBatchRow> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new NoteBatchRow(new NoteBatchId(reader.GetGuid(0)), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.Date(4), reader.DateOrNull(5),
                reader.GetInt64(6), reader.GetInt64(7), reader.GetInt64(8), reader.GetInt64(9)));
        }

        return rows;
    }

    /// <summary>Null for a serial that was never printed.</summary>
    public static async Task<NoteRow?> FindAsync(NpgsqlDataSource database, CommunityCode community, NoteSerial serial, CancellationToken cancellationToken)
    {
        if (serial.Number() is not { } number) return null;
        await using var command = database.CreateCommand("""
            SELECT b.batch, b.minutes, n.status, n.issued_on, n.ended_on, b.expires_on
            FROM views.note_batches b LEFT JOIN views.notes n ON n.community = b.community AND n.number = $2
            WHERE b.community = $1 AND $2 BETWEEN b.first_number AND b.last_number
            """);
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(number));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new NoteRow(serial, new NoteBatchId(reader.GetGuid(0)), reader.GetInt64(1), reader.TextOrNull(2) is { } status ? EnumText.Parse<NoteStatus>(status) : null,
                reader.DateOrNull(3), reader.DateOrNull(4), reader.DateOrNull(5))
            : null;
    }

    /// <summary>Notes of a batch that were printed and nothing more, in order, a page at a time.</summary>
    public static async Task<IReadOnlyList<NoteSerial>> UnissuedAsync(NpgsqlDataSource database, CommunityCode community, NoteBatchRow batch, long skip, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT g.number FROM generate_series($2, $3) AS g (number)
            WHERE NOT EXISTS (SELECT FROM views.notes n WHERE n.community = $1 AND n.number = g.number)
            ORDER BY g.number OFFSET $4 LIMIT $5
            """);
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(batch.FirstNumber));
        command.Parameters.Add(Parameter.Of(batch.LastNumber));
        command.Parameters.Add(Parameter.Of(skip));
        command.Parameters.Add(Parameter.Of(limit));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<NoteSerial> serials = [];
        while (await reader.ReadAsync(cancellationToken)) serials.Add(NoteSerial.OfNumber(reader.GetInt64(0)));
        return serials;
    }
}
