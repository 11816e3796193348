using Buurthulp.Api.Identity;
using Buurthulp.Api.Identity.Access;
using Buurthulp.Api.Identity.Links;
using Buurthulp.Api.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.SignIn;

/// <summary><c>/inloggen</c>: asks for a link by mail, and shows the other ways in.</summary>
internal sealed class IndexModel(LinkRequests requests, SigningIn signingIn) : PageModel
{
    [BindProperty]
    public EmailForm Form { get; set; } = new();

    public void OnGet(string? terug) => SigningIn.Remember(HttpContext, terug);

    public async Task<IActionResult> OnPostAsync()
    {
        var email = Form.Email?.Trim() ?? "";
        if (email.Length == 0) ModelState.AddModelError("Form.Email", "form.required");
        else if (!OutgoingMail.IsAddress(email)) ModelState.AddModelError("Form.Email", "signin.email-wrong");
        if (!ModelState.IsValid) return Page();
        if (await signingIn.CountAsync(HttpContext, TryLimit.LinkFromNetwork) is not null) return StatusCode(StatusCodes.Status429TooManyRequests);
        requests.Add(email);
        return Redirect("/inloggen/mail");
    }
}

/// <summary>Where the link goes.</summary>
internal sealed class EmailForm
{
    public string? Email { get; set; }
}
