using Buurthulp.Api.Identity;
using Buurthulp.Api.Identity.Access;
using Buurthulp.Api.Identity.Links;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Api.Vault;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.SignIn;

/// <summary><c>/inloggen/link/{secret}</c>: programs that check mail open it too, so opening it only shows a button.</summary>
internal sealed class LinkModel(SignInLinks links, SigningIn signingIn, PersonVault vault) : PageModel
{
    /// <summary>Null when the link can't be used (any more).</summary>
    public OpenLink? Found { get; private set; }

    public string CommunityName { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string secret, CancellationToken cancellationToken)
    {
        if (await signingIn.CountAsync(HttpContext, TryLimit.SignInFromNetwork) is not null) return StatusCode(StatusCodes.Status429TooManyRequests);
        Found = await links.LookAsync(secret, cancellationToken);
        if (Found is { } link) CommunityName = await vault.CommunityNameAsync(link.Community, cancellationToken) ?? link.Community.Value;
        else Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string secret, bool shared, CancellationToken cancellationToken)
    {
        if (await signingIn.CountAsync(HttpContext, TryLimit.SignInFromNetwork) is not null) return StatusCode(StatusCodes.Status429TooManyRequests);
        var session = await links.UseAsync(secret, shared, DeviceName.Of(Request.Headers.UserAgent.ToString()), cancellationToken);
        if (session is not null) return LocalRedirect(await signingIn.FinishAsync(HttpContext, session, shared));
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }
}
