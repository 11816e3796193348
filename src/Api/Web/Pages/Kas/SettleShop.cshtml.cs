using Buurthulp.Api.Vault;
using Buurthulp.Api.Web.Pages.Books;
using Buurthulp.Api.Web.Pages.Winkel;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Shops;
using Buurthulp.Projections.Shops;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Api.Web.Pages.Kas;

/// <summary><c>/kas/winkel/{no}/verrekenen</c>: what a shop took in a period, and booking that a sponsor takes it over.</summary>
internal sealed class SettleShopModel(PageCall call, BooksRoom room, PersonVault vault, Words words) : PageModel
{
    private const int MinutesPerHour = 60;

    public Account Shop { get; private set; }

    public string Name { get; private set; } = "";

    public IReadOnlyList<SelectListItem> Sponsors { get; private set; } = [];

    public LocalDate From { get; private set; }

    public LocalDate Through { get; private set; }

    /// <summary>The discounts of the period that stand.</summary>
    public int Discounts { get; private set; }

    public long TakenMinutes { get; private set; }

    public long DiscountCents { get; private set; }

    [BindProperty]
    public SettleForm Form { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(string no, string? van, string? tot)
    {
        if (!await FindAsync(no)) return NotFound();
        await PeriodAsync(van, tot);
        var held = Math.Max(0, Shop.Balance);
        Form = new SettleForm
        {
            From = Iso(From),
            Through = Iso(Through),
            Hours = held / MinutesPerHour,
            Minutes = held % MinutesPerHour,
            Paid = ((Shop.Terms?.DiscountCents(held) ?? 0) / 100m).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture),
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string no)
    {
        if (!await FindAsync(no)) return NotFound();
        await PeriodAsync(Form.From, Form.Through);
        if (!Code.TryParse<AccountNumber>(Form.Sponsor, out var sponsor)) ModelState.AddModelError("Form.Sponsor", "form.required");
        var paid = ShopRoom.Cents(Form.Paid, mayBeNothing: true);
        if (paid is null) ModelState.AddModelError("Form.Paid", string.IsNullOrWhiteSpace(Form.Paid) ? "form.required" : "settle.paid-wrong");
        if (Form.Hours is < 0 or > Shares.LargestMinutes / MinutesPerHour) ModelState.AddModelError("Form.Hours", "form.unreadable");
        if (Form.Minutes is < 0 or >= MinutesPerHour) ModelState.AddModelError("Form.Minutes", "form.unreadable");
        if (!ModelState.IsValid) return Page();
        var asked = await call.AskAsync(new SettleCredits(call.CommandId, room.Me, call.Now, Shop.Number, sponsor, Form.Hours * MinutesPerHour + Form.Minutes, paid!.Value, From, Through));
        if (asked.Recorded is { } recorded) return Redirect($"/kas/rekeningen/verrekeningen?klaar={recorded.Position}");
        ModelState.AddModelError("", asked.Why!);
        return Page();
    }

    private static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);

    private static LocalDate? Day(string? text) => LedgerDays.Read(text);

    private async Task<bool> FindAsync(string no)
    {
        if (!Code.TryParse<AccountNumber>(no, out var number)) return false;
        var (account, sponsors) = await call.LookAsync(state => (state.Accounts.TryGet(number, out var found) && found.Kind == AccountKind.Shop ? found : (Account?)null,
            state.Accounts.All.Values.Where(one => SettleCredits.CanSponsor(one.Kind) && one.ClosedOn is null).OrderBy(one => one.Kind == AccountKind.Pot).ThenBy(one => one.Number).ToList()));
        if (account is not { } shop) return false;
        var names = await vault.NamesOfGroupsAsync(call.Community, [number, .. sponsors.Select(one => one.Number)], call.Stop);
        (Shop, Name) = (shop, names.GetValueOrDefault(number) ?? number.Value);
        Sponsors = [new SelectListItem(words["record.choose"], ""), .. sponsors.Select(one => new SelectListItem($"{words[$"books.kind-one-{Projections.EnumText.Of(one.Kind)}"]}: {names.GetValueOrDefault(one.Number) ?? one.Number.Value}", one.Number.Value))];
        return true;
    }

    /// <summary>Without a choice from the day after the last settlement up to today.</summary>
    private async Task PeriodAsync(string? from, string? through)
    {
        await call.CatchUpAsync();
        var settled = await ShopQueries.SettlementsAsync(call.Database, call.Community, Shop.Number, from: null, to: null, call.Stop);
        var last = settled.Where(one => one.UndoneOn is null).Select(one => (LocalDate?)one.Through).Max();
        Through = Day(through) ?? await call.TodayAsync();
        From = Day(from) ?? LocalDate.Min(last?.PlusDays(1) ?? Shop.OpenedOn, Through);
        var standing = (await ShopQueries.DiscountsAsync(call.Database, call.Community, Shop.Number, From, Through, call.Stop)).Where(one => one.CancelledOn is null).ToList();
        (Discounts, TakenMinutes, DiscountCents) = (standing.Count, standing.Sum(one => one.Minutes), standing.Sum(one => one.DiscountCents));
    }
}

/// <summary>What the treasurer fills in about a settlement.</summary>
internal sealed class SettleForm
{
    public string? From { get; set; }

    public string? Through { get; set; }

    public string? Sponsor { get; set; }

    public long Hours { get; set; }

    public long Minutes { get; set; }

    /// <summary>Euro as people write them.</summary>
    public string? Paid { get; set; }
}
