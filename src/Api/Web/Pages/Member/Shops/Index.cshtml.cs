using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Shops;
using Buurthulp.Projections.Accounts;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Member.Shops;

/// <summary><c>/winkels</c>: where hours can be used, for how much, and how much each shop still takes; those of the member's own neighbourhood first.</summary>
internal sealed class IndexModel(PageCall call, PersonVault vault, CommunityCards cards) : PageModel
{
    public string CommunityName { get; private set; } = "";

    public IReadOnlyList<NearShop> Shops { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        CommunityName = (await cards.FindAsync(call.Community, call.Stop)).Name;
        var home = (await AccountQueries.FindAsync(call.Database, call.Community, call.Account, call.Stop))?.Neighbourhood;
        var accounts = (await AccountQueries.ListAsync(call.Database, call.Community, AccountKind.Shop, call.Stop)).Where(shop => shop.ClosedOn is null).ToList();
        var names = await vault.NamesOfGroupsAsync(call.Community, accounts.ConvertAll(shop => shop.Account), call.Stop);
        var terms = await call.LookAsync(state => state.AccountsOf(AccountKind.Shop).Where(shop => shop.Terms is not null).ToDictionary(shop => shop.Number, shop => (Terms: shop.Terms!, shop.Balance)));
        Shops = [.. accounts.Where(shop => terms.ContainsKey(shop.Account))
            .Select(shop => new NearShop(names.GetValueOrDefault(shop.Account) ?? shop.Account.Value, terms[shop.Account].Terms, Math.Max(0, terms[shop.Account].Terms.MaxBalanceMinutes - terms[shop.Account].Balance),
                IsNear: home is not null && shop.Neighbourhood == home))
            .OrderByDescending(shop => shop.IsNear).ThenBy(shop => shop.Name, StringComparer.Ordinal)];
    }
}

/// <summary>A shop as members see it.</summary>
internal sealed record NearShop(string Name, ShopTerms Terms, long AvailableMinutes, bool IsNear);
