using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Identity.Tills;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Net.Http.Headers;

namespace Buurthulp.Api.Identity.Access;

/// <summary>The two ways in: a program comes with a bearer token, a person with a session. Who brings both is taken for a program.</summary>
internal static class SignedIn
{
    public const string SchemeName = "SignedIn";

    public static void AddWaysIn(this AuthenticationBuilder authentication) => authentication
        .AddPolicyScheme(SchemeName, displayName: null, either => either.ForwardDefaultSelector = static context =>
            context.Request.Headers.ContainsKey(HeaderNames.Authorization) ? BearerTokenHandler.SchemeName : SessionHandler.SchemeName)
        .AddScheme<AuthenticationSchemeOptions, BearerTokenHandler>(BearerTokenHandler.SchemeName, configureOptions: null)
        .AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.SchemeName, configureOptions: null)
        .AddScheme<AuthenticationSchemeOptions, TillHandler>(TillHandler.SchemeName, configureOptions: null);
}
