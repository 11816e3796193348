using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/activiteiten/{id}</c>: one activity: who came, or calling it off.</summary>
internal sealed class ActivityModel(PageCall call, Desk desk, Words words) : PageModel
{
    private ActivityState state = null!;

    public LocalDate Today { get; private set; }

    public ActivityLine Line { get; private set; } = null!;

    public IReadOnlyList<(AccountNumber Account, string Name)> Came { get; private set; } = [];

    /// <summary>Its day has come and it was not called off.</summary>
    public bool MayWriteDown => state.Status != ActivityStatus.Cancelled && state.HeldOn <= Today;

    public WhoPicker Who { get; private set; } = null!;

    [BindProperty]
    public ActivityAttendanceForm Form { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id) => await FindAsync(id) ? await ShowAsync() : NotFound();

    public Task<IActionResult> OnPostSearchAsync(Guid id)
    {
        ModelState.Clear();
        return OnGetAsync(id);
    }

    /// <summary>The first time says that it took place; later ones add who was forgotten.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (!await FindAsync(id)) return NotFound();
        var (activity, came) = (new ActivityId(id), WhoPicker.Numbers(Form.Who));
        return await DoAsync(state.Status == ActivityStatus.Held
            ? new AttendActivity(call.CommandId, desk.Me, call.Now, activity, came)
            : new HoldActivity(call.CommandId, desk.Me, call.Now, state.Kind, state.HeldOn, came, state.Price, activity));
    }

    public async Task<IActionResult> OnPostCancelAsync(Guid id) => await FindAsync(id) ? await DoAsync(new CancelActivity(call.CommandId, desk.Me, call.Now, new ActivityId(id))) : NotFound();

    private async Task<IActionResult> DoAsync(LedgerCommand command)
    {
        var asked = await call.AskAsync(command);
        if (asked.Why is null) return Redirect($"/balie/activiteiten/{Line.Id}");
        ModelState.AddModelError("", asked.Why);
        return await ShowAsync();
    }

    private async Task<bool> FindAsync(Guid id)
    {
        (Today, var found) = await call.LookAsync(community => (community.Today(call.Now), community.Activities.TryGet(new ActivityId(id), out var known) ? known : null));
        if (found is null) return false;
        state = found;
        Line = (await ActivityLine.OfAsync(call, words, [(new ActivityId(id), found)]))[0];
        return true;
    }

    private async Task<IActionResult> ShowAsync()
    {
        var people = await desk.PeopleAsync(state.Attendees);
        Came = [.. state.Attendees.Select(account => (account, people.NameOf(account)))];
        Who = await WhoPicker.OfAsync(desk, "Form.Who", "deskactivity.who", isOne: false, Form.Who, Form.WhoSearch, $"/balie/activiteiten/{Line.Id}?handler=Search");
        return Page();
    }
}

/// <summary>What a coordinator fills in on <c>/balie/activiteiten/{id}</c>.</summary>
public sealed class ActivityAttendanceForm
{
    /// <summary>Account numbers.</summary>
    public List<string> Who { get; set; } = [];

    public string? WhoSearch { get; set; }
}
