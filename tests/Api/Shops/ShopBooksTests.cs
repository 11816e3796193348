using Buurthulp.Ledger;
using Buurthulp.Ledger.Shops;
using Buurthulp.Tests.Api.Http;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Shops;

/// <summary>What a shop holds, what it does with it, and its own books.</summary>
public sealed class ShopBooksTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_shop_sees_what_it_holds_and_spends_it()
    {
        var scene = await WithDiscountAsync();
        using var counter = await scene.CounterAsync();
        var page = await counter.GetAsync("/winkel/uren");
        page.Said.ShouldContain("1 uur 30 van ten hoogste 10 uur");
        page.Said.ShouldContain("Aan het eind: 1 uur 30.");
        page.Text.ShouldNotContain(Anna);

        (await counter.SendToAsync(page, "/winkel/uren?handler=Give", ("Form.Pot", "buurtpot"), ("Form.Minutes", "60"), ("CommandId", Guid.NewGuid().ToString()))).SentTo.ShouldBe("/winkel/uren?klaar=given");
        (await scene.BalanceAsync(Bakery), await scene.BalanceAsync("buurtpot")).ShouldBe((30, 60));
        (await counter.SendToAsync(page, "/winkel/uren?handler=Give", ("Form.Pot", "buurtpot"), ("Form.Minutes", "60"), ("CommandId", Guid.NewGuid().ToString()))).Said.ShouldContain("nog 30 minuten te besteden");

        (await counter.SendToAsync(page, "/winkel/uren?handler=Ask", ("Form.Category", "boodschappen"), ("Form.Words", "Flyers rondbrengen"), ("CommandId", Guid.NewGuid().ToString()))).SentTo.ShouldBe("/winkel/uren?klaar=asked");
        using var bram = await scene.PhoneAsync(Bram);
        (await bram.GetAsync("/prikbord")).Said.ShouldContain("Flyers rondbrengen");
    }

    [Fact]
    public async Task The_statement_goes_to_the_shops_own_books()
    {
        var scene = await WithDiscountAsync();
        using var counter = await scene.CounterAsync();
        var csv = (await counter.GetAsync("/winkel/uren?handler=Csv&van=2026-11-01&tot=2026-11-20")).Text.Split("\r\n");
        csv[0].ShouldContain("Dag;Wat;Minuten;Stand in minuten;Aankoop in eurocent;Korting in eurocent;Boeking;Betaald door sponsor in eurocent");
        csv[1].ShouldStartWith("2026-11-20;");
        csv[1].ShouldContain(";90;90;2000;750;");
        csv.Length.ShouldBe(3);
        using var other = await scene.CounterAsync("W02");
        (await other.GetAsync("/winkel/uren?handler=Csv")).Text.Split("\r\n").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Terms_show_what_holds_and_what_held()
    {
        var scene = await CounterScene.OfAsync(server);
        await scene.Community.ExecuteAsync(new AgreeShopTerms(Guid.NewGuid(), Actor.Import, ApiServer.Noon, new(Bakery), new ShopTerms(400, 25, 1200)));
        using var counter = await scene.CounterAsync();
        var said = (await counter.GetAsync("/winkel/afspraken")).Said;
        said.IndexOf("€ 4,00 korting voor 1 uur, ten hoogste 25%", StringComparison.Ordinal).ShouldBeInRange(0, said.IndexOf("€ 5,00 korting voor 1 uur, ten hoogste 50%", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_pages_of_its_own_books_look_right()
    {
        var scene = await WithDiscountAsync();
        foreach (var path in new[] { "/winkel/uren", "/winkel/afspraken", "/winkel/bon" }) await scene.LooksRightAsync(path);
        var withNote = await CounterScene.OfAsync(server, annaHas: 60);
        using var counter = await withNote.CounterAsync();
        var note = await CounterTests.NoteAsync(withNote, withNote.Community.Token(Role.Coordinator));
        await withNote.LooksRightAsync((await counter.SendAsync("/winkel/bon", ("Form.Code", note), ("CommandId", Guid.NewGuid().ToString()))).SentTo!);
    }

    private async Task<CounterScene> WithDiscountAsync()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 120);
        (await scene.Community.PostAsync("discounts", $$"""{"shop":"{{Bakery}}","member":"{{Anna}}","purchaseCents":2000,"minutes":90}""", scene.Community.Token(Role.Shop, Bakery))).Status.ShouldBe(201);
        return scene;
    }
}
