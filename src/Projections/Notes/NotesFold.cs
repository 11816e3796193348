using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Notes;
using NodaTime;

namespace Buurthulp.Projections.Notes;

/// <summary>The register of paper notes: batches, and what became of each note that was issued or voided.</summary>
internal sealed class NotesFold : IViewFold
{
    private readonly List<(NoteBatchPrinted Batch, long Position)> printed = [];
    private readonly SortedDictionary<long, Change> changes = [];

    public void Apply(Entry entry)
    {
        switch (entry.Event)
        {
            case NoteBatchPrinted e: printed.Add((e, entry.Position)); break;
            case NotesIssued e: Mark(e.Serials, NoteStatus.Issued, e.IssuedOn, entry.Position); break;
            case NotesRedeemed e: Mark(e.Serials, NoteStatus.Redeemed, e.RedeemedOn, entry.Position); break;
            case NotesVoided e: Mark(e.Serials, NoteStatus.Voided, e.VoidedOn, entry.Position); break;
            case NotesExpired e: Mark(e.Serials, NoteStatus.Expired, e.ExpiredOn, entry.Position); break;
        }
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        foreach (var ((batch, first, last, minutes, printedOn, expiresOn), position) in printed)
        {
            statements.Add("INSERT INTO views.note_batches (community, batch, first_number, last_number, minutes, printed_on, expires_on, position) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", expectedRows: 1,
                Parameter.Of(community.Value), Parameter.Of(batch.Value), Parameter.Of(first.Number()!.Value), Parameter.Of(last.Number()!.Value), Parameter.Of(minutes),
                Parameter.Of(printedOn.ToDateOnly()), Parameter.Of(expiresOn?.ToDateOnly()), Parameter.Of(position));
        }

        if (changes.Count == 0) return;
        List<string> statuses = [];
        List<DateOnly?> issuedOn = [], endedOn = [];
        List<long> positions = [];
        foreach (var change in changes.Values)
        {
            statuses.Add(EnumText.Of(change.Status));
            issuedOn.Add(change.IssuedOn);
            endedOn.Add(change.EndedOn);
            positions.Add(change.Position);
        }

        statements.Add("""
            INSERT INTO views.notes AS n (community, number, status, issued_on, ended_on, position)
            SELECT $1, * FROM unnest($2, $3, $4, $5, $6)
            ON CONFLICT (community, number) DO UPDATE SET status = excluded.status, issued_on = coalesce(n.issued_on, excluded.issued_on), ended_on = excluded.ended_on, position = excluded.position
            """, changes.Count,
            Parameter.Of(community.Value), Parameter.Of(changes.Keys.ToList()), Parameter.Of(statuses), Parameter.Of(issuedOn), Parameter.Of(endedOn), Parameter.Of(positions));
    }

    private void Mark(IReadOnlyList<NoteSerial> serials, NoteStatus status, LocalDate on, long position)
    {
        foreach (var serial in serials)
        {
            var number = serial.Number() ?? throw new InvalidOperationException($"'{serial}' is no serial");
            if (!changes.TryGetValue(number, out var change)) changes.Add(number, change = new Change());
            (change.Status, change.Position) = (status, position);
            if (status == NoteStatus.Issued) change.IssuedOn = on.ToDateOnly();
            else change.EndedOn = on.ToDateOnly();
        }
    }

    private sealed class Change
    {
        public NoteStatus Status { get; set; }

        public DateOnly? IssuedOn { get; set; }

        public DateOnly? EndedOn { get; set; }

        public long Position { get; set; }
    }
}
