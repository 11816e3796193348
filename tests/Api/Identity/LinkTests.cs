using System.Text;
using Buurthulp.Api.Identity;
using Buurthulp.Api.Identity.Links;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Tests.Api.Http;
using NodaTime;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Identity;

/// <summary>A link in a mail signs in once.</summary>
public sealed class LinkTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_link_signs_in_once_and_opening_it_does_not_use_it()
    {
        var scene = await SignInScene.OfAsync(server);
        var link = await scene.LinkAsync(Anna);

        for (var scanner = 0; scanner < 3; scanner++) (await scene.Links.LookAsync(link, default)).ShouldBe(new OpenLink(scene.Code, new AccountNumber(Anna), IsFromCommandLine: false));
        var session = await scene.Links.UseAsync(link, isShared: false, "Firefox, Linux", default);

        var person = await scene.PersonAsync(session.ShouldNotBeNull());
        (person.Community, person.Account.Value, person.Offices.Count, person.HasSecondFactor, person.Session.By).ShouldBe((scene.Code, Anna, 0, false, SignInMethod.Link));
        (await scene.Links.LookAsync(link, default)).ShouldBeNull();
        (await scene.Links.UseAsync(link, isShared: false, "", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_who_use_a_link_at_the_same_moment_one_signs_in()
    {
        var scene = await SignInScene.OfAsync(server);
        var link = await scene.LinkAsync(Anna);

        var sessions = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => scene.Links.UseAsync(link, isShared: false, "", default)));

        sessions.Count(session => session is not null).ShouldBe(1);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM identity.sessions s JOIN identity.users u ON u.id = s.user_id WHERE u.community = $1", scene.Code.Value)).ShouldBe(1);
    }

    [Fact]
    public async Task A_link_works_for_a_quarter_of_an_hour()
    {
        var scene = await SignInScene.OfAsync(server);
        var (early, late) = (await scene.LinkAsync(Anna), await scene.LinkAsync(Anna));

        scene.Clock.Now += Duration.FromMinutes(15) - Duration.FromSeconds(1);
        (await scene.Links.UseAsync(early, isShared: false, "", default)).ShouldNotBeNull();
        scene.Clock.Now += Duration.FromSeconds(1);
        (await scene.Links.LookAsync(late, default)).ShouldBeNull();
        (await scene.Links.UseAsync(late, isShared: false, "", default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_link_that_is_none_of_ours_or_of_somebody_who_left_signs_nobody_in()
    {
        var scene = await SignInScene.OfAsync(server);
        var link = await scene.LinkAsync(Bram);
        await scene.ExecuteAsync(new LeaveMember(Guid.CreateVersion7(), Actor.Coordinator(), scene.Clock.Now, new AccountNumber(Bram)));

        (await scene.Links.UseAsync(link, isShared: false, "", default)).ShouldBeNull();
        (await scene.Links.UseAsync(link[..^1] + (link[^1] == 'A' ? 'B' : 'A'), isShared: false, "", default)).ShouldBeNull();
        (await scene.Links.UseAsync("", isShared: false, "", default)).ShouldBeNull();
        (await scene.Links.UseAsync(await scene.LinkAsync(Dirk), isShared: false, "", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Neither_links_nor_sessions_can_be_read_from_the_database()
    {
        var scene = await SignInScene.OfAsync(server);
        var link = await scene.LinkAsync(Anna);
        var session = await scene.SignInAsync(Anna);

        var stored = await scene.StoredAsync();
        stored.ShouldContain(scene.Code.Value);
        foreach (var secret in new[] { link, session })
        {
            stored.ShouldNotContain(secret);
            stored.ShouldNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret)));
        }
    }

    [Fact]
    public async Task Whoever_asks_with_a_known_address_gets_a_mail_where_the_vault_says_and_nobody_else_does()
    {
        var scene = await SignInScene.OfAsync(server);
        var address = $"{scene.Code}@voorbeeld.test";
        await scene.WriteDownAsync(Anna, "Anna", address, "nl");
        await scene.WriteDownAsync(Dirk, "Dirk", $"dirk.{address}");
        var requests = scene.Get<LinkRequests>();

        // Asked in this order and answered in it, so when the last is there the others had their turn.
        requests.Add($"nobody.{address}");
        requests.Add($"dirk.{address}");
        requests.Add($"{address}\r\nBcc: dirk@voorbeeld.test");
        requests.Add(address.ToUpperInvariant());
        var link = new Uri((await MailFolder.MailToAsync(server, address)).Split('\n').First(line => line.StartsWith("http", StringComparison.Ordinal)).Trim()).Segments[^1];

        (await scene.Links.LookAsync(link, default)).ShouldBe(new OpenLink(scene.Code, new AccountNumber(Anna), IsFromCommandLine: false));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM identity.links WHERE community = $1", scene.Code.Value)).ShouldBe(1);
    }

    [Fact]
    public async Task Two_who_share_an_address_get_a_link_each_in_their_language()
    {
        var scene = await SignInScene.OfAsync(server);
        var address = $"{scene.Code}@voorbeeld.test";
        await scene.WriteDownAsync(Anna, "Anna", address, "tr", "en");
        await scene.WriteDownAsync(Bram, "Bram", address, "nl");

        scene.Get<LinkRequests>().Add(address);
        var mail = await MailFolder.MailToAsync(server, address);

        mail.ShouldContain("Choose who you are");
        mail.ShouldContain($"Sign in to Buurt {scene.Code} as {Bram}");
        mail.ShouldNotContain("Bram", Case.Sensitive, "who reads the other's mail learns no name from it");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM identity.links WHERE community = $1", scene.Code.Value)).ShouldBe(2);
    }

    [Fact]
    public async Task An_address_gets_four_mails_in_a_quarter_of_an_hour()
    {
        var scene = await SignInScene.OfAsync(server);
        var (many, other) = ($"{scene.Code}@voorbeeld.test", $"bram.{scene.Code}@voorbeeld.test");
        await scene.WriteDownAsync(Anna, "Anna", many);
        await scene.WriteDownAsync(Bram, "Bram", other);

        for (var i = 0; i < 8; i++) scene.Get<LinkRequests>().Add(many);
        scene.Get<LinkRequests>().Add(other);
        await SignInScene.UntilAsync(async () => await LinksOfAsync(Bram) == 1);
        (await LinksOfAsync(Anna)).ShouldBe(4);

        scene.Clock.Now += Duration.FromMinutes(15);
        scene.Get<LinkRequests>().Add(many);
        await SignInScene.UntilAsync(async () => await LinksOfAsync(Anna) == 5);

        Task<long> LinksOfAsync(string account) => scene.ScalarAsync<long>("SELECT count(*) FROM identity.links WHERE community = $1 AND account = $2", scene.Code.Value, account);
    }

    [Fact]
    public async Task Tries_at_the_same_moment_are_counted_one_by_one()
    {
        var scene = await SignInScene.OfAsync(server);
        var limit = new TryLimit("test", 5, Duration.FromMinutes(1));

        var waits = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => scene.Get<Tries>().CountAsync(limit, scene.Code.Value, default)));

        waits.Count(wait => wait is null).ShouldBe(5);
        waits.OfType<int>().ShouldAllBe(wait => wait == 60);
        (await scene.StoredAsync()).ShouldNotContain($"test/{scene.Code}");
    }

}
