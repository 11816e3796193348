using Buurthulp.Api.Counter;
using Buurthulp.Api.Identity.Tills;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Identity;
using Buurthulp.Tests.Api.Web;
using Buurthulp.Tests.Fixtures;
using Microsoft.Playwright;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Shops;

/// <summary>A neighbourhood with a paired device at the bakery's counter. Anna has what a test gives her.</summary>
internal sealed class CounterScene(ApiServer server, Screens screens)
{
    public Screens Screens => screens;

    public SignInScene Scene => screens.Scene;

    public Neighbourhood Community => screens.Community;

    public static async Task<CounterScene> OfAsync(ApiServer server, long annaHas = 0)
    {
        var scene = new CounterScene(server, await Screens.OfAsync(server));
        if (annaHas > 0) await scene.HelpAsync(Anna, annaHas);
        await scene.Scene.ShowAsync();
        return scene;
    }

    /// <summary>Somebody helps Bram, and so has hours.</summary>
    public async Task HelpAsync(string helper, long minutes) => (await Community.PostAsync("exchanges", Help(helper, Bram, minutes), Community.Token(Role.Coordinator))).Status.ShouldBe(201);

    public async Task<long> BalanceAsync(string account) => (await Community.GetAsync($"accounts/{account}", Community.Token(Role.Coordinator))).Json.GetProperty("balance").GetInt64();

    /// <summary>The secret of a paired device.</summary>
    public async Task<string> PairAsync(string shop = Bakery)
    {
        var tills = Scene.Get<TillStore>();
        return (await tills.PairAsync(await tills.MakeCodeAsync(Community.Code, new AccountNumber(shop), Actor.Coordinator(), default), "Firefox, Linux", default)).ShouldNotBeNull();
    }

    /// <summary>A browser without script on a shop's counter.</summary>
    public async Task<PageVisitor> CounterAsync(string shop = Bakery)
    {
        var visitor = new PageVisitor(server.Address);
        visitor.Cookies.Add(server.Address, new System.Net.Cookie(Scene.Get<TillCookie>().Name, await PairAsync(shop)));
        return visitor;
    }

    /// <summary>A browser without script on a member's phone.</summary>
    public async Task<PageVisitor> PhoneAsync(string member)
    {
        var visitor = new PageVisitor(server.Address);
        visitor.Cookies.Add(server.Address, new System.Net.Cookie(Scene.Get<Buurthulp.Api.Identity.Sessions.SessionCookie>().Name, await Scene.SignInAsync(member)));
        return visitor;
    }

    public async Task SignInCounterAsync(IBrowserContext context, string shop = Bakery) =>
        await context.AddCookiesAsync([new Cookie { Name = Scene.Get<TillCookie>().Name, Value = await PairAsync(shop), Url = server.Address.ToString(), HttpOnly = true, SameSite = SameSiteAttribute.Lax }]);

    /// <summary>A browser on a shop's counter.</summary>
    public async Task<IPage> OpenCounterAsync(string path = "/winkel", string shop = Bakery)
    {
        var context = await Browser.OpenAsync(server.Address);
        await SignInCounterAsync(context, shop);
        var page = await context.NewPageAsync();
        (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
        return page;
    }

    /// <summary>What a member's phone shows now.</summary>
    public string CodeOf(string member) => Scene.Get<MemberCodes>().Of(Community.Code, new AccountNumber(member), Scene.Clock.Now);

    /// <summary>The shop types amount and code and goes on; the address of the ask.</summary>
    public static async Task<string> BeginAsync(PageVisitor counter, string purchase, string code) =>
        (await counter.SendAsync("/winkel", ("Form.Purchase", purchase), ("Form.Code", code), ("CommandId", Guid.CreateVersion7().ToString()))).SentTo.ShouldNotBeNull();

    public Task LooksRightAsync(string path) => PageChecks.LooksRightAsync(server.Address, path, context => SignInCounterAsync(context));
}
