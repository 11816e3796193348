using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Members;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Member.Mine;

/// <summary><c>/mijn/stoppen</c>: says what goes and what stays, and erases whoever is sure.</summary>
internal sealed class StopModel(PageCall call, PersonVault vault, CommunityCards cards, SessionCookie cookie) : PageModel
{
    public string CommunityName { get; private set; } = "";

    /// <summary>What happens to the hours: stays, pot or treasurer.</summary>
    public string Balance { get; private set; } = "";

    [BindProperty]
    public StopForm Form { get; set; } = new();

    public async Task OnGetAsync()
    {
        CommunityName = (await cards.FindAsync(call.Community, call.Stop)).Name;
        Balance = await call.LookAsync(state => LeavingTerms.Of(state.Agreement).Policy) switch
        {
            LeavingBalance.GoesToPot => "pot",
            LeavingBalance.WaitsForTreasurer => "treasurer",
            _ => "stays",
        };
    }

    /// <summary>The entry first, then the vault: what the journal promises is kept by the clock should this process stop in between.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!Form.Sure) ModelState.AddModelError("Form.Sure", "stop.not-sure");
        if (ModelState.IsValid)
        {
            var asked = await call.AskAsync(new EraseMember(call.CommandId, call.Person.ActorAs(Role.Member), call.Now, call.Account));
            if (asked.Why is null)
            {
                await vault.EraseAsync(call.Community, call.Account, CancellationToken.None);
                cookie.Remove(Response);
                return Redirect("/gestopt");
            }

            ModelState.AddModelError("", asked.Why);
        }

        await OnGetAsync();
        return Page();
    }
}

/// <summary>What somebody fills in on <c>/mijn/stoppen</c>.</summary>
public sealed class StopForm
{
    public bool Sure { get; set; }
}
