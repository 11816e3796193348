using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Projections.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/vraag/nieuw?voor=</c>: asks for somebody who calls. With a last day it is a roster: each day of it wants a helper.</summary>
internal sealed class AskModel(PageCall call, Desk desk, AskingInWords asking) : PageModel
{
    /// <summary>For whom, with those who were found.</summary>
    public WhoPicker Who { get; private set; } = null!;

    public DeskChoices Choices { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> Channels { get; private set; } = [];

    [BindProperty]
    public DeskAskForm Form { get; set; } = new();

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "voor")] string? member)
    {
        if (member is not null)
        {
            if (!Code.TryParse<AccountNumber>(member, out var number) || await AccountQueries.FindAsync(call.Database, call.Community, number, call.Stop) is not { ClosedOn: null } account || !Account.TakesPart(account.Kind)) return NotFound();
            (Form.Who, Form.Neighbourhood) = ([member], account.Neighbourhood?.Value);
        }

        return await ShowAsync();
    }

    public Task<IActionResult> OnPostSearchAsync()
    {
        ModelState.Clear();
        return ShowAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var who = WhoPicker.Numbers(Form.Who);
        if (who.Count != 1) ModelState.AddModelError("Form.Who", "deskask.who-missing");
        if (!Code.TryParse<CategoryCode>(Form.Category, out var category)) ModelState.AddModelError("Form.Category", "record.what-missing");
        var (on, until) = (DateField.Read(ModelState, "Form.On", Form.On), DateField.Read(ModelState, "Form.Until", Form.Until));
        if (until is not null && (on is null || until < on)) ModelState.AddModelError("Form.Until", "deskask.until-before");
        if (until is not null && on is not null && Period.DaysBetween(on.Value, until.Value) >= PostRoster.MostDates) ModelState.AddModelError("Form.Until", "deskask.until-long");
        if (!ModelState.IsValid) return await ShowAsync();

        var asked = await asking.AskAsync(call, Command(who[0], category, on, until), Form.Text, new RequestText(call.CommandId, TextKind.Words, who[0], ""));
        if (asked.Why is null) return Redirect($"/balie/vraag/{call.CommandId}");
        ModelState.AddModelError("", asked.Why);
        return await ShowAsync();
    }

    private LedgerCommand Command(AccountNumber who, CategoryCode category, LocalDate? on, LocalDate? until)
    {
        NeighbourhoodCode? place = Code.TryParse<NeighbourhoodCode>(Form.Neighbourhood, out var named) ? named : null;
        var channel = Form.Channel == "desk" ? Channel.Desk : Channel.Phone;
        var wishes = new RequestWishes(until is null ? on : null, NeededBy: null, place, Form.NotFromMyStreet ? true : null);
        var given = wishes == new RequestWishes() ? null : wishes;
        return until is { } last
            ? new PostRoster(call.CommandId, desk.Me, call.Now, who, category, channel, [.. Enumerable.Range(0, Period.DaysBetween(on!.Value, last) + 1).Select(on.Value.PlusDays)], given)
            : new PostRequest(call.CommandId, desk.Me, call.Now, who, category, channel, PostedOn: null, given);
    }

    private async Task<IActionResult> ShowAsync()
    {
        await call.CatchUpAsync();
        Choices = await desk.ChoicesAsync();
        Channels = desk.Channels();
        Who = await WhoPicker.OfAsync(desk, "Form.Who", "deskask.who", isOne: true, Form.Who, Form.WhoSearch, "/balie/vraag/nieuw?handler=Search");
        return Page();
    }
}

/// <summary>What a coordinator fills in on <c>/balie/vraag/nieuw</c>.</summary>
public sealed class DeskAskForm
{
    /// <summary>One account number.</summary>
    public List<string> Who { get; set; } = [];

    public string? WhoSearch { get; set; }

    public string? Category { get; set; }

    public string? Text { get; set; }

    /// <summary>ISO date; empty when the day does not matter.</summary>
    public string? On { get; set; }

    /// <summary>ISO date of the last day of a roster.</summary>
    public string? Until { get; set; }

    public string? Neighbourhood { get; set; }

    /// <summary>phone or desk.</summary>
    public string Channel { get; set; } = "phone";

    public bool NotFromMyStreet { get; set; }
}
