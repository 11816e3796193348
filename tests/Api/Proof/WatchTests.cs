using Buurthulp.Api.Books;
using Buurthulp.Api.Mail;
using Buurthulp.Api.Proof;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Verification;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Web;
using NodaTime;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Proof;

/// <summary>A superuser changes one minute in one old entry, and everybody whose business it is is told which. Chaima is treasurer, Bram auditor. One test after another: they move the clock.</summary>
public sealed class WatchTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static readonly Instant Morning = Instant.FromUtc(2026, 11, 23, 6, 30);

    [Fact]
    public async Task One_changed_minute_is_told_on_the_pages_in_the_mail_and_by_verify_and_the_app_goes_on()
    {
        var scene = await BooksScene.OfAsync(server);
        var watch = scene.Screens.Scene.Get<JournalWatch>();
        var position = await scene.BookAsync(Anna, Bram, 90);
        await scene.BookAsync(Anna, Bram, 30);
        await watch.LookAsync(default);
        (await ChangedAsync(scene)).ShouldBeEmpty();
        (await scene.GetAsync(Bram, "/controle/bewijs")).Text.ShouldContain("alles was in orde");

        await ChangeAsync(scene, position, "data = replace(data::text, '\"minutes\": 90', '\"minutes\": 91')::jsonb");
        await watch.LookAsync(default);
        (await ChangedAsync(scene)).ShouldBe([position]);
        foreach (var (account, path) in new[] { (Chaima, "/kas"), (Chaima, "/kas/journaal"), (Bram, "/controle"), (Bram, "/controle/bewijs"), (Bram, $"/controle/journaal/{position}") })
            (await scene.GetAsync(account, path)).Text.ShouldContain($"boeking {position} is niet meer wat er is vastgelegd", Case.Sensitive, path);
        (await scene.GetAsync(Chaima, "/thuis")).Text.ShouldNotContain("niet meer wat er is vastgelegd");
        (await VerifyAsync(scene)).ShouldBeOfType<VerificationResult.Bad>().First.ShouldBe(position);

        scene.Screens.Scene.Clock.Now = Morning;
        await scene.Screens.Scene.Get<AuditMailWork>().RunOnceAsync(default);
        await ShouldSayAsync(scene, "er is iets veranderd in het journaal");
        await ShouldSayAsync(scene, $"Deze boekingen zijn niet meer wat er is vastgelegd: {position}.");

        (await scene.BookAsync(Anna, Bram, 15)).ShouldBeGreaterThan(position);
        (await scene.BalanceAsync(Anna)).ShouldBe(135);

        // The row is put back as it was, from a backup.
        await ChangeAsync(scene, position, "data = replace(data::text, '\"minutes\": 91', '\"minutes\": 90')::jsonb");
        await watch.LookAsync(default);
        (await ChangedAsync(scene)).ShouldBeEmpty();
        (await scene.GetAsync(Chaima, "/kas")).Text.ShouldNotContain("niet meer wat er is vastgelegd");
    }

    [Fact]
    public async Task A_change_that_was_hidden_in_the_leaf_too_and_an_entry_that_is_gone_are_found()
    {
        var scene = await BooksScene.OfAsync(server);
        var watch = scene.Screens.Scene.Get<JournalWatch>();
        var journal = scene.Screens.Scene.Get<IJournal>();
        var position = await scene.BookAsync(Anna, Bram, 90);
        var last = await scene.BookAsync(Anna, Bram, 30);
        await watch.CheckAsync(scene.Community.Code, default);

        await ChangeAsync(scene, position, "data = replace(data::text, '\"minutes\": 90', '\"minutes\": 91')::jsonb");
        await foreach (var entry in journal.ReadAsync(scene.Community.Code, position, 1)) await ChangeAsync(scene, position, $"headers = jsonb_set(headers, '{{leaf}}', to_jsonb('{LeafHash.Of(entry).ToBase64()}'::text))");
        (await watch.CheckAsync(scene.Community.Code, default)).ShouldBe([position]);

        await server.ExecuteAsOwnerAsync($"""
            ALTER TABLE journal.mt_events DISABLE TRIGGER append_only;
            DELETE FROM journal.mt_events WHERE stream_id = 'community-{scene.Community.Code}' AND version = {last};
            ALTER TABLE journal.mt_events ENABLE TRIGGER append_only;
            """);
        (await watch.CheckAsync(scene.Community.Code, default)).ShouldBe([position, last]);
    }

    [Fact]
    public async Task A_look_goes_on_where_the_last_one_stopped_and_never_reads_more_than_it_may()
    {
        var scene = await BooksScene.OfAsync(server);
        await scene.Community.HelpOftenAsync(1_100);
        var watch = scene.Screens.Scene.Get<JournalWatch>();
        (await watch.LookAsync(default)).ShouldBeLessThan(JournalWatch.EntriesPerLook + 1_024);
        var watched = await scene.Screens.Scene.Get<WatchTable>().ReadAsync(scene.Community.Code, default);
        (watched.Kept, watched.Next, watched.EndedAt.HasValue).ShouldBe((await scene.Community.HeadAsync(), 1, true));
    }

    [Fact]
    public async Task The_auditors_get_the_checkpoint_once_a_day_and_only_when_there_is_something_new()
    {
        var scene = await BooksScene.OfAsync(server);
        var work = scene.Screens.Scene.Get<AuditMailWork>();
        scene.Screens.Scene.Clock.Now = Morning + Duration.FromDays(1);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => work.RunOnceAsync(default)));
        await work.RunOnceAsync(default);
        (await KeysAsync(scene)).ShouldBe([$"audit/{scene.Community.Code}/{Bram}/2026-11-24"]);
        var size = await scene.Community.HeadAsync();
        await ShouldSayAsync(scene, $"buurthulp/{scene.Community.Code}");
        await ShouldSayAsync(scene, $"Alle {size} boekingen zijn nagerekend");

        scene.Screens.Scene.Clock.Now = Morning + Duration.FromDays(2);
        await work.RunOnceAsync(default);
        (await KeysAsync(scene)).Count.ShouldBe(1, "nothing is new");
        await scene.BookAsync(Anna, Bram, 30);
        scene.Screens.Scene.Clock.Now = Morning + Duration.FromDays(3);
        await work.RunOnceAsync(default);
        (await KeysAsync(scene)).Count.ShouldBe(2);
        await ShouldSayAsync(scene, $"De eerste {size} boekingen, die je de vorige keer kreeg, zijn nog precies het begin van de {size + 1} van nu.");
    }

    private static async Task<IReadOnlyList<long>> ChangedAsync(BooksScene scene) => (await scene.Screens.Scene.Get<WatchTable>().ReadAsync(scene.Community.Code, default)).Changed;

    private static async Task<VerificationResult> VerifyAsync(BooksScene scene)
    {
        using var export = new MemoryStream();
        (await BookExport.WriteAsync(scene.Screens.Scene.Get<IJournal>(), scene.Community.Code, BookFormat.Journal, from: null, to: null, export, default)).ShouldBeNull();
        export.Position = 0;
        return await JournalVerification.RunAsync(export);
    }

    private Task ChangeAsync(BooksScene scene, long position, string change) => server.ExecuteAsOwnerAsync($"""
        ALTER TABLE journal.mt_events DISABLE TRIGGER append_only;
        UPDATE journal.mt_events SET {change} WHERE stream_id = 'community-{scene.Community.Code}' AND version = {position};
        ALTER TABLE journal.mt_events ENABLE TRIGGER append_only;
        """);

    private Task<IReadOnlyList<string>> KeysAsync(BooksScene scene) => server.RowsAsync($"SELECT key FROM mail.outbox WHERE kind = 'audit' AND community = '{scene.Community.Code}' ORDER BY key");

    /// <summary>Waits until the auditors of this community got a mail that says this.</summary>
    private Task ShouldSayAsync(BooksScene scene, string said) => Identity.SignInScene.UntilAsync(async () =>
    {
        foreach (var file in Directory.Exists(MailDelivery.Folder(server.Folder)) ? Directory.GetFiles(MailDelivery.Folder(server.Folder), "*-audit-*.eml") : [])
        {
            var text = (await File.ReadAllTextAsync(file)).Replace("=\r\n", "", StringComparison.Ordinal);
            if (text.Contains(scene.Community.Code.Value, StringComparison.Ordinal) && text.Contains(said, StringComparison.Ordinal)) return true;
        }

        return false;
    });
}
