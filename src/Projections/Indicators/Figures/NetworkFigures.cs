using System.Runtime.InteropServices;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Indicators.Facts;
using Buurthulp.Projections.Indicators.Network;

namespace Buurthulp.Projections.Indicators.Figures;

/// <summary>The network of help among persons: an edge leads from one who helped to one who was helped, and weighs the minutes.</summary>
/// <param name="Nodes">Persons with a tie in the period.</param>
/// <param name="Edges">From whom to whom there was help.</param>
/// <param name="Density">Edges, of all that are possible among the nodes.</param>
/// <param name="EdgesWithOpposite">Edges with help the other way round too.</param>
/// <param name="ReciprocalEdges">These, of all edges.</param>
/// <param name="LargestComponent">Persons in the largest part that hangs together, whatever the direction.</param>
/// <param name="LargestComponentShare">These, of the nodes.</param>
/// <param name="WithoutTie">Members on the last day without a tie in the period.</param>
/// <param name="Minutes">Minutes on all edges.</param>
/// <param name="GiniGiven">How unevenly the minutes given are spread over the nodes: 0 is all the same, towards 1 is all by one.</param>
/// <param name="TopFiveMinutes">Minutes given by the five who gave most.</param>
/// <param name="TopFiveShare">These, of all minutes.</param>
public sealed record NetworkFigures(long Nodes, long Edges, double? Density, long EdgesWithOpposite, double? ReciprocalEdges, long LargestComponent, double? LargestComponentShare, long WithoutTie,
    long Minutes, double? GiniGiven, long TopFiveMinutes, double? TopFiveShare)
{
    private const int Top = 5;

    internal static NetworkFigures Of(Scope scope, HelpNetwork network)
    {
        var given = Given(network);
        Array.Sort(given);
        var (minutes, nodes) = (given.Sum(), (long)network.Nodes);
        var opposite = network.Opposite.Count(edge => edge >= 0);
        var component = LargestWeakComponent(network);
        var topFive = given.TakeLast(Top).Sum();
        return new NetworkFigures(nodes, network.Edges, Ratio.Of(network.Edges, nodes * (nodes - 1)), opposite, Ratio.Of(opposite, network.Edges), component, Ratio.Of(component, nodes),
            WithoutTieIn(scope, network), minutes, Gini(given), topFive, Ratio.Of(topFive, minutes));
    }

    /// <summary>
    /// The Gini coefficient of values in ascending order, zeros included: Σ (2i − n − 1)·xᵢ / (n·Σ xᵢ) for i from 1 to n, which is half the mean difference between two of them,
    /// as a part of the mean. Null when they are all zero.
    /// </summary>
    public static double? Gini(IReadOnlyList<long> ascending)
    {
        Int128 weighted = 0, sum = 0;
        for (var i = 0; i < ascending.Count; i++)
        {
            weighted += (Int128)((2L * (i + 1)) - ascending.Count - 1) * ascending[i];
            sum += ascending[i];
        }

        return sum == 0 ? null : (double)weighted / (double)(sum * ascending.Count);
    }

    private static long[] Given(HelpNetwork network)
    {
        var given = new long[network.Nodes];
        for (var node = 0; node < network.Nodes; node++)
        {
            for (var edge = network.First[node]; edge < network.First[node + 1]; edge++) given[node] += network.Minutes[edge];
        }

        return given;
    }

    /// <summary>Joins the two ends of each edge in a forest whose paths are halved on the way (Tarjan and van Leeuwen, J. ACM 31, 1984): in practice O(n + m).</summary>
    private static long LargestWeakComponent(HelpNetwork network)
    {
        int[] parent = [.. Enumerable.Range(0, network.Nodes)];
        for (var node = 0; node < network.Nodes; node++)
        {
            for (var edge = network.First[node]; edge < network.First[node + 1]; edge++)
            {
                var (one, other) = (Root(node), Root(network.To[edge]));
                if (one != other) parent[Math.Max(one, other)] = Math.Min(one, other);
            }
        }

        var sizes = new long[network.Nodes];
        for (var node = 0; node < network.Nodes; node++) sizes[Root(node)]++;
        return sizes.DefaultIfEmpty().Max();

        int Root(int node)
        {
            while (parent[node] != node) node = parent[node] = parent[parent[node]];
            return node;
        }
    }

    private static long WithoutTieIn(Scope scope, HelpNetwork network)
    {
        var tied = new bool[scope.Facts.Accounts.Count];
        foreach (var account in network.Accounts) tied[account] = true;
        long without = 0;
        for (var i = 0; i < tied.Length; i++)
        {
            var account = scope.Facts.Accounts[i];
            if (account.Kind == AccountKind.Member && !tied[i] && account.IsRegistered(scope.To, scope.AsOf)) without++;
        }

        return without;
    }
}

/// <summary>Help that can come round through others.</summary>
/// <param name="CircleMinutes">Minutes between two who are in a circle of at least three people together.</param>
/// <param name="Minutes">Minutes between persons.</param>
/// <param name="Share">The one of the other.</param>
public sealed record CircleFigures(long CircleMinutes, long Minutes, double? Share)
{
    internal static CircleFigures Of(HelpNetwork network)
    {
        var (inCircles, minutes) = (Circles.MinutesInCircles(network), network.Minutes.Sum());
        return new CircleFigures(inCircles, minutes, Ratio.Of(inCircles, minutes));
    }
}

/// <summary>How help received was met by help given, summed over persons. The three parts add up to all that was received.</summary>
/// <param name="ReceivedMinutes">Minutes received in exchanges between persons.</param>
/// <param name="DirectMinutes">Met by help to the very person who gave it.</param>
/// <param name="MediatedMinutes">Met by help to others.</param>
/// <param name="OpenMinutes">Help simply received, and that is fine.</param>
/// <param name="DirectShare">Direct, of all received.</param>
/// <param name="MediatedShare">Mediated, of all received.</param>
/// <param name="OpenShare">Open, of all received.</param>
public sealed record ReciprocityFigures(long ReceivedMinutes, long DirectMinutes, long MediatedMinutes, long OpenMinutes, double? DirectShare, double? MediatedShare, double? OpenShare)
{
    internal static ReciprocityFigures Of(HelpNetwork network)
    {
        long received = 0, direct = 0, met = 0;
        foreach (var person in PersonSums.Of(network))
        {
            received += person.Received;
            direct += person.Direct;
            met += Math.Min(person.Gave, person.Received);
        }

        return new ReciprocityFigures(received, direct, met - direct, received - met, Ratio.Of(direct, received), Ratio.Of(met - direct, received), Ratio.Of(received - met, received));
    }
}

/// <summary>What one person gave and received in all, and how much of it met help from the very person who gave it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PersonSums(long Gave, long Received, long Direct)
{
    public long Mediated => Math.Min(Gave, Received) - Direct;

    /// <summary>For every node.</summary>
    public static PersonSums[] Of(HelpNetwork network)
    {
        var sums = new PersonSums[network.Nodes];
        for (var node = 0; node < network.Nodes; node++)
        {
            for (var edge = network.First[node]; edge < network.First[node + 1]; edge++)
            {
                var (to, minutes, opposite) = (network.To[edge], network.Minutes[edge], network.Opposite[edge]);
                var direct = opposite < 0 ? 0 : Math.Min(minutes, network.Minutes[opposite]);
                sums[node] = sums[node] with { Gave = sums[node].Gave + minutes, Direct = sums[node].Direct + direct };
                sums[to] = sums[to] with { Received = sums[to].Received + minutes };
            }
        }

        return sums;
    }
}
