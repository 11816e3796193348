using Buurthulp.Ledger;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Identity;
using Microsoft.Playwright;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>A coordinator as the second person (docs/adr/0010): Chaima is treasurer, Eva coordinator.</summary>
public sealed class SecondPersonTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Eva = BooksScene.Eva;

    [Fact]
    public async Task A_coordinator_agrees_to_what_a_treasurer_asked_in_another_browser()
    {
        var (scene, correction) = await AskedAsync();
        var page = await scene.Screens.OpenAsync(Eva, "/balie", withOffice: true);
        await page.GetByRole(AriaRole.Link, new() { Name = "1 ding wacht op jou als tweede persoon" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Chaima el Idrissi vraagt om 11 uur 40 terug te draaien: Een vergissing.");
        await scene.Screens.LooksRightAsync(Eva, $"/balie/tweede-persoon/{correction}", withOffice: true);
        await page.GetByRole(AriaRole.Link, new() { Name = "Bekijk en beslis" }).ClickAsync();
        var shown = await page.Locator("main").InnerTextAsync();
        shown.ShouldContain("Anna de Vries");
        shown.ShouldContain("Bram Jansen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keur goed en boek" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Teruggedraaid door twee personen");
        (await scene.BalanceAsync(Anna)).ShouldBe(0);
        (await page.GetByRole(AriaRole.Button, new() { Name = "Keur goed en boek" }).CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_coordinator_says_no_and_nothing_moves_and_who_asked_cannot_agree()
    {
        var (scene, correction) = await AskedAsync();
        await scene.Screens.Scene.GiveAsync(Chaima, Role.Coordinator);
        using (var chaima = await scene.VisitorAsync(Chaima))
        {
            (await chaima.GetAsync($"/balie/tweede-persoon/{correction}")).Text.ShouldNotContain("handler=Approve");
            (await AnswerAsync(chaima, correction, "Approve")).Text.ShouldContain("bh-errors");
        }

        using var eva = await scene.VisitorAsync(Eva);
        (await AnswerAsync(eva, correction, "Refuse")).SentTo.ShouldBe($"/balie/tweede-persoon/{correction}");
        (await AnswerAsync(eva, correction, "Approve")).Text.ShouldContain("bh-errors");
        (await eva.GetAsync("/balie/tweede-persoon")).Said.ShouldContain("Er wacht geen correctie.");
        (await eva.GetAsync($"/balie/tweede-persoon/{Guid.NewGuid()}")).Status.ShouldBe(404);
        (await scene.BalanceAsync(Anna)).ShouldBe(700);
        (await scene.GetAsync(Bram, "/balie/tweede-persoon")).Status.ShouldBe(403, "an auditor is no coordinator");
    }

    [Fact]
    public async Task A_coordinator_signs_a_close_or_takes_it_back()
    {
        var (scene, _) = await AskedAsync();
        using var eva = await scene.VisitorAsync(Eva);
        (await eva.GetAsync("/balie/tweede-persoon")).Said.ShouldContain("Er wacht geen afsluiting op een handtekening.");
        var first = await CloseAsync();
        (await SignAsync("Withdraw", first)).SentTo.ShouldBe("/balie/tweede-persoon");
        var second = await CloseAsync();
        var page = await eva.GetAsync("/balie/tweede-persoon");
        page.Said.ShouldContain("Nagerekend: het journaal begint nog met precies deze boekingen.");
        page.Said.ShouldContain("Afgesloten door Chaima el Idrissi");
        await scene.Screens.LooksRightAsync(Eva, "/balie/tweede-persoon", withOffice: true);
        (await SignAsync("Sign", first)).Text.ShouldContain("bh-errors");
        (await SignAsync("Sign", second)).SentTo.ShouldBe("/balie/tweede-persoon");
        (await SignAsync("Sign", second)).Text.ShouldContain("bh-errors");
        (await scene.GetAsync(Chaima, $"/kas/afsluiting/{second}")).Said.ShouldContain($"{Eva} tekende op");

        async Task<Guid> CloseAsync() => (await scene.Community.PostAsync("periods/close", """{"through":"2026-10-31"}""", scene.Community.Token(Role.Treasurer, Chaima))).Json.GetProperty("periodId").GetGuid();

        async Task<Seen> SignAsync(string handler, Guid period) =>
            await eva.SendToAsync(await eva.GetAsync("/balie"), $"/balie/tweede-persoon?handler={handler}&id={period}", ("CommandId", Guid.CreateVersion7().ToString()));
    }

    /// <summary>Chaima asks to undo 700 minutes between Anna and Bram.</summary>
    private async Task<(BooksScene Scene, Guid Correction)> AskedAsync()
    {
        var scene = await BooksScene.OfAsync(server);
        await scene.Screens.Scene.GiveAsync(Eva, Role.Coordinator);
        var position = await scene.BookAsync(Anna, Bram, 700);
        var asked = await scene.Community.PostAsync("corrections", $$"""{"position":{{position}},"reason":"mistake"}""", scene.Community.Token(Role.Treasurer, Chaima));
        await scene.Screens.Scene.ShowAsync();
        return (scene, asked.Json.GetProperty("correctionId").GetGuid());
    }

    private static async Task<Seen> AnswerAsync(PageVisitor visitor, Guid correction, string handler) =>
        await visitor.SendToAsync(await visitor.GetAsync("/balie"), $"/balie/tweede-persoon/{correction}?handler={handler}", ("CommandId", Guid.CreateVersion7().ToString()));
}
