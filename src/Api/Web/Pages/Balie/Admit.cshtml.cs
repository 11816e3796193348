using Buurthulp.Api.Http.Members;
using Buurthulp.Api.Vault;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/intake/{id}</c>: the talk with somebody who wants to join: what to ask, what to correct, and yes or a kind no.</summary>
internal sealed class AdmitModel(PageCall call, Desk desk, WaitingJoinings waiting, Joinings joinings, Words words) : PageModel
{
    public WaitingJoining Joining { get; private set; } = null!;

    public LocalDate Today { get; private set; }

    public LocalDate Since { get; private set; }

    public IReadOnlyList<SelectListItem> Places { get; private set; } = [];

    [BindProperty]
    public IntakeForm Form { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (!await FindAsync(id)) return NotFound();
        var person = Joining.Person;
        Form = new IntakeForm { Name = person.Name, Street = person.Street, Phone = person.Phone, Email = person.Email, Neighbourhood = Joining.Neighbourhood?.Value };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        var person = Form.Read(ModelState);
        if (ModelState.IsValid)
        {
            await waiting.CorrectAsync(call.Community, id, person, call.Stop);
            var joined = await joinings.AdmitAsync(Call(), id, desk.Me, Form.Place, !Form.NeverAsked);
            if (joined.Account is { } account) return Redirect(AfterJoining(account, person));
            ModelState.AddModelError("", words.Why(joined.Why()!));
        }

        return await FindAsync(id) ? Page() : Redirect("/balie/intake");
    }

    public async Task<IActionResult> OnPostDeclineAsync(Guid id)
    {
        await joinings.DeclineAsync(Call(), id);
        return Redirect("/balie/intake");
    }

    /// <summary>Who has no mail gets a card to sign in with.</summary>
    internal static string AfterJoining(Ledger.Accounts.AccountNumber account, Person person) => person.Email is null ? $"/balie/persoon/{account}/kaart" : $"/balie/persoon/{account}";

    private JoinCall Call() => new(call.Community, call.CommandId, call.Now, call.Stop);

    private async Task<bool> FindAsync(Guid id)
    {
        if (await waiting.FindAsync(call.Community, id, desk.Me, IntakeModel.Reason, call.Stop) is not { } found) return false;
        Joining = found;
        (Today, Since) = await call.LookAsync(state => (state.Today(call.Now), state.Today(found.AskedAt)));
        Places = await desk.PlacesAsync();
        return true;
    }
}
