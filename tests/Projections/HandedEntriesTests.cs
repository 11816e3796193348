using Buurthulp.Projections.Running;

namespace Buurthulp.Tests.Projections;

/// <summary>Views that are handed their entries by somebody else's daemon.</summary>
public sealed class HandedEntriesTests(ViewsDatabase views) : IClassFixture<ViewsDatabase>
{
    [Fact]
    public async Task Entries_that_are_handed_over_give_the_views_that_reading_gives_however_often_they_are_handed_over()
    {
        var (handed, read) = (await views.StartCommunityAsync("handed"), await views.StartCommunityAsync("read"));
        await HandedEntries.ApplyAsync(views.Application, handed.Code, [.. handed.Entries.Take(3)], CancellationToken.None);

        await HandedEntries.ApplyAsync(views.Application, handed.Code, handed.Entries, CancellationToken.None);
        await HandedEntries.ApplyAsync(views.Application, handed.Code, [.. handed.Entries.Skip(2)], CancellationToken.None);

        await views.ShowAsync(read);
        (await BalancesAsync("handed")).ShouldBe(await BalancesAsync("read"));
        (await views.ScalarAsync<long>("SELECT min(position) FROM views.progress WHERE community = 'handed'")).ShouldBe(handed.Head);
    }

    [Fact]
    public async Task A_gap_is_refused_and_nothing_is_written()
    {
        var community = await views.StartCommunityAsync("gap");

        await Should.ThrowAsync<InvalidOperationException>(() => HandedEntries.ApplyAsync(views.Application, community.Code, [.. community.Entries.Skip(1)], CancellationToken.None));

        (await views.ScalarAsync<long>("SELECT count(*) FROM views.progress WHERE community = 'gap'")).ShouldBe(0);
    }

    private Task<string> BalancesAsync(string community) => views.ScalarAsync<string>($"SELECT string_agg(concat_ws(' ', account, kind, balance, position), E'\\n' ORDER BY account) FROM views.accounts WHERE community = '{community}'");
}
