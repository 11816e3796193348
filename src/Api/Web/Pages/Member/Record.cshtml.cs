using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Member;

/// <summary><c>/noteer</c>: writes down help, given or received, with one or more neighbours.</summary>
internal sealed class RecordModel(PageCall call, PersonNames names, CommunityCards cards, Words words) : PageModel
{
    private const int QuarterHour = 15;
    private const int LongestMinutes = 12 * 60;

    private static readonly ReasonCode Reason = new("choose-neighbour");

    public string CommunityName { get; private set; } = "";

    public LocalDate Today { get; private set; }

    /// <summary>Whom to choose from: those ticked before, those found, and those met lately.</summary>
    public IReadOnlyList<(AccountNumber Account, string Name)> People { get; private set; } = [];

    /// <summary>Whom I may write down help for beside myself.</summary>
    public IReadOnlyList<(AccountNumber Account, string Name)> Others { get; private set; } = [];

    public bool FoundNobody { get; private set; }

    public IReadOnlyList<SelectListItem> Categories { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Lengths { get; private set; } = [];

    [BindProperty]
    public RecordForm Form { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(string? met, [FromQuery(Name = "voor")] string? other)
    {
        if (met is not null) Form.With = [met];
        Form.For = other;
        return await ShowAsync();
    }

    /// <summary>Somebody else is looked up; what was filled in stays.</summary>
    public async Task<IActionResult> OnPostSearchAsync()
    {
        ModelState.Clear();
        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Today = await call.TodayAsync();
        var with = Form.With.Select(number => Code.TryParse<AccountNumber>(number, out var account) ? account : (AccountNumber?)null).OfType<AccountNumber>().Distinct().ToList();
        // Somebody for whom I do not act is refused by the ledger's own rule.
        var self = Code.TryParse<AccountNumber>(Form.For, out var other) ? other : call.Account;
        if (with.Count == 0) ModelState.AddModelError("Form.With", "record.with-missing");
        if (Form.Minutes is < 1 or > LongestMinutes) ModelState.AddModelError("Form.Minutes", "form.unreadable");
        if (!Code.TryParse<CategoryCode>(Form.Category, out var category)) ModelState.AddModelError("Form.Category", "record.what-missing");
        var on = Day();
        if (!ModelState.IsValid || on is null) return await ShowAsync();

        var (helpers, receivers) = Form.Side == "gave"
            ? ([new Share(self, Form.Minutes)], Divided(with, Form.Minutes))
            : (with.ConvertAll(helper => new Share(helper, Form.Minutes)), new List<Share> { new(self, Form.Minutes * with.Count) });
        var asked = await call.AskAsync(new RecordExchange(call.CommandId, call.Person.ActorAs(Role.Member), call.Now, helpers, receivers, category, on.Value, Channel.Web));
        if (asked.Why is null) return Redirect($"/noteer/klaar/{call.CommandId}");
        ModelState.AddModelError("", asked.Why);
        return await ShowAsync();
    }

    /// <summary>Time given to several people at once is divided over them; what does not divide goes to the first ones, a minute each.</summary>
    private static List<Share> Divided(List<AccountNumber> people, long minutes) =>
        [.. people.Order().Select((person, index) => new Share(person, (minutes / people.Count) + (index < minutes % people.Count ? 1 : 0))).Where(share => share.Minutes > 0)];

    private LocalDate? Day()
    {
        if (Form.When == "today") return Today;
        if (Form.When == "yesterday") return Today.PlusDays(-1);
        if (LedgerDays.Read(Form.On) is { } day) return day;
        ModelState.AddModelError("Form.On", "record.date-missing");
        return null;
    }

    private async Task<PageResult> ShowAsync()
    {
        await call.CatchUpAsync();
        (Today, var categories) = await call.LookAsync(state => (state.Today(call.Now), state.Categories.Select(category => category.Value).Order(StringComparer.Ordinal).ToList()));
        CommunityName = (await cards.FindAsync(call.Community, call.Stop)).Name;
        Categories = [new SelectListItem(words["record.choose"], ""), .. categories.Select(category => new SelectListItem(words.Category(category), category))];
        Lengths = [.. Enumerable.Range(1, LongestMinutes / QuarterHour).Select(quarters => new SelectListItem(words.Amount(quarters * QuarterHour), (quarters * QuarterHour).ToString(System.Globalization.CultureInfo.InvariantCulture)))];
        (People, FoundNobody) = await Neighbours.OfAsync(call, names, Form.With, Form.Search);
        var others = await ActingFor.OthersAsync(call);
        var called = await names.ShowAsync(call.Community, others, call.Person.ActorAs(Role.Member), Reason, call.Stop);
        Others = [.. others.Where(called.ContainsKey).Select(account => (account, called[account]))];
        return Page();
    }
}

/// <summary>What somebody fills in on <c>/noteer</c>.</summary>
public sealed class RecordForm
{
    /// <summary>Whose help it was, as an account number; empty: my own.</summary>
    public string? For { get; set; }

    /// <summary>gave or received.</summary>
    public string Side { get; set; } = "received";

    /// <summary>Account numbers.</summary>
    public List<string> With { get; set; } = [];

    public string? Search { get; set; }

    /// <summary>Of each helper.</summary>
    public int Minutes { get; set; } = 60;

    public string? Category { get; set; }

    /// <summary>today, yesterday or other.</summary>
    public string When { get; set; } = "today";

    /// <summary>ISO date, when it was another day.</summary>
    public string? On { get; set; }
}
