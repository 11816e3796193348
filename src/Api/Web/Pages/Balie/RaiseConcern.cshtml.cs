using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/signalen/nieuw?over=</c>: writes down that something is not right, with whom it is about and who said so when that is known. Only coordinators read it.</summary>
internal sealed class RaiseConcernModel(PageCall call, Desk desk, ConcernsInWords concerns) : PageModel
{
    private const string SearchAddress = "/balie/signalen/nieuw?handler=Search";

    public WhoPicker About { get; private set; } = null!;

    public WhoPicker RaisedBy { get; private set; } = null!;

    [BindProperty]
    public DeskConcernForm Form { get; set; } = new();

    public Task<IActionResult> OnGetAsync([FromQuery(Name = "over")] string? about)
    {
        if (about is not null) Form.About = [about];
        return ShowAsync();
    }

    public Task<IActionResult> OnPostSearchAsync()
    {
        ModelState.Clear();
        return ShowAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var (about, raisedBy) = (WhoPicker.Numbers(Form.About), WhoPicker.Numbers(Form.RaisedBy));
        if (string.IsNullOrWhiteSpace(Form.Words)) ModelState.AddModelError("Form.Words", "concern.words-missing");
        if (!ModelState.IsValid) return await ShowAsync();
        var asked = await concerns.RaiseAsync(call, desk.Me, new ConcernText(First(about), First(raisedBy) ?? call.Account, Form.Words!.Trim()));
        if (asked.Why is null) return Redirect("/balie/signalen");
        ModelState.AddModelError("", asked.Why);
        return await ShowAsync();
    }

    private static AccountNumber? First(List<AccountNumber> numbers) => numbers.Count == 0 ? null : numbers[0];

    private async Task<IActionResult> ShowAsync()
    {
        About = await WhoPicker.OfAsync(desk, "Form.About", "deskconcern.about", isOne: true, Form.About, Form.AboutSearch, SearchAddress);
        RaisedBy = await WhoPicker.OfAsync(desk, "Form.RaisedBy", "deskconcern.raised-by", isOne: true, Form.RaisedBy, Form.RaisedBySearch, SearchAddress);
        return Page();
    }
}

/// <summary>What a coordinator fills in on <c>/balie/signalen/nieuw</c>.</summary>
public sealed class DeskConcernForm
{
    /// <summary>One account number, or none: it is about nobody in particular.</summary>
    public List<string> About { get; set; } = [];

    public string? AboutSearch { get; set; }

    /// <summary>One account number, or none: the coordinator says so.</summary>
    public List<string> RaisedBy { get; set; } = [];

    public string? RaisedBySearch { get; set; }

    public string? Words { get; set; }
}
