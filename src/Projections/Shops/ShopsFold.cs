using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Treasury;

namespace Buurthulp.Projections.Shops;

/// <summary>What was agreed with shops, the discounts that they gave and what sponsors took over from them.</summary>
internal sealed class ShopsFold : IViewFold
{
    private readonly List<(ShopTermsAgreed Agreed, long Position)> terms = [];
    private readonly List<(DiscountGiven Given, Entry Entry)> given = [];
    private readonly List<DiscountCancelled> cancelled = [];
    private readonly List<(CreditsSettled Settled, long Position)> settled = [];
    private readonly List<EntryReversed> undone = [];

    public void Apply(Entry entry)
    {
        switch (entry.Event)
        {
            case ShopTermsAgreed e: terms.Add((e, entry.Position)); break;
            case DiscountGiven e: given.Add((e, entry)); break;
            case DiscountCancelled e: cancelled.Add(e); break;
            case CreditsSettled e: settled.Add((e, entry.Position)); break;
            case EntryReversed e: undone.Add(e); break;
        }
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        foreach (var (agreed, position) in terms)
        {
            statements.Add("INSERT INTO views.shop_terms (community, shop, position, agreed_on, cents_per_hour, max_share_percent, max_balance_minutes) VALUES ($1, $2, $3, $4, $5, $6, $7)", expectedRows: 1,
                Parameter.Of(community.Value), Parameter.Of(agreed.Shop.Value), Parameter.Of(position), Parameter.Of(agreed.AgreedOn.ToDateOnly()),
                Parameter.Of(agreed.Terms.CentsPerHour), Parameter.Of(agreed.Terms.MaxSharePercent), Parameter.Of(agreed.Terms.MaxBalanceMinutes));
        }

        if (given.Count > 0)
        {
            statements.Add("""
                INSERT INTO views.shop_discounts (community, discount, shop, position, happened_on, recorded_at, purchase_cents, discount_cents, minutes)
                SELECT $1, * FROM unnest($2, $3, $4, $5, $6, $7, $8, $9)
                """, given.Count,
                Parameter.Of(community.Value), Parameter.Of(given.ConvertAll(one => one.Given.Discount.Value)), Parameter.Of(given.ConvertAll(one => one.Given.Shop.Value)),
                Parameter.Of(given.ConvertAll(one => one.Entry.Position)), Parameter.Of(given.ConvertAll(one => one.Given.HappenedOn.ToDateOnly())),
                Parameter.OfMoments(given.ConvertAll(one => one.Entry.RecordedAt.ToDateTimeUtc())), Parameter.Of(given.ConvertAll(one => one.Given.PurchaseCents)),
                Parameter.Of(given.ConvertAll(one => one.Given.DiscountCents)), Parameter.Of(given.ConvertAll(one => one.Given.Minutes)));
        }

        if (cancelled.Count > 0)
        {
            statements.Add("UPDATE views.shop_discounts d SET cancelled_on = c.cancelled_on FROM unnest($2, $3) AS c (discount, cancelled_on) WHERE d.community = $1 AND d.discount = c.discount", cancelled.Count,
                Parameter.Of(community.Value), Parameter.Of(cancelled.ConvertAll(one => one.Discount.Value)), Parameter.Of(cancelled.ConvertAll(one => one.CancelledOn.ToDateOnly())));
        }

        foreach (var (one, position) in settled)
        {
            statements.Add("""
                INSERT INTO views.shop_settlements (community, settlement, shop, sponsor, position, from_on, through_on, minutes, paid_cents, settled_on)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                """, expectedRows: 1,
                Parameter.Of(community.Value), Parameter.Of(one.Settlement.Value), Parameter.Of(one.Shop.Value), Parameter.Of(one.Sponsor.Value), Parameter.Of(position),
                Parameter.Of(one.From.ToDateOnly()), Parameter.Of(one.Through.ToDateOnly()), Parameter.Of(one.Minutes), Parameter.Of(one.PaidCents), Parameter.Of(one.SettledOn.ToDateOnly()));
        }

        // Most of what is undone is something else.
        foreach (var one in undone)
        {
            statements.Add("UPDATE views.shop_settlements SET undone_on = $3 WHERE community = $1 AND position = $2", expectedRows: null,
                Parameter.Of(community.Value), Parameter.Of(one.Entry), Parameter.Of(one.ReversedOn.ToDateOnly()));
        }
    }
}
