using System.Globalization;
using System.Security.Cryptography;
using Buurthulp.Api.Counter;
using Buurthulp.Api.Identity.Cards;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Shops;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Buurthulp.Api.Web.Pages.Winkel;

/// <summary><c>/winkel/korting/{id}</c>: how much discount there can be and why, the member's yes, and that it worked. Each step can be opened again and does nothing twice.</summary>
internal sealed class DiscountModel(PageCall call, CounterAsks asks, LoginCards cards, IJournal journal, IDataProtectionProvider protection, Words words) : PageModel
{
    private const int Step = 15;

    /// <summary>What a shop gives as the reason when it takes a discount back.</summary>
    public static readonly ReasonCode Cancelled = new("counter");

    public Guid Id { get; private set; }

    /// <summary>begun, waiting, done, cancelled, refused, stopped or expired.</summary>
    public string Kind { get; private set; } = "";

    public AccountNumber Member { get; private set; }

    public bool ByCard { get; private set; }

    public long PurchaseCents { get; private set; }

    public long Minutes { get; private set; }

    public long DiscountCents { get; private set; }

    public ShopTerms Terms { get; private set; } = null!;

    public Allowance Allowance { get; private set; } = null!;

    /// <summary>Why no more, or why not.</summary>
    public string Reason { get; private set; } = "";

    public IReadOnlyList<SelectListItem> Amounts { get; private set; } = [];

    [BindProperty]
    public AmountForm Form { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id) => await FindAsync(id) is { } ask ? await ShowAsync(ask) : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, string? pas)
    {
        if (await FindAsync(id) is not { } ask) return NotFound();
        if (ask.Status != AskStatus.Begun || !ask.IsOpen(call.Now)) return RedirectToPage(new { id });
        if (Form.Minutes <= 0) ModelState.AddModelError("Form.Minutes", "form.required");
        if (ask.ShownBy == ShownBy.Card) return await ByCardAsync(ask, pas);
        if (!ModelState.IsValid) return await ShowAsync(ask);
        // What can't be anyway is said before anybody is asked.
        var allowance = await AllowanceAsync(ask);
        if (Form.Minutes > allowance.MostMinutes) ModelState.AddModelError("Form.Minutes", ReasonOf(allowance));
        if (!ModelState.IsValid) return await ShowAsync(ask);
        await asks.AskAsync(ask, Form.Minutes, call.Stop);
        return RedirectToPage(new { id });
    }

    public async Task<IActionResult> OnPostStopAsync(Guid id)
    {
        if (await FindAsync(id) is not { } ask) return NotFound();
        await asks.StopAsync(ask, call.Stop);
        return RedirectToPage(new { id });
    }

    /// <summary>The same purchase once more, with an amount that can be.</summary>
    public async Task<IActionResult> OnPostAgainAsync(Guid id)
    {
        if (await FindAsync(id) is not { } ask) return NotFound();
        // A code of before is old by now; the card has to be shown again.
        if (ask.ShownBy == ShownBy.Card) return Redirect("/winkel");
        await asks.BeginAsync(call.CommandId, call.Till!, ask.Member, ask.ShownBy, ask.PurchaseCents, call.Stop);
        return RedirectToPage(new { id = call.CommandId });
    }

    public async Task<IActionResult> OnPostCancelAsync(Guid id)
    {
        if (await FindAsync(id) is not { } ask) return NotFound();
        var asked = await call.AskAsync(new CancelDiscount(call.CommandId, call.Till!.Actor, call.Now, new DiscountId(id), Cancelled));
        if (asked.Why is null) return RedirectToPage(new { id });
        ModelState.AddModelError("", asked.Why);
        return await ShowAsync(ask);
    }

    private async Task<IActionResult> ByCardAsync(CounterAsk ask, string? pas)
    {
        var pin = (Form.Pin ?? "").Trim();
        if (!CardSecrets.IsPin(pin)) ModelState.AddModelError("Form.Pin", pin.Length == 0 ? "form.required" : "signin.card-pin-six");
        if (!ModelState.IsValid) return await ShowAsync(ask);
        if (CardOf(ask, pas) is not { } number) return Redirect("/winkel");
        if (await cards.CheckAsync(number, pin, call.Stop) is { } wrong)
        {
            ModelState.AddModelError("Form.Pin", wrong.LockedUntil is null ? "signin.card-refused" : "signin.card-locked");
            return await ShowAsync(ask);
        }

        var asked = await call.AskAsync(new GiveDiscount(ask.Id, ask.Actor, call.Now, ask.Shop, ask.Member, ask.PurchaseCents, Form.Minutes));
        if (asked.Why is not null)
        {
            ModelState.AddModelError("Form.Minutes", asked.Why);
            return await ShowAsync(ask);
        }

        await asks.DoneAsync(ask, Form.Minutes, call.Stop);
        return RedirectToPage(new { id = ask.Id });
    }

    private string? CardOf(CounterAsk ask, string? pas)
    {
        try
        {
            return pas is null ? null : protection.CreateProtector(IndexModel.CardPurpose, ask.Id.ToString()).ToTimeLimitedDataProtector().Unprotect(pas);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private async Task<CounterAsk?> FindAsync(Guid id) => await asks.FindAsync(call.Community, id, call.Stop) is { } ask && ask.Shop == call.Account ? ask : null;

    private async Task<Allowance> AllowanceAsync(CounterAsk ask) =>
        await call.LookAsync(state => Allowance.Of(state, ask.Shop, ask.ShownBy == ShownBy.Number ? null : ask.Member, ask.PurchaseCents)) ?? new Allowance(0, AllowanceLimit.ShopRoom);

    private async Task<IActionResult> ShowAsync(CounterAsk ask)
    {
        (Id, Member, ByCard, PurchaseCents, Minutes) = (ask.Id, ask.Member, ask.ShownBy == ShownBy.Card, ask.PurchaseCents, ask.Minutes ?? 0);
        if (await call.LookAsync(state => state.Accounts[ask.Shop].Terms) is not { } terms) return NotFound();
        Terms = terms;
        // The journal says whether it is booked, also when the process died before it could say so here.
        var given = (await journal.FindCommandsAsync([ask.Id], call.Stop)).Where(entry => entry.Community == call.Community).Select(entry => entry.Event).OfType<DiscountGiven>().FirstOrDefault();
        if (given is not null)
        {
            (Minutes, DiscountCents) = (given.Minutes, given.DiscountCents);
            Kind = await call.LookAsync([Subject.Of(given.Discount)], state => state.Discounts.TryGet(given.Discount, out var discount) && discount.Cancelled) ? "cancelled" : "done";
            Reason = words.Of("winkel.cancelled-what", ("amount", words.Amount(Minutes)));
            return Page();
        }

        Allowance = await AllowanceAsync(ask);
        Amounts = [.. Choices(Allowance.MostMinutes).Select(minutes => new SelectListItem($"{words.Amount(minutes)} – {words.Euro(terms.DiscountCents(minutes))}", minutes.ToString(CultureInfo.InvariantCulture)))];
        if (Form.Minutes == 0) Form.Minutes = Allowance.MostMinutes;
        Kind = ask.Status is AskStatus.Begun or AskStatus.Waiting && !ask.IsOpen(call.Now) ? "expired" : Projections.EnumText.Of(ask.Status);
        Reason = Kind switch
        {
            "begun" => ReasonOf(Allowance),
            "refused" => words[ask.Why is CounterAsk.Declined or "floor-reached" or "shop-full" or "discount-over-share" ? $"winkel.why-{ask.Why}" : "winkel.why-other"],
            "expired" => words["winkel.expired-what"],
            _ => words["winkel.stopped-what"],
        };
        return Page();
    }

    /// <summary>The most first, then whole quarters of an hour.</summary>
    private static IEnumerable<long> Choices(long most)
    {
        if (most > 0 && most % Step != 0) yield return most;
        for (var minutes = most - most % Step; minutes > 0; minutes -= Step) yield return minutes;
    }

    private string ReasonOf(Allowance allowance) => allowance.Limit switch
    {
        AllowanceLimit.Share => words.Of("winkel.limit-share", ("percent", Terms?.MaxSharePercent ?? 0)),
        AllowanceLimit.ShopRoom => words.Of("winkel.limit-room", ("amount", words.Amount(allowance.MostMinutes))),
        AllowanceLimit.MemberFloor => words.Of("winkel.limit-floor", ("amount", words.Amount(allowance.MostMinutes))),
        var other => throw new InvalidOperationException($"no words for the limit {other}"),
    };
}

/// <summary>What the shop chooses, and the PIN that the member types.</summary>
internal sealed class AmountForm
{
    public long Minutes { get; set; }

    public string? Pin { get; set; }
}
