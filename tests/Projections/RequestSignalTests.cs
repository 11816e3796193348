using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Signals;
using Buurthulp.Projections.Matching;
using Buurthulp.Projections.Signals;
using NodaTime;
using static Buurthulp.Tests.Projections.TestCommunity;

namespace Buurthulp.Tests.Projections;

/// <summary>Requests that wait for an answer or for a call. Today is 20 November 2026.</summary>
public sealed class RequestSignalTests(ViewsDatabase database) : IClassFixture<ViewsDatabase>
{
    private static readonly LocalDate Today = new(2026, 11, 20);
    private static readonly OutcomeCode Well = new("well");

    [Fact]
    public async Task A_request_is_unanswered_after_more_than_the_agreed_days_until_somebody_helps()
    {
        var community = await database.StartCommunityAsync("unanswered");
        var old = await AskAsync(community, Anna, Ago(40));
        var proposed = await AskAsync(community, Bram, Ago(15));
        await AskAsync(community, Chaima, Ago(14));
        await DoAsync(community, (id, now) => new ProposeHelper(id, Desk, now, proposed, Anna));
        (await UnansweredAsync(community)).Select(row => (row.Request, row.Member, row.Status, row.Since, row.Count)).ShouldBe(
            [(old, Anna, RequestStatus.Open, Ago(40), 2), (proposed, Bram, RequestStatus.Proposed, Ago(15), 2)]);

        await DoAsync(community, (id, now) => new AgreeMatch(id, Desk, now, proposed));
        await DoAsync(community, (id, now) => new WithdrawRequest(id, Desk, now, old));

        (await UnansweredAsync(community)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_request_of_somebody_who_left_waits_for_nothing()
    {
        var community = await database.StartCommunityAsync("unanswered-left");
        await AskAsync(community, Anna, Ago(20));
        await AskAsync(community, Bram, Ago(20));
        await DoAsync(community, (id, now) => new PauseMember(id, Desk, now, Bram));

        await DoAsync(community, (id, now) => new LeaveMember(id, Desk, now, Anna));

        (await UnansweredAsync(community)).Single().Member.ShouldBe(Bram, "who is paused still asked for help");
    }

    [Fact]
    public async Task A_roster_is_unanswered_while_a_day_to_come_has_no_helper()
    {
        var community = await database.StartCommunityAsync("unanswered-roster");
        community.Now = Instant.FromUtc(2026, 11, 1, 12, 0);
        var roster = new RequestId(await community.DoAsync(new PostRoster(community.NextId(), Desk, community.Now, Anna, Errands, Channel.Phone, [new LocalDate(2026, 11, 2), Today])));
        await DoAsync(community, (id, now) => new TakeRosterDate(id, Desk, now, roster, new LocalDate(2026, 11, 2), Bram));
        (await UnansweredAsync(community)).Single().Request.ShouldBe(roster);

        await DoAsync(community, (id, now) => new TakeRosterDate(id, Desk, now, roster, Today, Chaima));
        (await UnansweredAsync(community)).ShouldBeEmpty("every day has a helper");
        await DoAsync(community, (id, now) => new GiveBackRosterDate(id, Desk, now, roster, new LocalDate(2026, 11, 2)));
        (await UnansweredAsync(community)).ShouldBeEmpty("nobody can help on a day that is over");
        await DoAsync(community, (id, now) => new GiveBackRosterDate(id, Desk, now, roster, Today));
        (await UnansweredAsync(community)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_call_is_due_some_days_after_the_help_the_match_or_the_ending_until_somebody_called()
    {
        var community = await database.StartCommunityAsync("followups");
        var matched = await MatchedAsync(community, Anna, Ago(30));
        var helped = await MatchedAsync(community, Bram, Ago(30));
        await DoAsync(community, (id, now) => new BookRequest(id, Desk, now, helped, 60, Ago(7), Channel.Phone));
        var recent = await MatchedAsync(community, Chaima, Ago(30));
        await DoAsync(community, (id, now) => new BookRequest(id, Desk, now, recent, 60, Ago(6), Channel.Phone));
        var referred = await AskAsync(community, Dirk, Ago(50));
        await DoAsync(community, (id, now) => new ReferRequest(id, Desk, now, referred, Ago(10)));
        (await FollowUpsAsync(community)).Select(row => (row.Request, row.Since)).ShouldBe([(matched, Ago(30)), (referred, Ago(10)), (helped, Ago(7))]);

        await DoAsync(community, (id, now) => new FollowUpRequest(id, Desk, now, matched, Well));
        await DoAsync(community, (id, now) => new FollowUpRequest(id, Desk, now, helped, Well, Ago(8)));
        await DoAsync(community, (id, now) => new LeaveMember(id, Desk, now, Dirk));

        (await FollowUpsAsync(community)).Select(row => row.Request).ShouldBe([helped], "somebody called before the help, not after it");
    }

    [Fact]
    public async Task A_call_is_due_about_a_roster_with_help_whether_or_not_every_day_had_a_helper()
    {
        var community = await database.StartCommunityAsync("followups-roster");
        var (full, half, none) = (await RosterAsync(community, Anna), await RosterAsync(community, Bram), await RosterAsync(community, Chaima));
        foreach (var day in new[] { Ago(9), Ago(8) }) await DoAsync(community, (id, now) => new TakeRosterDate(id, Desk, now, full, day, Dirk));
        await DoAsync(community, (id, now) => new TakeRosterDate(id, Desk, now, half, Ago(9), Dirk));
        community.Now = Instant.FromUtc(2026, 11, 20, 12, 0);
        foreach (var day in new[] { Ago(9), Ago(8) }) await DoAsync(community, (id, now) => new BookRequest(id, Desk, now, full, 60, day, Channel.Phone));
        await DoAsync(community, (id, now) => new BookRequest(id, Desk, now, half, 60, Ago(9), Channel.Phone));

        foreach (var roster in new[] { full, half, none }) await DoAsync(community, (id, now) => new ExpireRequest(id, Buurthulp.Ledger.Actor.Clock, now, roster));

        (await FollowUpsAsync(community)).Select(row => (row.Request, row.Status, row.Since)).ShouldBe([(half, RequestStatus.Expired, Ago(9)), (full, RequestStatus.Matched, Ago(8))]);
        (await RequestQueries.ListAsync(database.Application, community.Code, new RequestFilter(DueBy: Ago(7)), most: 10, CancellationToken.None)).Select(row => row.Request).ShouldBe([half, full]);
        await DoAsync(community, (id, now) => new FollowUpRequest(id, Desk, now, full, Well));
        (await FollowUpsAsync(community)).Select(row => row.Request).ShouldBe([half]);
    }

    [Fact]
    public async Task A_call_that_nobody_answered_stays_due_until_somebody_hears_how_it_went()
    {
        var community = await database.StartCommunityAsync("followups-no-answer");
        var request = await MatchedAsync(community, Anna, Ago(9));
        Task CallAsync(OutcomeCode outcome) => DoAsync(community, (id, now) => new FollowUpRequest(id, Desk, now, request, outcome));
        async Task<RequestRow> RowAsync() => (await RequestQueries.FindAsync(database.Application, community.Code, request, CancellationToken.None)).ShouldNotBeNull();

        await CallAsync(OutcomeCode.NoAnswer);
        (await FollowUpsAsync(community)).Single().Since.ShouldBe(Ago(9));
        ((await RowAsync()).DueFrom, (await RowAsync()).FollowedUpOn, (await RowAsync()).Outcome).ShouldBe((Ago(9), Today, OutcomeCode.NoAnswer));
        (await RequestQueries.ListAsync(database.Application, community.Code, new RequestFilter(DueBy: Ago(7)), most: 10, CancellationToken.None)).Single().Request.ShouldBe(request);

        await CallAsync(Well);
        (await FollowUpsAsync(community)).ShouldBeEmpty();
        (await RowAsync()).DueFrom.ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_is_called_who_left_and_the_list_says_the_same_as_the_signals()
    {
        var community = await database.StartCommunityAsync("followups-left");
        await MatchedAsync(community, Anna, Ago(9));
        var stays = await AskAsync(community, Bram, Ago(8));
        await DoAsync(community, (id, now) => new AgreeMatch(id, Desk, now, stays, Chaima, Ago(8)));
        await DoAsync(community, (id, now) => new LeaveMember(id, Desk, now, Anna));

        (await FollowUpsAsync(community)).Select(row => row.Request).ShouldBe([stays]);
        (await RequestQueries.ListAsync(database.Application, community.Code, new RequestFilter(DueBy: Ago(7)), most: 10, CancellationToken.None)).Select(row => row.Request).ShouldBe([stays]);
    }

    [Fact]
    public async Task The_call_list_is_read_in_parts_the_longest_due_first()
    {
        var community = await database.StartCommunityAsync("followups-parts");
        // Posted last, due first.
        var later = await MatchedAsync(community, Anna, Ago(8));
        var longest = await MatchedAsync(community, Bram, Ago(20));
        var between = await MatchedAsync(community, Chaima, Ago(12));
        await database.ShowAsync(community);

        async Task<IEnumerable<RequestId>> PartAsync(int skip, int most) =>
            (await RequestQueries.ListAsync(database.Application, community.Code, new RequestFilter(DueBy: Ago(7)), skip, most, CancellationToken.None)).Select(row => row.Request);
        (await PartAsync(0, 2)).ShouldBe([longest, between]);
        (await PartAsync(2, 2)).ShouldBe([later]);
    }

    [Fact]
    public async Task What_nobody_asked_about_for_half_a_year_is_history()
    {
        var community = await database.StartCommunityAsync("followups-old");
        await MatchedAsync(community, Anna, Ago(180));
        var within = await MatchedAsync(community, Bram, Ago(179));

        (await FollowUpsAsync(community)).Select(row => row.Request).ShouldBe([within]);
    }

    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    public async Task The_calls_are_those_of_the_call_list(int seed)
    {
        var community = await database.StartCommunityAsync($"calls-{seed}");
        var random = new Random(seed);
        for (var i = 0; i < 40; i++) await LiveAsync(community, random);

        var rows = await FollowUpsAsync(community);

        var list = await RequestQueries.ListAsync(database.Application, community.Code, new RequestFilter(DueBy: Ago(7)), most: 500, CancellationToken.None);
        list.Count.ShouldBeInRange(8, 32);
        rows.Select(row => (row.Request, row.Member, row.Category, row.Status, (LocalDate?)row.Since)).ShouldBe(list.Select(row => (row.Request, row.Member, row.Category, row.Status, row.DueFrom)), ignoreOrder: true);
        rows.ShouldAllBe(row => row.Count == list.Count);
    }

    /// <summary>A request of the last months and what may become of it.</summary>
    private static async Task LiveAsync(TestCommunity community, Random random)
    {
        var postedOn = Ago(random.Next(170));
        var request = await AskAsync(community, Anna, postedOn);
        LocalDate Later() => Ago(random.Next(Period.DaysBetween(postedOn, Today) + 1));
        switch (random.Next(5))
        {
            case 0: await DoAsync(community, (id, now) => new WithdrawRequest(id, Desk, now, request, Later())); return;
            case 1: await DoAsync(community, (id, now) => new ReferRequest(id, Desk, now, request, Later())); return;
            case 2: return;
        }

        await DoAsync(community, (id, now) => new AgreeMatch(id, Desk, now, request, Bram, Later()));
        if (random.Next(2) == 0) await DoAsync(community, (id, now) => new BookRequest(id, Desk, now, request, 60, Later(), Channel.Phone));
        if (random.Next(3) == 0) await DoAsync(community, (id, now) => new FollowUpRequest(id, Desk, now, request, random.Next(3) == 0 ? OutcomeCode.NoAnswer : Well, Later()));
        if (random.Next(4) == 0) await DoAsync(community, (id, now) => new StopRequest(id, Desk, now, request));
    }

    private static Task<Guid> DoAsync(TestCommunity community, Func<Guid, Instant, Buurthulp.Ledger.LedgerCommand> command) => community.DoAsync(command(community.NextId(), community.Now));

    private static async Task<RequestId> AskAsync(TestCommunity community, AccountNumber member, LocalDate on) =>
        new(await DoAsync(community, (id, now) => new PostRequest(id, Desk, now, member, Errands, Channel.Phone, on)));

    /// <summary>Two evenings, nine and eight days ago, asked for on the first of the month.</summary>
    private static async Task<RequestId> RosterAsync(TestCommunity community, AccountNumber member)
    {
        community.Now = Instant.FromUtc(2026, 11, 1, 12, 0);
        return new RequestId(await community.DoAsync(new PostRoster(community.NextId(), Desk, community.Now, member, Errands, Channel.Phone, [Ago(9), Ago(8)])));
    }

    private static async Task<RequestId> MatchedAsync(TestCommunity community, AccountNumber member, LocalDate on)
    {
        var request = await AskAsync(community, member, on);
        await DoAsync(community, (id, now) => new AgreeMatch(id, Desk, now, request, member == Anna ? Bram : Anna, on));
        return request;
    }

    private async Task<IReadOnlyList<RequestSignalRow>> UnansweredAsync(TestCommunity community)
    {
        await database.ShowAsync(community);
        return await RequestSignalQueries.UnansweredAsync(database.Application, community.Code, Today, SignalTerms.Default, most: 500, CancellationToken.None);
    }

    private async Task<IReadOnlyList<RequestSignalRow>> FollowUpsAsync(TestCommunity community)
    {
        await database.ShowAsync(community);
        return await RequestSignalQueries.FollowUpsAsync(database.Application, community.Code, Today, RequestTerms.Default, most: 500, CancellationToken.None);
    }

    private static LocalDate Ago(int days) => Today.PlusDays(-days);
}
