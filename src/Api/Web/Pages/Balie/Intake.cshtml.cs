using System.Text.Json;
using Buurthulp.Api.Http.Members;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/intake</c>: people who want to join and wait for a talk, and invitations to hand out.</summary>
internal sealed class IntakeModel(PageCall call, Desk desk, WaitingJoinings waiting, Invitations invitations, InvitationCodes codes, Words words) : PageModel
{
    private const int MostInvitations = 50;

    internal static readonly ReasonCode Reason = new("intake");

    public LocalDate Today { get; private set; }

    /// <summary>The longest waiting first, with the day on which they asked.</summary>
    public IReadOnlyList<(WaitingJoining Joining, LocalDate Since)> Waiting { get; private set; } = [];

    /// <summary>The latest first; what visitors asked for by themselves is no invitation.</summary>
    public IReadOnlyList<(Invitation Invitation, LocalDate MadeOn, LocalDate ExpiresOn)> Invitations { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Places { get; private set; } = [];

    [BindProperty]
    public InviteForm Form { get; set; } = new();

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        var people = await waiting.ListAsync(call.Community, desk.Me, Reason, call.Stop);
        var made = (await invitations.ListAsync(call.Community, call.Now, call.Stop)).Where(invitation => invitation.MadeBy != Joinings.Visitor).Take(MostInvitations).ToList();
        (Today, var since, var days) = await call.LookAsync(state => (state.Today(call.Now), people.Select(person => state.Today(person.AskedAt)).ToList(),
            made.ConvertAll(invitation => (state.Today(invitation.MadeAt), state.Today(invitation.ExpiresAt)))));
        Waiting = [.. people.Zip(since)];
        Invitations = [.. made.Zip(days, (invitation, on) => (invitation, on.Item1, on.Item2))];
        Places = await desk.PlacesAsync();
    }

    public async Task<IActionResult> OnPostInviteAsync()
    {
        NeighbourhoodCode? place = Code.TryParse<NeighbourhoodCode>(Form.Neighbourhood, out var named) ? named : null;
        AccountNumber? sponsor = null;
        if (Form.Sponsor?.Trim() is { Length: > 0 } typed)
        {
            if (Code.TryParse<AccountNumber>(typed.ToUpperInvariant(), out var number)) sponsor = number;
            else ModelState.AddModelError("Form.Sponsor", "form.unreadable");
        }

        var (terms, refusal) = await call.LookAsync(state => (JoiningTerms.Of(state.Agreement), sponsor is { } member ? state.NotHere(member) : null));
        if (refusal is not null) ModelState.AddModelError("Form.Sponsor", words.Why(refusal));
        if (ModelState.IsValid)
        {
            var hash = codes.HashOf(call.Community, codes.Of(call.Community, call.CommandId))!;
            var digest = MemberIntake.DigestOf(JsonSerializer.SerializeToUtf8Bytes(Form));
            if (await invitations.MakeAsync(call.Community, call.CommandId, hash, place, sponsor, digest, desk.Me.Name, call.Now, call.Now + Duration.FromDays(terms.InvitationDays), call.Stop))
                return Redirect($"/balie/intake/uitnodiging/{call.CommandId}");
            ModelState.AddModelError("", words.Why(new Refusal.CommandIdReused()));
        }

        await OnGetAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid id)
    {
        await invitations.RevokeAsync(call.Community, id, call.Now, call.Stop);
        return Redirect("/balie/intake");
    }
}

/// <summary>An invitation to make.</summary>
public sealed class InviteForm
{
    public string? Neighbourhood { get; set; }

    /// <summary>The number of the member who brings somebody along.</summary>
    public string? Sponsor { get; set; }
}
