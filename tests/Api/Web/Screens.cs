using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Identity;
using Buurthulp.Tests.Fixtures;
using Microsoft.Playwright;

namespace Buurthulp.Tests.Api.Web;

/// <summary>A neighbourhood with names, in which people look at pages: Anna de Vries, Bram Jansen and Chaima el Idrissi.</summary>
internal sealed class Screens
{
    private readonly ApiServer server;

    private Screens(ApiServer server, SignInScene scene) => (this.server, Scene) = (server, scene);

    public SignInScene Scene { get; }

    public Uri Address => server.Address;

    public Neighbourhood Community => Scene.Neighbourhood;

    public static async Task<Screens> OfAsync(ApiServer server)
    {
        var scene = await SignInScene.OfAsync(server);
        await scene.WriteDownAsync(Neighbourhood.Anna, "Anna de Vries", "anna@example.org", "nl");
        await scene.WriteDownAsync(Neighbourhood.Bram, "Bram Jansen", "bram@example.org", "nl");
        await scene.WriteDownAsync(Neighbourhood.Chaima, "Chaima el Idrissi", "chaima@example.org", "nl");
        return new Screens(server, scene);
    }

    /// <summary>A browser in which somebody is signed in, with both factors when <paramref name="withOffice"/>.</summary>
    public async Task<IPage> OpenAsync(string account, string path, bool withOffice = false, Action<BrowserNewContextOptions>? more = null)
    {
        var context = await Browser.OpenAsync(server.Address, more);
        await SignInAsync(context, account, withOffice);
        var page = await context.NewPageAsync();
        (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
        return page;
    }

    public async Task SignInAsync(IBrowserContext context, string account, bool withOffice = false)
    {
        var secret = await Scene.SignInAsync(account, fromCommandLine: withOffice);
        await context.AddCookiesAsync([new Cookie { Name = Scene.Get<SessionCookie>().Name, Value = secret, Url = server.Address.ToString(), HttpOnly = true, SameSite = SameSiteAttribute.Lax }]);
    }

    public Task LooksRightAsync(string account, string path, bool withOffice = false) => PageChecks.LooksRightAsync(server.Address, path, context => SignInAsync(context, account, withOffice));
}
