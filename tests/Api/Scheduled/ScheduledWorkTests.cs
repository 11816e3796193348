using Buurthulp.Api.Scheduled;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Notes;
using NodaTime;

namespace Buurthulp.Tests.Api.Scheduled;

public sealed class ScheduledWorkTests
{
    private static readonly AccountNumber Anna = new("L0001");
    private static readonly AccountNumber Bram = new("L0002");

    /// <summary>Friday 20 November, half past eleven in the evening in Amsterdam.</summary>
    private static readonly Instant Proposed = Instant.FromUtc(2026, 11, 20, 22, 30);

    [Theory]
    [InlineData("Europe/Amsterdam", "2026-12-03T22:59:59Z", false)]
    [InlineData("Europe/Amsterdam", "2026-12-03T23:00:00Z", true)]
    [InlineData("Pacific/Auckland", "2026-12-04T10:59:59Z", false)]
    [InlineData("Pacific/Auckland", "2026-12-04T11:00:00Z", true)]
    [InlineData("America/New_York", "2026-12-04T04:59:59Z", false)]
    [InlineData("America/New_York", "2026-12-04T05:00:00Z", true)]
    public async Task A_proposal_is_booked_when_the_agreed_days_are_over_in_the_communitys_own_time_zone(string timeZone, string at, bool isBooked)
    {
        await using var scene = await ScheduleScene.StartAsync();
        var community = await scene.FoundAsync(timeZone);
        var exchange = await scene.ProposeAsync(community, Proposed);
        scene.Clock.Now = NodaTime.Text.InstantPattern.ExtendedIso.Parse(at).Value;

        await scene.Work().RunOnceAsync(CancellationToken.None);

        (await scene.StatusAsync(community, exchange)).ShouldBe(isBooked ? ExchangeStatus.Booked : ExchangeStatus.Proposed);
    }

    [Fact]
    public async Task Two_processes_at_once_book_each_proposal_once()
    {
        await using var scene = await ScheduleScene.StartAsync();
        var community = await scene.FoundAsync("Europe/Amsterdam");
        for (var i = 0; i < 20; i++) await scene.ProposeAsync(community, Proposed);
        scene.Clock.Now = Proposed + Duration.FromDays(20);
        var before = await scene.CountAsync(community, "exchange_booked");

        await using var other = scene.AnotherProcess();
        var runs = await Task.WhenAll(scene.Work().RunOnceAsync(CancellationToken.None), scene.Work(other).RunOnceAsync(CancellationToken.None));

        before.ShouldBe(0);
        runs.ShouldAllBe(run => run.Failed == 0);
        (await scene.CountAsync(community, "exchange_booked")).ShouldBe(20);
    }

    [Fact]
    public async Task What_a_crash_left_undone_is_done_by_the_next_look()
    {
        await using var scene = await ScheduleScene.StartAsync();
        var community = await scene.FoundAsync("Europe/Amsterdam");
        for (var i = 0; i < 6; i++) await scene.ProposeAsync(community, Proposed);
        scene.Clock.Now = Proposed + Duration.FromDays(20);

        // Killed after the third was recorded and before anything was shown or remembered: its command is in the journal and the view still says that it waits.
        var due = (await scene.DueAsync()).Where(thing => thing.Kind == DueKind.BookExchange).Take(3).ToList();
        foreach (var thing in due)
        {
            await scene.RecordAsync(community, new BookDueExchange(thing.CommandIdOn(thing.DayAt(scene.Clock.Now)), Actor.Clock, scene.Clock.Now, new ExchangeId(Guid.Parse(thing.Thing))));
        }

        due.Count.ShouldBe(3);
        await scene.Work().RunOnceAsync(CancellationToken.None);

        (await scene.CountAsync(community, "exchange_booked")).ShouldBe(6);
    }

    [Fact]
    public async Task Thousands_of_communities_with_nothing_due_cost_one_query_and_no_journal()
    {
        await using var scene = await ScheduleScene.StartAsync();
        await scene.ExecuteAsync("INSERT INTO views.scheduled_communities (community, time_zone, proposal_days, request_days) SELECT 'c' || n, 'Europe/Amsterdam', 14, 60 FROM generate_series(1, 3000) AS n");
        await scene.ExecuteAsync("INSERT INTO views.waiting_proposals (community, exchange, proposed_on) SELECT 'c' || n, gen_random_uuid(), DATE '2026-11-19' FROM generate_series(1, 3000) AS n");
        scene.Clock.Now = Proposed;

        var run = await scene.Work().RunOnceAsync(CancellationToken.None);

        run.ShouldBe(new ScheduledRun(Looks: 1, Done: 0, Refused: 0, Failed: 0));
        scene.Writers.Count.ShouldBe(0);
    }

    [Fact]
    public async Task More_than_one_page_is_done_in_one_look_and_what_is_refused_keeps_nothing_waiting()
    {
        await using var scene = await ScheduleScene.StartAsync();
        var community = await scene.FoundAsync("Europe/Amsterdam");
        for (var i = 0; i < 7; i++) await scene.ProposeAsync(community, Proposed);
        await scene.ExecuteAsync($"INSERT INTO views.waiting_proposals (community, exchange, proposed_on) SELECT '{community}', gen_random_uuid(), DATE '2026-01-01' FROM generate_series(1, 5)");
        scene.Clock.Now = Proposed + Duration.FromDays(20);
        var work = scene.Work(pageSize: 3);

        var first = await work.RunOnceAsync(CancellationToken.None);
        await scene.ShowAsync(community);
        var second = await work.RunOnceAsync(CancellationToken.None);
        scene.Clock.Now += Duration.FromDays(1);
        var nextDay = await work.RunOnceAsync(CancellationToken.None);

        first.Refused.ShouldBe(5);
        (await scene.CountAsync(community, "exchange_booked")).ShouldBe(7);
        (second.Done, second.Refused).ShouldBe((0, 0), "refused things are left alone until the next day");
        nextDay.Refused.ShouldBe(5);
        work.RefusalsRemembered.ShouldBe(5);
        await scene.ExecuteAsync($"DELETE FROM views.waiting_proposals WHERE community = '{community}'");
        scene.Clock.Now += Duration.FromDays(2);
        await work.RunOnceAsync(CancellationToken.None);
        work.RefusalsRemembered.ShouldBe(0, "what was refused and is never due again is not kept");
    }

    [Fact]
    public async Task A_database_that_is_away_is_for_the_next_look()
    {
        await using var scene = await ScheduleScene.StartAsync();
        await using var nowhere = Npgsql.NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Database=none;Username=none;Timeout=1");
        await Should.ThrowAsync<Npgsql.NpgsqlException>(() => scene.Work(database: nowhere).RunOnceAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_checkpoint_is_published_the_day_after_something_was_recorded_and_once()
    {
        await using var scene = await ScheduleScene.StartAsync();
        var community = await scene.FoundAsync("Europe/Amsterdam");
        scene.Clock.Now = ScheduleScene.Founding + Duration.FromDays(1);

        (await scene.Work().RunOnceAsync(CancellationToken.None)).Done.ShouldBe(1);
        await scene.ShowAsync(community);
        (await scene.Work().RunOnceAsync(CancellationToken.None)).Done.ShouldBe(0);
        scene.Clock.Now += Duration.FromDays(3);
        (await scene.Work().RunOnceAsync(CancellationToken.None)).Done.ShouldBe(0, "nothing was recorded but the checkpoint itself");

        (await scene.CountAsync(community, "checkpoint_published")).ShouldBe(1);
    }

    [Fact]
    public async Task A_checkpoint_is_published_although_others_write_at_the_same_moment()
    {
        await using var scene = await ScheduleScene.StartAsync();
        var community = await scene.FoundAsync("Europe/Amsterdam");
        scene.Clock.Now = ScheduleScene.Founding + Duration.FromDays(1);
        var others = 3;
        await using var process = scene.AnotherProcess(async () =>
        {
            if (others-- > 0) await scene.RecordAsync(community, new RecordExchange(Guid.CreateVersion7(), Actor.Coordinator(), Proposed, [new Share(new AccountNumber("L0001"), 5)], [new Share(new AccountNumber("L0002"), 5)],
                new CategoryCode("boodschappen"), new LocalDate(2026, 11, 20), Channel.Phone));
        });

        var run = await scene.Work(process).RunOnceAsync(CancellationToken.None);

        (run.Done, run.Failed, others).ShouldBe((1, 0, -1), "three times somebody was faster");
        (await scene.CountAsync(community, "checkpoint_published")).ShouldBe(1);
    }

    [Theory]
    [InlineData("Europe/Amsterdam", "2026-11-25T22:30:00Z", "2026-11-25T22:59:59Z", "2026-11-25T23:00:00Z")]
    [InlineData("Europe/Amsterdam", "2026-11-25T23:25:00Z", "2026-11-26T22:59:59Z", "2026-11-26T23:00:00Z")]
    [InlineData("America/Los_Angeles", "2026-11-26T02:00:00Z", "2026-11-26T07:59:59Z", "2026-11-26T08:00:00Z")]
    [InlineData("Pacific/Kiritimati", "2026-11-25T09:00:00Z", "2026-11-25T09:59:59Z", "2026-11-25T10:00:00Z")]
    public async Task A_checkpoint_waits_for_the_communitys_own_next_day(string timeZone, string recordedAt, string notYet, string due)
    {
        await using var scene = await ScheduleScene.StartAsync();
        var community = await scene.FoundAsync(timeZone);
        scene.Clock.Now = ScheduleScene.Founding + Duration.FromDays(2);
        await scene.Work().RunOnceAsync(CancellationToken.None);
        await scene.ShowAsync(community);
        var recorded = NodaTime.Text.InstantPattern.ExtendedIso.Parse(recordedAt).Value;
        recorded.ShouldBeGreaterThan(scene.Clock.Now);
        await scene.ExecuteAsync(community, new AddCategories(Guid.CreateVersion7(), Actor.Coordinator(), recorded, [new CategoryCode("puzzelen")]));

        scene.Clock.Now = NodaTime.Text.InstantPattern.ExtendedIso.Parse(notYet).Value;
        (await scene.Work().RunOnceAsync(CancellationToken.None)).Done.ShouldBe(0);
        scene.Clock.Now = NodaTime.Text.InstantPattern.ExtendedIso.Parse(due).Value;
        (await scene.Work().RunOnceAsync(CancellationToken.None)).Done.ShouldBe(1);
    }

    [Theory]
    [InlineData("2027-01-18T22:59:59Z", true)]
    [InlineData("2027-01-18T23:00:00Z", false)]
    public async Task A_request_for_which_nobody_was_found_expires_after_the_agreed_days(string at, bool isOpen)
    {
        await using var scene = await ScheduleScene.StartAsync();
        var community = await scene.FoundAsync("Europe/Amsterdam");
        var request = Guid.CreateVersion7();
        await scene.ExecuteAsync(community, new PostRequest(request, Actor.Coordinator(), Proposed, Bram, new CategoryCode("boodschappen"), Channel.Phone));
        scene.Clock.Now = NodaTime.Text.InstantPattern.ExtendedIso.Parse(at).Value;

        await scene.Work().RunOnceAsync(CancellationToken.None);

        (await scene.CountAsync(community, "request_expired")).ShouldBe(isOpen ? 0 : 1);
    }

    [Fact]
    public async Task A_proposal_that_can_never_be_booked_because_somebody_left_comes_to_nothing_once()
    {
        await using var scene = await ScheduleScene.StartAsync();
        var community = await scene.FoundAsync("Europe/Amsterdam");
        var exchange = await scene.ProposeAsync(community, Proposed);
        await scene.ExecuteAsync(community, new LeaveMember(Guid.CreateVersion7(), Actor.Coordinator(), Proposed, Bram, new LocalDate(2026, 11, 20)));
        scene.Clock.Now = Proposed + Duration.FromDays(20);

        var first = await scene.Work().RunOnceAsync(CancellationToken.None);
        await scene.ShowAsync(community);
        scene.Clock.Now += Duration.FromDays(1);

        first.Refused.ShouldBe(0);
        (await scene.StatusAsync(community, exchange)).ShouldBe(ExchangeStatus.Declined);
        (await scene.DueAsync()).ShouldNotContain(thing => thing.Kind == DueKind.BookExchange);
        (await scene.ScalarAsync($"SELECT count(*) FROM journal.mt_events WHERE stream_id = 'community-{community}' AND type = 'exchange_declined' AND user_name = 'clock'")).ShouldBe(1);
    }

    /// <summary>A command takes 200 notes at most; a batch has more.</summary>
    [Theory]
    [InlineData("2027-05-19T21:59:59Z", 0)]
    [InlineData("2027-05-19T22:00:00Z", 3)]
    public async Task Notes_that_were_not_handed_in_in_time_end_on_their_day_and_once_however_many_processes_look(string at, int entries)
    {
        await using var scene = await ScheduleScene.StartAsync();
        var community = await scene.FoundAsync("Europe/Amsterdam");
        var now = ScheduleScene.Founding;
        var batch = Guid.CreateVersion7();
        await scene.ExecuteAsync(community, new ChangeAgreement(Guid.CreateVersion7(), Actor.Import, now, Agreement.Default with { Notes = new NoteTerms(FloorMinutes: -100_000, ValidMonths: 6) }));
        await scene.ExecuteAsync(community, new PrintNoteBatch(batch, Actor.Coordinator(), now, Notes: 450, MinutesPerNote: 60));
        for (var from = 1; from <= 450; from += 150)
        {
            await scene.ExecuteAsync(community, new IssueNotes(Guid.CreateVersion7(), Actor.Coordinator(), now, Anna, [.. Enumerable.Range(from, 150).Select(number => NoteSerial.OfNumber(number))]));
        }

        scene.Clock.Now = NodaTime.Text.InstantPattern.ExtendedIso.Parse(at).Value;
        await using var other = scene.AnotherProcess();
        var runs = await Task.WhenAll(scene.Work().RunOnceAsync(CancellationToken.None), scene.Work(other).RunOnceAsync(CancellationToken.None));
        await scene.ShowAsync(community);

        runs.ShouldAllBe(run => run.Failed == 0);
        (await scene.CountAsync(community, "notes_expired")).ShouldBe(entries);
        (await scene.ScalarAsync($"SELECT count(*) FROM views.notes WHERE community = '{community}' AND status = '{(entries == 0 ? "issued" : "expired")}'")).ShouldBe(450);
        (await scene.DueAsync()).ShouldNotContain(thing => thing.Kind == DueKind.ExpireNotes && thing.IsDueAt(scene.Clock.Now));
    }

    [Fact]
    public async Task A_promise_to_erase_that_was_not_kept_yet_is_kept()
    {
        await using var scene = await ScheduleScene.StartAsync();
        var community = await scene.FoundAsync("Europe/Amsterdam");
        await scene.Vault.AddMissingAsync(community, communityName: null, [new Person(Anna, "Anna"), new Person(Bram, "Bram")], rehearse: false, CancellationToken.None);
        await scene.ExecuteAsync(community, new EraseMember(Guid.CreateVersion7(), Actor.Member(Anna), ScheduleScene.Founding, Anna));

        await scene.Work().RunOnceAsync(CancellationToken.None);

        (await scene.Vault.FindAsync(community, Anna, CancellationToken.None)).ShouldBeNull();
        (await scene.Vault.FindAsync(community, Bram, CancellationToken.None)).ShouldNotBeNull();
    }

    /// <summary>Erasing stops halfway and leaves something in one place only, whichever that is.</summary>
    [Theory]
    [InlineData("vault.request_texts (community, subject, kind, account, text, written_at) VALUES ($1, gen_random_uuid(), 'words', 'L0001', 'brood', now())")]
    [InlineData("vault.mail_wishes (community, account, wish, updated_at) VALUES ($1, 'L0001', 'daily', now())")]
    [InlineData("vault.reminders (community, account, kind, subject, due_on, made_at) VALUES ($1, 'L0001', 'followUp', 'x', '2026-11-20', now())")]
    [InlineData("vault.contact_changes (community, command, account, digest, parts, changed_by, role, changed_at) VALUES ($1, gen_random_uuid(), 'L0001', 'd', '{phone}', 'L0001', 'member', now())")]
    [InlineData("vault.concerns (community, concern, about, raised_by, words, raised_at) VALUES ($1, gen_random_uuid(), NULL, 'L0001', 'stil', now())")]
    public async Task A_promise_to_erase_is_kept_wherever_something_is_left(string insert)
    {
        await using var scene = await ScheduleScene.StartAsync();
        var community = await scene.FoundAsync("Europe/Amsterdam");
        await scene.ExecuteAsync(community, new EraseMember(Guid.CreateVersion7(), Actor.Member(Anna), ScheduleScene.Founding, Anna));
        (await scene.Work().RunOnceAsync(CancellationToken.None)).Done.ShouldBe(0);
        await scene.ExecuteAsync($"INSERT INTO {insert.Replace("$1", $"'{community}'", StringComparison.Ordinal)}");

        (await scene.Work().RunOnceAsync(CancellationToken.None)).Done.ShouldBe(1);
        (await scene.Work().RunOnceAsync(CancellationToken.None)).Done.ShouldBe(0);

        var table = insert[..insert.IndexOf(' ', StringComparison.Ordinal)];
        (await scene.ScalarAsync($"SELECT count(*) FROM {table} t WHERE t::text LIKE '%L0001%'")).ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_intake_that_stopped_halfway_is_finished_or_forgotten(bool isRecorded)
    {
        await using var scene = await ScheduleScene.StartAsync();
        var community = await scene.FoundAsync("Europe/Amsterdam");
        var command = Guid.CreateVersion7();
        (await scene.Intake.StartAsync(community, command, new byte[] { 1 }, new Person(default, "Chaima", Phone: "06-12345678", Languages: ["nl", "ar"]), CancellationToken.None)).ShouldBeTrue();
        if (isRecorded) await scene.ExecuteAsync(community, new AdmitMember(command, Actor.Coordinator(), ScheduleScene.Founding, Neighbourhood: null));

        // The intake began by the real clock, so that of the work stands far after it.
        scene.Clock.Now = SystemClock.Instance.GetCurrentInstant() + Duration.FromDays(1);
        await scene.Work().RunOnceAsync(CancellationToken.None);

        var person = await scene.Vault.FindAsync(community, new AccountNumber("L0003"), CancellationToken.None);
        (person?.Name, person?.Phone, person?.Languages?.Count).ShouldBe(isRecorded ? ("Chaima", "06-12345678", 2) : (null, null, null));
        (await scene.ScalarAsync($"SELECT count(*) FROM vault.intakes WHERE community = '{community}' AND person IS NOT NULL")).ShouldBe(0);
    }

    /// <summary>A joining by invitation that stopped halfway: the code is free again, or the person waits again, unless the journal knows them.</summary>
    [Theory]
    [InlineData(false, false, false, "open")]
    [InlineData(true, false, false, "waiting")]
    [InlineData(true, true, false, "waiting")]
    [InlineData(true, true, true, "used")]
    [InlineData(false, false, true, "used")]
    public async Task A_joining_that_stopped_halfway_loses_nobody(bool needsIntake, bool isTakenUp, bool isRecorded, string expected)
    {
        await using var scene = await ScheduleScene.StartAsync();
        var community = await scene.FoundAsync("Europe/Amsterdam");
        var (now, id) = (SystemClock.Instance.GetCurrentInstant(), Guid.CreateVersion7());
        await scene.Invitations.MakeAsync(community, id, "hash", neighbourhood: null, sponsor: null, "digest", "coordinator", now, now + Duration.FromDays(30), CancellationToken.None);
        var invitation = (await scene.Invitations.FindAsync(community, id, now, CancellationToken.None))!;
        (await scene.Invitations.ClaimAsync(community, invitation, "mine", new Person(default, "Fatima"), needsIntake, now, CancellationToken.None)).IsMine.ShouldBeTrue();
        if (isTakenUp) (await scene.Joinings.TakeUpAsync(community, invitation.Joining, Guid.CreateVersion7(), CancellationToken.None)).ShouldBeTrue();
        if (isRecorded) await scene.ExecuteAsync(community, new AdmitMember(invitation.Joining, Actor.Coordinator(), ScheduleScene.Founding, Neighbourhood: null));

        scene.Clock.Now = now + Duration.FromDays(1);
        await scene.Work().RunOnceAsync(CancellationToken.None);

        (await scene.DueAsync()).ShouldNotContain(thing => thing.Kind == DueKind.FinishIntake, "who waits for a coordinator is not looked at every minute");
        (await scene.Invitations.FindAsync(community, id, scene.Clock.Now, CancellationToken.None))!.Status.ToString().ToLowerInvariant().ShouldBe(expected);
        (await scene.Joinings.ListAsync(community, Actor.Coordinator(), new ReasonCode("intake"), CancellationToken.None)).Select(one => one.Person.Name).ShouldBe(expected == "waiting" ? ["Fatima"] : []);
        (await scene.Vault.FindAsync(community, new AccountNumber("L0003"), CancellationToken.None))?.Name.ShouldBe(isRecorded ? "Fatima" : null);
    }
}
