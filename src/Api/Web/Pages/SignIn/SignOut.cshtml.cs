using Buurthulp.Api.Identity.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.SignIn;

/// <summary><c>/uitloggen</c>: ends the session on this device.</summary>
internal sealed class SignOutModel(SigningIn signingIn) : PageModel
{
    public async Task<IActionResult> OnPostAsync()
    {
        await signingIn.SignOutAsync(HttpContext);
        return Redirect("/");
    }
}
