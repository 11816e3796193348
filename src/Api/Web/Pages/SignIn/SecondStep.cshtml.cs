using Buurthulp.Api.Identity.Access;
using Buurthulp.Api.Identity.Factors;
using Buurthulp.Api.Identity.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.SignIn;

/// <summary><c>/inloggen/tweede-stap</c>: shows the second factor that an office asks for; who has none sets one up here.</summary>
internal sealed class SecondStepModel(SecondFactor factor, SigningIn signingIn) : PageModel
{
    public FactorState State { get; private set; } = new(HasApp: false, Passkeys: 0, RecoveryCodes: 0);

    /// <summary>For an app that is yet to be set up; null when there is one, or it may not be done here.</summary>
    public AppSecret? Secret { get; private set; }

    /// <summary>Shown once, right after setting up.</summary>
    public IReadOnlyList<string>? Recovery { get; private set; }

    public string Next { get; private set; } = "/";

    public bool IsByCard { get; private set; }

    [BindProperty]
    public CodeForm Form { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(string? terug)
    {
        SigningIn.Remember(HttpContext, terug);
        return HttpContext.Features.Get<CurrentPerson>() is { } person ? await ShowAsync(person) : Redirect(PageAccess.SignInPath);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (HttpContext.Features.Get<CurrentPerson>() is not { } person) return Redirect(PageAccess.SignInPath);
        switch (await factor.ShowAsync(person, Form.Code ?? "", cancellationToken))
        {
            case CodeAnswer.Right: return await signingIn.ShownAsync(HttpContext, person) is { } next ? LocalRedirect(next) : Redirect(PageAccess.SignInPath);
            case CodeAnswer.TooOften: ModelState.AddModelError("Form.Code", "signin.code-too-often"); break;
            default: ModelState.AddModelError("Form.Code", string.IsNullOrWhiteSpace(Form.Code) ? "form.required" : "signin.code-wrong"); break;
        }

        return await ShowAsync(person);
    }

    public async Task<IActionResult> OnPostEnrolAsync(CancellationToken cancellationToken)
    {
        if (HttpContext.Features.Get<CurrentPerson>() is not { } person) return Redirect(PageAccess.SignInPath);
        Recovery = await factor.EnrolAsync(person, Form.Code ?? "", cancellationToken);
        if (Recovery is null)
        {
            ModelState.AddModelError("Form.Code", string.IsNullOrWhiteSpace(Form.Code) ? "form.required" : "signin.code-wrong");
            return await ShowAsync(person);
        }

        Next = await signingIn.ShownAsync(HttpContext, person) ?? PageAccess.SignInPath;
        return Page();
    }

    private async Task<PageResult> ShowAsync(CurrentPerson person)
    {
        State = await factor.StateAsync(person);
        IsByCard = person.Session.By == SignInMethod.Card;
        // Who has a passkey shows that; a second one is for the page about security.
        if (!IsByCard && !State.HasAny) Secret = await factor.BeginAsync(person);
        return Page();
    }
}

/// <summary>A code of an app, or one from paper.</summary>
internal sealed class CodeForm
{
    public string? Code { get; set; }
}
