using Buurthulp.Ledger;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Identity;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>A community says in which languages its pages are, and which comes first. Anna is admin, Chaima coordinator.</summary>
public sealed class CommunityLanguageTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task What_an_admin_chooses_holds_for_visitors_members_and_who_is_written_down()
    {
        var screens = await Screens.OfAsync(server);
        await screens.Scene.GiveAsync(Anna, Role.Admin);
        await screens.Scene.GiveAsync(Chaima, Role.Coordinator);
        var (buurt, elsewhere) = ($"/buurt/{screens.Community.Code}", $"/buurt/{(await server.FoundAsync()).Code}");
        using var visitor = new PageVisitor(server.Address);
        using var anna = await VisitorAsync(screens, Anna);
        (await visitor.GetAsync(buurt)).Text.ShouldContain("<html lang=\"nl\">");
        (await visitor.GetAsync(buurt)).Text.ShouldContain("lang=\"en\"", Case.Sensitive, "English is offered");

        (await SaveAsync(anna, first: "en", "nl")).Said.ShouldContain("Kies eerst een taal waarin jullie pagina's er zijn.");
        (await SaveAsync(anna, first: "en")).Said.ShouldContain("Kies minstens één taal.");
        (await SaveAsync(anna, first: "en", "nl", "en")).SentTo.ShouldBe("/beheer/kaart?klaar=true");
        (await visitor.GetAsync(buurt)).Text.ShouldContain("<html lang=\"en\">", Case.Sensitive, "who asked nothing gets what comes first");
        (await visitor.GetAsync(elsewhere)).Text.ShouldContain("<html lang=\"nl\">", Case.Sensitive, "another community has its own");
        using var chaima = await VisitorAsync(screens, Chaima);
        (await chaima.SendAsync("/balie/intake/nieuw", ("CommandId", Guid.NewGuid().ToString()), ("Form.Name", "Emma Post"))).Status.ShouldBe(302);
        (await screens.Scene.ScalarAsync<string[]>("SELECT languages FROM vault.persons WHERE community = $1 AND name = 'Emma Post'", screens.Community.Code.Value)).ShouldBe(["en"]);

        (await SaveAsync(anna, first: "nl", "nl")).SentTo.ShouldBe("/beheer/kaart?klaar=true");
        visitor.Cookies.Add(server.Address, new System.Net.Cookie("taal", "en"));
        var dutch = (await visitor.GetAsync(buurt)).Text;
        dutch.ShouldContain("<html lang=\"nl\">", Case.Sensitive, "English is not offered any more");
        dutch.ShouldNotContain("value=\"en\"");
        (await chaima.GetAsync("/thuis")).Text.ShouldContain("<html lang=\"nl\">");
        (await visitor.GetAsync(elsewhere)).Text.ShouldContain("<html lang=\"en\">");
    }

    private static async Task<Seen> SaveAsync(PageVisitor admin, string first, params string[] offered) =>
        await admin.SendAsync("/beheer/kaart", [("Form.Name", "Buurt"), ("Form.FirstLanguage", first), .. offered.Select(language => ("Form.Languages", language))]);

    private async Task<PageVisitor> VisitorAsync(Screens screens, string account)
    {
        var visitor = new PageVisitor(server.Address);
        visitor.Cookies.Add(server.Address, new System.Net.Cookie("buurthulp", await screens.Scene.SignInAsync(account, fromCommandLine: true)));
        return visitor;
    }
}
