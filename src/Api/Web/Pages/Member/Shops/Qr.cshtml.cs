using Buurthulp.Api.Counter;
using Buurthulp.Api.Vault;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Member.Shops;

/// <summary><c>/mijn/qr</c>: the code that a member shows at a counter. It changes every 30 seconds.</summary>
internal sealed class QrModel(PageCall call, MemberCodes codes, CommunityCards cards) : PageModel
{
    public string CommunityName { get; private set; } = "";

    public string Code { get; private set; } = "";

    public int SecondsLeft { get; private set; }

    public async Task OnGetAsync()
    {
        CommunityName = (await cards.FindAsync(call.Community, call.Stop)).Name;
        (Code, SecondsLeft) = (codes.Of(call.Community, call.Account, call.Now), MemberCodes.SecondsLeft(call.Now));
    }
}
