using System.Runtime.CompilerServices;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Projections.Indicators;
using Buurthulp.Tests.Fixtures;
using NodaTime;

namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>What holds for any journal that the rules allow. The seed is the test's argument, so a failing one replays.</summary>
public sealed class AsOfTests(ViewsDatabase database) : IClassFixture<ViewsDatabase>
{
    private static readonly ReportPeriod Year = new(new LocalDate(2026, 1, 15), new LocalDate(2026, 11, 20));

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    public async Task Figures_as_of_a_position_are_those_of_the_journal_cut_there(int seed)
    {
        var scene = await IndicatorScene.StartAsync(database, $"cut-{seed}");
        await scene.Community.AppendAsync(new RandomNeighbourhood(scene.Community, seed).Decide(700));
        var chance = new Random(seed);
        (await scene.FiguresAsync(Year)).Exchanges.Count.ShouldBeGreaterThan(50);

        foreach (var position in Enumerable.Range(0, 12).Select(_ => chance.NextInt64(1, scene.Head)).Append(scene.Head).Distinct())
        {
            var period = chance.Next(2) == 0 ? Year : IndicatorScene.PeriodOf(chance.Next(2) == 0 ? $"2026-{chance.Next(1, 12):00}" : $"2026-Q{chance.Next(1, 5)}");
            var asOf = await scene.FiguresAsync(period, position);
            var cut = await scene.OfJournalCutAtAsync(position, period);
            IndicatorScene.Text(asOf).ShouldBe(IndicatorScene.Text(cut), $"position {position}, {period}");
        }
    }

    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    [InlineData(43)]
    [InlineData(44)]
    [InlineData(45)]
    [InlineData(46)]
    public async Task Parts_of_a_whole_add_up(int seed)
    {
        var scene = await IndicatorScene.StartAsync(database, $"whole-{seed}");
        await scene.Community.AppendAsync(new RandomNeighbourhood(scene.Community, seed).Decide(300));

        var figures = await scene.FiguresAsync(Year);

        var (reciprocity, exchanges, roles) = (figures.Reciprocity, figures.Exchanges, figures.Roles);
        (reciprocity.DirectShare + reciprocity.MediatedShare + reciprocity.OpenShare)!.Value.ShouldBe(1, 1e-12);
        (reciprocity.DirectMinutes + reciprocity.MediatedMinutes + reciprocity.OpenMinutes).ShouldBe(figures.Network.Minutes);
        new[] { reciprocity.DirectMinutes, reciprocity.MediatedMinutes, reciprocity.OpenMinutes }.ShouldAllBe(part => part >= 0);
        (exchanges.ByMonth.Sum(month => month.Count), exchanges.ByMonth.Sum(month => month.Minutes)).ShouldBe((exchanges.Count, exchanges.Minutes));
        (exchanges.ByCategory.Sum(category => category.Count), exchanges.ByCategory.Sum(category => category.Minutes)).ShouldBe((exchanges.Count, exchanges.Minutes));
        (roles.GaveOnly + roles.ReceivedOnly + roles.Both).ShouldBe(figures.Participation.Active);
        figures.Participation.ByNeighbourhood.Sum(part => part.Active).ShouldBe(figures.Participation.Active);
        figures.Ties.Pairs.ShouldBe(figures.Network.Edges - (figures.Network.EdgesWithOpposite / 2));
        figures.Network.Minutes.ShouldBeInRange(1, exchanges.Minutes);
        figures.Circulation.InCirculation.ShouldBe(scene.Community.State.Accounts.All.Values.Sum(account => Math.Max(0, account.Balance)));
    }

    [Fact]
    public async Task What_was_read_little_by_little_and_what_is_read_at_once_give_the_same()
    {
        var scene = await IndicatorScene.StartAsync(database, "little");
        var neighbourhood = new RandomNeighbourhood(scene.Community, seed: 51);
        for (var round = 0; round < 12; round++)
        {
            await scene.Community.AppendAsync(neighbourhood.Decide(25));
            IndicatorScene.Text(await scene.FiguresAsync(Year)).ShouldBe(IndicatorScene.Text(await scene.AnewAsync(Year)), $"round {round}");
        }
    }

    /// <summary>Somebody closes the page, or the database goes away: what was read by then is not read again, and nothing counts twice.</summary>
    [Fact]
    public async Task A_question_that_is_given_up_on_the_way_goes_on_where_it_stopped()
    {
        var scene = await IndicatorScene.StartAsync(database, "given-up");
        await scene.Community.AppendAsync(new RandomNeighbourhood(scene.Community, seed: 61).Decide(200));
        var journal = new InterruptedJournal(scene.Community.Journal);
        IndicatorQueries queries = new(journal);

        foreach (var reason in new Exception[] { new OperationCanceledException(), new JournalUnavailableException("away", new TimeoutException()), new OperationCanceledException() })
        {
            journal.Interrupt(after: 40, reason);
            (await Record.ExceptionAsync(() => queries.FiguresAsync(scene.Community.Code, Year, position: null, CancellationToken.None))).ShouldBe(reason);
        }

        IndicatorScene.Text(await queries.FiguresAsync(scene.Community.Code, Year, position: null, CancellationToken.None)).ShouldBe(IndicatorScene.Text(await scene.AnewAsync(Year)));
        journal.Given.ShouldBe(scene.Head);
    }

    /// <summary>Breaks off after some entries.</summary>
    private sealed class InterruptedJournal(IJournal journal) : PassedOnJournal(journal)
    {
        private long left = long.MaxValue;
        private Exception? reason;

        /// <summary>How many entries were read from it.</summary>
        public long Given { get; private set; }

        public void Interrupt(int after, Exception because) => (left, reason) = (after, because);

        public override async IAsyncEnumerable<Entry> ReadAsync(CommunityCode community, long from, long limit = long.MaxValue, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (var entry in base.ReadAsync(community, from, limit, cancellationToken))
            {
                if (reason is { } why && left-- == 0)
                {
                    reason = null;
                    throw why;
                }

                Given++;
                yield return entry;
            }
        }
    }
}
