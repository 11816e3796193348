using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Visitor;

/// <summary><c>/</c> for who is not signed in: what this is, and which neighbourhoods there are. With one neighbourhood it goes straight there; and who is signed in goes home.</summary>
internal sealed class IndexModel(IJournal journal, CommunityCards cards) : PageModel
{
    /// <summary>A platform for a whole country would not list all of its communities here.</summary>
    private const int MostShown = 50;

    public IReadOnlyList<(CommunityCode Code, string Name)> Communities { get; private set; } = [];

    public int More { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (HttpContext.Features.Get<CurrentPerson>() is not null) return Redirect("/thuis");
        var all = await journal.CommunitiesAsync(cancellationToken);
        if (all.Count == 1) return Redirect($"/buurt/{all[0].Community}");
        var codes = all.Take(MostShown).Select(each => each.Community).ToList();
        var names = await cards.NamesAsync(codes, cancellationToken);
        Communities = [.. codes.Select(code => (code, names.GetValueOrDefault(code, code.Value)))];
        More = all.Count - codes.Count;
        return Page();
    }
}
