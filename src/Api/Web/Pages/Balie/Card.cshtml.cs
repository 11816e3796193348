using Buurthulp.Api.Identity.Cards;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Members;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/persoon/{no}/kaart</c>: a login card for somebody without e-mail: to make, print, revoke and unlock. Number and PIN are shown once.</summary>
internal sealed class CardModel(PageCall call, Desk desk, LoginCards cards, Words words) : PageModel
{
    public AccountNumber Account { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The card they have now; null for none.</summary>
    public CardState? State { get; private set; }

    public LocalDate MadeOn { get; private set; }

    /// <summary>The card that was just made.</summary>
    public PrintedCard? Card { get; private set; }

    public async Task<IActionResult> OnGetAsync(string no)
    {
        if (!await FindAsync(no)) return NotFound();
        State = await cards.FindAsync(call.Community, Account, call.Stop);
        if (State is { } state) MadeOn = await call.LookAsync(community => community.Today(state.MadeAt));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string no)
    {
        if (!await FindAsync(no)) return NotFound();
        (Card, var refusal) = await cards.MakeAsync(call.Community, Account, call.CommandId, desk.Me, chosenPin: null, call.Stop);
        if (refusal is null) return Page();
        ModelState.AddModelError("", words.Why(refusal));
        return await OnGetAsync(no);
    }

    public async Task<IActionResult> OnPostRevokeAsync(string no)
    {
        if (!await FindAsync(no)) return NotFound();
        await cards.RevokeAsync(call.Community, Account, call.Stop);
        return RedirectToPage(new { no });
    }

    public async Task<IActionResult> OnPostUnlockAsync(string no)
    {
        if (!await FindAsync(no)) return NotFound();
        await cards.UnlockAsync(call.Community, Account, call.Stop);
        return RedirectToPage(new { no });
    }

    /// <summary>A member who is here.</summary>
    private async Task<bool> FindAsync(string no)
    {
        if (!Code.TryParse<AccountNumber>(no, out var number)) return false;
        await call.CatchUpAsync();
        if (await MemberQueries.FindAsync(call.Database, call.Community, number, call.Stop) is not { LeftOn: null }) return false;
        Account = number;
        Name = (await desk.PeopleAsync([number])).NameOf(number);
        return true;
    }
}
