using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Projections.Exchanges;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Beheer;

/// <summary><c>/beheer/categorieen</c>: kinds of help. One is never taken away, since old exchanges bear it.</summary>
internal sealed class CategoriesModel(PageCall call, Administration administration) : PageModel
{
    /// <summary>In order of the code, with how often each was recorded.</summary>
    public IReadOnlyList<(string Category, long Times)> Categories { get; private set; } = [];

    [BindProperty]
    public CategoryForm Form { get; set; } = new();

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        var times = await ExchangeQueries.CountByCategoryAsync(call.Database, call.Community, call.Stop);
        var known = await call.LookAsync(state => state.Categories);
        Categories = [.. known.OrderBy(category => category.Value, StringComparer.Ordinal).Select(category => (category.Value, times.GetValueOrDefault(category)))];
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var typed = Form.Category?.Trim().ToLowerInvariant().Replace(' ', '-');
        if (!Code.TryParse<CategoryCode>(typed, out var category)) ModelState.AddModelError("Form.Category", "admincategories.name-wrong");
        if (ModelState.IsValid)
        {
            var asked = await call.AskAsync(new AddCategories(call.CommandId, administration.Me, call.Now, [category]));
            if (asked.Why is null) return Redirect("/beheer/categorieen");
            ModelState.AddModelError("Form.Category", asked.Why);
        }

        await OnGetAsync();
        return Page();
    }
}

/// <summary>A kind of help to add.</summary>
public sealed class CategoryForm
{
    /// <summary>A code; spaces become dashes and capitals small letters.</summary>
    public string? Category { get; set; }
}
