using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Projections.Exchanges;
using Buurthulp.Projections.Members;
using static Buurthulp.Tests.Projections.TestCommunity;

namespace Buurthulp.Tests.Projections;

public sealed class ExchangeViewTests(ViewsDatabase database) : IClassFixture<ViewsDatabase>
{
    [Fact]
    public async Task Two_helpers_and_two_receivers_are_one_exchange_with_a_share_each()
    {
        var community = await database.StartCommunityAsync("several");
        var exchange = await community.HelpAsync([new(Bram, 30), new(Anna, 90)], [new(Chaima, 100), new(Dirk, 20)]);
        await community.DoAsync(new ThankForExchange(community.NextId(), Actor.Member(Chaima), community.Now, exchange));
        await database.ShowAsync(community);

        var shown = (await FindAsync(community, exchange)).ShouldNotBeNull();

        (shown.Status, shown.Minutes, shown.Thanked, shown.RecordedBy, shown.BookedPosition, shown.ProposedPosition)
            .ShouldBe((ExchangeStatus.Booked, 120, 1, Recorder.Coordinator, community.Head - 1, null));
        shown.Helpers.ShouldBe([new(Anna, 90), new(Bram, 30)]);
        shown.Receivers.ShouldBe([new(Chaima, 100), new(Dirk, 20)]);
        (await MemberAsync(community, Anna)).ShouldBe((90, 0, 1, 0));
        (await MemberAsync(community, Chaima)).ShouldBe((0, 100, 1, 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task A_proposal_waits_until_the_other_side_answers(int entriesPerBatch)
    {
        var community = await database.StartCommunityAsync($"proposal-{entriesPerBatch}");
        var agreed = await community.ProposeAsync(Anna, Bram, 60);
        var declined = await community.ProposeAsync(Anna, Bram, 15);
        var open = await community.ProposeAsync(Anna, Bram, 25);
        await community.DoAsync(new ConfirmExchange(community.NextId(), Actor.Member(Bram), community.Now, agreed));
        await community.DoAsync(new DeclineExchange(community.NextId(), Actor.Member(Bram), community.Now, declined));
        using var runner = database.Runner(entriesPerBatch: entriesPerBatch);
        await runner.CatchUpAsync(community.Code, CancellationToken.None);

        var booked = (await FindAsync(community, agreed)).ShouldNotBeNull();
        (booked.Status, booked.RecordedBy, booked.ProposedPosition, booked.BookedPosition).ShouldBe((ExchangeStatus.Booked, Recorder.Member, community.Head - 4, community.Head - 1));
        var refused = (await FindAsync(community, declined)).ShouldNotBeNull();
        (refused.Status, refused.BookedPosition, refused.DeclinedPosition).ShouldBe((ExchangeStatus.Declined, null, community.Head));
        var waiting = await ExchangeQueries.OfAccountAsync(database.Application, community.Code, Bram, ExchangeStatus.Proposed, most: 10, CancellationToken.None);
        waiting.Select(row => (row.Exchange, row.RecordedBy)).ShouldBe([(open, null)]);
        (await ExchangeQueries.OfAccountAsync(database.Application, community.Code, Bram, status: null, most: 10, CancellationToken.None)).Count.ShouldBe(3);
        (await ExchangeQueries.OfAccountAsync(database.Application, community.Code, Dirk, status: null, most: 10, CancellationToken.None)).ShouldBeEmpty();
        (await MemberAsync(community, Bram)).ShouldBe((0, 60, 1, 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task A_reversed_exchange_counts_for_nobody_whoever_had_been_charged(int entriesPerBatch)
    {
        var community = await database.StartCommunityAsync($"reversed-{entriesPerBatch}");
        var paidByPot = await community.HelpAsync([new(Anna, 60)], [new(Bram, 60)], payer: Pot);
        var paidByReceiver = await community.HelpAsync(Anna, Bram, 30);
        await community.HelpAsync([new(Anna, 7)], [new(Bram, 7)], payer: Pot);
        await community.ReverseAsync(paidByPot);
        await community.ReverseAsync(paidByReceiver);
        using var runner = database.Runner(entriesPerBatch: entriesPerBatch);
        await runner.CatchUpAsync(community.Code, CancellationToken.None);

        (await MemberAsync(community, Anna)).ShouldBe((7, 0, 1, 0));
        (await MemberAsync(community, Bram)).ShouldBe((0, 7, 1, 0));
        var shown = (await FindAsync(community, paidByPot)).ShouldNotBeNull();
        (shown.Status, shown.ReversedPosition, shown.Minutes).ShouldBe((ExchangeStatus.Reversed, community.Head - 1, 60));
        await database.Application.ShouldShowAsync(community);
    }

    [Fact]
    public async Task An_exchange_of_another_community_is_unknown()
    {
        var community = await database.StartCommunityAsync("own");
        var other = await database.StartCommunityAsync("other");
        var exchange = await community.HelpAsync(Anna, Bram, 60);
        await database.ShowAsync(community);
        await database.ShowAsync(other);

        (await FindAsync(community, exchange)).ShouldNotBeNull();
        (await FindAsync(other, exchange)).ShouldBeNull();
    }

    private Task<ExchangeRow?> FindAsync(TestCommunity community, ExchangeId exchange) => ExchangeQueries.FindAsync(database.Application, community.Code, exchange, CancellationToken.None);

    private async Task<(long Gave, long Received, long Exchanges, long Thanks)> MemberAsync(TestCommunity community, AccountNumber account)
    {
        var row = (await MemberQueries.FindAsync(database.Application, community.Code, account, CancellationToken.None)).ShouldNotBeNull();
        return (row.GaveMinutes, row.ReceivedMinutes, row.Exchanges, row.ThanksGiven);
    }
}
