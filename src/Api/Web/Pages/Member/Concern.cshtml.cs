using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Member;

/// <summary><c>/zorg?over=</c>: says to the coordinators, and to nobody else, that something is not right.</summary>
internal sealed class ConcernModel(PageCall call, ConcernsInWords concerns, PersonNames names, CommunityCards cards) : PageModel
{
    private const string Address = "/zorg";

    public CommunityCard Card { get; private set; } = null!;

    /// <summary>It was just said.</summary>
    [BindProperty(SupportsGet = true, Name = "gemeld")]
    public bool IsSaid { get; set; }

    public NeighbourPicker Picker { get; private set; } = null!;

    [BindProperty]
    public ConcernForm Form { get; set; } = new();

    public Task<IActionResult> OnGetAsync([FromQuery(Name = "over")] string? about)
    {
        Form.Who = about;
        return ShowAsync();
    }

    /// <summary>Somebody is looked up; what was filled in stays.</summary>
    public Task<IActionResult> OnPostSearchAsync()
    {
        ModelState.Clear();
        return ShowAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (string.IsNullOrWhiteSpace(Form.Words)) ModelState.AddModelError("Form.Words", "concern.words-missing");
        if (!ModelState.IsValid) return await ShowAsync();
        AccountNumber? about = Code.TryParse<AccountNumber>(Form.Who, out var number) ? number : null;
        var asked = await concerns.RaiseAsync(call, call.Person.ActorAs(Role.Member), new ConcernText(about, call.Account, Form.Words!.Trim()));
        if (asked.Why is null) return Redirect(Address + "?gemeld=true");
        ModelState.AddModelError("", asked.Why);
        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        await call.CatchUpAsync();
        Card = await cards.FindAsync(call.Community, call.Stop);
        var among = await Neighbours.OfAsync(call, names, string.IsNullOrEmpty(Form.Who) ? [] : [Form.Who], Form.Search);
        Picker = new NeighbourPicker("concern.about", Form.Who, Form.Search, among, Nobody: "concern.about-nobody", Address + "?handler=Search");
        return Page();
    }
}

/// <summary>What somebody fills in on <c>/zorg</c>.</summary>
public sealed class ConcernForm
{
    /// <summary>An account number; empty: it is about nobody in particular.</summary>
    public string? Who { get; set; }

    public string? Search { get; set; }

    public string? Words { get; set; }
}
