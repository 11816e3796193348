using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>Comparing on random villages means little if nothing happens in them. And what must hold of the figures in any village.</summary>
public sealed class RandomVillageTests
{
    private static readonly Lazy<IReadOnlyList<OracleFigures>> Years = new(() => [.. Enumerable.Range(1, 40).Select(seed => OracleFigures.Of(Village(seed), new(2026, 1, 1), new(2026, 12, 31)))]);

    [Fact]
    public void Random_villages_have_every_figure_in_more_than_one_value()
    {
        var paths = Years.Value.SelectMany(year => year.Keys).Where(path => !path.Contains('[')).Distinct().ToList();
        paths.Count.ShouldBeGreaterThan(50);
        foreach (var path in paths.Except(["shops.shops", "circulation.monthEnds"])) Years.Value.Select(year => year[path]).Distinct().Count().ShouldBeGreaterThan(3, path);
    }

    [Fact]
    public void Direct_mediated_and_open_add_up_to_all_that_was_received()
    {
        foreach (var year in Years.Value.Where(year => year["reciprocity.directShare"] is not null))
            (year["reciprocity.directShare"] + year["reciprocity.mediatedShare"] + year["reciprocity.openShare"])!.Value.ShouldBe(1, 1e-20m);
    }

    private static OracleFacts Village(int seed)
    {
        TestCommunity community = new(journal: null!, new CommunityCode($"village-{seed}"));
        new RandomVillage(community, seed).Live();
        return OracleJournal.Read(PaperExample.Lines(community.Entries));
    }
}
