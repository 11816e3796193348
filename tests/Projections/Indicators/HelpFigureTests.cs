using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Members;
using Buurthulp.Projections.Indicators.Figures;
using NodaTime;
using static Buurthulp.Tests.Projections.TestCommunity;

namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>Figures of help that can be worked out by heart.</summary>
public sealed class HelpFigureTests(ViewsDatabase database) : IClassFixture<ViewsDatabase>
{
    [Fact]
    public async Task Help_that_goes_round_three_people_is_mediated_and_all_in_a_circle()
    {
        var scene = await IndicatorScene.StartAsync(database, "ring");
        await scene.HelpAsync(Anna, Bram, 60);
        await scene.HelpAsync(Bram, Chaima, 60);
        await scene.HelpAsync(Chaima, Anna, 60);

        var figures = await scene.FiguresAsync();

        figures.Reciprocity.ShouldBe(new ReciprocityFigures(180, 0, 180, 0, 0, 1, 0));
        figures.Circle.ShouldBe(new CircleFigures(180, 180, 1));
        figures.Roles.ShouldBe(new RoleFigures(0, 0, 3, 3, 1));
        figures.Ties.ShouldBe(new TieFigures(3, 3, 3, 2, 3, 0, 0));
        figures.Network.ShouldBe(new NetworkFigures(3, 3, 0.5, 0, 0, 3, 1, 1, 180, 0, 180, 1));
    }

    [Fact]
    public async Task Two_who_help_each_other_are_direct_and_in_no_circle()
    {
        var scene = await IndicatorScene.StartAsync(database, "pair");
        await scene.HelpAsync(Anna, Bram, 60);
        await scene.HelpAsync(Bram, Anna, 60);

        var figures = await scene.FiguresAsync();

        figures.Reciprocity.ShouldBe(new ReciprocityFigures(120, 120, 0, 0, 1, 0, 0));
        figures.Circle.ShouldBe(new CircleFigures(0, 120, 0));
        figures.Ties.ShouldBe(new TieFigures(1, 1, 2, 1, 2, 1, 0.5));
        figures.Network.ReciprocalEdges.ShouldBe(1);
    }

    [Fact]
    public async Task Help_that_was_simply_received_is_open()
    {
        var scene = await IndicatorScene.StartAsync(database, "open");
        await scene.HelpAsync(Anna, Bram, 100);
        await scene.HelpAsync(Bram, Anna, 30);
        await scene.HelpAsync(Bram, Chaima, 20);

        // Anna 100 given and 30 received, 30 of it to each other; Bram 50 and 100: 30 to each other, 20 by way of Chaima, 50 open; Chaima 20 open.
        (await scene.FiguresAsync()).Reciprocity.ShouldBe(new ReciprocityFigures(150, 60, 20, 70, 60 / 150.0, 20 / 150.0, 70 / 150.0));
    }

    [Fact]
    public async Task A_reversal_changes_the_figures_from_its_position_on_and_not_before()
    {
        var scene = await IndicatorScene.StartAsync(database, "reversal");
        await scene.HelpAsync(Anna, Bram, 60);
        var mistaken = await scene.Community.HelpAsync(Bram, Chaima, 90, new LocalDate(2026, 3, 31));
        var before = IndicatorScene.Text(await scene.FiguresAsync());
        var position = scene.Head;
        await scene.Community.ReverseAsync(mistaken);

        var after = await scene.FiguresAsync();

        (after.Exchanges.Count, after.Exchanges.Minutes, after.Participation.Active, after.Network.Edges, after.Position).ShouldBe((1, 60, 2, 1, scene.Head));
        after.Circulation.InCirculation.ShouldBe(90, "the account was as it was until the day of the correction: Anna 60 and Bram 30 at the end of March");
        IndicatorScene.Text(await scene.FiguresAsync(position: position)).ShouldBe(before);
        IndicatorScene.Text(await scene.AnewAsync(position: position)).ShouldBe(before);
    }

    [Fact]
    public async Task Hours_count_all_help_and_ties_only_that_between_persons()
    {
        var scene = await IndicatorScene.StartAsync(database, "house");
        await scene.JoinHouseAsync();
        await scene.HelpAsync(Anna, IndicatorScene.House, 120);
        await scene.HelpAsync(Anna, Bram, 45);
        await scene.HelpAsync(IndicatorScene.House, Chaima, 15);

        var figures = await scene.FiguresAsync();

        (figures.Exchanges.Count, figures.Exchanges.Minutes, figures.Exchanges.MeanMinutes, figures.Exchanges.MedianMinutes).ShouldBe((3, 180, 60, 45));
        figures.Roles.ShouldBe(new RoleFigures(1, 2, 0, 3, 0));
        (figures.Ties.Pairs, figures.Ties.PersonExchanges, figures.Network.Minutes, figures.Network.WithoutTie).ShouldBe((1, 1, 45, 2));
        figures.Exchanges.ByMonth.ShouldBe([new MonthFigures("2026-03", 3, 180, 3)]);
        figures.Exchanges.ByCategory.ShouldBe([new CategoryFigures("boodschappen", 3, 180)]);
    }

    [Fact]
    public async Task Help_by_two_for_two_is_one_exchange_and_four_ties_whose_parts_add_up()
    {
        var scene = await IndicatorScene.StartAsync(database, "two-for-two");
        // Of Anna's 50 minutes 33⅓ go to Chaima and 16⅔ to Dirk: 33 and 17. Of Bram's 10 they are 6⅔ and 3⅓: 7 and 3.
        await scene.Community.HelpAsync([new(Anna, 50), new(Bram, 10)], [new(Chaima, 40), new(Dirk, 20)], new LocalDate(2026, 3, 1));
        // What Dirk gives Anna and Bram meets just these parts, so that a minute more or less would show.
        await scene.HelpAsync(Dirk, Anna, 17);
        await scene.HelpAsync(Dirk, Bram, 4);

        var figures = await scene.FiguresAsync();

        (figures.Exchanges.Count, figures.Exchanges.Minutes, figures.Exchanges.MedianMinutes).ShouldBe((3, 81, 17));
        (figures.Network.Nodes, figures.Network.Edges, figures.Network.Minutes, figures.Network.EdgesWithOpposite).ShouldBe((4, 6, 81, 4));
        figures.Reciprocity.ShouldBe(new ReciprocityFigures(81, 40, 1, 40, 40 / 81.0, 1 / 81.0, 40 / 81.0), "Dirk received 20 and gave 21, Bram received 4 and met 3 of them with Dirk and 1 with Chaima");
        (figures.Ties.Pairs, figures.Ties.PersonExchanges, figures.Ties.RepeatExchanges).ShouldBe((4, 3, 2));
    }

    [Fact]
    public async Task A_pair_that_met_before_the_period_is_not_new_and_later_recording_does_not_make_it_later()
    {
        var scene = await IndicatorScene.StartAsync(database, "ties");
        await scene.HelpAsync(Anna, Bram, 60, new LocalDate(2026, 3, 20));
        await scene.HelpAsync(Chaima, Dirk, 60, new LocalDate(2026, 3, 20));
        await scene.HelpAsync(Bram, Anna, 60, new LocalDate(2026, 2, 28));
        await scene.HelpAsync(Dirk, Chaima, 60, new LocalDate(2026, 3, 19));
        await scene.HelpAsync(Anna, Chaima, 60, new LocalDate(2026, 4, 1));

        (await scene.FiguresAsync()).Ties.ShouldBe(new TieFigures(2, 1, 4, 1, 3, 2, 2 / 3.0));
    }

    [Fact]
    public async Task Members_are_registered_from_the_day_they_join_until_the_day_they_leave()
    {
        var scene = await IndicatorScene.StartAsync(database, "members");
        await scene.DoAsync((id, now) => new DefineNeighbourhood(id, Desk, now, new NeighbourhoodCode("Noord"), 900));
        await scene.DoAsync((id, now) => new DefineNeighbourhood(id, Desk, now, new NeighbourhoodCode("Noord"), 100));
        await scene.DoAsync((id, now) => new DefineNeighbourhood(id, Desk, now, new NeighbourhoodCode("Zuid"), 60));
        await scene.DoAsync((id, now) => new JoinMember(id, Desk, now, new AccountNumber("L0005"), new NeighbourhoodCode("Zuid"), new LocalDate(2026, 3, 31)));
        await scene.DoAsync((id, now) => new JoinMember(id, Desk, now, new AccountNumber("L0006"), Neighbourhood: null, new LocalDate(2026, 4, 1)));
        await scene.DoAsync((id, now) => new LeaveMember(id, Desk, now, Dirk, new LocalDate(2026, 3, 31)));
        await scene.HelpAsync(Anna, Dirk, 60);
        await scene.HelpAsync(Anna, new AccountNumber("L0005"), 60, new LocalDate(2026, 3, 31));

        var figures = await scene.FiguresAsync();

        figures.Members.ShouldBe(new MemberFigures(4, 1, 1));
        (figures.Participation.Active, figures.Participation.Rate, figures.Participation.Reach).ShouldBe((3, 0.75, 3 / 160.0));
        figures.Participation.ByNeighbourhood.ShouldBe([new NeighbourhoodFigures("Noord", 2, 3, 100, 2 / 3.0, 0.02), new NeighbourhoodFigures("Zuid", 1, 1, 60, 1, 1 / 60.0)]);
        var april = await scene.FiguresAsync(IndicatorScene.PeriodOf("2026-04"));
        april.Participation.ByNeighbourhood[^1].ShouldBe(new NeighbourhoodFigures(null, 0, 1, 0, 0, null));
        april.Members.ShouldBe(new MemberFigures(5, 1, 0));
    }

    [Fact]
    public async Task The_median_of_an_even_number_is_the_lower_one()
    {
        var scene = await IndicatorScene.StartAsync(database, "median");
        foreach (var minutes in new[] { 90, 30, 60, 45 }) await scene.HelpAsync(Anna, Bram, minutes);

        (await scene.FiguresAsync()).Exchanges.MedianMinutes.ShouldBe(45);
    }

    [Fact]
    public async Task Where_there_is_nothing_to_divide_by_there_is_no_figure()
    {
        var scene = await IndicatorScene.StartAsync(database, "nothing");

        var figures = await scene.FiguresAsync(IndicatorScene.PeriodOf("2025"));

        double?[] ratios =
        [
            figures.Participation.Rate, figures.Participation.Reach, figures.Exchanges.MeanMinutes, figures.Exchanges.PerActive, figures.Roles.BothShare, figures.Ties.PartnersMean, figures.Ties.RepeatShare,
            figures.Network.Density, figures.Network.ReciprocalEdges, figures.Network.LargestComponentShare, figures.Network.GiniGiven, figures.Network.TopFiveShare, figures.Circle.Share,
            figures.Reciprocity.DirectShare, figures.Reciprocity.MediatedShare, figures.Reciprocity.OpenShare, figures.Matching.MatchRate, figures.Matching.OffersOpenPerRequestOpen, figures.Matching.ByPhoneShare,
            figures.Coordination.RecordedByCoordinatorShare, figures.Coordination.LargestCoordinatorShare, figures.Circulation.Velocity, figures.Shops.SpentAgainShare, figures.Thanks.Share,
        ];
        ratios.ShouldAllBe(ratio => ratio == null);
        (figures.Exchanges.MedianMinutes, figures.Matching.MedianDaysToMatch, figures.Exchanges.ByMonth.Count).ShouldBe((null, null, 12));
    }

    [Fact]
    public async Task What_leans_on_one_coordinator_is_counted_of_those_whose_account_is_known()
    {
        var scene = await IndicatorScene.StartAsync(database, "desk");
        foreach (var actor in new[] { new Actor("L0003", Role.Coordinator, Chaima), new Actor("L0003", Role.Coordinator, Chaima), new Actor("L0004", Role.Coordinator, Dirk), Actor.Coordinator() })
        {
            await scene.DoAsync((id, now) => new RecordExchange(id, actor, now, [new(Anna, 60)], [new(Bram, 60)], Errands, new LocalDate(2026, 3, 10), Channel.Desk));
        }

        await scene.DoAsync((id, now) => new RecordExchange(id, Actor.Member(Bram), now, [new(Anna, 60)], [new(Bram, 60)], Errands, new LocalDate(2026, 3, 10), Channel.Web));

        (await scene.FiguresAsync()).Coordination.ShouldBe(new CoordinationFigures(5, 4, 0.8, 3, 2, 2 / 3.0));
    }

    [Fact]
    public async Task Thanks_are_counted_for_the_exchanges_of_the_period()
    {
        var scene = await IndicatorScene.StartAsync(database, "thanks");
        var both = await scene.Community.HelpAsync([new(Anna, 60)], [new(Bram, 30), new(Chaima, 30)], new LocalDate(2026, 3, 10));
        var undone = await scene.Community.HelpAsync(Anna, Bram, 10, new LocalDate(2026, 3, 10));
        var april = await scene.Community.HelpAsync(Anna, Bram, 10, new LocalDate(2026, 4, 10));
        await scene.HelpAsync(Anna, Bram, 10);
        foreach (var (exchange, by) in new[] { (both, Bram), (both, Chaima), (undone, Bram), (april, Bram) }) await scene.DoAsync((id, now) => new ThankForExchange(id, Desk, now, exchange, by));
        var position = scene.Head - 3;
        await scene.Community.ReverseAsync(undone);

        (await scene.FiguresAsync()).Thanks.ShouldBe(new ThanksFigures(2, 1, 2, 0.5));
        (await scene.FiguresAsync(position: position)).Thanks.ShouldBe(new ThanksFigures(1, 1, 3, 1 / 3.0));
    }
}
