using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Activities;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/activiteiten</c>: what is planned, what took place, and a form to plan; one of an earlier day is written down as held.</summary>
internal sealed class ActivitiesModel(PageCall call, Desk desk, AskingInWords asking, Words words) : PageModel
{
    private const int MostPast = 30;

    public LocalDate Today { get; private set; }

    /// <summary>Planned, also for a day that is over: then who came is still to be written down.</summary>
    public IReadOnlyList<ActivityLine> Coming { get; private set; } = [];

    public IReadOnlyList<ActivityLine> Past { get; private set; } = [];

    /// <summary>What was held or planned before, to choose from.</summary>
    public IReadOnlyList<string> Kinds { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Lengths { get; private set; } = [];

    [BindProperty]
    public ActivityForm Form { get; set; } = new();

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        if (ActivityFields.KindOf(Form.Kind) is not { } kind) ModelState.AddModelError("Form.Kind", "deskactivity.kind-missing");
        else if (DateField.Read(ModelState, "Form.On", Form.On) is not { } on) ModelState.AddModelError("Form.On", "record.date-missing");
        else if (ActivityFields.CentsOf(Form.Euro) is not { } cents) ModelState.AddModelError("Form.Euro", "deskactivity.euro-wrong");
        else if (ModelState.IsValid)
        {
            var price = Form.Minutes == 0 && cents == 0 ? null : new ActivityPrice(Form.Minutes, cents);
            LedgerCommand command = on < await call.TodayAsync() ? new HoldActivity(call.CommandId, desk.Me, call.Now, kind, on, [], price) : new PlanActivity(call.CommandId, desk.Me, call.Now, kind, on, price);
            var asked = await asking.AskAsync(call, command, Form.Text, new RequestText(call.CommandId, TextKind.Words, Account: null, ""));
            if (asked.Why is null) return Redirect($"/balie/activiteiten/{call.CommandId}");
            ModelState.AddModelError("", asked.Why);
        }

        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        (Today, var all) = await call.LookAsync(state => (state.Today(call.Now), state.Activities.All.Select(pair => (pair.Key, pair.Value)).ToList()));
        Kinds = [.. all.Select(one => words.Category(one.Value.Kind.Value)).Distinct().Order(StringComparer.Ordinal)];
        Lengths = [new SelectListItem(words["deskactivity.minutes-none"], "0"), .. desk.Lengths()];
        Coming = await ActivityLine.OfAsync(call, words, [.. all.Where(one => one.Value.Status == ActivityStatus.Planned).OrderBy(one => one.Value.HeldOn)]);
        Past = await ActivityLine.OfAsync(call, words, [.. all.Where(one => one.Value.Status == ActivityStatus.Held).OrderByDescending(one => one.Value.HeldOn).Take(MostPast)]);
        return Page();
    }
}

/// <summary>What a coordinator fills in on <c>/balie/activiteiten</c>.</summary>
public sealed class ActivityForm
{
    /// <summary>In words.</summary>
    public string? Kind { get; set; }

    /// <summary>ISO date.</summary>
    public string? On { get; set; }

    /// <summary>What it costs in minutes.</summary>
    public int Minutes { get; set; }

    /// <summary>What it costs in euro, as people write it.</summary>
    public string? Euro { get; set; }

    public string? Text { get; set; }
}
