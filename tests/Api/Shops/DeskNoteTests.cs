using Buurthulp.Ledger;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Identity;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Shops;

/// <summary>Paper hours at the desk.</summary>
public sealed class DeskNoteTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Notes_are_printed_given_out_and_when_lost_taken_out_of_use()
    {
        var (scene, desk) = await SceneAsync();
        using (desk)
        {
            (await SendAsync(desk, "Print", ("Form.Sheets", "1"), ("Form.Minutes", "60"))).SentTo.ShouldBe("/balie/biljetten?klaar=print");
            var page = await desk.GetAsync("/balie/biljetten");
            page.Said.ShouldContain("In de la 6, in omloop 0");
            var first = System.Text.RegularExpressions.Regex.Match(page.Said, "0000[0-9]{3}").Value;
            var sheet = System.Text.RegularExpressions.Regex.Match(page.Text, "/api/v1/[^\"]+/sheet").Value;
            (await desk.GetAsync(sheet)).Text.ShouldContain(first);

            (await SendAsync(desk, "Issue", ("Form.From", Anna), ("Form.First", first), ("Form.Count", "2"))).SentTo.ShouldBe("/balie/biljetten?klaar=issue");
            (await scene.BalanceAsync(Anna)).ShouldBe(0);
            (await SendAsync(desk, "Issue", ("Form.From", Anna), ("Form.First", "0000001"), ("Form.Count", "1"))).Said.ShouldContain("geen nummer van een biljet");
            (await SendAsync(desk, "Issue", ("Form.From", Bram), ("Form.First", first), ("Form.Count", "1"))).Text.ShouldContain("bh-errors");

            (await SendAsync(desk, "Void", ("Form.Serial", first), ("Form.Reason", "lost"))).SentTo.ShouldBe("/balie/biljetten?klaar=void");
            (await scene.BalanceAsync(Anna)).ShouldBe(60);
            (await desk.GetAsync("/balie/biljetten")).Said.ShouldContain("In de la 4, in omloop 1, ingeleverd 0, ongeldig of verlopen 1.");
        }
    }

    [Fact]
    public async Task The_page_for_paper_hours_looks_right()
    {
        var (scene, desk) = await SceneAsync();
        using (desk) await SendAsync(desk, "Print", ("Form.Sheets", "1"), ("Form.Minutes", "60"));
        await scene.Screens.LooksRightAsync(Chaima, "/balie/biljetten", withOffice: true);
    }

    private async Task<(CounterScene Scene, PageVisitor Desk)> SceneAsync()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 120);
        await scene.Scene.GiveAsync(Chaima, Role.Coordinator);
        var desk = new PageVisitor(server.Address);
        desk.Cookies.Add(server.Address, new System.Net.Cookie("buurthulp", await scene.Scene.SignInAsync(Chaima, fromCommandLine: true)));
        return (scene, desk);
    }

    private static async Task<Seen> SendAsync(PageVisitor desk, string handler, params (string Name, string Value)[] fields) =>
        await desk.SendToAsync(await desk.GetAsync("/balie/biljetten"), $"/balie/biljetten?handler={handler}", [.. fields, ("CommandId", Guid.CreateVersion7().ToString())]);
}
