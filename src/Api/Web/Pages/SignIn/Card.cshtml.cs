using Buurthulp.Api.Identity;
using Buurthulp.Api.Identity.Access;
using Buurthulp.Api.Identity.Cards;
using Buurthulp.Api.Identity.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.SignIn;

/// <summary><c>/inloggen/kaart</c>: the number of a printed card, from its QR code or typed, and the PIN.</summary>
internal sealed class CardModel(LoginCards cards, SigningIn signingIn) : PageModel
{
    [BindProperty]
    public CardForm Form { get; set; } = new();

    public void OnGet(string? nummer)
    {
        Form.Number = nummer;
        // Who has a card often has no device of their own.
        Form.Shared = true;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var (number, pin) = (Form.Number ?? "", (Form.Pin ?? "").Trim());
        if (CardSecrets.ReadNumber(number) is null) ModelState.AddModelError("Form.Number", number.Trim().Length == 0 ? "form.required" : "signin.card-number-wrong");
        if (!CardSecrets.IsPin(pin)) ModelState.AddModelError("Form.Pin", pin.Length == 0 ? "form.required" : "signin.card-pin-six");
        if (!ModelState.IsValid) return Page();
        if (await signingIn.CountAsync(HttpContext, TryLimit.SignInFromNetwork) is not null) return StatusCode(StatusCodes.Status429TooManyRequests);

        var answer = await cards.SignInAsync(number, pin, Form.Shared, DeviceName.Of(Request.Headers.UserAgent.ToString()), cancellationToken);
        if (answer.Session is { } session) return LocalRedirect(await signingIn.FinishAsync(HttpContext, session, Form.Shared));
        ModelState.AddModelError("Form.Pin", answer.LockedUntil is null ? "signin.card-refused" : "signin.card-locked");
        return Page();
    }
}

/// <summary>What stands on the card, and what does not.</summary>
internal sealed class CardForm
{
    public string? Number { get; set; }

    public string? Pin { get; set; }

    public bool Shared { get; set; }
}
