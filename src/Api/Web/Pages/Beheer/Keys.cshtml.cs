using Buurthulp.Api.Webhooks;
using Buurthulp.Ledger.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Beheer;

/// <summary><c>/beheer/techniek</c>: which programs have a way in and how to close it, and how to keep a copy.</summary>
internal sealed class KeysModel(PageCall call, WebhookTable webhooks) : PageModel
{
    public CommunityCode Community => call.Community;

    /// <summary>Addresses of others that are told of entries.</summary>
    public IReadOnlyList<Webhook> Webhooks { get; private set; } = [];

    public async Task OnGetAsync() => Webhooks = await webhooks.ListAsync(call.Community, account: null, call.Stop);

    public async Task<IActionResult> OnPostRemoveAsync(Guid id)
    {
        await webhooks.RemoveAsync(call.Community, id, call.Stop);
        return Redirect("/beheer/techniek");
    }
}
