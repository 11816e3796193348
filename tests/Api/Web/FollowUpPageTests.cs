using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Identity;
using NodaTime;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>The list of calls to make when it is long.</summary>
public sealed class FollowUpPageTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_long_list_of_calls_comes_in_parts_and_each_call_is_there_once()
    {
        var screens = await Screens.OfAsync(server);
        await screens.Scene.GiveAsync(Chaima, Role.Coordinator);
        List<Guid> requests = [];
        for (var days = 30; days > 8; days--) requests.Add(await MatchedAsync(screens, new LocalDate(2026, 11, 20).PlusDays(-days)));
        await screens.Scene.ShowAsync();
        using var desk = new PageVisitor(server.Address);
        desk.Cookies.Add(server.Address, new System.Net.Cookie("buurthulp", await screens.Scene.SignInAsync(Chaima, fromCommandLine: true)));

        var first = await desk.GetAsync("/balie/opvolgen");
        first.Said.ShouldContain("Je ziet 1 tot en met 10 van 22.");
        first.Text.Length.ShouldBeLessThan(40_000);
        var last = await desk.GetAsync("/balie/opvolgen?deel=3");
        last.Said.ShouldContain("Je ziet 21 tot en met 22 van 22.");
        last.Text.ShouldNotContain(">Meer<");
        var shown = first.Text + (await desk.GetAsync("/balie/opvolgen?deel=2")).Text + last.Text;
        requests.ShouldAllBe(request => Times(shown, $"id=\"due-{request}\"") == 1);
        first.Text.IndexOf(requests[0].ToString(), StringComparison.Ordinal).ShouldBeInRange(1, first.Text.IndexOf(requests[1].ToString(), StringComparison.Ordinal));

        // The last two of the last part are written down; then there is no third part any more.
        foreach (var request in requests[^2..])
        {
            var sent = await desk.SendToAsync(last, "/balie/opvolgen", ("CommandId", Guid.NewGuid().ToString()), ("deel", "3"), ("request", request.ToString()), ("outcome", "well"));
            (sent.Status, sent.SentTo).ShouldBe((302, "/balie/opvolgen?deel=3"));
        }

        (await desk.GetAsync("/balie/opvolgen?deel=3")).Said.ShouldContain("Je ziet 11 tot en met 20 van 20.");
        (await desk.GetAsync("/balie")).Said.ShouldContain("Nog navragen hoe het ging (20)");
    }

    private static int Times(string text, string part) => text.Split(part).Length - 1;

    private static async Task<Guid> MatchedAsync(Screens screens, LocalDate on)
    {
        var (id, now) = (Guid.CreateVersion7(), screens.Scene.Clock.Now);
        await screens.Community.ExecuteAsync(new PostRequest(id, Actor.Coordinator(), now, new AccountNumber(Anna), new CategoryCode("boodschappen"), Channel.Phone, on));
        await screens.Community.ExecuteAsync(new AgreeMatch(Guid.CreateVersion7(), Actor.Coordinator(), now, new RequestId(id), new AccountNumber(Bram), on));
        return id;
    }
}
