using System.Net;
using System.Text.RegularExpressions;
using Buurthulp.Api.Hosting;
using Buurthulp.Api.Identity.Cards;
using Buurthulp.Api.Identity.Factors;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Tests.Api.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Identity;

/// <summary>Signing in on the pages, without script.</summary>
public sealed partial class SignInPageTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task From_the_mail_address_to_being_signed_in_and_out()
    {
        var scene = await SceneAsync();
        var address = $"{scene.Code}@voorbeeld.test";
        await scene.WriteDownAsync(Anna, "Anna", address);
        using var anna = new PageVisitor(server.Address);

        (await anna.GetAsync("/mijn/beveiliging")).SentTo.ShouldBe("/inloggen?terug=%2Fmijn%2Fbeveiliging");
        await anna.GetAsync("/inloggen?terug=%2Fmijn%2Fbeveiliging");
        (await anna.SendAsync("/inloggen", ("Form.Email", $" {address} "))).SentTo.ShouldBe("/inloggen/mail");
        (await anna.GetAsync("/inloggen/mail")).Text.ShouldContain("Kijk in je mail");
        var link = new Uri((await MailFolder.MailToAsync(server, address)).Split('\n').First(line => line.StartsWith("http", StringComparison.Ordinal)).Trim()).AbsolutePath;

        // What checks the mail opens the link; that signs nobody in and does not use it up.
        using (var scanner = new PageVisitor(server.Address)) (await scanner.GetAsync(link)).Cookies.ShouldNotContain(cookie => cookie.StartsWith("buurthulp=", StringComparison.Ordinal));
        (await anna.GetAsync(link)).Text.ShouldContain($"Je logt in bij Buurt {scene.Code} als lid L0001.");
        var signedIn = await anna.SendAsync(link);
        signedIn.SentTo.ShouldBe("/mijn/beveiliging");
        var security = await anna.GetAsync("/mijn/beveiliging");
        security.Text.ShouldContain("Firefox, Linux");
        security.Text.ShouldContain("dit apparaat");

        (await anna.SendAsync("/uitloggen")).SentTo.ShouldBe("/");
        (await anna.GetAsync("/mijn/beveiliging")).Status.ShouldBe(302);
        (await anna.GetAsync(link)).ShouldSatisfyAllConditions(gone => gone.Status.ShouldBe(404), gone => gone.Text.ShouldContain("Deze link werkt niet meer"));
        (await anna.SendToAsync(await anna.GetAsync("/inloggen"), link)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Whether_an_address_is_known_can_not_be_seen()
    {
        var scene = await SceneAsync();
        await scene.WriteDownAsync(Anna, "Anna", $"{scene.Code}@voorbeeld.test");

        var (known, unknown) = (await AskAsync($"{scene.Code}@voorbeeld.test"), await AskAsync($"nobody.{scene.Code}@voorbeeld.test"));

        (known.Status, known.SentTo, known.Text, known.Cookies.Count).ShouldBe((unknown.Status, unknown.SentTo, unknown.Text, unknown.Cookies.Count));
        known.Status.ShouldBe(302);

        async Task<Seen> AskAsync(string address)
        {
            using var somebody = new PageVisitor(server.Address);
            return await somebody.SendAsync("/inloggen", ("Form.Email", address));
        }
    }

    [Theory]
    [InlineData("", "Vul dit in.")]
    [InlineData("anna", "Dit is geen mailadres.")]
    [InlineData("anna@voorbeeld.test, dirk@voorbeeld.test", "Dit is geen mailadres.")]
    [InlineData("\"><script>alert(1)</script>@voorbeeld.test", "Dit is geen mailadres.")]
    public async Task What_is_no_address_is_said_so_and_stays_text(string typed, string said)
    {
        await SceneAsync();
        using var somebody = new PageVisitor(server.Address);

        var page = await somebody.SendAsync("/inloggen", ("Form.Email", typed));

        page.Text.ShouldContain(said);
        page.Text.ShouldNotContain("<script>alert");
    }

    [Fact]
    public async Task Every_form_needs_the_token_of_its_page()
    {
        var scene = await SceneAsync();
        await scene.GiveAsync(Anna, Role.Coordinator);
        var link = "/inloggen/link/" + await scene.LinkAsync(Anna);
        using var anna = await SignedInAsync(scene, Anna, fromCommandLine: true);
        foreach (var path in new[]
        {
            "/inloggen", link, "/inloggen/kaart", "/inloggen/tweede-stap", "/inloggen/tweede-stap?handler=Enrol", "/uitloggen", "/mijn/beveiliging?handler=End", "/mijn/beveiliging?handler=EndOthers",
            "/mijn/beveiliging?handler=RemovePasskey", "/mijn/beveiliging?handler=RemoveApp", "/mijn/beveiliging?handler=RenewCodes", "/mijn/beveiliging?handler=RevokeCard",
            "/balie/persoon/L0002/kaart", "/balie/persoon/L0002/kaart?handler=Revoke", "/balie/persoon/L0002/kaart?handler=Unlock",
        })
        {
            (await anna.PostAsync(path)).Status.ShouldBe(400, path);
        }

        foreach (var path in new[] { "vraag", "antwoord", "nieuw/vraag", "nieuw/antwoord" }) (await anna.PostJsonAsync($"/inloggen/passkey/{path}", "{\"credential\":\"{}\"}")).Status.ShouldBe(403, path);
        (await scene.Links.LookAsync(link.Split('/')[^1], default)).ShouldNotBeNull("it was not used");
    }

    [Fact]
    public async Task The_cookie_is_for_this_site_and_for_no_script()
    {
        var scene = await SceneAsync();
        var (own, shared) = (await CookieAsync(server.Address, isShared: false), await CookieAsync(server.Address, isShared: true));
        own.ShouldMatch("^buurthulp=[A-Za-z0-9_-]{43}; max-age=15552000; path=/; samesite=lax; httponly$");
        shared.ShouldMatch("^buurthulp=[A-Za-z0-9_-]{43}; path=/; samesite=lax; httponly$");

        await using var secure = await server.StartAnotherAsync(new WebHostSettings("http://127.0.0.1:0", server.Folder) { PublicAddress = new Uri("https://hulp.example.org") });
        using var handler = new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = ApiServer.AddressOf(secure) };
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Host = "hulp.example.org";
        var link = new Uri("/inloggen/link/" + await scene.LinkAsync(Anna), UriKind.Relative);
        using var page = await client.GetAsync(link);
        var form = page.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("__Host-buurthulp-form=", StringComparison.Ordinal));
        form.ShouldContain("; secure; samesite=lax; httponly");
        page.Headers.GetValues("Strict-Transport-Security").ShouldHaveSingleItem().ShouldStartWith("max-age=");
        using var request = new HttpRequestMessage(HttpMethod.Post, link) { Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", FormToken.Match(await page.Content.ReadAsStringAsync()).Groups["value"].Value)]) };
        request.Headers.Add("Cookie", form.Split(';')[0]);
        using var signedIn = await client.SendAsync(request);
        signedIn.Headers.GetValues("Set-Cookie").ShouldContain(cookie => SecureCookie.IsMatch(cookie));

        async Task<string> CookieAsync(Uri at, bool isShared)
        {
            using var anna = new PageVisitor(at);
            var seen = await anna.SendAsync("/inloggen/link/" + await scene.LinkAsync(Anna), isShared ? [("shared", "true")] : []);
            return seen.Cookies.Single(cookie => cookie.StartsWith("buurthulp=", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("//elders.example", "/")]
    [InlineData("/\\elders.example", "/")]
    [InlineData("https://elders.example", "/")]
    [InlineData("/mijn/beveiliging?a=b", "/mijn/beveiliging?a=b")]
    public async Task Nobody_is_sent_elsewhere_after_signing_in(string wanted, string sentTo)
    {
        var scene = await SceneAsync();
        using var anna = new PageVisitor(server.Address);

        await anna.GetAsync($"/inloggen?terug={Uri.EscapeDataString(wanted)}");
        var signedIn = await anna.SendAsync("/inloggen/link/" + await scene.LinkAsync(Anna));

        signedIn.SentTo.ShouldBe(sentTo);
    }

    [Fact]
    public async Task What_was_typed_when_the_session_ended_is_sent_again_after_signing_in()
    {
        var scene = await SceneAsync();
        using var anna = await SignedInAsync(scene, Anna);
        var page = await anna.GetAsync("/mijn/beveiliging");
        var elsewhere = await scene.PersonAsync(await scene.SignInAsync(Anna));
        await scene.Sessions.EndAllAsync(scene.Code, new AccountNumber(Anna), except: elsewhere.Session.Id, default);

        var kept = await anna.SendToAsync(page, "/mijn/beveiliging?handler=End", ("id", elsewhere.Session.Id.ToString()), ("text", "een \"lange\" <script>alert(1)</script> tekst\nmet regels"));
        kept.Status.ShouldBe(401);
        kept.Text.ShouldContain("Wat je typte is er nog");
        kept.Text.ShouldNotContain("<script>alert");
        var fields = HiddenField.Matches(kept.Text).Select(field => (field.Groups["name"].Value, WebUtility.HtmlDecode(field.Groups["value"].Value))).ToArray();
        fields.ShouldContain(("text", "een \"lange\" <script>alert(1)</script> tekst\nmet regels"));
        kept.Text.ShouldContain("action=\"/mijn/beveiliging?handler=End\"");
        (await anna.PostAsync("/mijn/beveiliging?handler=End", fields)).Status.ShouldBe(401, "not signed in yet");

        await anna.SendAsync("/inloggen/link/" + await scene.LinkAsync(Anna));
        (await anna.PostAsync("/mijn/beveiliging?handler=End", fields)).SentTo.ShouldBe("/mijn/beveiliging");

        (await scene.Sessions.ListAsync(elsewhere.Session.UserId, default)).ShouldNotContain(session => session.Id == elsewhere.Session.Id);
        (await anna.GetAsync("/inloggen/bewaard")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Somebody_with_a_card_scans_it_and_types_the_PIN()
    {
        var scene = await SceneAsync();
        var card = await CardAsync(scene, Anna);
        using var anna = new PageVisitor(server.Address);

        var page = await anna.GetAsync(card.Link.PathAndQuery);
        page.Text.ShouldContain($"value=\"{card.Number}\"");
        (await anna.SendToAsync(page, "/inloggen/kaart", ("Form.Number", card.Number), ("Form.Pin", "12"))).Text.ShouldContain("Een pincode is 6 cijfers.");
        (await anna.SendToAsync(page, "/inloggen/kaart", ("Form.Number", "ABC"), ("Form.Pin", card.Pin))).Text.ShouldContain("Dit nummer klopt niet.");
        var wrong = await anna.SendToAsync(page, "/inloggen/kaart", ("Form.Number", card.Number), ("Form.Pin", "000000"));
        wrong.Text.ShouldContain("Het nummer of de pincode klopt niet.");
        wrong.Text.ShouldNotContain("000000", Case.Sensitive, "a typed PIN is not sent back");
        (await anna.SendToAsync(page, "/inloggen/kaart", ("Form.Number", card.Number), ("Form.Pin", card.Pin), ("Form.Shared", "true"))).SentTo.ShouldBe("/");

        var security = await anna.GetAsync("/mijn/beveiliging");
        security.Text.ShouldContain("Met je inlogkaart");
        (await anna.SendToAsync(security, "/mijn/beveiliging?handler=RevokeCard")).Status.ShouldBe(302);
        (await anna.GetAsync("/mijn/beveiliging")).SentTo.ShouldStartWith("/inloggen?");
    }

    [Fact]
    public async Task After_five_wrong_PINs_the_page_says_that_the_card_is_locked()
    {
        var scene = await SceneAsync();
        var card = await CardAsync(scene, Anna);
        using var anna = new PageVisitor(server.Address);
        for (var wrong = 0; wrong < 5; wrong++) await anna.SendAsync("/inloggen/kaart", ("Form.Number", card.Number), ("Form.Pin", "000000"));

        (await anna.SendAsync("/inloggen/kaart", ("Form.Number", card.Number), ("Form.Pin", card.Pin))).Text.ShouldContain("De kaart zit nu op slot.");
    }

    [Fact]
    public async Task The_rooms_of_an_office_are_for_those_who_hold_it_and_have_shown_a_second_factor()
    {
        const string room = "/balie/persoon/L0002/kaart";
        var scene = await SceneAsync();
        await scene.GiveAsync(Anna, Role.Coordinator);
        await scene.GiveAsync(Chaima, Role.Treasurer);
        using var visitor = new PageVisitor(server.Address);
        using var member = await SignedInAsync(scene, Bram, fromCommandLine: true);
        using var treasurer = await SignedInAsync(scene, Chaima, fromCommandLine: true);
        using var byLink = await SignedInAsync(scene, Anna);
        using var byBoth = await SignedInAsync(scene, Anna, fromCommandLine: true);

        (await visitor.GetAsync(room)).SentTo.ShouldBe("/inloggen?terug=%2Fbalie%2Fpersoon%2FL0002%2Fkaart");
        (await member.GetAsync(room)).Status.ShouldBe(403);
        (await treasurer.GetAsync(room)).Status.ShouldBe(403);
        (await byLink.GetAsync(room)).SentTo.ShouldBe("/inloggen/tweede-stap?terug=%2Fbalie%2Fpersoon%2FL0002%2Fkaart");
        (await byBoth.GetAsync(room)).Status.ShouldBe(200);
        (await byBoth.GetAsync("/balie/persoon/L9999/kaart")).Status.ShouldBe(404);
        (await byBoth.GetAsync("/balie/persoon/L0004/kaart")).Status.ShouldBe(404, "he has left");
    }

    [Fact]
    public async Task A_coordinator_prints_a_card_and_looking_at_the_name_is_written_down()
    {
        var scene = await SceneAsync();
        await scene.GiveAsync(Anna, Role.Coordinator);
        await scene.WriteDownAsync(Bram, "Bram Jansen", "bram@voorbeeld.test");
        using var anna = await SignedInAsync(scene, Anna, fromCommandLine: true);
        var command = Guid.CreateVersion7().ToString();

        (await anna.SendAsync("/balie/persoon/L0002/kaart", ("CommandId", command), ("Form.Pin", "123456"))).Text.ShouldContain("te makkelijk te raden");
        var made = await anna.SendAsync("/balie/persoon/L0002/kaart", ("CommandId", command), ("Form.Pin", "274915"));
        var again = await anna.SendAsync("/balie/persoon/L0002/kaart", ("CommandId", command), ("Form.Pin", "274915"));

        made.Text.ShouldContain("Bram Jansen");
        var number = CardNumber.Match(made.Text).Value;
        number.Length.ShouldBe(14);
        again.Text.ShouldContain(number);
        (await anna.GetAsync("/balie/persoon/L0002/kaart")).Text.ShouldNotContain(number);
        (await scene.ScalarAsync<string>("SELECT DISTINCT reader || ' ' || role || ' ' || reason FROM vault.reads WHERE community = $1 AND account = $2", scene.Code.Value, Bram)).ShouldBe("L0001 coordinator login-card");
        using var bram = new PageVisitor(server.Address);
        (await bram.SendAsync("/inloggen/kaart", ("Form.Number", number), ("Form.Pin", "274915"))).Status.ShouldBe(302);
        (await anna.SendToAsync(await anna.GetAsync("/balie/persoon/L0002/kaart"), "/balie/persoon/L0002/kaart?handler=Revoke")).Status.ShouldBe(302);
        (await bram.GetAsync("/mijn/beveiliging")).Status.ShouldBe(302);
    }

    [Fact]
    public async Task The_first_visit_to_an_office_sets_up_the_second_step_and_the_next_asks_for_it()
    {
        var scene = await SceneAsync();
        await scene.GiveAsync(Anna, Role.Coordinator);
        using var anna = await SignedInAsync(scene, Anna);
        var setUp = await anna.GetAsync("/inloggen/tweede-stap?terug=/balie/persoon/L0002/kaart");
        var secret = new AppSecret(Key.Match(setUp.Text).Value, new Uri("otpauth://totp/x"));

        (await anna.SendToAsync(setUp, "/inloggen/tweede-stap?handler=Enrol", ("Form.Code", "abcdef"))).Text.ShouldContain("Deze code klopt niet");
        var enrolled = await anna.SendToAsync(setUp, "/inloggen/tweede-stap?handler=Enrol", ("Form.Code", SecondFactorTests.CodeOf(secret)));
        var recovery = RecoveryCode.Matches(enrolled.Text).Select(code => code.Value).ToList();
        recovery.Count.ShouldBe(10);
        enrolled.Text.ShouldContain("href=\"/balie/persoon/L0002/kaart\"");
        (await anna.GetAsync("/balie/persoon/L0002/kaart")).Status.ShouldBe(200);

        using var later = await SignedInAsync(scene, Anna);
        (await later.GetAsync("/balie/persoon/L0002/kaart")).Status.ShouldBe(302);
        (await later.GetAsync("/mijn/beveiliging")).Text.ShouldNotContain("handler=RemoveApp");
        (await later.SendToAsync(await later.GetAsync("/mijn/beveiliging"), "/mijn/beveiliging?handler=RemoveApp")).SentTo.ShouldStartWith("/inloggen/tweede-stap");
        (await later.SendAsync("/inloggen/tweede-stap", ("Form.Code", SecondFactorTests.CodeOf(secret)))).Text.ShouldContain("je hebt hem al gebruikt");
        (await later.SendAsync("/inloggen/tweede-stap", ("Form.Code", recovery[0]))).Status.ShouldBe(302);
        (await later.GetAsync("/balie/persoon/L0002/kaart")).Status.ShouldBe(200);
        (await later.GetAsync("/mijn/beveiliging")).Text.ShouldContain("Je hebt nog 9 codes van papier.");
    }

    [Fact]
    public async Task From_one_network_address_no_more_than_forty_links_are_asked_in_a_quarter_of_an_hour()
    {
        var scene = await SceneAsync();
        using var somebody = new PageVisitor(server.Address);
        var page = await somebody.GetAsync("/inloggen");

        for (var asked = 0; asked < 40; asked++) (await somebody.SendToAsync(page, "/inloggen", ("Form.Email", $"lid{asked}.{scene.Code}@voorbeeld.test"))).Status.ShouldBe(302);

        var refused = await somebody.SendToAsync(page, "/inloggen", ("Form.Email", $"bram.{scene.Code}@voorbeeld.test"));
        refused.Status.ShouldBe(429);
        refused.Text.ShouldContain("Even wachten");
    }

    /// <summary>A new scene, long enough after the one before for its tries to count no more.</summary>
    private async Task<SignInScene> SceneAsync()
    {
        var scene = await SignInScene.OfAsync(server);
        scene.Clock.Now += Duration.FromMinutes(16);
        return scene;
    }

    private async Task<PageVisitor> SignedInAsync(SignInScene scene, string account, bool fromCommandLine = false)
    {
        var visitor = new PageVisitor(server.Address);
        visitor.Cookies.Add(server.Address, new Cookie(scene.Get<SessionCookie>().Name, await scene.SignInAsync(account, fromCommandLine)));
        return visitor;
    }

    private async Task<PrintedCard> CardAsync(SignInScene scene, string account)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<LoginCards>().MakeAsync(scene.Code, new AccountNumber(account), Guid.CreateVersion7(), Actor.Coordinator(), chosenPin: null, default);
        return made.Card.ShouldNotBeNull();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FormToken { get; }

    [GeneratedRegex("^__Host-buurthulp=[A-Za-z0-9_-]{43}; max-age=[0-9]+; path=/; secure; samesite=lax; httponly$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecureCookie { get; }

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\">", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HiddenField { get; }

    [GeneratedRegex("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CardNumber { get; }

    [GeneratedRegex("(?<=bh-code\">)[A-Z2-7]{4}( [A-Z2-7]{1,4})+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key { get; }

    [GeneratedRegex("(?<=<li>)[A-Z0-9]{5}-[A-Z0-9]{5}(?=</li>)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RecoveryCode { get; }
}
