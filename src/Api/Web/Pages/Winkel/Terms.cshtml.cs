using Buurthulp.Projections.Shops;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Winkel;

/// <summary><c>/winkel/afspraken</c>: what was agreed with the shop, now and before.</summary>
internal sealed class TermsModel(PageCall call) : PageModel
{
    public IReadOnlyList<TermsRow> All { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        All = await ShopQueries.TermsAsync(call.Database, call.Community, call.Account, call.Stop);
    }
}
