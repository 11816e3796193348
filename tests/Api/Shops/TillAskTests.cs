using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Writing;
using Buurthulp.Tests.Api.Http;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Shops;

/// <summary>A till of others asks for the member's yes, over HTTP with the shop's token.</summary>
public sealed class TillAskTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task The_members_yes_on_the_phone_books_what_the_till_asked_once()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 120);
        var (till, key) = (scene.Community.Token(Role.Shop, Bakery), Guid.NewGuid());
        var asked = await scene.Community.PostAsync("counter-asks", Ask(scene.CodeOf(Anna)), till, key);
        (asked.Status, asked.Json.GetProperty("state").GetString(), asked.Json.GetProperty("discountCents").GetInt64()).ShouldBe((201, "waiting", 500));
        (await scene.BalanceAsync(Bakery)).ShouldBe(0);

        using var anna = await scene.PhoneAsync(Anna);
        var path = $"/mijn/winkel/{key}";
        (await anna.GetAsync("/thuis")).Text.ShouldContain(path);
        var page = await anna.GetAsync(path);
        await anna.SendToAsync(page, path + "?handler=Yes");
        (await StateAsync(scene, key, till)).ShouldBe("done");
        (await scene.BalanceAsync(Anna), await scene.BalanceAsync(Bakery)).ShouldBe((60, 60));

        // The same again is answered as it stands, with the code of then; something else under the same key is not.
        var again = await scene.Community.PostAsync("counter-asks", Ask(asked: scene.CodeOf(Anna)), till, key);
        (again.Status, again.Json.GetProperty("state").GetString()).ShouldBe((201, "done"));
        (await scene.Community.PostAsync("counter-asks", Ask(scene.CodeOf(Anna), minutes: 30), till, key)).ShouldBeProblem(422, "command-id-reused");
        (await scene.Community.PostAsync($"discounts/{key}/cancel", """{"reason":"mistake"}""", till)).Status.ShouldBe(200);
        (await scene.BalanceAsync(Bakery)).ShouldBe(0);
    }

    /// <summary>The process died between the journal and the ask, and two thousand exchanges came since: the state has forgotten the discount, the journal has not.</summary>
    [Fact]
    public async Task What_was_booked_long_ago_is_done_though_the_ask_was_never_told()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 120);
        var (till, key) = (scene.Community.Token(Role.Shop, Bakery), Guid.NewGuid());
        await scene.Community.PostAsync("counter-asks", Ask(scene.CodeOf(Anna)), till, key);
        await scene.Community.ExecuteAsync(new GiveDiscount(key, Actor.Member(new AccountNumber(Anna)), ApiServer.Noon, new AccountNumber(Bakery), new AccountNumber(Anna), PurchaseCents: 2000, Minutes: 60));

        await scene.Community.HelpOftenAsync(SettledMemory.Most + 100);

        (await StateAsync(scene, key, till)).ShouldBe("done");
    }

    [Fact]
    public async Task A_no_a_stop_and_another_shop_move_nothing()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 120);
        var (till, declined, stopped) = (scene.Community.Token(Role.Shop, Bakery), Guid.NewGuid(), Guid.NewGuid());
        await scene.Community.PostAsync("counter-asks", Ask(scene.CodeOf(Anna)), till, declined);
        using var anna = await scene.PhoneAsync(Anna);
        await anna.SendToAsync(await anna.GetAsync($"/mijn/winkel/{declined}"), $"/mijn/winkel/{declined}?handler=No");
        var read = (await scene.Community.GetAsync($"counter-asks/{declined}", till)).Json;
        (read.GetProperty("state").GetString(), read.GetProperty("why").GetString()).ShouldBe(("refused", "declined"));

        await scene.Community.PostAsync("counter-asks", Ask(scene.CodeOf(Anna)), till, stopped);
        var other = scene.Community.Token(Role.Shop, "W02");
        (await scene.Community.GetAsync($"counter-asks/{stopped}", other)).Status.ShouldBe(404);
        (await scene.Community.PostAsync($"counter-asks/{stopped}/stop", body: null, other)).Status.ShouldBe(404);
        (await scene.Community.PostAsync($"counter-asks/{stopped}/stop", body: null, till)).Json.GetProperty("state").GetString().ShouldBe("stopped");
        await anna.SendToAsync(await anna.GetAsync("/mijn"), $"/mijn/winkel/{stopped}?handler=Yes");
        (await StateAsync(scene, stopped, till)).ShouldBe("stopped");
        (await scene.BalanceAsync(Anna)).ShouldBe(120);
    }

    [Fact]
    public async Task The_code_is_checked_and_what_cannot_be_is_said_before_the_member_is_asked()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 20);
        var till = scene.Community.Token(Role.Shop, Bakery);
        var right = scene.CodeOf(Anna);
        var wrong = right[..^1] + (right[^1] == '0' ? '1' : '0');
        (await scene.Community.PostAsync("counter-asks", Ask(wrong), till)).ShouldBeProblem(422, "member-code-wrong");
        (await scene.Community.PostAsync("counter-asks", Ask("geen code!"), till)).ShouldBeProblem(400, "malformed");
        (await scene.Community.PostAsync("counter-asks", Ask(right, minutes: 600), till)).ShouldBeProblem(422, "discount-over-share").GetProperty("mostMinutes").GetInt64().ShouldBe(111);
        (await scene.Community.PostAsync("counter-asks", Ask(right), till)).ShouldBeProblem(422, "floor-reached").GetProperty("availableMinutes").GetInt64().ShouldBe(20);
        using var anna = await scene.PhoneAsync(Anna);
        (await anna.GetAsync("/thuis")).Text.ShouldNotContain("/mijn/winkel/");

        // Who only knows the number does not learn what Anna has.
        var byNumber = await scene.Community.PostAsync("counter-asks", Ask(Anna), till);
        (byNumber.Status, byNumber.Json.GetProperty("state").GetString()).ShouldBe((201, "waiting"));
        for (var tries = 1; tries < 20; tries++) await scene.Community.PostAsync("counter-asks", Ask(wrong), till);
        (await scene.Community.PostAsync("counter-asks", Ask(wrong), till)).ShouldBeProblem(429, "too-many-requests");
    }

    private static async Task<string?> StateAsync(CounterScene scene, Guid ask, string till) => (await scene.Community.GetAsync($"counter-asks/{ask}", till)).Json.GetProperty("state").GetString();

    private static string Ask(string asked, long minutes = 60) => $$"""{"code":"{{asked}}","purchaseCents":1850,"minutes":{{minutes}}}""";
}
