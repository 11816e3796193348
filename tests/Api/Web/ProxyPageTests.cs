using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Identity;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>What members say to the neighbourhood about each other without script: whom they trust to act for them, and that something worries them.</summary>
public sealed class ProxyPageTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Anna_lets_Bram_act_for_her_and_he_sees_so_and_writes_down_help_for_her()
    {
        var screens = await Screens.OfAsync(server);
        using var anna = await VisitorAsync(screens, Anna);
        using var bram = await VisitorAsync(screens, Bram);
        (await bram.GetAsync("/noteer")).Text.ShouldNotContain("Voor wie noteer je dit?");

        (await anna.SendAsync("/mijn/volmacht", ("CommandId", Id()))).Said.ShouldContain("Kies wie je vertrouwt.");
        var found = await anna.SendToAsync(await anna.GetAsync("/mijn/volmacht"), "/mijn/volmacht?handler=Search", ("CommandId", Id()), ("Form.Search", "jans"), ("Form.Until", "2027-01-31"));
        found.Said.ShouldContain("Bram Jansen");
        found.Text.ShouldContain("2027-01-31", Case.Sensitive, "what was filled in stays");
        var given = await anna.SendToAsync(found, "/mijn/volmacht", ("CommandId", Id()), ("Form.Who", Bram), ("Form.Until", "2027-01-31"));
        given.SentTo.ShouldBe("/mijn/volmacht");
        var hers = (await anna.GetAsync("/mijn/volmacht")).Said;
        hers.ShouldContain("Deze persoon heeft jouw volmacht. Vanaf vrijdag 20 november. Tot en met zondag 31 januari 2027.");
        (await anna.SendAsync("/mijn/volmacht", ("CommandId", Id()), ("Form.Who", Bram))).Said.ShouldContain("mag al handelen voor", Case.Sensitive, "a rule said no in words");

        (await bram.GetAsync("/thuis")).Said.ShouldContain("Jij mag dingen regelen voor Anna de Vries.");
        (await bram.GetAsync("/mijn/volmacht")).Said.ShouldContain("Noteer hulp voor Anna de Vries");
        var form = await bram.GetAsync($"/noteer?voor={Anna}");
        form.Text.ShouldMatch($"value=\"{Anna}\" checked");
        (await bram.SendToAsync(form, "/noteer", ("CommandId", Id()), ("Form.For", Anna), ("Form.Side", "received"), ("Form.With", Chaima), ("Form.Minutes", "60"), ("Form.Category", "boodschappen"), ("Form.When", "today")))
            .SentTo!.ShouldStartWith("/noteer/klaar/");
        (await screens.Community.GetAsync($"accounts/{Anna}", screens.Community.Token(Role.Coordinator))).Json.GetProperty("balance").GetInt64().ShouldBe(-60);
    }

    [Fact]
    public async Task A_proxy_is_ended_by_either_of_the_two_and_by_nobody_else_and_a_guardian_not_by_who_has_one()
    {
        var screens = await Screens.OfAsync(server);
        await GiveAsync(screens, Anna, Bram, ProxyKind.Proxy);
        await GiveAsync(screens, Anna, Chaima, ProxyKind.Guardian);
        using var anna = await VisitorAsync(screens, Anna);
        using var bram = await VisitorAsync(screens, Bram);
        using var chaima = await VisitorAsync(screens, Chaima);

        (await EndAsync(chaima, Anna, Bram)).Status.ShouldBe(404, "it is not hers");
        (await anna.GetAsync("/mijn/volmacht")).Said.ShouldContain("Alleen de bemiddelaar kan dit stoppen.");
        (await EndAsync(anna, Anna, Chaima)).Said.ShouldContain("legt alleen de bemiddelaar vast");

        (await EndAsync(bram, Anna, Bram)).SentTo.ShouldBe("/mijn/volmacht");
        (await bram.GetAsync("/thuis")).Said.ShouldNotContain("Jij mag dingen regelen");
        await GiveAsync(screens, Anna, Bram, ProxyKind.Proxy);
        (await EndAsync(anna, Anna, Bram)).SentTo.ShouldBe("/mijn/volmacht");
        (await EndAsync(chaima, Anna, Chaima)).SentTo.ShouldBe("/mijn/volmacht");
        (await anna.GetAsync("/mijn/volmacht")).Said.ShouldContain("Niemand regelt dingen voor jou.");
    }

    [Fact]
    public async Task What_worries_a_member_reaches_the_coordinators_and_nobody_else()
    {
        const string words = "De gordijnen blijven dicht <script>alert(1)</script>";
        var screens = await Screens.OfAsync(server);
        using var anna = await VisitorAsync(screens, Anna);
        (await anna.SendAsync($"/zorg?over={Bram}", ("CommandId", Id()), ("Form.Who", Bram), ("Form.Words", " "))).Said.ShouldContain("Schrijf op wat er aan de hand is.");
        var form = await anna.GetAsync($"/zorg?over={Bram}");
        form.Text.ShouldMatch($"value=\"{Bram}\" checked");
        var id = Id();
        for (var twice = 0; twice < 2; twice++) (await anna.SendToAsync(form, "/zorg", ("CommandId", id), ("Form.Who", Bram), ("Form.Words", words))).SentTo.ShouldBe("/zorg?gemeld=true");
        (await anna.GetAsync("/zorg?gemeld=true")).Said.ShouldContain("De bemiddelaars gaan ermee aan de slag.");

        var desk = screens.Community.Token(Role.Coordinator, Chaima);
        await screens.Scene.GiveAsync(Chaima, Role.Coordinator);
        (await screens.Community.GetAsync("concerns", desk)).Json.GetArrayLength().ShouldBe(1, "a double click is one concern");
        var read = (await screens.Community.GetAsync($"concerns/{id}?reason=follow-up", desk)).Json;
        (read.GetProperty("words").GetString(), read.GetProperty("about").GetString(), read.GetProperty("raisedBy").GetString()).ShouldBe((words, Bram, Anna));
        using var bram = await VisitorAsync(screens, Bram);
        foreach (var page in new[] { "/thuis", "/mijn", "/zorg" }) (await bram.GetAsync(page)).Said.ShouldNotContain("gordijnen");
    }

    [Fact]
    public async Task The_pages_look_right()
    {
        var screens = await Screens.OfAsync(server);
        await GiveAsync(screens, Anna, Bram, ProxyKind.Proxy);
        await GiveAsync(screens, Chaima, Anna, ProxyKind.Proxy);
        await screens.LooksRightAsync(Anna, "/mijn/volmacht");
        await screens.LooksRightAsync(Anna, $"/zorg?over={Bram}");
    }

    private static string Id() => Guid.CreateVersion7().ToString();

    private static Task<Seen> EndAsync(PageVisitor visitor, string member, string proxy) =>
        SendAsync(visitor, "/mijn/volmacht?handler=End", ("CommandId", Id()), ("member", member), ("proxy", proxy));

    private static async Task<Seen> SendAsync(PageVisitor visitor, string to, params (string, string)[] fields) => await visitor.SendToAsync(await visitor.GetAsync("/mijn/volmacht"), to, fields);

    private static Task GiveAsync(Screens screens, string member, string proxy, ProxyKind kind) =>
        screens.Scene.ExecuteAsync(new GiveProxy(Guid.CreateVersion7(), Actor.Coordinator(), screens.Scene.Clock.Now, new AccountNumber(member), new AccountNumber(proxy), kind));

    private async Task<PageVisitor> VisitorAsync(Screens screens, string account)
    {
        var visitor = new PageVisitor(server.Address);
        visitor.Cookies.Add(server.Address, new System.Net.Cookie("buurthulp", await screens.Scene.SignInAsync(account)));
        return visitor;
    }
}
