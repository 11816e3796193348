using Buurthulp.Api.Counter;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Shops;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Member.Shops;

/// <summary><c>/mijn/winkel/{id}</c>: what a shop asks at the counter; the member says yes or no.</summary>
internal sealed class AskModel(PageCall call, CounterAsks asks, PersonVault vault, CommunityCards cards) : PageModel
{
    public string CommunityName { get; private set; } = "";

    public string ShopName { get; private set; } = "";

    /// <summary>waiting, done, refused or over.</summary>
    public string Kind { get; private set; } = "";

    public long Minutes { get; private set; }

    public long PurchaseCents { get; private set; }

    public long DiscountCents { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id) => await FindAsync(id) is { } ask ? await ShowAsync(ask) : NotFound();

    /// <summary>The discount has the ask's id: however often yes is pressed, it is booked once.</summary>
    public async Task<IActionResult> OnPostYesAsync(Guid id)
    {
        if (await FindAsync(id) is not { } ask) return NotFound();
        if (ask.Status != AskStatus.Waiting || !ask.IsOpen(call.Now)) return RedirectToPage(new { id });
        var asked = await call.AskAsync(new GiveDiscount(ask.Id, ask.Actor, call.Now, ask.Shop, ask.Member, ask.PurchaseCents, ask.Minutes!.Value));
        if (asked.Recorded is not null)
        {
            await asks.DoneAsync(ask, ask.Minutes.Value, call.Stop);
            return RedirectToPage(new { id });
        }

        if (asked.IsRefused) await asks.RefuseAsync(ask, asked.Code!, call.Stop);
        ModelState.AddModelError("", asked.Why!);
        return await ShowAsync((await FindAsync(id))!);
    }

    public async Task<IActionResult> OnPostNoAsync(Guid id)
    {
        if (await FindAsync(id) is not { } ask) return NotFound();
        await asks.RefuseAsync(ask, CounterAsk.Declined, call.Stop);
        return RedirectToPage(new { id });
    }

    private async Task<CounterAsk?> FindAsync(Guid id) => await asks.FindAsync(call.Community, id, call.Stop) is { Minutes: not null } ask && ask.Member == call.Account ? ask : null;

    private async Task<IActionResult> ShowAsync(CounterAsk ask)
    {
        CommunityName = (await cards.FindAsync(call.Community, call.Stop)).Name;
        ShopName = (await vault.NamesOfGroupsAsync(call.Community, [ask.Shop], call.Stop)).GetValueOrDefault(ask.Shop) ?? ask.Shop.Value;
        (Minutes, PurchaseCents) = (ask.Minutes!.Value, ask.PurchaseCents);
        DiscountCents = await call.LookAsync(state => state.Accounts[ask.Shop].Terms?.DiscountCents(Minutes)) ?? 0;
        Kind = ask.Status switch
        {
            AskStatus.Done => "done",
            AskStatus.Refused => "refused",
            AskStatus.Waiting when ask.IsOpen(call.Now) => "waiting",
            _ => "over",
        };
        return Page();
    }
}
