using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Member.Board;

/// <summary><c>/prikbord/vraag</c>: asks the neighbourhood for help.</summary>
internal sealed class AskModel(PageCall call, AskingInWords asking, PersonNames names, CommunityCards cards, Words words) : PageModel
{
    private static readonly ReasonCode Reason = new("acting-for");

    public string CommunityName { get; private set; } = "";

    public IReadOnlyList<SelectListItem> Categories { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Neighbourhoods { get; private set; } = [];

    /// <summary>For whom I may ask beside myself.</summary>
    public IReadOnlyList<(AccountNumber Account, string Name)> Others { get; private set; } = [];

    [BindProperty]
    public AskForm Form { get; set; } = new();

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Code.TryParse<CategoryCode>(Form.Category, out var category)) ModelState.AddModelError("Form.Category", "record.what-missing");
        LocalDate? on = null;
        if (!string.IsNullOrEmpty(Form.On))
        {
            if (LedgerDays.Read(Form.On) is { } day) on = day;
            else ModelState.AddModelError("Form.On", "form.unreadable");
        }

        var who = string.IsNullOrEmpty(Form.For) ? call.Account : (await ActingFor.OthersAsync(call)).FirstOrDefault(other => other.Value == Form.For);
        if (who == default) ModelState.AddModelError("Form.For", "form.unreadable");
        if (ModelState.IsValid)
        {
            var wishes = new RequestWishes(on, NeededBy: null, Code.TryParse<NeighbourhoodCode>(Form.Neighbourhood, out var place) ? place : null, Form.NotFromMyStreet ? true : null);
            var asked = await asking.AskAsync(call, new PostRequest(call.CommandId, call.Person.ActorAs(Role.Member), call.Now, who, category, Channel.Web, PostedOn: null, wishes == new RequestWishes() ? null : wishes), Form.Text,
                new RequestText(call.CommandId, TextKind.Words, who, ""));
            if (asked.Why is null) return Redirect($"/prikbord/{call.CommandId}");
            ModelState.AddModelError("", asked.Why);
        }

        await ShowAsync();
        return Page();
    }

    private async Task ShowAsync()
    {
        var (categories, neighbourhoods) = await call.LookAsync(state => (state.Categories.Select(one => one.Value).Order(StringComparer.Ordinal).ToList(), state.Residents.Keys.Select(one => one.Value).Order(StringComparer.Ordinal).ToList()));
        Categories = [new SelectListItem(words["record.choose"], ""), .. categories.Select(one => new SelectListItem(words.Category(one), one))];
        Neighbourhoods = [new SelectListItem(words["board.anywhere"], ""), .. neighbourhoods.Select(one => new SelectListItem(one, one))];
        CommunityName = (await cards.FindAsync(call.Community, call.Stop)).Name;
        var others = await ActingFor.OthersAsync(call);
        var called = await names.ShowAsync(call.Community, others, call.Person.ActorAs(Role.Member), Reason, call.Stop);
        Others = [.. others.Where(called.ContainsKey).Select(account => (account, called[account]))];
    }
}

/// <summary>What somebody fills in on <c>/prikbord/vraag</c>.</summary>
public sealed class AskForm
{
    /// <summary>For whom, as an account number; empty: myself.</summary>
    public string? For { get; set; }

    public string? Category { get; set; }

    public string? Text { get; set; }

    /// <summary>ISO date; empty when the day does not matter.</summary>
    public string? On { get; set; }

    public string? Neighbourhood { get; set; }

    public bool NotFromMyStreet { get; set; }
}
