using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Identity.Sessions;
using Microsoft.AspNetCore.Antiforgery;

namespace Buurthulp.Api.Identity.Factors;

/// <summary>What the device answered.</summary>
/// <param name="Credential">The credential as the browser writes it in JSON.</param>
/// <param name="Name">What the owner calls a new passkey.</param>
/// <param name="IsShared">Whether others use the device too.</param>
internal sealed record PasskeyBody(string Credential, string? Name = null, bool IsShared = false);

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
    private static async Task<IResult> SignInAsync(HttpContext context, Body<PasskeyBody> body, Passkeys passkeys, SessionStore sessions, SessionCookie cookie, Tries tries, CancellationToken cancellationToken)
    {
        if (await tries.CountAsync(TryLimit.SignInFromNetwork, NetworkOf(context), cancellationToken) is { } wait) return EdgeProblems.TooManyRequests(wait);
        var person = context.Features.Get<CurrentPerson>();
        var secret = person is null
            ? await passkeys.SignInAsync(context, body.Value.Credential, body.Value.IsShared, DeviceName.Of(context.Request.Headers.UserAgent.ToString()), cancellationToken)
            : await passkeys.ShowAsync(context, person, body.Value.Credential) ? await sessions.SecondFactorShownAsync(person.Session.Id, cancellationToken) : null;
        if (secret is null) return EdgeProblems.PasskeyRefused;
        cookie.Write(context.Response, secret, person?.Session.IsShared ?? body.Value.IsShared);
        return Results.NoContent();
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

    /// <summary>Where a request comes from, for counting; the proxy on this machine is looked through.</summary>
    internal static string NetworkOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    private static IResult Json(string text) => Results.Text(text, "application/json");
}
