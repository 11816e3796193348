using System.Text.Json;
using Buurthulp.Api.Http.Members;
using Buurthulp.Api.Vault;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/intake/nieuw</c>: somebody stands at the desk and wants to join.</summary>
internal sealed class WriteDownModel(PageCall call, Desk desk, Joinings joinings, CommunityCards cards, Words words) : PageModel
{
    public IReadOnlyList<SelectListItem> Places { get; private set; } = [];

    [BindProperty]
    public IntakeForm Form { get; set; } = new();

    public async Task OnGetAsync() => Places = await desk.PlacesAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        var person = Form.Read(ModelState);
        if (ModelState.IsValid)
        {
            person = person with { Languages = [OfferedLanguages.Of((await cards.FindAsync(call.Community, call.Stop)).Languages).Languages[0].Tag] };
            var joined = await joinings.WriteDownAsync(new JoinCall(call.Community, call.CommandId, call.Now, call.Stop), desk.Me, person, Form.Place, !Form.NeverAsked, JsonSerializer.SerializeToUtf8Bytes(Form));
            if (joined.Account is { } account) return Redirect(AdmitModel.AfterJoining(account, person));
            ModelState.AddModelError("", words.Why(joined.Why()!));
        }

        await OnGetAsync();
        return Page();
    }
}
