using System.Text.Json;
using Buurthulp.Api.Http.Members;
using Buurthulp.Api.Identity;
using Buurthulp.Api.Identity.Access;
using Buurthulp.Api.Identity.Links;
using Buurthulp.Api.Vault;
using Buurthulp.Api.Web.Pages.Balie;
using Buurthulp.Api.Web.Tags;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Running;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Visitor;

/// <summary><c>/meedoen/{code}?uitnodiging=</c>: joins with an invitation, or asks for a talk without one. With one neighbourhood here, <c>/meedoen</c> is its page.</summary>
internal sealed class JoinModel(IJournal journal, CommunityWriters writers, ViewRunner views, CommunityCards cards, Joinings joinings, SigningIn signingIn, LinkRequests links, IClock clock, Words words) : PageModel
{
    /// <summary>Where the first steps are shown after the first time of signing in.</summary>
    private const string FirstSteps = "/welkom";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    public CommunityCode Community { get; private set; }

    public CommunityCard Card { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> Places { get; private set; } = [];

    /// <summary>They asked; null while the form is filled in.</summary>
    public Joined? Joined { get; private set; }

    [BindProperty]
    public JoinForm Form { get; set; } = new();

    private CancellationToken Stop => HttpContext.RequestAborted;

    public async Task<IActionResult> OnGetAsync(string? code, string? uitnodiging)
    {
        if (code is null) return Redirect(await journal.CommunitiesAsync(Stop) is [var only] ? $"/meedoen/{only.Community}" : "/");
        if (!await FindAsync(code)) return NotFound();
        Form.Code = uitnodiging;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? code)
    {
        if (!await FindAsync(code)) return NotFound();
        if (!Guid.TryParse(Request.Form[CommandIdTag.FieldName], out var id) || id == Guid.Empty) return BadRequest();
        if (await signingIn.CountAsync(HttpContext, TryLimit.JoinFromNetwork) is not null) return StatusCode(StatusCodes.Status429TooManyRequests);
        var invited = Form.Code?.Trim() is { Length: > 0 } typed ? typed : null;
        var person = Form.Read(ModelState) with { Languages = [words.Language.Tag] };
        if (invited is null && person.Email is null && person.Phone is null) ModelState.AddModelError("Form.Phone", "join.reach-missing");
        if (!ModelState.IsValid) return Page();

        var (call, content) = (new JoinCall(Community, id, clock.GetCurrentInstant(), Stop), JsonSerializer.SerializeToUtf8Bytes(Form));
        var joined = invited is null ? await joinings.AskAsync(call, person, Form.Place, content) : await joinings.JoinAsync(call, invited, person, Form.Place, content);
        if (joined.Why() is { } why)
        {
            ModelState.AddModelError(why.Code.StartsWith("invitation-", StringComparison.Ordinal) ? "Form.Code" : "", words.Why(why));
            return Page();
        }

        Joined = new Joined(person.Name, joined.Account, person.Email is not null);
        if (joined.Outcome is CommandOutcome.Recorded opened && person.Email is { } email)
        {
            // The mail goes to people whom the views know.
            await views.WaitForAsync(Community, opened.Position, LongestWait, Stop);
            SigningIn.Remember(HttpContext, FirstSteps);
            links.Add(email);
        }

        return Page();
    }

    /// <summary>Anyone may ask, so a code that nobody founded must not take memory.</summary>
    private async Task<bool> FindAsync(string? code)
    {
        if (!Code.TryParse<CommunityCode>(code, out var community) || await journal.HeadAsync(community, Stop) == 0) return false;
        Community = community;
        Card = await cards.FindAsync(community, Stop);
        var places = await writers.LookAsync(community, (state, _) => state.Residents.Keys.Select(place => place.Value).Order(StringComparer.Ordinal).ToList(), Stop);
        Places = [new SelectListItem(words["join.anywhere"], ""), .. places.Select(place => new SelectListItem(place, place))];
        return true;
    }
}

/// <summary>What came of asking.</summary>
/// <param name="Name">As they wrote it.</param>
/// <param name="Account">Their number; null when they wait for a talk.</param>
/// <param name="HasMail">A link to sign in is on its way.</param>
internal sealed record Joined(string Name, AccountNumber? Account, bool HasMail);

/// <summary>What somebody fills in who wants to join.</summary>
public sealed class JoinForm : IntakeForm
{
    /// <summary>Of the invitation; empty without one.</summary>
    public string? Code { get; set; }
}
