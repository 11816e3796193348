using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Indicators;
using Buurthulp.Projections.Indicators.Publication;
using NodaTime;

namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>Somebody who keeps every published report of a village and subtracts whatever can be subtracted does not learn a small number.</summary>
public sealed class PublicationAttackTests(ViewsDatabase database) : IClassFixture<ViewsDatabase>
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task All_reports_of_a_village_side_by_side_give_no_small_number_away(int seed)
    {
        TestCommunity community = new(database.Journal, new CommunityCode($"attacked-{seed}"));
        new RandomVillage(community, seed).Live();
        await community.AppendAsync(community.Entries);
        await database.ShowAsync(community);
        IndicatorQueries queries = new(database.Journal);

        foreach (var months in new[] { 1, 3, 12 })
        {
            PublicationAttack attack = new();
            for (LocalDate from = new(2025, 1, 1); from < new LocalDate(2026, 11, 20); from = from.PlusMonths(months))
            {
                ReportPeriod period = new(from, from.PlusMonths(months).PlusDays(-1));
                var exact = await queries.FiguresAsync(community.Code, period, community.Head, CancellationToken.None);
                attack.Read(await queries.PublishedAsync(community.Code, period, community.Head, CancellationToken.None), exact);
            }

            attack.Conclude();
            attack.Learnt().ShouldBeEmpty($"{community.Code}, every {months} months");
            if (months == 3) attack.HiddenCount.ShouldBeGreaterThan(0, "an attack on reports that hide nothing shows nothing");
        }
    }

    /// <summary>The attacker is no straw man: what a careless report gives away, it finds.</summary>
    [Fact]
    public void The_attacker_subtracts()
    {
        PublicationAttack attack = new();
        var (first, second, whole) = (attack.Know("first", PublishedCount.Of(12), 12), attack.Know("second", PublishedCount.Of(3), 3), attack.Know("whole", PublishedCount.Of(15), 15));
        attack.AddUp(whole, [first, second]);

        attack.Conclude();

        attack.Learnt().ShouldBe(["second is 3"]);
    }

    /// <summary>Why no report says how many members a neighbourhood has: with 48 active people, "&lt;5", one kept back and 40, and 10, 5 and 50 members, the one kept back is exactly 5.</summary>
    [Fact]
    public void The_members_of_each_neighbourhood_would_give_away_how_few_were_active_there()
    {
        long[] active = [3, 5, 40], members = [10, 5, 50];
        PublicationAttack attack = new();
        var parts = attack.Parts(attack.Know("active", PublishedCount.Of(48), 48), "active in", Suppression.Parts(active), active);
        attack.Conclude();
        attack.Learnt().ShouldBeEmpty("without the members nothing follows");

        for (var i = 0; i < parts.Count; i++) attack.NoMoreThan(parts[i], attack.Know($"members in {i}", PublishedCount.Of(members[i]), members[i]));
        attack.Conclude();

        attack.Learnt().ShouldBe(["active in 0 is 3"]);
    }
}
