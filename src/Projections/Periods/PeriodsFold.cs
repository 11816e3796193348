using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Treasury;
using NodaTime;

namespace Buurthulp.Projections.Periods;

/// <summary>Closes of the books with their figures and signatures, and the checkpoints that were handed out. A few a year, so each has statements of its own.</summary>
internal sealed class PeriodsFold : IViewFold
{
    private readonly List<Action<ViewStatements, CommunityCode>> changes = [];

    public void Apply(Entry entry)
    {
        switch (entry.Event)
        {
            case PeriodClosed e:
                changes.Add((statements, community) => Insert(statements, community, e, entry.Position));
                Sign(entry, e.Period, "closed", e.ClosedBy, e.ClosedOn);
                Publish(entry, e.Size, e.Root, e.ClosedOn);
                break;
            case PeriodCloseSigned e:
                Answer(entry, e.Period, "signed");
                Sign(entry, e.Period, "signed", e.SignedBy, e.SignedOn);
                break;
            case PeriodCloseWithdrawn e:
                Answer(entry, e.Period, "withdrawn");
                Sign(entry, e.Period, "withdrawn", e.WithdrawnBy, e.WithdrawnOn);
                break;
            case CheckpointPublished e: Publish(entry, e.Size, e.Root, e.PublishedOn); break;
        }
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        foreach (var change in changes) change(statements, community);
    }

    private static void Insert(ViewStatements statements, CommunityCode community, PeriodClosed e, long position) =>
        statements.Add("""
            INSERT INTO views.periods (community, period, from_on, through_on, size, root, accounts, total_minutes, exchanges, exchange_minutes, discounts, gifts, grants, status, position)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'closed', $14)
            """, 1, Parameter.Of(community.Value), Parameter.Of(e.Period.Value), Parameter.Of(e.From?.ToDateOnly()), Parameter.Of(e.Through.ToDateOnly()), Parameter.Of(e.Size), Parameter.Of(e.Root.ToBase64()),
            Parameter.Of((long)e.Figures.Accounts), Parameter.Of(e.Figures.TotalMinutes), Parameter.Of((long)e.Figures.Exchanges), Parameter.Of(e.Figures.ExchangeMinutes),
            Parameter.Of((long)e.Figures.Discounts), Parameter.Of((long)e.Figures.Gifts), Parameter.Of((long)e.Figures.Grants), Parameter.Of(position));

    private void Answer(Entry entry, PeriodId period, string status) =>
        changes.Add((statements, community) => statements.Add("UPDATE views.periods SET status = $3, position = $4 WHERE community = $1 AND period = $2", 1,
            Parameter.Of(community.Value), Parameter.Of(period.Value), Parameter.Of(status), Parameter.Of(entry.Position)));

    private void Sign(Entry entry, PeriodId period, string step, AccountNumber by, LocalDate on) =>
        changes.Add((statements, community) => statements.Add("INSERT INTO views.period_signatures (community, position, period, step, by_person, taken_on) VALUES ($1, $2, $3, $4, $5, $6)", 1,
            Parameter.Of(community.Value), Parameter.Of(entry.Position), Parameter.Of(period.Value), Parameter.Of(step), Parameter.Of(by.Value), Parameter.Of(on.ToDateOnly())));

    private void Publish(Entry entry, long size, Hash root, LocalDate on) =>
        changes.Add((statements, community) => statements.Add("INSERT INTO views.checkpoints (community, position, size, root, published_on) VALUES ($1, $2, $3, $4, $5)", 1,
            Parameter.Of(community.Value), Parameter.Of(entry.Position), Parameter.Of(size), Parameter.Of(root.ToBase64()), Parameter.Of(on.ToDateOnly())));
}
