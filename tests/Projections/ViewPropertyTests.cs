using Buurthulp.Projections.Statements;

namespace Buurthulp.Tests.Projections;

/// <summary>What holds for any journal that the rules allow. The seed is the test's argument, so a failing one replays.</summary>
public sealed class ViewPropertyTests(ViewsDatabase database) : IClassFixture<ViewsDatabase>
{
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
