using System.Text.RegularExpressions;
using Buurthulp.Api.Counter;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Identity;
using NodaTime;
using static Buurthulp.Tests.Api.Http.Neighbourhood;
using static Buurthulp.Tests.Api.Shops.CounterScene;

namespace Buurthulp.Tests.Api.Shops;

/// <summary>Taking hours at a counter, without any script.</summary>
public sealed class CounterTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task The_desk_pairs_a_device_and_ends_it_at_once()
    {
        var scene = await CounterScene.OfAsync(server);
        await scene.Scene.GiveAsync(Chaima, Role.Coordinator);
        using var desk = new PageVisitor(server.Address);
        desk.Cookies.Add(server.Address, new System.Net.Cookie("buurthulp", await scene.Scene.SignInAsync(Chaima, fromCommandLine: true)));
        using var counter = new PageVisitor(server.Address);
        (await counter.GetAsync("/winkel")).SentTo.ShouldBe("/winkel/koppelen");

        var made = await desk.SendToAsync(await desk.GetAsync("/balie/winkels"), "/balie/winkels?handler=Pair", ("shop", Bakery));
        var code = Regex.Match(made.Text, "bh-code--large\">([0-9A-Z]{4}-[0-9A-Z]{4})<").Groups[1].Value;
        (await counter.SendAsync("/winkel/koppelen", ("Form.Code", "0000-0000"))).Text.ShouldContain("Deze koppelcode werkt niet");
        (await counter.SendAsync("/winkel/koppelen", ("Form.Code", code.ToLowerInvariant()))).SentTo.ShouldBe("/winkel");
        (await counter.GetAsync("/winkel")).Status.ShouldBe(200);
        using var other = new PageVisitor(server.Address);
        (await other.SendAsync("/winkel/koppelen", ("Form.Code", code))).Text.ShouldContain("Deze koppelcode werkt niet");

        var page = await desk.GetAsync("/balie/winkels");
        page.Text.ShouldContain("Firefox, Linux");
        var till = Regex.Match(page.Text, "name=\"till\" value=\"([^\"]+)\"").Groups[1].Value;
        (await desk.SendToAsync(page, "/balie/winkels?handler=Revoke", ("till", till))).Status.ShouldBe(302);
        (await counter.GetAsync("/winkel")).SentTo.ShouldBe("/winkel/koppelen");
    }

    [Fact]
    public async Task A_device_opens_nothing_but_its_own_shop()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 120);
        using var counter = await scene.CounterAsync();
        using var other = await scene.CounterAsync("W02");
        using var bram = await scene.PhoneAsync(Bram);
        var ask = await BeginAsync(counter, "20", scene.CodeOf(Anna));
        (await counter.SendAsync(ask, ("Form.Minutes", "60"))).Status.ShouldBe(302);

        (await other.GetAsync(ask)).Status.ShouldBe(404);
        (await bram.GetAsync($"/mijn/winkel/{ask[^36..]}")).Status.ShouldBe(404);
        (await counter.GetAsync("/thuis")).SentTo.ShouldNotBeNull().ShouldStartWith("/inloggen");
        (await counter.GetAsync("/balie")).SentTo.ShouldNotBeNull().ShouldStartWith("/inloggen");
    }

    [Fact]
    public async Task However_often_the_member_says_yes_it_is_booked_once()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 120);
        using var counter = await scene.CounterAsync();
        using var anna = await scene.PhoneAsync(Anna);
        var ask = await BeginAsync(counter, "18,50", scene.CodeOf(Anna));
        (await counter.SendAsync(ask, ("Form.Minutes", "60"))).Status.ShouldBe(302);
        (await counter.GetAsync(ask)).Text.ShouldContain("Wacht op het ja");

        var path = $"/mijn/winkel/{ask[^36..]}";
        var page = await anna.GetAsync(path);
        page.Said.ShouldContain("1 uur voor € 5,00 korting op een aankoop van € 18,50");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => anna.SendToAsync(page, path + "?handler=Yes")));

        (await anna.GetAsync(path)).Text.ShouldContain("Gelukt");
        (await counter.GetAsync(ask)).Said.ShouldContain("Geef € 5,00 korting");
        (await scene.BalanceAsync(Anna), await scene.BalanceAsync(Bakery)).ShouldBe((60, 60));
        (await counter.SendAsync(ask + "?handler=Stop")).Status.ShouldBe(302);
        (await counter.GetAsync(ask)).Said.ShouldContain("Geef € 5,00 korting");

        var today = await counter.GetAsync("/winkel/vandaag");
        today.Said.ShouldContain("1 keer: 1 uur aangenomen, € 5,00 korting gegeven.");
        var (id, other) = (ask[^36..], Guid.NewGuid().ToString());
        (await counter.SendToAsync(today, "/winkel/vandaag", ("discount", other), ("CommandId", Guid.NewGuid().ToString()))).Status.ShouldBe(404);
        (await counter.SendToAsync(today, "/winkel/vandaag", ("discount", id), ("CommandId", Guid.NewGuid().ToString()))).Status.ShouldBe(302);
        (await scene.BalanceAsync(Anna), await scene.BalanceAsync(Bakery)).ShouldBe((120, 0));
        (await counter.GetAsync("/winkel/vandaag")).Text.ShouldContain("Teruggedraaid");
        (await counter.GetAsync(ask)).Text.ShouldContain("Teruggedraaid");
    }

    [Fact]
    public async Task A_discount_of_yesterday_is_not_for_the_counter_to_undo()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 60);
        await scene.Community.ExecuteAsync(new Buurthulp.Ledger.Shops.GiveDiscount(Guid.NewGuid(), Actor.Import, ApiServer.Noon, new(Bakery), new(Anna), 1000, 30, new LocalDate(2026, 11, 19)));
        using var counter = await scene.CounterAsync();
        (await counter.GetAsync("/winkel/vandaag")).Text.ShouldContain("nog geen uren aangenomen");
    }

    [Fact]
    public async Task Each_limit_says_what_helps()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 100);
        using var counter = await scene.CounterAsync();

        var share = await BeginAsync(counter, "5", scene.CodeOf(Anna));
        (await counter.GetAsync(share)).Text.ShouldContain("ten hoogste 50% van de aankoop");
        var refused = await counter.SendAsync(share, ("Form.Minutes", "60"));
        (refused.Status, refused.Text.Contains("utrecht-form-field-error-message", StringComparison.Ordinal)).ShouldBe((200, true));

        var floor = await BeginAsync(counter, "100", scene.CodeOf(Anna));
        (await counter.GetAsync(floor)).Text.ShouldContain("Het lid kan nu nog 1 uur 40 besteden.");

        await scene.Community.ExecuteAsync(new Buurthulp.Ledger.Treasury.BookOpeningBalance(Guid.NewGuid(), Actor.Import, ApiServer.Noon, new(Bakery), 590, new LocalDate(2026, 1, 1)));
        var room = await BeginAsync(counter, "100", scene.CodeOf(Anna));
        (await counter.GetAsync(room)).Text.ShouldContain("De winkel neemt nu nog 10 minuten aan");
    }

    [Fact]
    public async Task Who_only_knows_a_number_does_not_learn_what_its_member_has()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 20);
        using var counter = await scene.CounterAsync();
        using var anna = await scene.PhoneAsync(Anna);
        var ask = await BeginAsync(counter, "100", Anna);
        var page = await counter.GetAsync(ask);
        page.Text.ShouldNotContain("20 minuten");
        (await counter.SendAsync(ask, ("Form.Minutes", "60"))).Status.ShouldBe(302);

        var answer = await anna.SendToAsync(await anna.GetAsync($"/mijn/winkel/{ask[^36..]}"), $"/mijn/winkel/{ask[^36..]}?handler=Yes");
        answer.Text.ShouldContain("nog 20 minuten te besteden");
        var seen = await counter.GetAsync(ask);
        seen.Text.ShouldContain("Het lid heeft te weinig uren voor dit aantal.");
        seen.Text.ShouldNotContain("20 minuten");
        (await scene.BalanceAsync(Bakery)).ShouldBe(0);

        var again = (await counter.SendToAsync(seen, ask + "?handler=Again", ("CommandId", Guid.CreateVersion7().ToString()))).SentTo.ShouldNotBeNull();
        (await counter.GetAsync(again)).Text.ShouldContain("Hoeveel korting?");
    }

    [Fact]
    public async Task A_member_says_no_and_nothing_moves()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 60);
        using var counter = await scene.CounterAsync();
        using var anna = await scene.PhoneAsync(Anna);
        var ask = await BeginAsync(counter, "20", scene.CodeOf(Anna));
        await counter.SendAsync(ask, ("Form.Minutes", "60"));
        var path = $"/mijn/winkel/{ask[^36..]}";
        (await anna.GetAsync("/thuis")).Text.ShouldContain(path);
        await anna.SendToAsync(await anna.GetAsync(path), path + "?handler=No");
        (await counter.GetAsync(ask)).Text.ShouldContain("Het lid zei nee.");
        (await anna.SendToAsync(await anna.GetAsync("/mijn"), path + "?handler=Yes")).Status.ShouldBe(302);
        (await scene.BalanceAsync(Anna)).ShouldBe(60);
    }

    [Fact]
    public async Task The_PIN_of_the_card_is_the_yes_of_who_has_no_phone()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 60);
        var card = await scene.Community.PostAsync($"members/{Anna}/card", "{\"pin\":\"274915\"}", scene.Community.Token(Role.Coordinator));
        using var counter = await scene.CounterAsync();
        var ask = await BeginAsync(counter, "20", card.Json.GetProperty("link").GetString()!);
        (await counter.GetAsync(ask)).Text.ShouldContain("Pincode van het lid");

        (await counter.SendAsync(ask, ("Form.Minutes", "60"), ("Form.Pin", "111222"))).Text.ShouldContain("utrecht-form-field-error-message");
        (await counter.SendAsync(ask[..ask.IndexOf('?', StringComparison.Ordinal)], ("Form.Minutes", "60"), ("Form.Pin", "274915"))).SentTo.ShouldBe("/winkel");
        (await scene.BalanceAsync(Anna)).ShouldBe(60);
        (await counter.SendAsync(ask, ("Form.Minutes", "60"), ("Form.Pin", "274915"))).Status.ShouldBe(302);
        (await counter.GetAsync(ask)).Text.ShouldContain("Gelukt");
        (await scene.BalanceAsync(Anna), await scene.BalanceAsync(Bakery)).ShouldBe((0, 60));
    }

    [Fact]
    public async Task A_photo_of_a_code_is_useless_and_so_is_guessing()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 60);
        using var counter = await scene.CounterAsync();
        var photo = scene.Scene.Get<MemberCodes>().Of(scene.Community.Code, new AccountNumber(Anna), scene.Scene.Clock.Now - Duration.FromSeconds(61));
        (await SendAsync(photo)).Text.ShouldContain("Deze code is niet meer geldig.");
        (await SendAsync("L9999")).Text.ShouldContain("Dit kennen we niet");
        for (var i = 0; i < 20; i++) await SendAsync(photo);
        (await SendAsync(photo)).Text.ShouldContain("te vaak een verkeerde code");
        (await SendAsync(scene.CodeOf(Anna))).Status.ShouldBe(302);

        Task<Seen> SendAsync(string code) => counter.SendAsync("/winkel", ("Form.Purchase", "20"), ("Form.Code", code), ("CommandId", Guid.NewGuid().ToString()));
    }

    [Fact]
    public async Task A_paper_note_is_taken_in_once()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 60);
        var note = await NoteAsync(scene, scene.Community.Token(Role.Coordinator));
        using var counter = await scene.CounterAsync();
        var taken = await counter.SendAsync("/winkel", ("Form.Purchase", "20"), ("Form.Code", note), ("CommandId", Guid.NewGuid().ToString()));
        (await counter.GetAsync(taken.SentTo!)).Said.ShouldContain("Het biljet is 1 uur waard: geef € 5,00 korting.");
        (await counter.SendAsync("/winkel/bon", ("Form.Code", note), ("CommandId", Guid.NewGuid().ToString()))).Text.ShouldContain("utrecht-form-field-error-message");
        (await counter.SendAsync("/winkel/bon", ("Form.Code", note[..^1]), ("CommandId", Guid.NewGuid().ToString()))).Text.ShouldContain("verkeerd getypt");
        (await scene.BalanceAsync(Bakery)).ShouldBe(60);
        using var other = await scene.CounterAsync("W02");
        (await other.GetAsync(taken.SentTo!)).Status.ShouldBe(404);
    }

    internal static async Task<string> NoteAsync(CounterScene scene, string desk)
    {
        var batch = (await scene.Community.PostAsync("notes/batches", """{"notes":1,"minutesPerNote":60}""", desk)).Json;
        var serial = batch.GetProperty("firstSerial").GetString()!;
        (await scene.Community.PostAsync("notes/issue", $$"""{"from":"{{Anna}}","serials":["{{serial}}"]}""", desk)).Status.ShouldBe(201);
        return scene.Scene.Get<Buurthulp.Api.Notes.NoteCodes>().Of(scene.Community.Code, new(serial)).ToString();
    }
}
