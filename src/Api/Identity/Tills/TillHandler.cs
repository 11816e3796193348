using System.Security.Claims;
using System.Text.Encodings.Web;
using Buurthulp.Api.Hosting;
using Buurthulp.Api.Identity.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Buurthulp.Api.Identity.Tills;

/// <summary>Which paired device asks, from its own cookie. Only the shop's pages look at it: whoever is signed in on the same device as a member stays so elsewhere.</summary>
internal sealed class TillHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TillStore tills, TillCookie cookie)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Till";
    public const string PairPath = "/winkel/koppelen";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (cookie.Read(Request) is not { } secret) return AuthenticateResult.NoResult();
        if (await tills.FindAsync(secret, Context.RequestAborted) is not { } till) return AuthenticateResult.Fail("the device is not paired any more");
        Context.Features.Set(till);
        // The antiforgery token is bound to it, as it is to somebody who is signed in.
        var principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, till.Id.ToString())], Scheme.Name));
        return AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Request.HasFormContentType) KeptForm.Keep(Context, PairPath);
        else if (HttpMethods.IsGet(Request.Method)) Context.Response.Redirect(PairPath);
        else Context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}

/// <summary>The cookie that holds a device's secret; as strict as that of a session, and it stays.</summary>
public sealed class TillCookie(WebHostSettings settings)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    private readonly bool isSecure = settings.PublicAddress.Scheme == Uri.UriSchemeHttps;

    public string Name => isSecure ? "__Host-buurthulp-winkel" : "buurthulp-winkel";

    public string? Read(HttpRequest request) => request.Cookies.TryGetValue(Name, out var secret) && secret.Length > 0 ? secret : null;

    public void Write(HttpResponse response, string secret) => response.Cookies.Append(Name, secret, Options(Kept));

    public void Remove(HttpResponse response) => response.Cookies.Delete(Name, Options(lifetime: null));

    private CookieOptions Options(TimeSpan? lifetime) => new() { HttpOnly = true, Secure = isSecure, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true, MaxAge = lifetime };
}
