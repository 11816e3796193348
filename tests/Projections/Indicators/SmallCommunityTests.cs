using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Treasury;
using NodaTime;
using static Buurthulp.Tests.Projections.TestCommunity;

namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>Communities so small that the figures can be seen at once, over HTTP.</summary>
public sealed class SmallCommunityTests(FigureServer server) : IClassFixture<FigureServer>
{
    private static readonly LocalDate Monday = new(2026, 3, 2);
    private static readonly DateOnly First = new(2026, 3, 1);
    private static readonly DateOnly Last = new(2026, 3, 31);

    [Fact]
    public async Task Help_that_goes_round_three_is_all_mediated_and_all_in_the_circle()
    {
        var community = await FoundedAsync("round");
        await community.HelpAsync(Anna, Bram, 60, Monday);
        await community.HelpAsync(Bram, Chaima, 60, Monday);
        await community.HelpAsync(Chaima, Anna, 60, Monday);

        var figures = await server.FiguresAsync(community.Code, First, Last);
        Shares(figures).ShouldBe((0, 1, 0, 1));
    }

    [Fact]
    public async Task Two_who_help_only_each_other_are_all_direct_and_in_no_circle()
    {
        var community = await FoundedAsync("two");
        await community.HelpAsync(Anna, Bram, 60, Monday);
        await community.HelpAsync(Bram, Anna, 60, Monday);

        Shares(await server.FiguresAsync(community.Code, First, Last)).ShouldBe((1, 0, 0, 0));
    }

    [Fact]
    public async Task Help_that_nobody_returned_is_open_and_that_is_fine()
    {
        var community = await FoundedAsync("open");
        await community.HelpAsync(Anna, Bram, 60, Monday);

        Shares(await server.FiguresAsync(community.Code, First, Last)).ShouldBe((0, 0, 1, 0));
    }

    [Fact]
    public async Task A_reversal_after_the_period_changes_it_as_of_later_positions_only()
    {
        var community = await FoundedAsync("later");
        var mistake = await community.HelpAsync(Anna, Bram, 60, Monday);
        await community.HelpAsync(Bram, Anna, 45, Monday);
        var before = community.Head;
        await community.ReverseAsync(mistake);

        async Task<(decimal?, decimal?, decimal?)> AsOf(long position)
        {
            var figures = await server.FiguresAsync(community.Code, First, Last, position);
            return (figures["exchanges.count"], figures["exchanges.minutes"], Math.Round(figures["reciprocity.directShare"]!.Value, 6));
        }

        (await AsOf(before)).ShouldBe((2, 105, 0.857143m));
        (await AsOf(before + 1)).ShouldBe((1, 45, 0));
        (await AsOf(before)).ShouldBe((2, 105, 0.857143m), "what was known then does not change, whatever was asked in between");
    }

    /// <summary>First the two meet in company of a third, then each pair again: two repeats. Were the last the first, it would be one.</summary>
    [Fact]
    public async Task On_one_day_the_journal_says_which_meeting_was_the_first()
    {
        var community = await FoundedAsync("order");
        await community.HelpAsync([new(Anna, 60)], [new(Bram, 30), new(Chaima, 30)], Monday);
        await community.HelpAsync(Anna, Bram, 15, Monday);
        await community.HelpAsync(Chaima, Anna, 15, Monday);

        (await server.FiguresAsync(community.Code, First, Last))["ties.repeatExchanges"].ShouldBe(2);
        OracleFigures.Of(OracleJournal.Read(await server.ExportAsync(community.Code)), First, Last)["ties.repeatExchanges"].ShouldBe(2);
    }

    /// <summary>What happened before but was written down afterwards is an earlier meeting all the same.</summary>
    [Fact]
    public async Task The_day_goes_before_the_journal()
    {
        var community = await FoundedAsync("afterwards");
        await community.HelpAsync(Anna, Bram, 15, Monday);
        await community.HelpAsync(Bram, Anna, 15, new LocalDate(2026, 2, 28));

        var figures = await server.FiguresAsync(community.Code, First, Last);
        (figures["ties.newPairs"], figures["ties.repeatShare"]).ShouldBe((0, 1));
    }

    [Fact]
    public async Task A_gift_that_was_undone_was_not_given()
    {
        var community = await FoundedAsync("gift");
        await community.DoAsync(new MakeGift(community.NextId(), Desk, community.Now, Anna, Pot, 30, Monday));
        await community.DoAsync(new MakeGift(community.NextId(), Desk, community.Now, Anna, Pot, 45, Monday));
        await community.DoAsync(new CorrectEntry(community.NextId(), Desk, community.Now, community.Head, new ReasonCode("mistake")));

        (await server.ReciprocityAsync(community.Code, Anna.Value, First, Last))["giftsToPot"].ShouldBe(30);
        OracleReciprocity.OfMember(OracleJournal.Read(await server.ExportAsync(community.Code)), Anna.Value, First, Last)["giftsToPot"].ShouldBe(30);
    }

    private async Task<TestCommunity> FoundedAsync(string code)
    {
        TestCommunity community = new(server.Journal, new CommunityCode(code));
        await community.FoundAsync();
        return community;
    }

    private static (decimal?, decimal?, decimal?, decimal?) Shares(OracleFigures figures) => (figures["reciprocity.directShare"], figures["reciprocity.mediatedShare"], figures["reciprocity.openShare"], figures["circle.share"]);
}
