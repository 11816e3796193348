using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Tests.Api.Http;
using NodaTime;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Identity;

/// <summary>What somebody who is signed in may do, for how long, and what ends it.</summary>
public sealed class SessionTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_session_opens_the_calls_of_its_member_and_no_others()
    {
        var scene = await SignInScene.OfAsync(server);
        var anna = await scene.SignInAsync(Anna);

        (await scene.CallAsync(anna, HttpMethod.Get, "members/L0001")).Status.ShouldBe(200);
        (await scene.CallAsync(anna, HttpMethod.Get, "members/L0002")).ShouldBeProblem(404, "account-unknown");
        (await scene.CallAsync(anna, HttpMethod.Get, "trial-balance")).ShouldBeProblem(403, "forbidden");
        (await scene.CallAsync(anna + "x", HttpMethod.Get, "members/L0001")).ShouldBeProblem(401, "unauthenticated");
        var other = await SignInScene.OfAsync(server);
        (await other.CallAsync(anna, HttpMethod.Get, "members/L0001")).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task What_changes_something_needs_a_form_of_ones_own()
    {
        var scene = await SignInScene.OfAsync(server);
        var (anna, bram) = (await scene.SignInAsync(Anna), await scene.SignInAsync(Bram));
        var help = Help(Bram, Anna, 60);

        (await scene.CallAsync(anna, HttpMethod.Post, "exchanges", help)).ShouldBeProblem(403, "antiforgery-failed");
        (await scene.CallAsync(anna, HttpMethod.Post, "exchanges", help, formOf: await scene.PersonAsync(bram))).ShouldBeProblem(403, "antiforgery-failed");
        var booked = await scene.CallAsync(anna, HttpMethod.Post, "exchanges", help, formOf: await scene.PersonAsync(anna));

        booked.Status.ShouldBe(201, booked.Text);
        booked.Json.GetProperty("status").GetString().ShouldBe("booked");
    }

    [Fact]
    public async Task An_office_opens_with_a_second_factor_and_closes_twelve_hours_later()
    {
        var scene = await SignInScene.OfAsync(server);
        await scene.GiveAsync(Anna, Role.Treasurer);
        var (byLink, both) = (await scene.SignInAsync(Anna), await scene.SignInAsync(Anna, fromCommandLine: true));

        (await scene.CallAsync(byLink, HttpMethod.Get, "trial-balance")).ShouldBeProblem(403, "second-factor-needed");
        (await scene.CallAsync(byLink, HttpMethod.Get, "members/L0001")).Status.ShouldBe(200);
        (await scene.CallAsync(both, HttpMethod.Get, "trial-balance")).Status.ShouldBe(200);
        (await scene.PersonAsync(both)).ActorAs(Role.Treasurer).ShouldBe(new Actor(Anna, Role.Treasurer, new AccountNumber(Anna)));
        var person = await scene.PersonAsync(byLink);
        Should.Throw<InvalidOperationException>(() => person.ActorAs(Role.Treasurer));

        scene.Clock.Now += Duration.FromHours(12);
        (await scene.CallAsync(both, HttpMethod.Get, "trial-balance")).ShouldBeProblem(403, "second-factor-needed");
        (await scene.CallAsync(both, HttpMethod.Get, "members/L0001")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_office_that_is_taken_back_is_closed_at_once()
    {
        var scene = await SignInScene.OfAsync(server);
        await scene.GiveAsync(Anna, Role.Treasurer);
        var anna = await scene.SignInAsync(Anna, fromCommandLine: true);
        (await scene.CallAsync(anna, HttpMethod.Get, "trial-balance")).Status.ShouldBe(200);

        await scene.TakeAsync(Anna, Role.Treasurer);

        (await scene.CallAsync(anna, HttpMethod.Get, "trial-balance")).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task An_office_rests_while_its_holder_is_paused()
    {
        var scene = await SignInScene.OfAsync(server);
        await scene.GiveAsync(Anna, Role.Treasurer);
        var anna = await scene.SignInAsync(Anna, fromCommandLine: true);

        await scene.ExecuteAsync(new PauseMember(Guid.CreateVersion7(), Actor.Member(new AccountNumber(Anna)), scene.Clock.Now, new AccountNumber(Anna)));

        (await scene.PersonAsync(anna)).Offices.ShouldBeEmpty();
        (await scene.CallAsync(anna, HttpMethod.Get, "trial-balance")).ShouldBeProblem(403, "forbidden");
        (await scene.CallAsync(anna, HttpMethod.Get, "members/L0001")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Nobody_acts_in_an_office_by_accident()
    {
        var scene = await SignInScene.OfAsync(server);
        await scene.GiveAsync(Anna, Role.Coordinator);
        var anna = await scene.SignInAsync(Anna, fromCommandLine: true);
        var (form, help) = (await scene.PersonAsync(anna), Help(Anna, Bram, 60));

        var asNeighbour = await scene.CallAsync(anna, HttpMethod.Post, "exchanges", help, formOf: form);
        var asCoordinator = await scene.CallAsync(anna, HttpMethod.Post, "exchanges", help, role: "coordinator", formOf: form);
        var ofOthers = await scene.CallAsync(anna, HttpMethod.Post, "exchanges", Help(Bram, Chaima, 60), role: "coordinator", formOf: form);

        asNeighbour.Json.GetProperty("status").GetString().ShouldBe("proposed", "Bram has to say yes");
        asCoordinator.Json.GetProperty("status").GetString().ShouldBe("proposed", "her own hours wait in the office too");
        ofOthers.Json.GetProperty("status").GetString().ShouldBe("booked", ofOthers.Text);
        (await scene.CallAsync(anna, HttpMethod.Get, "members/L0002")).ShouldBeProblem(404, "account-unknown");
        (await scene.CallAsync(anna, HttpMethod.Get, "members/L0002", role: "coordinator")).Status.ShouldBe(200);
        (await scene.CallAsync(anna, HttpMethod.Get, "members/L0002", role: "treasurer")).ShouldBeProblem(403, "forbidden");
        (await scene.CallAsync(anna, HttpMethod.Get, "trial-balance", role: "treasurer")).ShouldBeProblem(403, "forbidden");
        (await scene.CallAsync(anna, HttpMethod.Get, "members/L0002", role: "1")).ShouldBeProblem(400, "malformed");
        (await scene.CallAsync(anna, HttpMethod.Get, "members/L0002", role: "system")).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task What_one_process_ends_is_ended_in_the_other()
    {
        var scene = await SignInScene.OfAsync(server);
        var (telephone, library) = (await scene.SignInAsync(Anna), await scene.SignInAsync(Anna, isShared: true));
        var another = await server.StartAnotherAsync();
        await using var stop = another;
        (await scene.CallAsync(library, HttpMethod.Get, "members/L0001", at: another)).Status.ShouldBe(200);
        var anna = await scene.PersonAsync(telephone);
        var sessions = await scene.Sessions.ListAsync(anna.Session.UserId, default);
        sessions.Select(session => (session.Device, session.IsShared)).ShouldBe([("Firefox, Linux", true), ("Firefox, Linux", false)], ignoreOrder: true);

        (await scene.Sessions.EndAsync((await scene.PersonAsync(await scene.SignInAsync(Bram))).Session.UserId, sessions[0].Id, default)).ShouldBeFalse("it is not his");
        (await scene.Sessions.EndAsync(anna.Session.UserId, sessions.Single(session => session.IsShared).Id, default)).ShouldBeTrue();

        (await scene.CallAsync(library, HttpMethod.Get, "members/L0001", at: another)).ShouldBeProblem(401, "unauthenticated");
        (await scene.CallAsync(telephone, HttpMethod.Get, "members/L0001", at: another)).Status.ShouldBe(200);
        (await scene.Sessions.ListAsync(anna.Session.UserId, default)).ShouldHaveSingleItem().IsShared.ShouldBeFalse();
        await scene.Sessions.EndAllAsync(scene.Code, new AccountNumber(Anna), except: null, default);
        (await scene.CallAsync(telephone, HttpMethod.Get, "members/L0001", at: another)).ShouldBeProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task A_session_on_a_shared_device_ends_after_twenty_minutes_of_nothing()
    {
        var scene = await SignInScene.OfAsync(server);
        var (shared, own) = (await scene.SignInAsync(Anna, isShared: true), await scene.SignInAsync(Anna));

        for (var often = 0; often < 3; often++)
        {
            scene.Clock.Now += Duration.FromMinutes(19);
            (await scene.Sessions.FindAsync(shared, default)).ShouldNotBeNull();
        }

        scene.Clock.Now += Duration.FromMinutes(20);
        (await scene.Sessions.FindAsync(shared, default)).ShouldBeNull();
        (await scene.Sessions.FindAsync(own, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task No_session_lives_for_ever()
    {
        var scene = await SignInScene.OfAsync(server);
        var (own, idle) = (await scene.SignInAsync(Anna), await scene.SignInAsync(Bram));

        for (var month = 0; month < 6; month++)
        {
            scene.Clock.Now += Duration.FromDays(29);
            (await scene.Sessions.FindAsync(own, default)).ShouldNotBeNull();
        }

        (await scene.Sessions.FindAsync(idle, default)).ShouldBeNull("nothing was asked for a month");
        scene.Clock.Now += Duration.FromDays(6);
        (await scene.Sessions.FindAsync(own, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_second_factor_gives_the_session_a_new_secret()
    {
        var scene = await SignInScene.OfAsync(server);
        var before = await scene.SignInAsync(Anna);
        var session = (await scene.PersonAsync(before)).Session.Id;

        var after = (await scene.Sessions.SecondFactorShownAsync(session, default)).ShouldNotBeNull();

        (await scene.Sessions.FindAsync(before, default)).ShouldBeNull();
        var person = await scene.PersonAsync(after);
        (person.Session.Id, person.HasSecondFactor).ShouldBe((session, true));
    }

    [Fact]
    public async Task Leaving_ends_the_sessions()
    {
        var scene = await SignInScene.OfAsync(server);
        var anna = await scene.SignInAsync(Anna);

        await scene.ExecuteAsync(new LeaveMember(Guid.CreateVersion7(), Actor.Coordinator(), scene.Clock.Now, new AccountNumber(Anna)));

        (await scene.CallAsync(anna, HttpMethod.Get, "members/L0001")).ShouldBeProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task Erasing_somebody_empties_identity_and_takes_back_their_mail()
    {
        var scene = await SignInScene.OfAsync(server);
        var (anna, bram) = (await scene.SignInAsync(Anna), await scene.SignInAsync(Bram));
        var link = await scene.LinkAsync(Anna);
        await scene.LinkAsync(Bram);
        await scene.ScalarAsync<string>("""
            INSERT INTO mail.outbox (key, kind, community, account, recipient, language, subject, text_body, html_body, queued_at, next_try_at)
            VALUES ($1, 'test', $1, $2, 'anna@voorbeeld.test', 'nl', 'Dag', '', '', now(), 'infinity') RETURNING key
            """, scene.Code.Value, Anna);

        var erased = await scene.CallAsync(anna, HttpMethod.Post, "members/L0001/erase", formOf: await scene.PersonAsync(anna));

        erased.Status.ShouldBe(200, erased.Text);
        (await scene.CallAsync(anna, HttpMethod.Get, "members/L0001")).ShouldBeProblem(401, "unauthenticated");
        (await scene.Links.UseAsync(link, isShared: false, "", default)).ShouldBeNull();
        foreach (var table in new[] { "identity.users", "identity.links", "mail.outbox" })
        {
            (await scene.ScalarAsync<long>($"SELECT count(*) FROM {table} WHERE community = $1 AND account = $2", scene.Code.Value, Anna)).ShouldBe(0, table);
        }

        (await scene.ScalarAsync<long>("SELECT count(*) FROM identity.sessions s JOIN identity.users u ON u.id = s.user_id WHERE u.community = $1", scene.Code.Value)).ShouldBe(1);
        (await scene.CallAsync(bram, HttpMethod.Get, "members/L0002")).Status.ShouldBe(200);
        (await scene.Links.UseAsync(await scene.LinkAsync(Anna), isShared: false, "", default)).ShouldBeNull("who was erased does not come back");
    }

    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; SM-A546B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36", "Samsung Internet, Android")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari, iPhone")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0", "Edge, Windows")]
    [InlineData("<script>alert(1)</script>", "")]
    [InlineData("", "")]
    public void A_device_is_named_as_its_owner_knows_it(string userAgent, string name) => DeviceName.Of(userAgent).ShouldBe(name);
}
