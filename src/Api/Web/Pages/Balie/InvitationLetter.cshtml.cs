using Buurthulp.Api.Hosting;
using Buurthulp.Api.Vault;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/intake/uitnodiging/{id}</c>: an open invitation, as a link to send and as a letter to print.</summary>
internal sealed class InvitationLetterModel(PageCall call, Invitations invitations, InvitationCodes codes, CommunityCards cards, WebHostSettings settings) : PageModel
{
    public Guid Id { get; private set; }

    public CommunityCard Card { get; private set; } = null!;

    /// <summary>As in <c>K7MP-2QXR-9D4H</c>.</summary>
    public string InvitationCode { get; private set; } = "";

    public string Link { get; private set; } = "";

    public LocalDate ExpiresOn { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await invitations.FindAsync(call.Community, id, call.Now, call.Stop) is not { Status: InvitationStatus.Open } invitation) return NotFound();
        Id = id;
        Card = await cards.FindAsync(call.Community, call.Stop);
        InvitationCode = codes.Of(call.Community, id);
        Link = $"{settings.PublicAddress.AbsoluteUri.TrimEnd('/')}/meedoen/{call.Community}?uitnodiging={InvitationCode}";
        ExpiresOn = await call.LookAsync(state => state.Today(invitation.ExpiresAt));
        return Page();
    }
}
