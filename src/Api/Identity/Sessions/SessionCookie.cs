using Buurthulp.Api.Hosting;

namespace Buurthulp.Api.Identity.Sessions;

/// <summary>
/// The cookie that holds a session's secret. Over https its name begins with <c>__Host-</c>: then a browser takes it from this very host only, encrypted only, and no subdomain can plant one.
/// No script can read it, and no other site's form brings it along.
/// </summary>
public sealed class SessionCookie(WebHostSettings settings)
{
    private readonly bool isSecure = settings.PublicAddress.Scheme == Uri.UriSchemeHttps;

    public string Name => isSecure ? "__Host-buurthulp" : "buurthulp";

    public string? Read(HttpRequest request) => request.Cookies.TryGetValue(Name, out var secret) && secret.Length > 0 ? secret : null;

    /// <summary>On a shared device it goes when the browser closes.</summary>
    public void Write(HttpResponse response, string secret, bool isShared) =>
        response.Cookies.Append(Name, secret, Options(isShared ? null : SessionLife.OwnDevice.AtMost.ToTimeSpan()));

    public void Remove(HttpResponse response) => response.Cookies.Delete(Name, Options(lifetime: null));

    private CookieOptions Options(TimeSpan? lifetime) => new() { HttpOnly = true, Secure = isSecure, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true, MaxAge = lifetime };
}
