using Buurthulp.Api.Notices;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Visitor;

/// <summary><c>/afmelden/…</c>: ends somebody's mail. Programs that check mail open every link, so opening shows a button; mail programs send the POST of RFC 8058 themselves.</summary>
[IgnoreAntiforgeryToken] // The signature in the address says that the mail's reader asks; there is no session.
internal sealed class UnsubscribeModel(UnsubscribeLinks links, MailWishes wishes) : PageModel
{
    public bool IsDone { get; private set; }

    public IActionResult OnGet(string community, string account, string signature) => Of(community, account, signature) is null ? NotFound() : Page();

    public async Task<IActionResult> OnPostAsync(string community, string account, string signature, CancellationToken cancellationToken)
    {
        if (Of(community, account, signature) is not { } reader) return NotFound();
        await wishes.WriteAsync(reader.Community, reader.Account, MailWish.None, cancellationToken);
        IsDone = true;
        return Page();
    }

    private (CommunityCode Community, AccountNumber Account)? Of(string community, string account, string signature) =>
        Code.TryParse<CommunityCode>(community, out var where) && Code.TryParse<AccountNumber>(account, out var who) && links.IsSigned(where, who, signature) ? (where, who) : null;
}
