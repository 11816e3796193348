using Buurthulp.Api.Identity;
using Buurthulp.Api.Identity.Access;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Api.Identity.Tills;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Winkel;

/// <summary><c>/winkel/koppelen</c>: pairs the device at a shop's counter with the code that the desk gave.</summary>
internal sealed class PairModel(TillStore tills, TillCookie cookie, SigningIn signingIn) : PageModel
{
    [BindProperty]
    public PairForm Form { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Form.Code)) ModelState.AddModelError("Form.Code", "form.required");
        if (!ModelState.IsValid) return Page();
        if (await signingIn.CountAsync(HttpContext, TryLimit.SignInFromNetwork) is not null) return StatusCode(StatusCodes.Status429TooManyRequests);
        if (await tills.PairAsync(Form.Code!, DeviceName.Of(Request.Headers.UserAgent.ToString()), cancellationToken) is { } secret)
        {
            cookie.Write(Response, secret);
            return Redirect("/winkel");
        }

        ModelState.AddModelError("Form.Code", "winkel.pair-refused");
        return Page();
    }
}

/// <summary>What the desk gave.</summary>
internal sealed class PairForm
{
    public string? Code { get; set; }
}
