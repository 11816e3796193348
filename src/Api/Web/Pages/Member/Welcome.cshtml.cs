using Buurthulp.Api.Vault;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Member;

/// <summary><c>/welkom</c>: the first steps of a new member.</summary>
internal sealed class WelcomeModel(PageCall call, CommunityCards cards) : PageModel
{
    public string CommunityName { get; private set; } = "";

    public async Task OnGetAsync() => CommunityName = (await cards.FindAsync(call.Community, call.Stop)).Name;
}
