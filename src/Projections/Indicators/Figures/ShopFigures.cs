using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Indicators.Facts;
using Npgsql;

namespace Buurthulp.Projections.Indicators.Figures;

/// <summary>Shops that give a discount for hours.</summary>
/// <param name="Shops">Shops that had joined by the last day.</param>
/// <param name="Discounts">Discounts in the period.</param>
/// <param name="Minutes">Minutes that the shops took for them.</param>
/// <param name="DiscountCents">What the shops gave for them, in euro cents.</param>
/// <param name="SpentMinutes">Minutes that shops passed on in the period, to anyone.</param>
/// <param name="SpentAgainShare">Passed on, of what they took.</param>
public sealed record ShopFigures(long Shops, long Discounts, long Minutes, long DiscountCents, long SpentMinutes, double? SpentAgainShare)
{
    internal static async Task<ShopFigures> OfAsync(NpgsqlDataSource database, CommunityCode community, ReportPeriod period, long asOf, CancellationToken cancellationToken)
    {
        // Giving back what was taken is not passing it on, nor is a balance that was brought in; and what was undone was not passed on.
        await using var command = database.CreateCommand("""
            WITH undone AS (SELECT undone_position FROM views.indicator_undone WHERE community = $1 AND position <= $4),
            shops AS (SELECT account FROM views.indicator_accounts WHERE community = $1 AND kind = 'shop' AND opened_on <= $3 AND position <= $4),
            spent AS (
                SELECT coalesce(sum(-l.amount), 0)::bigint AS minutes FROM shops s JOIN views.statement_lines l ON l.community = $1 AND l.account = s.account
                WHERE l.amount < 0 AND l.happened_on BETWEEN $2 AND $3 AND l.position <= $4
                    AND l.event_type NOT IN ('opening_balance_booked', 'discount_cancelled', 'exchange_reversed', 'entry_reversed') AND l.position NOT IN (SELECT undone_position FROM undone))
            SELECT (SELECT count(*) FROM shops), count(*), coalesce(sum(d.minutes), 0)::bigint, coalesce(sum(d.discount_cents), 0)::bigint, (SELECT minutes FROM spent)
            FROM views.indicator_discounts d
            WHERE d.community = $1 AND d.happened_on BETWEEN $2 AND $3 AND d.position <= $4 AND d.position NOT IN (SELECT undone_position FROM undone)
            """);
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(period.From.ToDateOnly()));
        command.Parameters.Add(Parameter.Of(period.To.ToDateOnly()));
        command.Parameters.Add(Parameter.Of(asOf));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (minutes, spent) = (reader.GetInt64(2), reader.GetInt64(4));
        return new ShopFigures(reader.GetInt64(0), reader.GetInt64(1), minutes, reader.GetInt64(3), spent, Ratio.Of(spent, minutes));
    }

    /// <summary>The same, from facts of the journal.</summary>
    internal static ShopFigures Of(JournalFacts read, ReportPeriod period)
    {
        var (facts, from, to) = (read.Facts, Scope.DayNumber(period.From), Scope.DayNumber(period.To));
        var shops = facts.Accounts.Count(account => account.Kind == AccountKind.Shop && account.OpenedOn <= to);
        var discounts = read.Discounts.Where(discount => discount.Day >= from && discount.Day <= to && !read.Undone.Contains(discount.Position)).ToList();
        var minutes = discounts.Sum(discount => discount.Minutes);
        var spent = read.SpentByShops.Where(spending => facts.Accounts[spending.Account].OpenedOn <= to && spending.Day >= from && spending.Day <= to && !read.Undone.Contains(spending.Position)).Sum(spending => -spending.Amount);
        return new ShopFigures(shops, discounts.Count, minutes, discounts.Sum(discount => discount.Cents), spent, Ratio.Of(spent, minutes));
    }
}
