using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Projections.Matching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Buurthulp.Api.Web.Pages.Member.Board;

/// <summary><c>/prikbord/aanbod</c>: what I like to help with. Coordinators see it; neighbours do not.</summary>
internal sealed class OfferModel(PageCall call, AskingInWords asking, CommunityCards cards, Words words) : PageModel
{
    private const int Most = 100;

    public string CommunityName { get; private set; } = "";

    public IReadOnlyList<SelectListItem> Categories { get; private set; } = [];

    public IReadOnlyList<(Guid Id, string Category, string? Text)> Offers { get; private set; } = [];

    [BindProperty]
    public OfferForm Form { get; set; } = new();

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Code.TryParse<CategoryCode>(Form.Category, out var category)) ModelState.AddModelError("Form.Category", "record.what-missing");
        if (ModelState.IsValid)
        {
            var asked = await asking.AskAsync(call, new PostOffer(call.CommandId, call.Person.ActorAs(Role.Member), call.Now, call.Account, category, Channel.Web), Form.Text);
            if (asked.Why is null) return RedirectToPage();
            ModelState.AddModelError("", asked.Why);
        }

        await ShowAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Guid offer)
    {
        var asked = await call.AskAsync(new WithdrawOffer(call.CommandId, call.Person.ActorAs(Role.Member), call.Now, new OfferId(offer)));
        if (asked.Why is null) return RedirectToPage();
        ModelState.Clear();
        ModelState.AddModelError("", asked.Why);
        await ShowAsync();
        return Page();
    }

    private async Task ShowAsync()
    {
        await call.CatchUpAsync();
        var categories = await call.LookAsync(state => state.Categories.Select(one => one.Value).Order(StringComparer.Ordinal).ToList());
        Categories = [new SelectListItem(words["record.choose"], ""), .. categories.Select(one => new SelectListItem(words.Category(one), one))];
        var rows = await OfferQueries.ListAsync(call.Database, call.Community, call.Account, category: null, Most, call.Stop);
        var texts = await new RequestTexts(call.Database).FindAsync(call.Community, [.. rows.Select(row => row.Offer.Value)], TextKind.Words, call.Stop);
        Offers = [.. rows.Select(row => (row.Offer.Value, row.Category.Value, texts.GetValueOrDefault(row.Offer.Value)))];
        CommunityName = (await cards.FindAsync(call.Community, call.Stop)).Name;
    }
}

/// <summary>What somebody fills in on <c>/prikbord/aanbod</c>.</summary>
public sealed class OfferForm
{
    public string? Category { get; set; }

    public string? Text { get; set; }
}
