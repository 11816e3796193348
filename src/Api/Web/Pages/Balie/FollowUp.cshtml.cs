using Buurthulp.Api.Http.Matching;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Matching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/opvolgen</c>: whom to call to hear how it went, the longest waiting first; one press writes down what they said.</summary>
internal sealed class FollowUpModel(PageCall call, Desk desk, Words words) : PageModel
{
    public LocalDate Today { get; private set; }

    public IReadOnlyList<DeskRequest> Due { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        (Today, var terms) = await call.LookAsync(state => (state.Today(call.Now), RequestTerms.Of(state.Agreement)));
        Due = await DeskRequest.OfAsync(call, desk, words, Today, await FollowUps.DueAsync(call.Database, call.Community, Today, terms, call.Stop));
    }

    public async Task<IActionResult> OnPostAsync(Guid request, string? outcome)
    {
        if (!RequestModel.Outcomes.Contains(outcome)) return BadRequest();
        var asked = await call.AskAsync(new FollowUpRequest(call.CommandId, desk.Me, call.Now, new RequestId(request), new OutcomeCode(outcome!)));
        if (asked.Why is null) return RedirectToPage();
        ModelState.AddModelError("", asked.Why);
        await OnGetAsync();
        return Page();
    }
}
