using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Treasury;

namespace Buurthulp.Projections.Indicators;

/// <summary>Postings that do not follow from the shares of an exchange, discounts with their money, and what was undone of both.</summary>
internal sealed class MovementRows
{
    private readonly List<(long Position, int Line, Posting Posting, DateOnly On)> movements = [];
    private readonly List<(long Position, DiscountGiven Event)> discounts = [];
    private readonly List<(long Position, Guid Discount)> cancelled = [];
    private readonly List<(long Position, long Entry)> undone = [];

    public void Apply(Entry entry)
    {
        if (entry.Event is ExchangeBooked booked && HelpRows.IsSettledAsShared(booked)) return;
        switch (entry.Event)
        {
            case DiscountGiven e: discounts.Add((entry.Position, e)); break;
            case DiscountCancelled e: cancelled.Add((entry.Position, e.Discount.Value)); break;
            case EntryReversed e: undone.Add((entry.Position, e.Entry)); break;
        }

        if (Postings.DateOf(entry.Event) is not { } on) return;
        var line = 0;
        foreach (var posting in Postings.Of(entry.Event)) movements.Add((entry.Position, line++, posting, on.ToDateOnly()));
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        if (movements.Count > 0)
        {
            statements.Insert("indicator_movements", community, movements.Values("position", row => row.Position), movements.Values("line", row => row.Line),
                movements.Values("account", row => row.Posting.Account.Value), movements.Values("happened_on", row => row.On), movements.Values("amount", row => row.Posting.Amount));
        }

        if (discounts.Count > 0)
        {
            statements.Add("INSERT INTO views.indicator_discounts (community, position, discount, account, minutes, discount_cents, happened_on) SELECT $1, * FROM unnest($2, $3, $4, $5, $6, $7)", discounts.Count,
                Parameter.Of(community.Value), discounts.Column(row => row.Position), discounts.Column(row => row.Event.Discount.Value), discounts.Column(row => row.Event.Shop.Value),
                discounts.Column(row => row.Event.Minutes), discounts.Column(row => row.Event.DiscountCents), discounts.Column(row => row.Event.HappenedOn.ToDateOnly()));
        }

        if (cancelled.Count > 0)
        {
            statements.Add("""
                INSERT INTO views.indicator_undone (community, position, undone_position)
                SELECT $1, c.position, d.position FROM unnest($2, $3) AS c (position, discount)
                JOIN views.indicator_discounts d ON d.community = $1 AND d.discount = c.discount
                """, cancelled.Count, Parameter.Of(community.Value), cancelled.Column(row => row.Position), cancelled.Column(row => row.Discount));
        }

        if (undone.Count > 0)
        {
            statements.Add("INSERT INTO views.indicator_undone (community, position, undone_position) SELECT $1, * FROM unnest($2, $3)", undone.Count,
                Parameter.Of(community.Value), undone.Column(row => row.Position), undone.Column(row => row.Entry));
        }
    }
}
