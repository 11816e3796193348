using Buurthulp.Ledger;
using Buurthulp.Tests.Api.Http;
using Microsoft.Playwright;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Shops;

/// <summary>Paper notes at counters whose network drops.</summary>
public sealed class OfflineCounterTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_note_that_was_taken_without_a_network_is_booked_once_when_it_is_back()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 60);
        var note = await CounterTests.NoteAsync(scene, scene.Community.Token(Role.Coordinator));
        var counter = await OpenAsync(scene, Bakery);

        await counter.Context.SetOfflineAsync(true);
        await TakeAsync(counter, note);
        await counter.GetByText("Aangenomen: 1 uur. Geef € 5,00 korting.").WaitForAsync();
        await counter.GetByText("Geen verbinding. Je kunt alleen urenbiljetten aannemen").WaitForAsync();
        await TakeAsync(counter, note);
        await counter.GetByText("Dit biljet is hier al aangenomen.").WaitForAsync();
        await TakeAsync(counter, note[..8] + "000-000-000");
        await counter.GetByText("staat niet op de lijst").WaitForAsync();
        (await scene.BalanceAsync(Bakery)).ShouldBe(0);

        await counter.Context.SetOfflineAsync(false);
        await counter.GetByText("Een biljet van daarnet is nu geboekt: 1 uur.").WaitForAsync();
        (await scene.BalanceAsync(Bakery)).ShouldBe(60);
        await counter.ReloadAsync();
        await counter.Locator("[data-waiting]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });
        (await scene.BalanceAsync(Bakery)).ShouldBe(60);
    }

    [Fact]
    public async Task The_counter_opens_while_the_server_is_gone_and_sends_what_it_took_once()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 60);
        var note = await CounterTests.NoteAsync(scene, scene.Community.Token(Role.Coordinator));
        var counter = await OpenAsync(scene, Bakery);
        await counter.WaitForFunctionAsync("async () => (await navigator.serviceWorker.ready) && (await (await caches.open('buurthulp-counter')).match('/winkel/bon')) !== undefined && navigator.serviceWorker.controller !== null");

        await counter.Context.SetOfflineAsync(true);
        // Whichever page of the shop is opened, the one that works comes.
        await counter.GotoAsync("/winkel");
        counter.Url.ShouldEndWith("/winkel/bon");
        await counter.ReloadAsync();
        await counter.GetByText("Geen verbinding. Je kunt alleen urenbiljetten aannemen").WaitForAsync();
        await TakeAsync(counter, note);
        await counter.GetByText("Aangenomen: 1 uur. Geef € 5,00 korting.").WaitForAsync();
        await counter.ReloadAsync();
        await counter.Locator("[data-waiting-list] li").WaitForAsync();
        (await scene.BalanceAsync(Bakery)).ShouldBe(0);

        await counter.Context.SetOfflineAsync(false);
        await counter.GetByText("Een biljet van daarnet is nu geboekt: 1 uur.").WaitForAsync();
        await counter.ReloadAsync();
        (await counter.Locator("[data-waiting]").IsVisibleAsync()).ShouldBeFalse();
        (await scene.BalanceAsync(Bakery)).ShouldBe(60);
    }

    [Fact]
    public async Task Of_two_shops_that_took_the_same_note_the_second_is_told()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 60);
        var note = await CounterTests.NoteAsync(scene, scene.Community.Token(Role.Coordinator));
        var (first, second) = (await OpenAsync(scene, Bakery), await OpenAsync(scene, "W02"));
        foreach (var counter in new[] { first, second })
        {
            await counter.Context.SetOfflineAsync(true);
            await TakeAsync(counter, note);
            await counter.GetByText("Aangenomen: 1 uur.").WaitForAsync();
        }

        await first.Context.SetOfflineAsync(false);
        await first.GetByText("nu geboekt").WaitForAsync();
        await second.Context.SetOfflineAsync(false);
        var refused = second.Locator("[data-refused-list] li");
        await refused.WaitForAsync();
        (await refused.InnerTextAsync()).ShouldStartWith(note);
        await second.ReloadAsync();
        await refused.WaitForAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = "Gezien" }).ClickAsync();
        await refused.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        (await scene.BalanceAsync(Bakery), await scene.BalanceAsync("W02")).ShouldBe((60, 0));
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_and_books_nothing_twice()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 60);
        var note = await CounterTests.NoteAsync(scene, scene.Community.Token(Role.Coordinator));
        var counter = await OpenAsync(scene, Bakery);
        // The server gets the first request; its answer never arrives.
        var lost = 0;
        await counter.RouteAsync("**/winkel/bon?handler=Send", async route =>
        {
            if (Interlocked.Increment(ref lost) > 1)
            {
                await route.ContinueAsync();
                return;
            }

            await route.FetchAsync();
            await route.AbortAsync();
        });

        await TakeAsync(counter, note);
        await counter.GetByText("Aangenomen: 1 uur. Geef € 5,00 korting.").WaitForAsync();
        (await scene.BalanceAsync(Bakery)).ShouldBe(60);
        await counter.ReloadAsync();
        await counter.GetByText("nu geboekt").WaitForAsync();
        (await scene.BalanceAsync(Bakery)).ShouldBe(60);
        (await counter.Locator("[data-refused]").IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task With_a_network_a_note_is_booked_at_once()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 60);
        var note = await CounterTests.NoteAsync(scene, scene.Community.Token(Role.Coordinator));
        var counter = await OpenAsync(scene, Bakery);
        await TakeAsync(counter, note);
        await counter.GetByText("Gelukt: 1 uur. Geef € 5,00 korting.").WaitForAsync();
        await TakeAsync(counter, note);
        await counter.Locator("[data-answer] .bh-errors").WaitForAsync();
        (await counter.Locator("[data-refused]").IsVisibleAsync()).ShouldBeFalse();
        (await scene.BalanceAsync(Bakery)).ShouldBe(60);
    }

    private static async Task<IPage> OpenAsync(CounterScene scene, string shop)
    {
        var page = await scene.OpenCounterAsync("/winkel/bon", shop);
        await page.WaitForFunctionAsync("() => localStorage.getItem('buurthulp-list') !== null");
        return page;
    }

    private static async Task TakeAsync(IPage counter, string note)
    {
        await counter.GetByLabel("Wat er op het biljet staat").FillAsync(note);
        await counter.GetByRole(AriaRole.Button, new() { Name = "Neem het biljet aan" }).ClickAsync();
    }
}
