using System.Globalization;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Shops;
using Buurthulp.Projections.Shops;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Winkel;

/// <summary><c>/winkel/vandaag</c>: the discounts of today; each can be taken back until the day is over.</summary>
internal sealed class TodayModel(PageCall call) : PageModel
{
    private LocalDate today;
    private DateTimeZone zone = DateTimeZone.Utc;

    public IReadOnlyList<DiscountRow> Discounts { get; private set; } = [];

    public int Standing { get; private set; }

    public long Minutes { get; private set; }

    public long DiscountCents { get; private set; }

    /// <summary>As in "14:05".</summary>
    public string Clock(Instant moment) => moment.InZone(zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        (today, zone) = await call.LookAsync(state => (state.Today(call.Now), state.Zone));
        Discounts = await ShopQueries.DiscountsAsync(call.Database, call.Community, call.Account, today, today, call.Stop);
        var standing = Discounts.Where(row => row.CancelledOn is null).ToList();
        (Standing, Minutes, DiscountCents) = (standing.Count, standing.Sum(row => row.Minutes), standing.Sum(row => row.DiscountCents));
    }

    public async Task<IActionResult> OnPostAsync(Guid discount)
    {
        await OnGetAsync();
        // What is older is for the desk: it may stand in a period that is closed, and somebody has to look why.
        if (Discounts.All(row => row.Discount.Value != discount)) return NotFound();
        var asked = await call.AskAsync(new CancelDiscount(call.CommandId, call.Till!.Actor, call.Now, new DiscountId(discount), DiscountModel.Cancelled));
        if (asked.Why is null) return RedirectToPage();
        ModelState.AddModelError("", asked.Why);
        return Page();
    }
}
