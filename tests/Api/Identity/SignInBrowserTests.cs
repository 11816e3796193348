using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Buurthulp.Api.Hosting;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Ledger;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Web;
using Buurthulp.Tests.Fixtures;
using Microsoft.Playwright;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Identity;

/// <summary>Signing in with a real browser: how the pages look, and passkeys.</summary>
public sealed class SignInBrowserTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task The_pages_to_sign_in_look_right()
    {
        var scene = await SignInScene.OfAsync(server);
        await scene.GiveAsync(Anna, Role.Coordinator);
        await scene.WriteDownAsync(Bram, "Bram Jansen", "bram@voorbeeld.test");
        foreach (var path in new[] { "/inloggen", "/inloggen/mail", "/inloggen/kaart", "/inloggen/link/" + await scene.LinkAsync(Anna) }) await PageChecks.LooksRightAsync(server.Address, path);
        foreach (var path in new[] { "/mijn/beveiliging", "/inloggen/tweede-stap", "/uitloggen", "/balie/persoon/L0002/kaart" }) await PageChecks.LooksRightAsync(server.Address, path, context => SignInAsync(scene, context));
    }

    [Fact]
    public async Task A_passkey_is_made_signs_in_with_both_factors_and_is_removed()
    {
        var scene = await SignInScene.OfAsync(server);
        await scene.GiveAsync(Anna, Role.Coordinator);
        var port = FreePort();
        await using var app = await server.StartAnotherAsync(new WebHostSettings($"http://127.0.0.1:{port}", server.Folder) { PublicAddress = new Uri($"http://localhost:{port}") });
        await using var context = await Browser.OpenAsync(new Uri($"http://localhost:{port}"));
        var page = await context.NewPageAsync();
        var device = await AuthenticatorAsync(context, page);

        // The first factor of somebody who holds an office, by the link in a mail.
        await page.GotoAsync("/inloggen/link/" + await scene.LinkAsync(Anna));
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await page.GotoAsync("/mijn/beveiliging");
        await page.GetByLabel("Hoe noem je dit apparaat?").FillAsync("Telefoon van Anna");
        await page.GetByRole(AriaRole.Button, new() { Name = "Maak een passkey op dit apparaat" }).ClickAsync();
        await page.GetByText("Telefoon van Anna").WaitForAsync();
        (await page.GotoAsync("/balie/persoon/L0002/kaart"))!.Url.ShouldContain("/inloggen/tweede-stap", Case.Sensitive, "making a passkey is not showing it");

        // As second step.
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in met je passkey" }).ClickAsync();
        await page.WaitForURLAsync("**/balie/persoon/L0002/kaart");
        await page.GotoAsync("/uitloggen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Log uit", Exact = true }).ClickAsync();

        // By itself; both factors at once. A finger that the device does not know opens nothing.
        await page.GotoAsync("/inloggen");
        await device.SetUserVerifiedAsync(isVerified: false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in met je passkey" }).ClickAsync();
        await page.GetByText("Het is niet gelukt.").WaitForAsync();
        await device.SetUserVerifiedAsync(isVerified: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in met je passkey" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/inloggen", StringComparison.Ordinal));
        (await page.GotoAsync("/balie/persoon/L0002/kaart"))!.Status.ShouldBe(200);
        page.Url.ShouldEndWith("/balie/persoon/L0002/kaart");

        // Removed, it opens nothing any more.
        await page.GotoAsync("/mijn/beveiliging");
        await page.GetByRole(AriaRole.Button, new() { Name = "Haal weg: Telefoon van Anna" }).ClickAsync();
        await page.GotoAsync("/uitloggen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Log uit", Exact = true }).ClickAsync();
        await page.GotoAsync("/inloggen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in met je passkey" }).ClickAsync();
        await page.GetByText("Deze passkey kunnen we niet gebruiken.").WaitForAsync();
    }

    [Fact]
    public async Task Without_script_nobody_is_shown_a_button_that_does_nothing()
    {
        await using var context = await Browser.OpenAsync(server.Address, options => options.JavaScriptEnabled = false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/inloggen");
        (await page.GetByText("Log in met je passkey").IsVisibleAsync()).ShouldBeFalse();
        (await page.GetByRole(AriaRole.Button, new() { Name = "Stuur mij een link" }).IsVisibleAsync()).ShouldBeTrue();
    }

    private async Task SignInAsync(SignInScene scene, IBrowserContext context) => await context.AddCookiesAsync(
        [new Microsoft.Playwright.Cookie { Name = scene.Get<SessionCookie>().Name, Value = await scene.SignInAsync(Anna, fromCommandLine: true), Url = server.Address.ToString(), HttpOnly = true, SameSite = SameSiteAttribute.Lax }]);

    /// <summary>A device with a fingerprint sensor, inside the browser (Chrome DevTools Protocol, domain WebAuthn).</summary>
    private static async Task<VirtualDevice> AuthenticatorAsync(IBrowserContext context, IPage page)
    {
        var protocol = await context.NewCDPSessionAsync(page);
        await protocol.SendAsync("WebAuthn.enable");
        var options = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true };
        var added = await protocol.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object> { ["options"] = options });
        return new VirtualDevice(protocol, ((JsonElement)added!).GetProperty("authenticatorId").GetString()!);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed record VirtualDevice(ICDPSession Protocol, string Id)
    {
        public Task SetUserVerifiedAsync(bool isVerified) => Protocol.SendAsync("WebAuthn.setUserVerified", new Dictionary<string, object> { ["authenticatorId"] = Id, ["isUserVerified"] = isVerified });
    }
}
