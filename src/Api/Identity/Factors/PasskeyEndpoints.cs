using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Identity.Access;
using Buurthulp.Api.Identity.Sessions;
using Microsoft.AspNetCore.Antiforgery;

namespace Buurthulp.Api.Identity.Factors;

/// <summary>What the device answered.</summary>
/// <param name="Credential">The credential as the browser writes it in JSON.</param>
/// <param name="Name">What the owner calls a new passkey.</param>
/// <param name="IsShared">Whether others use the device too.</param>
internal sealed record PasskeyBody(string Credential, string? Name = null, bool IsShared = false);

/// <summary>It is done. <paramref name="Next"/> is where to go.</summary>
internal sealed record PasskeyAnswer(string Next);

/// <summary>
/// What the script for passkeys asks. These are no calls of the API: they belong to the pages, work with the session's cookie and always need the antiforgery token.
/// </summary>
internal static class PasskeyEndpoints
{
    public static void MapPasskeys(this IEndpointRouteBuilder routes)
    {
        var passkeys = routes.MapGroup("/inloggen/passkey").AllowAnonymous().ExcludeFromDescription().AddEndpointFilter(CheckFormAsync);
        passkeys.MapPost("/vraag", AskToSignInAsync);
        passkeys.MapPost("/antwoord", SignInAsync);
        passkeys.MapPost("/nieuw/vraag", AskToMakeAsync);
        passkeys.MapPost("/nieuw/antwoord", KeepAsync);
    }

    private static async ValueTask<object?> CheckFormAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) =>
        await invocation.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(invocation.HttpContext) ? await next(invocation) : EdgeProblems.AntiforgeryFailed;

    private static async Task<IResult> AskToSignInAsync(HttpContext context, Passkeys passkeys) => Json(await passkeys.AskToSignInAsync(context));

    /// <summary>Signs in; for somebody who is signed in already it shows the second factor.</summary>
    private static async Task<IResult> SignInAsync(HttpContext context, Body<PasskeyBody> body, Passkeys passkeys, SigningIn signingIn, CancellationToken cancellationToken)
    {
        if (await signingIn.CountAsync(context, TryLimit.SignInFromNetwork) is { } wait) return EdgeProblems.TooManyRequests(wait);
        if (context.Features.Get<CurrentPerson>() is { } person)
        {
            var next = await passkeys.ShowAsync(context, person, body.Value.Credential) ? await signingIn.ShownAsync(context, person) : null;
            return next is null ? EdgeProblems.PasskeyRefused : Results.Json(new PasskeyAnswer(next));
        }

        var device = DeviceName.Of(context.Request.Headers.UserAgent.ToString());
        return await passkeys.SignInAsync(context, body.Value.Credential, body.Value.IsShared, device, cancellationToken) is { } secret
            ? Results.Json(new PasskeyAnswer(await signingIn.FinishAsync(context, secret, body.Value.IsShared)))
            : EdgeProblems.PasskeyRefused;
    }

    private static async Task<IResult> AskToMakeAsync(HttpContext context, Passkeys passkeys, SecondFactor factor)
    {
        if (context.Features.Get<CurrentPerson>() is not { } person) return EdgeProblems.Unauthenticated;
        return await passkeys.AskToMakeAsync(context, person, await factor.StateAsync(person)) is { } question ? Json(question) : EdgeProblems.SecondFactorNeeded;
    }

    private static async Task<IResult> KeepAsync(HttpContext context, Body<PasskeyBody> body, Passkeys passkeys, SecondFactor factor)
    {
        if (context.Features.Get<CurrentPerson>() is not { } person) return EdgeProblems.Unauthenticated;
        return await passkeys.KeepAsync(context, person, await factor.StateAsync(person), body.Value.Credential, body.Value.Name) ? Results.NoContent() : EdgeProblems.PasskeyRefused;
    }

    private static IResult Json(string text) => Results.Text(text, "application/json");
}
