using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Problems.Words;
using Buurthulp.Api.Identity.Access;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Api.Identity.Tills;
using Buurthulp.Api.Vault;
using Buurthulp.Api.Web.Pages.Balie;
using Buurthulp.Api.Web.Pages.Beheer;
using Buurthulp.Api.Web.Pages.Books;
using Buurthulp.Api.Web.Pages.Cijfers;
using Buurthulp.Api.Web.Pages.Winkel;
using Buurthulp.Ledger.Accounts;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace Buurthulp.Api.Web;

/// <summary>The pages: which services they use, what their answers carry, and how they say that something went wrong.</summary>
internal static class PageHosting
{
    /// <summary>Nothing from elsewhere, no script or style inside a page, no frame around it.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string ErrorPage = "/fout";

    private static readonly string[] NotPages = ["/api", "/openapi", "/health", "/metrics", "/assets"];

    public static void AddPages(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<PageCall>();
        services.AddScoped<OwnLines>();
        services.AddScoped<AskingInWords>();
        services.AddScoped<ConcernsInWords>();
        services.AddScoped<Desk>();
        services.AddScoped<BooksRoom>();
        services.AddScoped<ShopRoom>();
        services.AddScoped<NoteTaking>();
        services.AddScoped<FigureRoom>();
        services.AddScoped<Administration>();
        services.AddScoped(provider => new Words(Language.Of(provider.GetRequiredService<IHttpContextAccessor>().HttpContext!.Request)));
        services.AddResponseCompression(compression => (compression.EnableForHttps, compression.MimeTypes) = (true, ["text/html"]));
        services.AddRazorPages(pages =>
        {
            pages.RootDirectory = "/Web/Pages";
            PageAccess.AddFolders(pages.Conventions);
        }).AddMvcOptions(mvc =>
        {
            // Messages are names of texts, so that the page says them in the reader's language.
            mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
            var messages = mvc.ModelBindingMessageProvider;
            messages.SetAttemptedValueIsInvalidAccessor((_, _) => "form.unreadable");
            messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => "form.unreadable");
            messages.SetUnknownValueIsInvalidAccessor(_ => "form.unreadable");
            messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => "form.unreadable");
            messages.SetValueIsInvalidAccessor(_ => "form.unreadable");
            messages.SetValueMustBeANumberAccessor(_ => "form.unreadable");
            messages.SetNonPropertyValueMustBeANumberAccessor(() => "form.unreadable");
            messages.SetValueMustNotBeNullAccessor(_ => "form.required");
            messages.SetMissingBindRequiredValueAccessor(_ => "form.required");
            messages.SetMissingKeyOrValueAccessor(() => "form.required");
            messages.SetMissingRequestBodyRequiredValueAccessor(() => "form.required");
        });
    }

    /// <summary>A person with a browser asks, not a program.</summary>
    public static bool IsForPeople(HttpContext context) =>
        !NotPages.Any(start => context.Request.Path.StartsWithSegments(start, StringComparison.Ordinal)) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>What went wrong is told on a page to people, and as a problem to programs.</summary>
    public static void UseErrorAnswers(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = ErrorPage,
            AllowStatusCode404Response = true,
            // ProblemOnException has said it.
            SuppressDiagnosticsCallback = _ => true,
        });
        app.UseStatusCodePages(bare => IsForPeople(bare.HttpContext) ? ShowErrorPageAsync(bare) : EdgeProblems.OfStatus(bare.HttpContext.Response.StatusCode).ExecuteAsync(bare.HttpContext));
        // After the error pages, so that they find their page.
        app.UseRouting();
    }

    private static async Task ShowErrorPageAsync(StatusCodeContext bare)
    {
        var (context, request) = (bare.HttpContext, bare.HttpContext.Request);
        var (method, path, query) = (request.Method, request.Path, request.QueryString);
        context.Features.Set(EdgeProblems.OfStatus(context.Response.StatusCode));
        context.SetEndpoint(null);
        request.RouteValues.Clear();
        (request.Method, request.Path, request.QueryString) = (HttpMethods.Get, ErrorPage, QueryString.Empty);
        try
        {
            await bare.Next(context);
        }
        finally
        {
            (request.Method, request.Path, request.QueryString) = (method, path, query);
        }
    }

    /// <summary>
    /// Pages with figures are long tables, which a phone gets in a fifth of their size. Only these: what somebody types is not on them beside what is secret, so the length of the answer tells nothing.
    /// </summary>
    public static void UseSmallFigurePages(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.Value is { } path && (path.EndsWith("/cijfers", StringComparison.Ordinal) || path == "/cijfers/verslag"),
        figures => figures.UseResponseCompression());

    public static void UsePageHeaders(this WebApplication app) => app.Use(static (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is not null || IsForPeople(context))
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            // As antiforgery wants it, so that it need not change it.
            (headers.CacheControl, headers.Pragma) = ("no-cache, no-store", "no-cache");
            headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
        }

        return next(context);
    });

    /// <summary>A page is offered in the languages of the community that it is about. When the database is away the page itself says so.</summary>
    public static void UseCommunityLanguages(this WebApplication app) => app.Use(static async (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is not null && context.Request.Path != ErrorPage)
        {
            CommunityCode? community = context.Features.Get<CurrentTill>()?.Community ?? context.Features.Get<CurrentPerson>()?.Community;
            if (Code.TryParse<CommunityCode>(context.GetRouteValue("code") as string, out var visited)) community = visited;
            try
            {
                context.Features.Set(OfferedLanguages.Of(await context.RequestServices.GetRequiredService<CommunityCards>().LanguagesAsync(community, context.RequestAborted)));
            }
            catch (NpgsqlException)
            {
                // All languages, then.
            }
        }

        await next(context);
    });

    public static void MapPages(this WebApplication app)
    {
        app.MapPageAssets();
        app.MapRazorPages();
    }
}
