using System.Text.Encodings.Web;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Api.Identity.Tills;
using Buurthulp.Ledger;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Buurthulp.Api.Identity.Access;

/// <summary>Who may see a page: somebody who is signed in, and for the rooms of an office somebody who holds it and has shown a second factor.</summary>
/// <param name="office">Null for pages of every member.</param>
internal sealed class PageFor(Role? office) : IAuthorizationRequirement
{
    public Role? Office { get; } = office;
}

internal sealed class PageForHandler : AuthorizationHandler<PageFor>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PageFor requirement)
    {
        if (context.Resource is HttpContext http && http.Features.Get<CurrentPerson>() is { } person && (requirement.Office is not { } office || person.MayActAs(office))) context.Succeed(requirement);
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
    private static readonly (string Folder, Role? Office)[] Folders =
        [("/Member", null), ("/Balie", Role.Coordinator), (Kas, Role.Treasurer), (Controle, Role.Auditor), ("/Beheer", Role.Admin)];

    public static void AddPolicies(AuthorizationOptions authorization)
    {
        authorization.AddPolicy(PolicyOf(Shop), policy => policy.AddAuthenticationSchemes(TillHandler.SchemeName).RequireAuthenticatedUser());
        foreach (var (folder, office) in Folders) authorization.AddPolicy(PolicyOf(folder), policy => policy.RequireAuthenticatedUser().AddRequirements(new PageFor(office)));
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
        var office = Folders.FirstOrDefault(room => policies.Contains(PolicyOf(room.Folder))).Office;
        if (office is { } role && context.Features.Get<CurrentPerson>() is { } person && person.Holds(role)) return SendAsync(context, SecondFactorPath);
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
