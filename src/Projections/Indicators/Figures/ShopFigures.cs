using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Indicators.Facts;

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
    internal static ShopFigures Of(Scope scope)
    {
        var facts = scope.Facts;
        var shops = facts.Accounts.Count(account => account.Kind == AccountKind.Shop && account.Position <= scope.AsOf && account.OpenedOn <= scope.To);
        var discounts = facts.Discounts.Where(discount => scope.IsInPeriod(discount.Day) && scope.Counts(discount.Position)).ToList();
        var minutes = discounts.Sum(discount => discount.Minutes);
        var spent = facts.SpentByShops
            .Where(spending => scope.IsInPeriod(spending.Day) && scope.Counts(spending.Position) && facts.Accounts[spending.Account].OpenedOn <= scope.To).Sum(spending => -spending.Amount);
        return new ShopFigures(shops, discounts.Count, minutes, discounts.Sum(discount => discount.Cents), spent, Ratio.Of(spent, minutes));
    }
}
