using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Projections.Statements;
using NodaTime;

namespace Buurthulp.Tests.Projections;

/// <summary>What holds for any journal that the rules allow. The seed is the test's argument, so a failing one replays.</summary>
public sealed class ViewPropertyTests(ViewsDatabase database) : IClassFixture<ViewsDatabase>
{
    private static readonly int[] Seeds = [1, 2, 3, 4, 5, 6, 7, 8, 13, 24, 35, 44];

    public static TheoryData<int> SimulatedSeeds => [.. Seeds];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Views_show_what_the_journal_says_in_whatever_batches_they_followed_it(int seed)
    {
        var community = await database.StartCommunityAsync($"random-{seed}");
        var neighbourhood = new RandomNeighbourhood(community, seed);
        var batches = new Random(seed);
        for (var round = 0; round < 15; round++)
        {
            await community.AppendAsync(neighbourhood.Decide(40));
            using var runner = database.Runner(entriesPerBatch: batches.Next(1, 60));
            await runner.CatchUpAsync(community.Code, CancellationToken.None);
        }

        community.Head.ShouldBeGreaterThan(250);
        await ShouldBeTheSameAnewAsync(community);
    }

    /// <summary>The neighbourhoods of the ledger's simulation, which know every command; so every kind of entry is in one of them.</summary>
    [Theory]
    [MemberData(nameof(SimulatedSeeds))]
    public async Task Views_of_simulated_neighbourhoods_are_the_same_live_rebuilt_and_from_zero(int seed)
    {
        var community = new TestCommunity(database.Journal, new CommunityCode($"simulated-{seed}"));
        var batches = new Random(seed);
        foreach (var part in Simulated(seed).Chunk(60))
        {
            await community.AppendAsync(community.Take(part));
            using var runner = database.Runner(entriesPerBatch: batches.Next(1, 40));
            await runner.CatchUpAsync(community.Code, CancellationToken.None);
        }

        await ShouldBeTheSameAnewAsync(community);
    }

    [Fact]
    public void The_simulated_neighbourhoods_meet_every_event()
    {
        var met = Seeds.SelectMany(Simulated).Select(entry => entry.Event.GetType()).ToHashSet();
        EventTypes.All.Where(type => !met.Contains(type)).Select(type => $"{type.Name}, which seed {Enumerable.Range(1, 200).FirstOrDefault(seed => Simulated(seed).Any(entry => entry.Event.GetType() == type))} meets").ShouldBeEmpty();
    }

    private static List<(LedgerEvent Event, Instant At)> Simulated(int seed)
    {
        var neighbourhood = new Buurthulp.Tests.Ledger.Simulation.RandomNeighbourhood(seed);
        neighbourhood.Live(320);
        return neighbourhood.Journal;
    }

    private async Task ShouldBeTheSameAnewAsync(TestCommunity community)
    {
        await database.Application.ShouldShowAsync(community);
        var live = await database.ContentsAsync(community.Code);

        using var rebuilder = database.Runner(entriesPerBatch: 97);
        await rebuilder.RebuildAsync(community.Code, view: null, progress: null, CancellationToken.None);
        (await database.ContentsAsync(community.Code)).ShouldBe(live, "rebuild equals live");

        using var replayer = database.Runner();
        await database.ExecuteAsync($"DELETE FROM views.progress WHERE community = '{community.Code}'");
        foreach (var table in Buurthulp.Projections.Views.All.SelectMany(view => view.Tables)) await database.ExecuteAsync($"DELETE FROM views.{table} WHERE community = '{community.Code}'");
        await replayer.CatchUpAsync(community.Code, CancellationToken.None);
        (await database.ContentsAsync(community.Code)).ShouldBe(live, "replay from zero equals live");
    }

    [Fact]
    public async Task The_trial_balance_sums_to_zero_as_of_every_position()
    {
        var community = await database.StartCommunityAsync("every-position");
        await community.AppendAsync(new RandomNeighbourhood(community, seed: 7).Decide(150));
        await database.ShowAsync(community);

        for (long position = 0; position <= community.Head; position++)
        {
            var trial = await TrialBalance.AsOfAsync(database.Application, community.Code, position, CancellationToken.None);
            trial.Position.ShouldBe(position);
            trial.Total.ShouldBe(0);
            trial.Accounts.Count(account => account.Balance != 0).ShouldNotBe(1);
        }

        var last = await TrialBalance.AsOfAsync(database.Application, community.Code, position: null, CancellationToken.None);
        last.Accounts.Select(line => (line.Account, line.Kind, line.Balance))
            .ShouldBe(community.State.Accounts.All.Values.OrderBy(account => account.Number).Select(account => (account.Number, account.Kind, account.Balance)));
        last.Accounts.ShouldContain(account => account.Balance != 0);
    }
}
