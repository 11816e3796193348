using Buurthulp.Api.Identity.Tills;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Shops;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/winkels</c>: the shops and their counter devices: makes the code that pairs one, and ends one at once.</summary>
internal sealed class ShopsModel(PageCall call, Desk desk, TillStore tills, PersonVault vault, Words words) : PageModel
{
    private DateTimeZone zone = DateTimeZone.Utc;

    public IReadOnlyList<DeskShop> Shops { get; private set; } = [];

    /// <summary>Just made, to be read out.</summary>
    public string? Code { get; private set; }

    public string CodeFor { get; private set; } = "";

    public static int CodeMinutes => (int)TillStore.CodeLife.TotalMinutes;

    public string Day(Instant moment) => words.Day(moment.InZone(zone).Date, call.Now.InZone(zone).Date);

    public async Task OnGetAsync()
    {
        (zone, var accounts) = await call.LookAsync(state => (state.Zone, state.AccountsOf(AccountKind.Shop).Where(shop => shop.ClosedOn is null).ToList()));
        var names = await vault.NamesOfGroupsAsync(call.Community, accounts.ConvertAll(shop => shop.Number), call.Stop);
        var paired = await tills.ListAsync(call.Community, call.Stop);
        Shops = [.. accounts.Select(shop => new DeskShop(shop.Number, names.GetValueOrDefault(shop.Number) ?? shop.Number.Value, shop.Terms, shop.Balance, [.. paired.Where(till => till.Shop == shop.Number)]))];
    }

    public async Task<IActionResult> OnPostPairAsync(string shop)
    {
        await OnGetAsync();
        if (Shops.FirstOrDefault(one => one.Account.Value == shop) is not { } found) return NotFound();
        (Code, CodeFor) = (await tills.MakeCodeAsync(call.Community, found.Account, desk.Me, call.Stop), found.Name);
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid till) => await tills.RevokeAsync(call.Community, till, call.Stop) ? RedirectToPage() : NotFound();
}

/// <summary>A shop with its devices.</summary>
internal sealed record DeskShop(AccountNumber Account, string Name, ShopTerms? Terms, long Balance, IReadOnlyList<TillRow> Tills);
