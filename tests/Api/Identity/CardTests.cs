using System.Text.Json;
using Buurthulp.Api.Identity.Cards;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Tests.Api.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Identity;

/// <summary>Printed cards for people without e-mail.</summary>
public sealed class CardTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Wrong = "000000";

    [Fact]
    public async Task A_coordinator_makes_a_card_and_its_owner_signs_in_with_number_and_PIN()
    {
        var (scene, desk) = await SceneAsync();
        var key = Guid.CreateVersion7();

        var made = await scene.Neighbourhood.PostAsync("members/L0001/card", "{}", desk, key);
        var again = await scene.Neighbourhood.PostAsync("members/L0001/card", "{}", desk, key);

        made.Status.ShouldBe(201, made.Text);
        again.Text.ShouldBe(made.Text);
        var (number, pin) = Read(made);
        number.ShouldMatch("^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$");
        pin.ShouldMatch("^[0-9]{6}$");
        made.Json.GetProperty("link").GetString().ShouldEndWith($"/inloggen/kaart?nummer={number}");
        var person = await scene.PersonAsync((await SignInAsync(number, pin)).Session.ShouldNotBeNull());
        (person.Account.Value, person.Session.By, person.Session.IsShared, person.HasSecondFactor).ShouldBe((Anna, SignInMethod.Card, true, false));
        var state = (await scene.Neighbourhood.GetAsync("members/L0001/card", desk)).Json;
        state.GetProperty("madeBy").GetString().ShouldBe("coordinator");
        state.TryGetProperty("lastUsedAt", out _).ShouldBeTrue();
        state.GetRawText().ShouldNotContain(number);
    }

    [Fact]
    public async Task A_card_is_typed_as_it_is_read()
    {
        var (scene, desk) = await SceneAsync();
        var (number, pin) = Read(await scene.Neighbourhood.PostAsync("members/L0001/card", "{\"pin\":\"274915\"}", desk));
        pin.ShouldBe("274915");

        foreach (var typed in new[] { number, number.Replace("-", "", StringComparison.Ordinal), number.ToLowerInvariant(), $" {number.Replace('-', ' ')} ", number.Replace('0', 'O').Replace('1', 'l') })
        {
            (await SignInAsync(typed, pin)).Session.ShouldNotBeNull(typed);
        }

        foreach (var typed in new[] { "", number[1..], number + "7", number.Replace('-', '_'), "U" + number[1..] }) (await SignInAsync(typed, pin)).ShouldBe(new CardAnswer(null, null));
    }

    [Fact]
    public async Task Five_wrong_PINs_lock_the_card_for_an_hour_and_five_more_for_two()
    {
        var (scene, desk) = await SceneAsync();
        var (number, pin) = Read(await scene.Neighbourhood.PostAsync("members/L0001/card", "{}", desk));

        for (var wrong = 0; wrong < 4; wrong++) (await SignInAsync(number, Wrong)).ShouldBe(new CardAnswer(null, null));
        (await SignInAsync(number, Wrong)).ShouldBe(new CardAnswer(null, scene.Clock.Now + Duration.FromHours(1)));
        (await SignInAsync(number, pin)).Session.ShouldBeNull("the right PIN is of no use now");

        scene.Clock.Now += Duration.FromHours(1);
        for (var wrong = 0; wrong < 5; wrong++) (await SignInAsync(number, Wrong)).Session.ShouldBeNull();
        (await SignInAsync(number, pin)).ShouldBe(new CardAnswer(null, scene.Clock.Now + Duration.FromHours(2)));

        scene.Clock.Now += Duration.FromHours(2);
        (await SignInAsync(number, pin)).Session.ShouldNotBeNull();
        for (var wrong = 0; wrong < 4; wrong++) await SignInAsync(number, Wrong);
        (await SignInAsync(number, pin)).Session.ShouldNotBeNull("the right PIN began the count anew");
    }

    [Fact]
    public async Task Many_tries_at_the_same_moment_are_five_tries()
    {
        var (scene, desk) = await SceneAsync();
        var (number, pin) = Read(await scene.Neighbourhood.PostAsync("members/L0001/card", "{}", desk));

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => SignInAsync(number, $"{i:D6}")));

        (await SignInAsync(number, pin)).LockedUntil.ShouldBe(scene.Clock.Now + Duration.FromHours(1));
        (await scene.ScalarAsync<int>("SELECT c.locks FROM identity.cards c JOIN identity.users u ON u.id = c.user_id WHERE u.community = $1", scene.Code.Value)).ShouldBe(1);
    }

    [Fact]
    public async Task A_coordinator_unlocks_a_card()
    {
        var (scene, desk) = await SceneAsync();
        var (number, pin) = Read(await scene.Neighbourhood.PostAsync("members/L0001/card", "{}", desk));
        for (var wrong = 0; wrong < 5; wrong++) await SignInAsync(number, Wrong);
        (await scene.Neighbourhood.GetAsync("members/L0001/card", desk)).Json.GetProperty("lockedUntil").GetDateTime().ShouldBe((scene.Clock.Now + Duration.FromHours(1)).ToDateTimeUtc());

        (await scene.Neighbourhood.PostAsync("members/L0001/card/unlock", body: null, desk)).Text.ShouldBe("{\"changed\":true}");

        (await SignInAsync(number, pin)).Session.ShouldNotBeNull();
        (await scene.Neighbourhood.PostAsync("members/L0001/card/unlock", body: null, desk)).Text.ShouldBe("{\"changed\":false}");
    }

    [Fact]
    public async Task A_card_that_is_revoked_or_replaced_opens_nothing_and_what_it_opened_is_closed()
    {
        var (scene, desk) = await SceneAsync();
        var (first, firstPin) = Read(await scene.Neighbourhood.PostAsync("members/L0001/card", "{}", desk));
        var (byCard, byLink) = ((await SignInAsync(first, firstPin)).Session!, await scene.SignInAsync(Anna));

        var (second, secondPin) = Read(await scene.Neighbourhood.PostAsync("members/L0001/card", "{}", desk));
        (await SignInAsync(first, firstPin)).Session.ShouldBeNull();
        (await scene.Sessions.FindAsync(byCard, default)).ShouldBeNull();
        byCard = (await SignInAsync(second, secondPin)).Session.ShouldNotBeNull();
        (await scene.Neighbourhood.PostAsync("members/L0001/card/revoke", body: null, desk)).Text.ShouldBe("{\"changed\":true}");

        (await SignInAsync(second, secondPin)).Session.ShouldBeNull();
        (await scene.Sessions.FindAsync(byCard, default)).ShouldBeNull();
        (await scene.Sessions.FindAsync(byLink, default)).ShouldNotBeNull();
        (await scene.Neighbourhood.GetAsync("members/L0001/card", desk)).ShouldBeProblem(404, "not-found");
        (await scene.Neighbourhood.PostAsync("members/L0001/card/revoke", body: null, desk)).Text.ShouldBe("{\"changed\":false}");
    }

    [Fact]
    public async Task A_card_never_opens_an_office()
    {
        var (scene, desk) = await SceneAsync();
        await scene.GiveAsync(Anna, Role.Treasurer);
        var (number, pin) = Read(await scene.Neighbourhood.PostAsync("members/L0001/card", "{}", desk));
        var session = (await SignInAsync(number, pin)).Session!;

        (await scene.CallAsync(session, HttpMethod.Get, "trial-balance")).ShouldBeProblem(403, "second-factor-needed");
        (await scene.Sessions.SecondFactorShownAsync((await scene.PersonAsync(session)).Session.Id, default)).ShouldBeNull();
        (await scene.CallAsync(session, HttpMethod.Get, "trial-balance")).ShouldBeProblem(403, "second-factor-needed");
    }

    [Fact]
    public async Task Cards_are_made_for_members_who_are_here_only_and_a_command_makes_one_card()
    {
        var (scene, desk) = await SceneAsync();
        var key = Guid.CreateVersion7();
        await scene.Neighbourhood.PostAsync("members/L0001/card", "{\"pin\":\"274915\"}", desk, key);

        (await scene.Neighbourhood.PostAsync("members/L0001/card", "{\"pin\":\"274916\"}", desk, key)).ShouldBeProblem(422, "command-id-reused");
        (await scene.Neighbourhood.PostAsync("members/L0002/card", "{\"pin\":\"274915\"}", desk, key)).ShouldBeProblem(422, "command-id-reused");
        (await scene.Neighbourhood.PostAsync("members/L0004/card", "{}", desk)).ShouldBeProblem(404, "account-unknown");
        (await scene.Neighbourhood.PostAsync("members/L9999/card", "{}", desk)).ShouldBeProblem(404, "account-unknown");
        (await scene.Neighbourhood.PostAsync("members/L0001/card", "{\"pin\":\"12345\"}", desk)).ShouldBeProblem(400, "malformed");
        (await scene.Neighbourhood.PostAsync("members/L0001/card", "{\"pin\":\"123456\"}", desk)).ShouldBeProblem(422, "pin-too-simple");
    }

    [Fact]
    public async Task Neither_number_nor_PIN_can_be_read_from_the_database()
    {
        var (scene, desk) = await SceneAsync();
        var (number, pin) = Read(await scene.Neighbourhood.PostAsync("members/L0001/card", "{\"pin\":\"274915\"}", desk));

        var stored = await scene.StoredAsync();

        stored.ShouldNotContain(number);
        stored.ShouldNotContain(number.Replace("-", "", StringComparison.Ordinal));
        stored.ShouldNotContain(pin);
    }

    [Fact]
    public async Task Leaving_ends_the_card()
    {
        var (scene, desk) = await SceneAsync();
        var (number, pin) = Read(await scene.Neighbourhood.PostAsync("members/L0001/card", "{}", desk));

        await scene.ExecuteAsync(new LeaveMember(Guid.CreateVersion7(), Actor.Coordinator(), scene.Clock.Now, new AccountNumber(Anna)));

        (await SignInAsync(number, pin)).Session.ShouldBeNull();
    }

    [Theory]
    [InlineData("111111", true)]
    [InlineData("123456", true)]
    [InlineData("987654", true)]
    [InlineData("121212", true)]
    [InlineData("123123", true)]
    [InlineData("112211", true)]
    [InlineData("274915", false)]
    [InlineData("100001", true)]
    [InlineData("135790", false)]
    public void A_PIN_that_is_tried_first_is_not_taken(string pin, bool isSimple) => CardSecrets.IsSimple(pin).ShouldBe(isSimple);

    private async Task<(SignInScene Scene, string Desk)> SceneAsync()
    {
        var scene = await SignInScene.OfAsync(server);
        return (scene, scene.Neighbourhood.Token(Role.Coordinator));
    }

    private async Task<CardAnswer> SignInAsync(string number, string pin)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<LoginCards>().SignInAsync(number, pin, isShared: true, "", default);
    }

    private static (string Number, string Pin) Read(Answer made) => (Text(made.Json, "number"), Text(made.Json, "pin"));

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
