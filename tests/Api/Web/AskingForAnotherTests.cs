using Buurthulp.Ledger;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Identity;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>Anna acts for her father Bram, on the pages that she uses for herself.</summary>
public sealed class AskingForAnotherTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_daughter_asks_for_her_father_and_says_yes_to_who_wants_to_help_him()
    {
        var screens = await Screens.OfAsync(server);
        var community = screens.Community;
        (await community.PostAsync($"members/{Bram}/proxies", $$"""{"proxy":"{{Anna}}"}""", community.Token(Role.Member, Bram))).Status.ShouldBe(200);
        using var anna = await VisitAsync(screens, Anna);
        using var chaima = await VisitAsync(screens, Chaima);
        (await anna.GetAsync("/prikbord/vraag")).Said.ShouldContain("Voor wie vraag je dit?");
        (await chaima.GetAsync("/prikbord/vraag")).Said.ShouldNotContain("Voor wie vraag je dit?");

        var id = Guid.NewGuid().ToString();
        (await anna.SendAsync("/prikbord/vraag", ("CommandId", id), ("Form.For", Bram), ("Form.Category", "boodschappen"), ("Form.Text", "Soep voor mijn vader"))).SentTo.ShouldBe($"/prikbord/{id}");
        (await community.GetAsync($"requests/{id}", community.Token(Role.Coordinator))).Json.GetProperty("member").GetString().ShouldBe(Bram);
        var own = await anna.GetAsync($"/prikbord/{id}");
        own.Said.ShouldContain("Dit is voor Bram Jansen.");
        own.Said.ShouldContain("Trek de vraag in");
        (await chaima.GetAsync($"/prikbord/{id}")).Said.ShouldNotContain("Bram");

        await SendAsync(chaima, id, "Help");
        (await anna.GetAsync($"/prikbord/{id}")).Said.ShouldContain("Chaima el Idrissi wil je helpen.");
        await SendAsync(anna, id, "Agree");
        (await community.GetAsync($"requests/{id}", community.Token(Role.Coordinator))).Json.GetProperty("status").GetString().ShouldBe("matched");
        (await anna.GetAsync("/prikbord")).Said.ShouldContain("Soep voor mijn vader");

        // For who is none of hers she can't ask.
        (await anna.SendAsync("/prikbord/vraag", ("CommandId", Guid.NewGuid().ToString()), ("Form.For", Chaima), ("Form.Category", "boodschappen"))).SentTo.ShouldBeNull();
    }

    private static async Task SendAsync(PageVisitor visitor, string id, string act)
    {
        var path = $"/prikbord/{id}";
        (await visitor.SendToAsync(await visitor.GetAsync(path), $"{path}?handler={act}", ("CommandId", Guid.NewGuid().ToString()))).Status.ShouldBe(302);
    }

    private async Task<PageVisitor> VisitAsync(Screens screens, string member)
    {
        var visitor = new PageVisitor(server.Address);
        visitor.Cookies.Add(server.Address, new System.Net.Cookie("buurthulp", await screens.Scene.SignInAsync(member)));
        return visitor;
    }
}
