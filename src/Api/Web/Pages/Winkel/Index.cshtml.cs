using Buurthulp.Api.Counter;
using Buurthulp.Api.Identity;
using Buurthulp.Api.Identity.Cards;
using Buurthulp.Api.Notes;
using Buurthulp.Ledger.Accounts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Winkel;

/// <summary><c>/winkel</c>: the amount of the purchase, and what the member shows: a code, a card or a paper note.</summary>
internal sealed class IndexModel(PageCall call, CounterAsks asks, MemberCodes codes, LoginCards cards, NoteTaking notes, Tries tries, IDataProtectionProvider protection) : PageModel
{
    public const string CardPurpose = "counter-card.v1";

    /// <summary>Wrong codes at one device. A guess of six digits is hopeless at this rate, and is no yes anyway.</summary>
    private static readonly TryLimit WrongCode = new("counter-code", 20, NodaTime.Duration.FromMinutes(10));

    [BindProperty]
    public TakeForm Form { get; set; } = new();

    public async Task<IActionResult> OnPostAsync()
    {
        var cents = ShopRoom.Cents(Form.Purchase);
        if (cents is null) ModelState.AddModelError("Form.Purchase", string.IsNullOrWhiteSpace(Form.Purchase) ? "form.required" : "winkel.purchase-wrong");
        if (string.IsNullOrWhiteSpace(Form.Code)) ModelState.AddModelError("Form.Code", "form.required");
        if (!ModelState.IsValid) return Page();
        var typed = Form.Code!.Trim();
        if (PrintedNote.Parse(typed) is not null) return await TakeNoteAsync(typed);
        return await MemberAsync(typed, cents!.Value) ?? await CardAsync(typed, cents.Value) ?? await WrongAsync("winkel.code-unknown");
    }

    private async Task<IActionResult?> MemberAsync(string typed, long cents)
    {
        if (MemberCodes.Read(typed) is not { } shown) return null;
        if (!await call.LookAsync(state => state.Members.Contains(shown.Account) && state.Accounts[shown.Account].ClosedOn is null)) return null;
        if (shown.Digits is { } digits && !codes.IsNow(call.Community, shown.Account, digits, call.Now)) return await WrongAsync("winkel.code-old");
        return await BeginAsync(shown.Account, shown.Digits is null ? ShownBy.Number : ShownBy.Code, cents, card: null);
    }

    /// <summary>From the printed card's QR code, which is an address, or its number as typed. The number stands nowhere but on the card, so it goes along encrypted.</summary>
    private async Task<IActionResult?> CardAsync(string typed, long cents)
    {
        var number = typed.LastIndexOf("nummer=", StringComparison.Ordinal) is var at and >= 0 ? typed[(at + "nummer=".Length)..] : typed;
        if (CardSecrets.ReadNumber(number) is not { } card || await cards.HolderAsync(call.Community, card, call.Stop) is not { } holder) return null;
        return await BeginAsync(holder, ShownBy.Card, cents, protection.CreateProtector(CardPurpose, call.CommandId.ToString()).ToTimeLimitedDataProtector().Protect(card, CounterAsks.Life.ToTimeSpan()));
    }

    private async Task<IActionResult> BeginAsync(AccountNumber member, ShownBy shownBy, long cents, string? card)
    {
        await asks.BeginAsync(call.CommandId, call.Till!, member, shownBy, cents, call.Stop);
        return Redirect($"/winkel/korting/{call.CommandId}" + (card is null ? "" : $"?pas={Uri.EscapeDataString(card)}"));
    }

    private async Task<IActionResult> TakeNoteAsync(string typed)
    {
        if (await notes.TakeAsync(call, call.CommandId, typed) is not { } why) return Redirect($"/winkel/bon/{call.CommandId}");
        ModelState.AddModelError("Form.Code", why);
        return Page();
    }

    private async Task<IActionResult> WrongAsync(string why)
    {
        var wait = await tries.CountAsync(WrongCode, call.Till!.Id.ToString(), call.Stop);
        ModelState.AddModelError("Form.Code", wait is null ? why : "winkel.code-too-often");
        return Page();
    }
}

/// <summary>What somebody fills in on <c>/winkel</c>.</summary>
internal sealed class TakeForm
{
    /// <summary>Euro as people write them.</summary>
    public string? Purchase { get; set; }

    /// <summary>A member's code or number, a login card, or a paper note.</summary>
    public string? Code { get; set; }
}
