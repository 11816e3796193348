using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Treasury;
using NodaTime;

namespace Buurthulp.Projections.Corrections;

/// <summary>
/// What was undone, by whom, and what waits for a second person. A correction that one person made alone bears the id of its entry.
/// Corrections are few, so each has statements of its own.
/// </summary>
internal sealed class CorrectionsFold : IViewFold
{
    private readonly List<Action<ViewStatements, CommunityCode>> changes = [];

    public void Apply(Entry entry)
    {
        switch (entry.Event)
        {
            case CorrectionProposed e:
                Insert(entry, e.Correction.Value, e.Entry, exchange: null, discount: null, e.Minutes, e.Reason, "waiting", reversed: null);
                Step(entry, e.Correction.Value, "proposed", e.ProposedBy, e.ProposedOn);
                break;
            case CorrectionApproved e:
                Answer(entry, e.Correction.Value, "approved");
                Step(entry, e.Correction.Value, "approved", e.ApprovedBy, e.ApprovedOn);
                break;
            case CorrectionRefused e:
                Answer(entry, e.Correction.Value, "refused");
                Step(entry, e.Correction.Value, "refused", e.RefusedBy, e.RefusedOn);
                break;
            case ExchangeReversed e: Reverse(entry, e.Correction, old: null, e.Exchange.Value, discount: null, e.Charged.Total(), e.Reason, e.ReversedOn); break;
            case DiscountCancelled e: Reverse(entry, e.Correction, old: null, exchange: null, e.Discount.Value, e.Minutes, e.Reason, e.CancelledOn); break;
            case EntryReversed e: Reverse(entry, e.Correction, e.Entry, exchange: null, discount: null, e.Minutes, e.Reason, e.ReversedOn); break;
        }
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        foreach (var change in changes) change(statements, community);
    }

    private void Reverse(Entry entry, CorrectionId? correction, long? old, Guid? exchange, Guid? discount, long minutes, ReasonCode reason, LocalDate on)
    {
        if (correction is null) Insert(entry, entry.Id, old, exchange, discount, minutes, reason, "alone", entry.Position);
        else Complete(entry, correction.Value.Value, exchange, discount);
        AccountNumber? alone = correction is null && Code.TryParse<AccountNumber>(entry.Actor, out var actor) ? actor : null;
        Step(entry, correction?.Value ?? entry.Id, "reversed", alone, on);
    }

    private void Insert(Entry entry, Guid correction, long? old, Guid? exchange, Guid? discount, long minutes, ReasonCode reason, string status, long? reversed) =>
        changes.Add((statements, community) => statements.Add("""
            INSERT INTO views.corrections (community, correction, entry, exchange, discount, minutes, reason, status, reversed_position, position)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, 1, Parameter.Of(community.Value), Parameter.Of(correction), Parameter.Of(old), Parameter.Of(exchange), Parameter.Of(discount), Parameter.Of(minutes),
            Parameter.Of(reason.Value), Parameter.Of(status), Parameter.Of(reversed), Parameter.Of(entry.Position)));

    private void Answer(Entry entry, Guid correction, string status) =>
        changes.Add((statements, community) => statements.Add("UPDATE views.corrections SET status = $3, position = $4 WHERE community = $1 AND correction = $2", 1,
            Parameter.Of(community.Value), Parameter.Of(correction), Parameter.Of(status), Parameter.Of(entry.Position)));

    private void Complete(Entry entry, Guid correction, Guid? exchange, Guid? discount) =>
        changes.Add((statements, community) => statements.Add("""
            UPDATE views.corrections SET exchange = $3, discount = $4, reversed_position = $5, position = $5 WHERE community = $1 AND correction = $2
            """, 1, Parameter.Of(community.Value), Parameter.Of(correction), Parameter.Of(exchange), Parameter.Of(discount), Parameter.Of(entry.Position)));

    private void Step(Entry entry, Guid correction, string step, AccountNumber? by, LocalDate on) =>
        changes.Add((statements, community) => statements.Add("""
            INSERT INTO views.correction_steps (community, position, correction, step, by_person, taken_on) VALUES ($1, $2, $3, $4, $5, $6)
            """, 1, Parameter.Of(community.Value), Parameter.Of(entry.Position), Parameter.Of(correction), Parameter.Of(step), Parameter.Of(by?.Value), Parameter.Of(on.ToDateOnly())));
}
