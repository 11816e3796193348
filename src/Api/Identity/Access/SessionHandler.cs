using System.Security.Claims;
using System.Text.Encodings.Web;
using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Ledger;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Buurthulp.Api.Identity.Access;

/// <summary>
/// Who asks, from the session's cookie. For a page this gives the <see cref="CurrentPerson"/>; for a call of the API also the <see cref="Tokens.BearerToken"/> that the endpoints work with, in the
/// role that <see cref="RoleChoice"/> finds. A browser sends the cookie along with whatever another site makes it send, so a call that changes something needs the antiforgery token as well.
/// </summary>
internal sealed class SessionHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionStore sessions, SessionCookie cookie, IAntiforgery antiforgery)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (cookie.Read(Request) is not { } secret) return AuthenticateResult.NoResult();
        if (await sessions.FindAsync(secret, Context.RequestAborted) is not { } person) return AuthenticateResult.Fail("the session has ended");
        // The antiforgery token is bound to the name identifier: one that was made for somebody else is of no use.
        var principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, person.Session.UserId.ToString())], Scheme.Name));
        Context.Features.Set(person);
        if (Context.GetEndpoint()?.Metadata.GetMetadata<AllowedRoles>() is { } allowed) await ChooseRoleAsync(person, allowed.Roles, principal);
        return AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name));
    }

    /// <summary>Without a role the authorization says no; why is left for <see cref="HandleForbiddenAsync"/>.</summary>
    private async Task ChooseRoleAsync(CurrentPerson person, IReadOnlyList<Role> allowed, ClaimsPrincipal principal)
    {
        var choice = RoleChoice.Of(person, allowed, Request.Headers[RoleChoice.Header].ToString());
        Context.Features.Set(choice);
        if (choice.Role is not { } role) return;
        if (!IsRead(Request.Method))
        {
            Context.User = principal;
            if (!await antiforgery.IsRequestValidAsync(Context))
            {
                Context.Features.Set(new RoleChoice(Role: null, EdgeProblems.AntiforgeryFailed));
                return;
            }
        }

        Context.Features.Set(person.TokenAs(role));
    }

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        IsCall ? Context.ChallengeAsync(BearerTokenHandler.SchemeName) : PageAccess.AskToSignInAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (IsCall) return (Context.Features.Get<RoleChoice>()?.Problem ?? Context.Features.Get<AccessProblem>()?.Problem ?? EdgeProblems.Forbidden).ExecuteAsync(Context);
        return PageAccess.TurnAwayAsync(Context);
    }

    private bool IsCall => Context.GetEndpoint()?.Metadata.GetMetadata<AllowedRoles>() is not null;
}
