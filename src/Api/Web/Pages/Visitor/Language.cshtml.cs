using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SpokenLanguage = Buurthulp.Api.Http.Problems.Words.Language;

namespace Buurthulp.Api.Web.Pages.Visitor;

/// <summary><c>/taal</c>: remembers the language that somebody chose and goes back to where they were.</summary>
[IgnoreAntiforgeryToken] // Nobody gains by choosing a language for somebody else, and visitors get no cookie for it.
internal sealed class LanguageModel : PageModel
{
    public IActionResult OnGet() => Redirect("/");

    public IActionResult OnPost(string? language, string? returnTo)
    {
        if (SpokenLanguage.All.Any(one => one.Tag == language))
        {
            Response.Cookies.Append(SpokenLanguage.CookieName, language!, new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                Secure = Request.IsHttps,
                MaxAge = TimeSpan.FromDays(365),
            });
        }

        return LocalRedirect(Url.IsLocalUrl(returnTo) ? returnTo! : "/");
    }
}
