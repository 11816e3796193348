using Buurthulp.Api.Mail;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Tests.Api.Http;
using NodaTime;

namespace Buurthulp.Tests.Api.Mail;

/// <summary>Mail is queued once, sent once, and forgotten once sent.</summary>
public sealed class MailTests(MailScene scene) : IClassFixture<MailScene>, IAsyncLifetime
{
    private readonly StoppedClock clock = new(ApiServer.Noon);

    public Task InitializeAsync() => scene.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_mail_arrives_as_text_and_as_html_and_its_row_names_nobody_any_more()
    {
        await using var server = new SmtpListener();
        var mail = MailScene.Mail() with { Unsubscribe = new Uri("https://hulp.example.org/uit/abc"), About = (new CommunityCode("molenwijk"), new AccountNumber("L0001")) };
        (await scene.Outbox(clock).QueueAsync(mail, default)).ShouldBeTrue();

        (await scene.Sender(clock, server.Address).SendDueAsync(default)).ShouldBeTrue();

        var received = server.Received.ShouldHaveSingleItem();
        received.To.ShouldBe(["anna@voorbeeld.test"]);
        received.From.ShouldContain("<buurthulp@hulp.example.org>");
        string[] expected = ["To: anna@voorbeeld.test", "List-Unsubscribe: <https://hulp.example.org/uit/abc>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click", "Auto-Submitted: auto-generated", "Content-Language: nl"];
        received.Headers.Intersect(expected, StringComparer.OrdinalIgnoreCase).Count().ShouldBe(expected.Length, received.Message);
        received.Headers.Where(header => header.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase)).ShouldHaveSingleItem().ShouldEndWith("@hulp.example.org>");
        received.Headers.ShouldContain(header => header.StartsWith("Content-Type: multipart/alternative", StringComparison.OrdinalIgnoreCase));
        var (plain, html) = (received.Message.IndexOf("text/plain", StringComparison.Ordinal), received.Message.IndexOf("text/html", StringComparison.Ordinal));
        plain.ShouldBeInRange(0, html, "the last part is the one that a reader shows by choice");

        (await scene.ScalarAsync<long>("SELECT count(*) FROM mail.outbox WHERE sent_at IS NOT NULL AND kind = 'digest' AND num_nonnulls(recipient, subject, text_body, html_body, unsubscribe) = 0")).ShouldBe(1);
    }

    [Fact]
    public void What_people_wrote_stays_text_in_both_parts()
    {
        var letter = MailScene.Mail().Letter;

        letter.Text.ShouldContain("Dag Anna <script>alert(1)</script>,");
        letter.Text.ShouldContain("Bekijk de vraag:\nhttps://hulp.example.org/vragen/1?a=b&c=d\n");
        letter.Html.ShouldNotContain("<script");
        letter.Html.ShouldContain("Dag Anna &lt;script&gt;");
        letter.Html.ShouldContain("href=\"https://hulp.example.org/vragen/1?a=b&amp;c=d\"");
        letter.Html.ShouldContain("<html lang=\"nl\">");
    }

    [Fact]
    public async Task Without_a_server_each_mail_is_a_file_that_only_the_owner_reads()
    {
        await scene.Outbox(clock).QueueAsync(MailScene.Mail(), default);

        await scene.Sender(clock).SendDueAsync(default);

        var file = scene.Files().ShouldHaveSingleItem();
        Path.GetFileName(file).ShouldMatch("^20261120T120000-digest-[0-9a-f]{12}\\.eml$");
        (await File.ReadAllTextAsync(file)).ShouldContain("To: anna@voorbeeld.test");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path.GetDirectoryName(file)!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task The_same_mail_is_queued_once_also_after_it_was_sent()
    {
        var outbox = scene.Outbox(clock);
        (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => outbox.QueueAsync(MailScene.Mail(), default)))).Count(queued => queued).ShouldBe(1);
        await scene.Sender(clock).SendDueAsync(default);

        (await outbox.QueueAsync(MailScene.Mail(), default)).ShouldBeFalse();
        (await outbox.QueueAsync(MailScene.Mail("digest/molenwijk/L0001/2026-W48"), default)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_queued_in_a_transaction_that_fails_is_not_sent()
    {
        await using (var connection = await scene.Source.OpenConnectionAsync())
        await using (await connection.BeginTransactionAsync())
        {
            (await scene.Outbox(clock).QueueAsync(connection, MailScene.Mail(), default)).ShouldBeTrue();
        }

        await scene.Sender(clock).SendDueAsync(default);

        scene.Files().ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(*) FROM mail.outbox")).ShouldBe(0);
    }

    [Fact]
    public async Task Four_processes_send_forty_mails_once_each()
    {
        await using var server = new SmtpListener();
        var outbox = scene.Outbox(clock);
        for (var i = 0; i < 40; i++) await outbox.QueueAsync(MailScene.Mail($"digest/molenwijk/L{i:0000}", $"lid{i}@voorbeeld.test"), default);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => scene.Sender(clock, server.Address).SendDueAsync(default)));

        server.Received.SelectMany(mail => mail.To).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, 40).Select(i => $"lid{i}@voorbeeld.test").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_sender_that_dies_before_the_server_took_the_mail_leaves_it_to_the_next()
    {
        await using var server = new SmtpListener();
        await scene.Outbox(clock).QueueAsync(MailScene.Mail(), default);
        var held = new TaskCompletionSource();
        server.Hold = held.Task;
        using var killed = new CancellationTokenSource();

        var dying = scene.Sender(clock, server.Address).SendDueAsync(killed.Token);
        await server.Began.Task;
        (await scene.Sender(clock, server.Address).SendDueAsync(default)).ShouldBeTrue("the row is locked, so there is nothing to do");
        await killed.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(dying.WaitAsync(TimeSpan.FromSeconds(20)), "it does not wait for the server's answer");
        server.Hold = Task.CompletedTask;
        held.SetException(new IOException("the sender died"));
        await scene.Sender(clock, server.Address).SendDueAsync(default);

        server.Received.ShouldHaveSingleItem().To.ShouldBe(["anna@voorbeeld.test"]);
    }

    [Fact]
    public async Task A_server_that_is_away_is_tried_again_later_and_later_until_the_mail_is_of_no_use()
    {
        var gone = new SmtpListener();
        var address = gone.Address;
        await gone.DisposeAsync();
        await scene.Outbox(clock).QueueAsync(MailScene.Mail() with { ExpiresAt = clock.Now + Duration.FromMinutes(15) }, default);
        var sender = scene.Sender(clock, address);
        List<int> tried = [];

        for (var minute = 0; minute <= 20; minute++)
        {
            if (!await sender.SendDueAsync(default)) tried.Add(minute);
            clock.Now += Duration.FromMinutes(1);
        }

        tried.ShouldBe([0, 1, 3, 7]);
        (await scene.ScalarAsync<string>("SELECT last_problem FROM mail.outbox WHERE given_up_at IS NOT NULL AND recipient IS NULL AND attempts = 4")).ShouldBe("server-unreachable");
    }

    [Fact]
    public async Task A_mail_that_waited_too_long_is_not_sent_any_more()
    {
        await scene.Outbox(clock).QueueAsync(MailScene.Mail() with { ExpiresAt = clock.Now + Duration.FromMinutes(15) }, default);
        clock.Now += Duration.FromMinutes(15);

        await scene.Sender(clock).SendDueAsync(default);

        scene.Files().ShouldBeEmpty();
        (await scene.ScalarAsync<string>("SELECT last_problem FROM mail.outbox WHERE given_up_at IS NOT NULL AND text_body IS NULL")).ShouldBe("expired");
    }

    [Fact]
    public async Task An_address_that_the_server_refuses_for_good_is_given_up_and_does_not_stop_the_others()
    {
        await using var server = new SmtpListener { AnswerToRecipient = address => address switch { "dirk@voorbeeld.test" => "550 no such user dirk@voorbeeld.test", "chaima@voorbeeld.test" => "450 later", _ => "250 fine" } };
        var outbox = scene.Outbox(clock);
        foreach (var name in new[] { "dirk", "chaima", "bram" }) await outbox.QueueAsync(MailScene.Mail($"digest/{name[0]}", $"{name}@voorbeeld.test"), default);

        (await scene.Sender(clock, server.Address).SendDueAsync(default)).ShouldBeTrue();

        server.Received.SelectMany(mail => mail.To).ShouldBe(["bram@voorbeeld.test"]);
        (await scene.ScalarAsync<string>("SELECT string_agg(key || ' ' || CASE WHEN given_up_at IS NULL THEN 'later' ELSE 'never' END || ' ' || last_problem, ', ' ORDER BY key) FROM mail.outbox WHERE sent_at IS NULL"))
            .ShouldBe("digest/c later recipient-450, digest/d never recipient-550");
    }

    [Theory]
    [InlineData("anna@voorbeeld.test\r\nBcc: dirk@voorbeeld.test")]
    [InlineData("anna@voorbeeld.test\nBcc: dirk@voorbeeld.test")]
    [InlineData("anna@voorbeeld.test, dirk@voorbeeld.test")]
    [InlineData("Anna <anna@voorbeeld.test>")]
    [InlineData("anna@voorbeeld.test\0")]
    [InlineData("\"anna dirk\"@voorbeeld.test")]
    [InlineData("anna")]
    [InlineData("")]
    public async Task An_address_that_is_more_than_one_address_is_never_stored(string address)
    {
        await Should.ThrowAsync<ArgumentException>(scene.Outbox(clock).QueueAsync(MailScene.Mail(recipient: address), default));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM mail.outbox")).ShouldBe(0);
    }

    [Theory]
    [InlineData("Hallo\r\nBcc: dirk@voorbeeld.test")]
    [InlineData("Hallo\nBcc: dirk@voorbeeld.test")]
    [InlineData("Hallo\u2028Bcc: dirk@voorbeeld.test")]
    [InlineData("")]
    public async Task A_subject_is_one_line(string subject)
    {
        var mail = MailScene.Mail();
        await Should.ThrowAsync<ArgumentException>(scene.Outbox(clock).QueueAsync(mail with { Letter = mail.Letter with { Subject = subject } }, default));
    }

    [Fact]
    public async Task A_text_that_looks_like_headers_stays_text()
    {
        await using var server = new SmtpListener();
        var mail = MailScene.Mail();
        await scene.Outbox(clock).QueueAsync(mail with { Letter = mail.Letter with { Parts = [new LetterPart.Paragraph("\r\n.\r\nMAIL FROM:<dirk@voorbeeld.test>\r\nBcc: dirk@voorbeeld.test")] } }, default);

        await scene.Sender(clock, server.Address).SendDueAsync(default);

        var received = server.Received.ShouldHaveSingleItem();
        received.To.ShouldBe(["anna@voorbeeld.test"]);
        received.Headers.ShouldNotContain(header => header.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        received.Message.Replace("=\r\n", "", StringComparison.Ordinal).ShouldContain("=0D=0A.=0D=0AMAIL FROM:<dirk@voorbeeld.test>=0D=0ABcc: dirk@voorbeeld.test=0D=0A");
    }

    [Fact]
    public void A_server_elsewhere_is_spoken_to_in_secret_unless_the_operator_says_otherwise()
    {
        var server = MailServer.Of(new Uri("smtp://anna%40example.org:p%40ss@mail.example.org"));
        (server.Port, server.IsEncrypted, server.From, server.Credential!.UserName, server.Credential.Password).ShouldBe((587, true, "anna@example.org", "anna@example.org", "p@ss"));
        server.ToString().ShouldBe("mail.example.org:587");
        MailServer.Of(new Uri("smtp://relay:25?tls=none&from=hulp@example.org")).ShouldBe(new MailServer("relay", 25, null, IsEncrypted: false, "hulp@example.org"));
        MailServer.Of(new Uri("smtp://localhost:1025")).IsEncrypted.ShouldBeFalse();
    }
}
