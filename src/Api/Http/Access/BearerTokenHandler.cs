using System.Security.Claims;
using System.Text.Encodings.Web;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Buurthulp.Api.Http.Access;

/// <summary>Who asks, from <c>Authorization: Bearer …</c>; and the two ways of saying no: 401 without a valid token, 403 when it does not reach.</summary>
internal sealed class BearerTokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, BearerTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";

    private const string Start = SchemeName + " ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0) return Task.FromResult(AuthenticateResult.NoResult());
        if (!header.StartsWith(Start, StringComparison.OrdinalIgnoreCase) || tokens.Read(header[Start.Length..].Trim()) is not { } token)
        {
            return Task.FromResult(AuthenticateResult.Fail("the token is not ours, was changed or has expired"));
        }

        Context.Features.Set(token);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(Scheme.Name)), Scheme.Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var sent = Request.Headers.ContainsKey(HeaderNames.Authorization);
        Response.Headers.WWWAuthenticate = sent ? "Bearer realm=\"buurthulp\", error=\"invalid_token\"" : "Bearer realm=\"buurthulp\"";
        return EdgeProblems.Unauthenticated.ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => (Context.Features.Get<AccessProblem>()?.Problem ?? EdgeProblems.Forbidden).ExecuteAsync(Context);
}
