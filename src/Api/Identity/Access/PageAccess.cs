using System.Text.Encodings.Web;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Api.Identity.Tills;
using Buurthulp.Ledger;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Buurthulp.Api.Identity.Access;

/// <summary>Who may see a page: somebody who is signed in, and for the rooms of an office somebody who holds it and has shown a second factor.</summary>
/// <param name="offices">One of these; none for pages of every member.</param>
internal sealed class PageFor(IReadOnlyList<Role> offices) : IAuthorizationRequirement
{
    public IReadOnlyList<Role> Offices { get; } = offices;
}

internal sealed class PageForHandler : AuthorizationHandler<PageFor>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PageFor requirement)
    {
        if (context.Resource is HttpContext http && http.Features.Get<CurrentPerson>() is { } person && (requirement.Offices.Count == 0 || requirement.Offices.Any(person.MayActAs))) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>Which folder of pages is for whom, and what happens to others.</summary>
internal static class PageAccess
{
    public const string SignInPath = "/inloggen";
    public const string SecondFactorPath = "/inloggen/tweede-stap";
    public const string ReturnTo = "terug";

    private const string Kas = "/Kas";
    private const string Controle = "/Controle";

    /// <summary>What treasurer and auditor both read: each page has one address in the one's room and one in the other's.</summary>
    private const string Books = "/Books";

    /// <summary>The folder of the shops' pages: for paired counter devices, whoever is signed in on them.</summary>
    public const string Shop = "/Winkel";

    /// <summary>The folders below Web/Pages. What is in another folder is for everybody.</summary>
    private static readonly (string Folder, Role[] Offices)[] Folders =
    [
        ("/Member", []), ("/Balie", [Role.Coordinator]), (Kas, [Role.Treasurer]), (Controle, [Role.Auditor]), ("/Beheer", [Role.Admin]),
        ("/Cijfers", [Role.Coordinator, Role.Treasurer, Role.Auditor, Role.Admin]),
    ];

    public static void AddPolicies(AuthorizationOptions authorization)
    {
        authorization.AddPolicy(PolicyOf(Shop), policy => policy.AddAuthenticationSchemes(TillHandler.SchemeName).RequireAuthenticatedUser());
        foreach (var (folder, offices) in Folders) authorization.AddPolicy(PolicyOf(folder), policy => policy.RequireAuthenticatedUser().AddRequirements(new PageFor(offices)));
    }

    public static void AddFolders(PageConventionCollection pages)
    {
        pages.AuthorizeFolder(Shop, PolicyOf(Shop));
        pages.AllowAnonymousToPage(Shop + "/Pair");
        foreach (var (folder, _) in Folders) pages.AuthorizeFolder(folder, PolicyOf(folder));
        pages.AddFolderRouteModelConvention(Books, InBothRooms);
    }

    /// <summary>A page of the books names its address in /kas; it gets the same one in /controle, each for its own office.</summary>
    private static void InBothRooms(PageRouteModel page)
    {
        foreach (var kas in page.Selectors.ToList())
        {
            var address = kas.AttributeRouteModel?.Template?.TrimStart('/') ?? "";
            if (address.Split('/')[0] != "kas") throw new InvalidOperationException($"{page.ViewEnginePath} is a page of the books, so its address begins with /kas");
            kas.EndpointMetadata.Add(new AuthorizeAttribute(PolicyOf(Kas)));
            page.Selectors.Add(new SelectorModel
            {
                AttributeRouteModel = new AttributeRouteModel { Template = "controle" + address["kas".Length..] },
                EndpointMetadata = { new AuthorizeAttribute(PolicyOf(Controle)) },
            });
        }
    }

    /// <summary>
    /// Somebody who opens a page signs in and comes back to it. Somebody whose session ended while they typed must not lose what they typed: their form is shown again as it was sent, to be sent
    /// once more when they have signed in in another window. Nothing is stored for it.
    /// </summary>
    public static Task AskToSignInAsync(HttpContext context) => SendAsync(context, SignInPath);

    /// <summary>Who holds the office shows a second factor first, or enrols for one. Anybody else is told no.</summary>
    public static Task TurnAwayAsync(HttpContext context)
    {
        var policies = context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).ToArray() ?? [];
        var offices = Folders.FirstOrDefault(room => policies.Contains(PolicyOf(room.Folder))).Offices ?? [];
        if (context.Features.Get<CurrentPerson>() is { } person && offices.Any(person.Holds)) return SendAsync(context, SecondFactorPath);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static Task SendAsync(HttpContext context, string path)
    {
        if (context.Request.HasFormContentType)
        {
            KeptForm.Keep(context, path);
            return Task.CompletedTask;
        }

        var here = context.Request.PathBase + context.Request.Path + context.Request.QueryString;
        context.Response.Redirect($"{path}?{ReturnTo}={UrlEncoder.Default.Encode(here)}");
        return Task.CompletedTask;
    }

    public static string PolicyOf(string folder) => $"page:{folder}";
}
