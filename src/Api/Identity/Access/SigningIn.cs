using Buurthulp.Api.Identity.Sessions;
using Microsoft.AspNetCore.Diagnostics;

namespace Buurthulp.Api.Identity.Access;

/// <summary>What all ways of signing in share: the limit by network address, where to go afterwards, and the cookie.</summary>
internal sealed class SigningIn(SessionStore sessions, SessionCookie cookie, Tries tries)
{
    private const string ReturnCookie = "buurthulp-terug";
    private const string Home = "/";

    private static readonly TimeSpan ReturnKept = TimeSpan.FromHours(1);

    /// <summary>Counts a try; after how many seconds there is another when none is left.</summary>
    public Task<int?> CountAsync(HttpContext context, TryLimit limit) => tries.CountAsync(limit, context.Connection.RemoteIpAddress?.ToString() ?? "", context.RequestAborted);

    /// <summary>Remembers the page that somebody wanted while they fetch their mail. Only an address of ours: nobody is sent elsewhere.</summary>
    public static void Remember(HttpContext context, string? path)
    {
        if (IsOurs(path)) context.Response.Cookies.Append(ReturnCookie, path!, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/inloggen", IsEssential = true, MaxAge = ReturnKept, Secure = context.Request.IsHttps });
    }

    /// <summary>Somebody has signed in. Whoever was signed in here before no longer is.</summary>
    /// <returns>Where to go.</returns>
    public async Task<string> FinishAsync(HttpContext context, string secret, bool isShared)
    {
        if (context.Features.Get<CurrentPerson>() is { } before) await sessions.EndAsync(before.Session.UserId, before.Session.Id, context.RequestAborted);
        cookie.Write(context.Response, secret, isShared);
        return Next(context);
    }

    /// <summary>The session has shown a second factor and goes on under a new secret. Null when it has ended meanwhile.</summary>
    public async Task<string?> ShownAsync(HttpContext context, CurrentPerson person)
    {
        if (await sessions.SecondFactorShownAsync(person.Session.Id, context.RequestAborted) is not { } secret) return null;
        cookie.Write(context.Response, secret, person.Session.IsShared);
        return Next(context);
    }

    public async Task SignOutAsync(HttpContext context)
    {
        if (context.Features.Get<CurrentPerson>() is { } person) await sessions.EndAsync(person.Session.UserId, person.Session.Id, context.RequestAborted);
        cookie.Remove(context.Response);
    }

    private static string Next(HttpContext context)
    {
        context.Response.Cookies.Delete(ReturnCookie, new CookieOptions { Path = "/inloggen" });
        return context.Request.Cookies.TryGetValue(ReturnCookie, out var path) && IsOurs(path) ? path : Home;
    }

    private static bool IsOurs(string? path) => path is { Length: > 0 and <= 500 } && path[0] == '/' && !path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("/\\", StringComparison.Ordinal) && !path.Any(char.IsControl);
}

/// <summary>A form was sent that could not be taken yet, because the session had ended or a second factor was due. What was typed stands in the request.</summary>
/// <param name="NextPath">Where to go first, in another window.</param>
/// <param name="SentTo">Where the form was sent to, and will be sent again.</param>
internal sealed record KeptForm(string NextPath, string SentTo)
{
    private const string PagePath = "/inloggen/bewaard";

    /// <summary>Marks the request; the page is shown in the end by <see cref="Use"/>.</summary>
    public static void Keep(HttpContext context, string nextPath)
    {
        var request = context.Request;
        context.Features.Set(new KeptForm(nextPath, request.PathBase + request.Path + request.QueryString));
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
    }

    /// <summary>Shows the form again as it was sent, on a page that says what to do. To be used before routing, so that the page is found.</summary>
    public static void Use(WebApplication app) => app.Use(static async (context, next) =>
    {
        await next(context);
        if (context.Features.Get<KeptForm>() is null || context.Response.HasStarted) return;
        var request = context.Request;
        context.SetEndpoint(null);
        request.RouteValues.Clear();
        (request.Method, request.Path, request.QueryString) = (HttpMethods.Get, PagePath, QueryString.Empty);
        await next(context);
    });
}
