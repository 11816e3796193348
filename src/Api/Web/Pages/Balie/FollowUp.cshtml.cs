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
    private const int PerPage = 10;

    /// <summary>The part of the list that is shown, from 1 on.</summary>
    [BindProperty(SupportsGet = true, Name = "deel")]
    public int Part { get; set; } = 1;

    public LocalDate Today { get; private set; }

    /// <summary>How many calls there are to make in all.</summary>
    public long Count { get; private set; }

    public int Parts => (int)((Count + PerPage - 1) / PerPage);

    /// <summary>The number of the first one shown.</summary>
    public int First => ((Part - 1) * PerPage) + 1;

    public IReadOnlyList<DeskRequest> Due { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        (Today, var terms) = await call.LookAsync(state => (state.Today(call.Now), RequestTerms.Of(state.Agreement)));
        Count = await FollowUps.CountAsync(call.Database, call.Community, Today, terms, call.Stop);
        // Who wrote down the last call of the last part sees the part before it.
        Part = Math.Clamp(Part, 1, Math.Max(1, Parts));
        Due = await DeskRequest.OfAsync(call, desk, words, Today, await FollowUps.DueAsync(call.Database, call.Community, Today, terms, First - 1, PerPage, call.Stop));
    }

    public async Task<IActionResult> OnPostAsync(Guid request, string? outcome)
    {
        if (!RequestModel.Outcomes.Contains(outcome)) return BadRequest();
        var asked = await call.AskAsync(new FollowUpRequest(call.CommandId, desk.Me, call.Now, new RequestId(request), new OutcomeCode(outcome!)));
        if (asked.Why is null) return Redirect(AddressOf(Part));
        ModelState.AddModelError("", asked.Why);
        await OnGetAsync();
        return Page();
    }

    /// <summary>Where a part of the list stands.</summary>
    internal static string AddressOf(int part) => part == 1 ? "/balie/opvolgen" : $"/balie/opvolgen?deel={part}";
}
