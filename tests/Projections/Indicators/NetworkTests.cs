using Buurthulp.Projections.Indicators.Figures;
using Buurthulp.Projections.Indicators.Network;

namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>The arithmetic of the network on graphs that can be drawn, and on random ones against the slow and plain way.</summary>
public sealed class NetworkTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Fact]
    public void Edges_of_one_pair_become_one_edge_and_know_the_edge_back()
    {
        var network = Network((7, 3, 10), (3, 7, 4), (7, 3, 5), (3, 9, 1));

        network.Accounts.ShouldBe([3, 7, 9]);
        Edges(network).ShouldBe([(3, 7, 4, true), (3, 9, 1, false), (7, 3, 15, true)]);
        (network.NodeOf(9), network.NodeOf(8)).ShouldBe((2, -1));
    }

    [Theory]
    [InlineData("A>B B>C C>A", "A", 3)]
    [InlineData("A>B B>A", "A", null)]
    [InlineData("A>B B>A B>C C>B", "A", null)]
    [InlineData("A>B A>C B>C C>A", "A", 3)]
    [InlineData("A>B B>A B>C C>D D>A", "A", 4)]
    [InlineData("A>C C>A A>B B>D D>C", "A", 4)]
    [InlineData("A>B B>C C>D D>E E>A B>A E>B", "A", 5)]
    [InlineData("A>B B>C C>D D>B", "A", null)]
    [InlineData("A>B B>C C>A", "B", 3)]
    public void The_shortest_circle_through_somebody_goes_over_at_least_two_others(string edges, string through, int? length)
    {
        var network = Network([.. edges.Split(' ').Select(edge => (edge[0] - 'A', edge[2] - 'A', 60L))]);

        Circles.ShortestThrough(network, network.NodeOf(through[0] - 'A')).ShouldBe(length);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Circles_and_components_are_what_walking_every_way_finds(int seed)
    {
        var random = new Random(seed);
        var people = random.Next(3, 9);
        var network = Network([.. Enumerable.Range(0, random.Next(2, 18)).Select(_ => (random.Next(people), random.Next(people), 1L + random.Next(100))).Where(edge => edge.Item1 != edge.Item2)]);
        var reach = Enumerable.Range(0, network.Nodes).Select(node => Reach(network, node)).ToList();

        var component = Circles.Components(network);
        for (var one = 0; one < network.Nodes; one++)
        {
            for (var other = 0; other < network.Nodes; other++)
            {
                (component[one] == component[other]).ShouldBe(reach[one].Contains(other) && reach[other].Contains(one), $"{one} and {other}");
            }

            Circles.ShortestThrough(network, one).ShouldBe(ShortestBySearch(network, one, [one]), $"through {one}");
        }

        var sizes = Enumerable.Range(0, network.Nodes).Select(node => reach[node].Count(other => reach[other].Contains(node))).ToList();
        Circles.MinutesInCircles(network).ShouldBe(Edges(network).Where(edge => InOne(edge.From, edge.To) && sizes[network.NodeOf(edge.From)] >= 3).Sum(edge => edge.Minutes));

        bool InOne(int from, int to) => reach[network.NodeOf(to)].Contains(network.NodeOf(from));
    }

    [Fact]
    public void A_circle_and_a_row_of_fifty_thousand_people_need_no_deep_stack()
    {
        const int people = 50_000;
        var row = Enumerable.Range(0, people - 1).Select(i => (i, i + 1, 1L)).ToArray();

        Circles.Components(Network(row)).Distinct().Count().ShouldBe(people);
        var circle = Network([.. row, (people - 1, 0, 1L)]);
        Circles.Components(circle).Distinct().Count().ShouldBe(1);
        Circles.ShortestThrough(circle, 17).ShouldBe(people);
        Circles.MinutesInCircles(circle).ShouldBe(people);
    }

    /// <summary>Ten rows of 5,000 people who each help six of the next row, the last row the first: whoever goes along comes back after ten steps and never sooner.</summary>
    [Fact]
    public void Fifty_thousand_people_with_three_hundred_thousand_ties_are_walked_once()
    {
        const int rows = 10, people = 5_000, ties = 6;
        var random = new Random(4);
        var network = Network([.. from row in Enumerable.Range(0, rows) from person in Enumerable.Range(0, people) from tie in Enumerable.Range(0, ties)
            let shift = tie < 2 ? tie : (tie * 500) + random.Next(500) select ((row * people) + person, ((row + 1) % rows * people) + ((person + shift) % people), 1L + tie)]);

        (network.Nodes, network.To.Length).ShouldBe((rows * people, rows * people * ties));
        Circles.Components(network).Distinct().Count().ShouldBe(1);
        Circles.MinutesInCircles(network).ShouldBe(rows * people * (1 + 2 + 3 + 4 + 5 + 6));
        foreach (var node in Enumerable.Range(0, 20).Select(_ => random.Next(network.Nodes))) Circles.ShortestThrough(network, node).ShouldBe(rows, $"through {node}");
    }

    [Theory]
    [InlineData("60 60 60", 0.0)]
    [InlineData("0 0 0 100", 0.75)]
    [InlineData("10 20 30 40", 0.25)]
    [InlineData("0 0", null)]
    [InlineData("", null)]
    public void The_gini_coefficient_is_half_the_mean_difference_over_the_mean(string values, double? expected)
    {
        var ascending = values.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse).Order().ToList();

        NetworkFigures.Gini(ascending).ShouldBe(expected);
        if (expected is not { } gini) return;
        var differences = ascending.Sum(one => ascending.Sum(other => Math.Abs(one - other)));
        gini.ShouldBe(differences / (2.0 * ascending.Count * ascending.Sum()), 1e-12);
    }

    internal static HelpNetwork Network(params (int From, int To, long Minutes)[] edges)
    {
        long[] pairs = [.. edges.Select(edge => ((long)edge.From << 32) | (uint)edge.To)];
        long[] minutes = [.. edges.Select(edge => edge.Minutes)];
        return HelpNetwork.Of(pairs, minutes);
    }

    private static IEnumerable<(int From, int To, long Minutes, bool HasOpposite)> Edges(HelpNetwork network) =>
        Enumerable.Range(0, network.Nodes).SelectMany(node => Enumerable.Range(network.First[node], network.First[node + 1] - network.First[node])
            .Select(edge => (network.Accounts[node], network.Accounts[network.To[edge]], network.Minutes[edge], network.Opposite[edge] >= 0)));

    private static IEnumerable<int> Next(HelpNetwork network, int node) => network.To[network.First[node]..network.First[node + 1]];

    private static HashSet<int> Reach(HelpNetwork network, int start)
    {
        HashSet<int> reached = [start];
        Stack<int> left = new([start]);
        while (left.TryPop(out var node))
        {
            foreach (var next in Next(network, node).Where(reached.Add)) left.Push(next);
        }

        return reached;
    }

    private static int? ShortestBySearch(HelpNetwork network, int start, IReadOnlyList<int> way)
    {
        int? best = null;
        foreach (var next in Next(network, way[^1]))
        {
            var length = next == start ? (way.Count >= 3 ? way.Count : null) : way.Contains(next) ? null : ShortestBySearch(network, start, [.. way, next]);
            if (length < (best ?? int.MaxValue)) best = length;
        }

        return best;
    }
}
