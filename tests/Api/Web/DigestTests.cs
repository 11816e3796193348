using Buurthulp.Api.Mail;
using Buurthulp.Api.Notices;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Tests.Api.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>Mail about what waits and what is new, with a clock that stands still between two steps. One test after another: they move the clock of one server.</summary>
public sealed class DigestTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static readonly Instant MondayMorning = Instant.FromUtc(2026, 11, 23, 6, 30);

    private NoticeWork Work => server.Services.GetRequiredService<NoticeWork>();

    [Fact]
    public async Task A_digest_says_what_waits_and_what_fits_once_a_week_also_with_two_processes()
    {
        var screens = await SceneAsync();
        await using var another = await server.StartAnotherAsync();
        screens.Scene.Clock.Now = MondayMorning;
        ((StoppedClock)another.Services.GetRequiredService<IClock>()).Now = MondayMorning;
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => i % 2 == 0 ? Work.RunOnceAsync(default) : another.Services.GetRequiredService<NoticeWork>().RunOnceAsync(default)));
        (await DigestsAsync(screens)).ShouldBe(["L0001 weekly-2026-11-23"]);
        var text = await TextAsync(screens);
        text.ShouldContain("Er wacht 1 ding op jouw antwoord.");
        text.ShouldContain("- Boodschappen");
        text.ShouldContain("List-Unsubscribe-Post", Case.Insensitive);
        foreach (var secret in new[] { "Bram", "Chaima", "Wie gaat er mee" }) text.ShouldNotContain(secret);

        screens.Scene.Clock.Now = MondayMorning + Duration.FromDays(3);
        await Work.RunOnceAsync(default);
        (await DigestsAsync(screens)).Count.ShouldBe(1);
        screens.Scene.Clock.Now = MondayMorning + Duration.FromDays(7);
        await Work.RunOnceAsync(default);
        (await DigestsAsync(screens)).ShouldBe(["L0001 weekly-2026-11-23", "L0001 weekly-2026-11-30"], "what waits still waits");
    }

    [Fact]
    public async Task A_crash_between_two_digests_loses_none_and_doubles_none()
    {
        var screens = await SceneAsync();
        screens.Scene.Clock.Now = MondayMorning;
        await server.ExecuteAsOwnerAsync("""
            CREATE FUNCTION mail.crash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'away'; END $$;
            CREATE TRIGGER crash BEFORE INSERT ON mail.outbox FOR EACH ROW WHEN (NEW.kind = 'digest') EXECUTE FUNCTION mail.crash();
            """);
        await Should.ThrowAsync<Npgsql.PostgresException>(() => Work.RunOnceAsync(default));
        await server.ExecuteAsOwnerAsync("DROP TRIGGER crash ON mail.outbox; DROP FUNCTION mail.crash();");
        (await DigestsAsync(screens)).ShouldBeEmpty();
        await Work.RunOnceAsync(default);
        await Work.RunOnceAsync(default);
        (await DigestsAsync(screens)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_wants_to_know_at_once_is_told_once_and_who_wants_nothing_gets_nothing()
    {
        var screens = await SceneAsync();
        var wishes = screens.Scene.Get<MailWishes>();
        await wishes.WriteAsync(screens.Community.Code, new AccountNumber(Anna), MailWish.Now, default);
        await Work.RunOnceAsync(default);
        await Work.RunOnceAsync(default);
        (await CountAsync(screens, "exchange-waits")).ShouldBe(1);

        await wishes.WriteAsync(screens.Community.Code, new AccountNumber(Anna), MailWish.None, default);
        (await screens.Community.PostAsync("exchanges", Help(Chaima, Anna, 30), screens.Community.Token(Role.Member, Chaima))).Status.ShouldBe(201);
        await screens.Scene.ShowAsync();
        screens.Scene.Clock.Now = MondayMorning;
        await Work.RunOnceAsync(default);
        (await CountAsync(screens, "exchange-waits")).ShouldBe(1);
        (await DigestsAsync(screens)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_click_ends_mail_without_signing_in_and_opening_the_link_does_not()
    {
        var screens = await SceneAsync();
        var (wishes, community, anna) = (screens.Scene.Get<MailWishes>(), screens.Community.Code, new AccountNumber(Anna));
        var link = screens.Scene.Get<UnsubscribeLinks>().Of(community, anna).AbsolutePath;
        using var client = new HttpClient { BaseAddress = server.Address };
        (await client.GetAsync(new Uri(link, UriKind.Relative))).EnsureSuccessStatusCode();
        (await wishes.FindAsync(community, anna, default)).ShouldBe(MailWish.Weekly);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" });
        ((int)(await client.PostAsync(new Uri(link.Replace(Anna, Bram, StringComparison.Ordinal), UriKind.Relative), form)).StatusCode).ShouldBe(404);
        (await wishes.FindAsync(community, new AccountNumber(Bram), default)).ShouldBe(MailWish.Weekly);
        (await client.PostAsync(new Uri(link, UriKind.Relative), form)).EnsureSuccessStatusCode();
        (await wishes.FindAsync(community, anna, default)).ShouldBe(MailWish.None);

        await screens.Scene.Get<PersonVault>().EraseAsync(community, anna, default);
        (await screens.Scene.ScalarAsync<long>("SELECT count(*) FROM vault.mail_wishes WHERE community = $1", community.Value)).ShouldBe(0);
    }

    [Fact]
    public async Task I_choose_how_often_I_get_mail()
    {
        var screens = await SceneAsync();
        var page = await screens.OpenAsync(Anna, "/mijn/berichten");
        await page.GetByLabel("Elke dag").CheckAsync();
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("We hebben het bewaard.");
        (await screens.Scene.Get<MailWishes>().FindAsync(screens.Community.Code, new AccountNumber(Anna), default)).ShouldBe(MailWish.Daily);
        await screens.LooksRightAsync(Anna, "/mijn/berichten");
        await PageChecks.LooksRightAsync(server.Address, screens.Scene.Get<UnsubscribeLinks>().Of(screens.Community.Code, new AccountNumber(Anna)).AbsolutePath);
    }

    /// <summary>Something waits for Anna, and Bram asks for what she offers; the community's weeks are counted from now on.</summary>
    private async Task<Screens> SceneAsync()
    {
        ((StoppedClock)server.Services.GetRequiredService<IClock>()).Now = ApiServer.Noon;
        var screens = await Screens.OfAsync(server);
        var community = screens.Community;
        await Work.RunOnceAsync(default);
        (await community.PostAsync("exchanges", Help(Bram, Anna, 60), community.Token(Role.Member, Bram))).Status.ShouldBe(201);
        (await community.PostAsync("offers", """{"category":"boodschappen"}""", community.Token(Role.Member, Anna))).Status.ShouldBe(201);
        (await community.PostAsync("requests", """{"category":"boodschappen","words":"Wie gaat er mee?"}""", community.Token(Role.Member, Chaima))).Status.ShouldBe(201);
        await screens.Scene.ShowAsync();
        return screens;
    }

    private static async Task<IReadOnlyList<string>> DigestsAsync(Screens screens) =>
        (await screens.Scene.ScalarAsync<string>("SELECT coalesce(string_agg(split_part(key, '/', 3) || ' ' || split_part(key, '/', 4), ',' ORDER BY key), '') FROM mail.outbox WHERE kind = 'digest' AND community = $1", screens.Community.Code.Value))
            .Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static Task<long> CountAsync(Screens screens, string kind) =>
        screens.Scene.ScalarAsync<long>("SELECT count(*) FROM mail.outbox WHERE kind = $2 AND community = $1", screens.Community.Code.Value, kind);

    /// <summary>The digest as it was put into the folder; a soft line break is undone.</summary>
    private async Task<string> TextAsync(Screens screens)
    {
        string? found = null;
        await Identity.SignInScene.UntilAsync(async () =>
        {
            foreach (var file in Directory.Exists(MailDelivery.Folder(server.Folder)) ? Directory.GetFiles(MailDelivery.Folder(server.Folder), "*-digest-*.eml") : [])
            {
                var text = (await File.ReadAllTextAsync(file)).Replace("=\r\n", "", StringComparison.Ordinal);
                if (text.Contains(screens.Community.Code.Value, StringComparison.Ordinal)) found = text;
            }

            return found is not null;
        });
        return found!;
    }
}
