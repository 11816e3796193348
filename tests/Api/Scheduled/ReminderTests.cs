using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Notes;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Tests.Api.Scheduled;

/// <summary>Reminders: on the community's own day, each once, and gone once answered.</summary>
public sealed class ReminderTests
{
    private static readonly AccountNumber Anna = new("L0001");
    private static readonly AccountNumber Bram = new("L0002");
    private static readonly AccountNumber Chaima = new("L0003");

    /// <summary>Friday 20 November, half past eleven in the evening in Amsterdam.</summary>
    private static readonly Instant Evening = Instant.FromUtc(2026, 11, 20, 22, 30);

    [Theory]
    [InlineData("2026-11-22T22:59:59Z", 0)]
    [InlineData("2026-11-22T23:00:00Z", 1)]
    public async Task Who_was_helped_is_reminded_of_the_yes_after_three_days_and_no_more_once_it_was_given(string at, int reminders)
    {
        await using var scene = await ScheduleScene.StartAsync();
        var community = await scene.FoundAsync("Europe/Amsterdam");
        var exchange = await scene.ProposeAsync(community, Evening);

        await LookAsync(scene, at);
        (await OpenAsync(scene, community, Bram)).ShouldBe(Enumerable.Repeat($"AnswerExchange {exchange} 2026-11-23", reminders));
        (await OpenAsync(scene, community, Anna)).ShouldBeEmpty();

        await scene.ExecuteAsync(community, new ConfirmExchange(Guid.CreateVersion7(), Actor.Member(Bram), scene.Clock.Now, exchange));
        (await OpenAsync(scene, community, Bram)).ShouldBeEmpty();
        (await MadeAsync(scene, community)).ShouldBe(reminders);
    }

    [Fact]
    public async Task Two_processes_and_a_second_look_make_each_reminder_once()
    {
        await using var scene = await ScheduleScene.StartAsync();
        var community = await scene.FoundAsync("Europe/Amsterdam");
        for (var i = 0; i < 20; i++) await scene.ProposeAsync(community, Evening);
        scene.Clock.Now = Evening + Duration.FromDays(4);

        await using var other = scene.AnotherProcess();
        await Task.WhenAll(scene.Work(pageSize: 7).RunOnceAsync(CancellationToken.None), scene.Work(other).RunOnceAsync(CancellationToken.None));
        await scene.ShowAsync(community);
        var again = await scene.Work().RunOnceAsync(CancellationToken.None);
        await scene.Reminders.MakeAsync(await scene.Reminders.OpenAsync(community, Bram, new LocalDate(2026, 11, 24), CancellationToken.None), CancellationToken.None);

        (await MadeAsync(scene, community)).ShouldBe(20);
        again.Done.ShouldBe(0);
    }

    [Fact]
    public async Task Who_is_paused_or_left_hears_nothing()
    {
        await using var scene = await ScheduleScene.StartAsync();
        var community = await scene.FoundAsync("Europe/Amsterdam");
        await scene.ProposeAsync(community, Evening);
        await scene.ExecuteAsync(community, new PauseMember(Guid.CreateVersion7(), Actor.Member(Bram), Evening, Bram));

        await LookAsync(scene, "2026-11-25T12:00:00Z");
        (await MadeAsync(scene, community)).ShouldBe(0);
        await scene.ExecuteAsync(community, new ResumeMember(Guid.CreateVersion7(), Actor.Member(Bram), scene.Clock.Now, Bram));
        await LookAsync(scene, "2026-11-25T12:00:00Z");
        (await OpenAsync(scene, community, Bram)).Count().ShouldBe(1);
        await scene.ExecuteAsync(community, new LeaveMember(Guid.CreateVersion7(), Actor.Member(Bram), scene.Clock.Now, Bram));
        (await OpenAsync(scene, community, Bram)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2026-11-21T22:59:59Z", false)]
    [InlineData("2026-11-21T23:00:00Z", true)]
    public async Task The_side_that_has_not_said_yes_to_a_match_is_reminded_and_only_while_it_is_asked(string at, bool isReminded)
    {
        await using var scene = await ScheduleScene.StartAsync();
        var community = await scene.FoundAsync("Europe/Amsterdam");
        await JoinAsync(scene, community, Chaima);
        var request = await AskAsync(scene, community);
        await scene.ExecuteAsync(community, new ProposeHelper(Guid.CreateVersion7(), Actor.Coordinator(), Evening, request, Anna));

        await LookAsync(scene, at);
        (await OpenAsync(scene, community, Anna)).ShouldBe(isReminded ? [$"AnswerMatch {request} 2026-11-22"] : []);
        (await OpenAsync(scene, community, Bram)).ShouldBeEmpty();

        // She says no; Chaima answers by herself, so that the one who asked is to say yes.
        await scene.ExecuteAsync(community, new DeclineProposal(Guid.CreateVersion7(), Actor.Member(Anna), scene.Clock.Now, request));
        await scene.ExecuteAsync(community, new ProposeHelper(Guid.CreateVersion7(), Actor.Member(Chaima), scene.Clock.Now, request, Chaima));
        await LookAsync(scene, "2026-11-24T12:00:00Z");
        (await OpenAsync(scene, community, Anna)).ShouldBeEmpty();
        (await OpenAsync(scene, community, Chaima)).ShouldBeEmpty();
        (await OpenAsync(scene, community, Bram)).Count().ShouldBe(1);
        await scene.ExecuteAsync(community, new AgreeMatch(Guid.CreateVersion7(), Actor.Member(Bram), scene.Clock.Now, request));
        (await OpenAsync(scene, community, Bram)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_is_never_asked_to_give_is_not_reminded_to_help()
    {
        await using var scene = await ScheduleScene.StartAsync();
        var community = await scene.FoundAsync("Europe/Amsterdam");
        await JoinAsync(scene, community, Chaima, reciprocityExpected: false);
        var request = await AskAsync(scene, community);
        await scene.ExecuteAsync(community, new ProposeHelper(Guid.CreateVersion7(), Actor.Coordinator(), Evening, request, Chaima));

        await LookAsync(scene, "2026-11-25T12:00:00Z");

        (await MadeAsync(scene, community)).ShouldBe(0);
    }

    [Theory]
    [InlineData("2026-11-26T22:59:59Z", false)]
    [InlineData("2026-11-26T23:00:00Z", true)]
    public async Task Coordinators_are_reminded_to_ask_how_it_went_until_somebody_did(string at, bool isReminded)
    {
        await using var scene = await ScheduleScene.StartAsync();
        var community = await scene.FoundAsync("Europe/Amsterdam");
        await scene.ExecuteAsync(community, new GiveRole(Guid.CreateVersion7(), Actor.Import, Evening, Anna, Role.Coordinator));
        await scene.ExecuteAsync(community, new GiveRole(Guid.CreateVersion7(), Actor.Import, Evening, Bram, Role.Treasurer));
        var request = await AskAsync(scene, community);
        await scene.ExecuteAsync(community, new AgreeMatch(Guid.CreateVersion7(), Actor.Coordinator(), Evening, request, Anna));

        await LookAsync(scene, at);
        (await OpenAsync(scene, community, Anna)).ShouldBe(isReminded ? [$"FollowUp {request} 2026-11-27"] : []);
        (await OpenAsync(scene, community, Bram)).ShouldBeEmpty();

        await scene.ExecuteAsync(community, new FollowUpRequest(Guid.CreateVersion7(), Actor.Coordinator(), scene.Clock.Now, request, OutcomeCode.NoAnswer));
        (await OpenAsync(scene, community, Anna)).Count().ShouldBe(isReminded ? 1 : 0);
        await scene.ExecuteAsync(community, new FollowUpRequest(Guid.CreateVersion7(), Actor.Coordinator(), scene.Clock.Now, request, new OutcomeCode("well")));
        (await OpenAsync(scene, community, Anna)).ShouldBeEmpty();
        await LookAsync(scene, "2027-04-30T12:00:00Z");
        (await MadeAsync(scene, community)).ShouldBe(isReminded ? 1 : 0);
    }

    [Theory]
    [InlineData("2027-04-19T21:59:59Z", false)]
    [InlineData("2027-04-19T22:00:00Z", true)]
    public async Task Coordinators_and_treasurers_are_reminded_that_notes_will_end_while_some_are_in_circulation(string at, bool isReminded)
    {
        await using var scene = await ScheduleScene.StartAsync();
        var community = await scene.FoundAsync("Europe/Amsterdam");
        var batch = Guid.CreateVersion7();
        await scene.ExecuteAsync(community, new GiveRole(Guid.CreateVersion7(), Actor.Import, Evening, Anna, Role.Coordinator));
        await scene.ExecuteAsync(community, new GiveRole(Guid.CreateVersion7(), Actor.Import, Evening, Anna, Role.Treasurer));
        await scene.ExecuteAsync(community, new ChangeAgreement(Guid.CreateVersion7(), Actor.Import, ScheduleScene.Founding, Agreement.Default with { Notes = new NoteTerms(FloorMinutes: -600, ValidMonths: 6) }));
        await scene.ExecuteAsync(community, new PrintNoteBatch(batch, Actor.Coordinator(), ScheduleScene.Founding, Notes: 4, MinutesPerNote: 60));
        await LookAsync(scene, "2027-05-01T12:00:00Z");
        (await MadeAsync(scene, community)).ShouldBe(0, "nothing is in circulation");
        await scene.ExecuteAsync(community, new IssueNotes(Guid.CreateVersion7(), Actor.Coordinator(), ScheduleScene.Founding, Bram, [NoteSerial.OfNumber(2)]));

        await LookAsync(scene, at);
        (await OpenAsync(scene, community, Anna)).ShouldBe(isReminded ? [$"NotesExpire {batch} 2027-04-20"] : []);
        (await OpenAsync(scene, community, Bram)).ShouldBeEmpty();
        await scene.ExecuteAsync(community, new RedeemNotes(Guid.CreateVersion7(), Actor.Coordinator(), scene.Clock.Now, Bram, [NoteSerial.OfNumber(2)]));
        (await OpenAsync(scene, community, Anna)).ShouldBeEmpty();
    }

    private static async Task LookAsync(ScheduleScene scene, string at)
    {
        scene.Clock.Now = InstantPattern.ExtendedIso.Parse(at).Value;
        (await scene.Work().RunOnceAsync(CancellationToken.None)).Failed.ShouldBe(0);
    }

    private static async Task<IEnumerable<string>> OpenAsync(ScheduleScene scene, CommunityCode community, AccountNumber account)
    {
        var today = scene.Clock.Now.InZone(DateTimeZoneProviders.Tzdb["Europe/Amsterdam"]).Date;
        return (await scene.Reminders.OpenAsync(community, account, today, CancellationToken.None)).Select(reminder => $"{reminder.Kind} {reminder.Subject} {LocalDatePattern.Iso.Format(reminder.DueOn)}");
    }

    private static Task<long> MadeAsync(ScheduleScene scene, CommunityCode community) => scene.ScalarAsync($"SELECT count(*) FROM vault.reminders WHERE community = '{community}'");

    private static Task JoinAsync(ScheduleScene scene, CommunityCode community, AccountNumber member, bool reciprocityExpected = true) =>
        scene.ExecuteAsync(community, new JoinMember(Guid.CreateVersion7(), Actor.Import, ScheduleScene.Founding, member, Neighbourhood: null, new LocalDate(2026, 1, 1), reciprocityExpected));

    /// <summary>Bram asks for help.</summary>
    private static async Task<RequestId> AskAsync(ScheduleScene scene, CommunityCode community)
    {
        var request = Guid.CreateVersion7();
        await scene.ExecuteAsync(community, new PostRequest(request, Actor.Coordinator(), Evening, Bram, new CategoryCode("boodschappen"), Channel.Phone));
        return new RequestId(request);
    }
}
