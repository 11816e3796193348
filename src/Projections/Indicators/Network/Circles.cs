namespace Buurthulp.Projections.Indicators.Network;

/// <summary>Where help comes round.</summary>
public static class Circles
{
    /// <summary>In a circle of help that comes round through others there are at least this many.</summary>
    public const int LeastPeople = 3;

    /// <summary>
    /// For each node the number of its strongly connected component: of two nodes in one component each can be reached from the other along edges.
    /// <para>Tarjan's algorithm ("Depth-first search and linear graph algorithms", SIAM J. Comput. 1, 1972) with a stack of its own instead of recursion, so that a chain of
    /// 50,000 people does not run out of it. Every node and every edge is visited once: O(n + m) time, five arrays of n.</para>
    /// </summary>
    public static int[] Components(HelpNetwork network)
    {
        const int unseen = -1;
        var (component, low, order, nextEdge) = (new int[network.Nodes], new int[network.Nodes], new int[network.Nodes], new int[network.Nodes]);
        Array.Fill(order, unseen);
        Array.Fill(component, unseen);
        Stack<int> path = new(), waiting = new();
        var (visited, components) = (0, 0);
        for (var root = 0; root < network.Nodes; root++)
        {
            if (order[root] != unseen) continue;
            Enter(root);
            while (path.TryPeek(out var node))
            {
                if (nextEdge[node] < network.First[node + 1])
                {
                    var to = network.To[nextEdge[node]++];
                    if (order[to] == unseen) Enter(to);
                    else if (component[to] == unseen) low[node] = Math.Min(low[node], order[to]);
                    continue;
                }

                path.Pop();
                if (path.TryPeek(out var parent)) low[parent] = Math.Min(low[parent], low[node]);
                if (low[node] != order[node]) continue;
                int member;
                do component[member = waiting.Pop()] = components;
                while (member != node);
                components++;
            }
        }

        return component;

        void Enter(int node)
        {
            (order[node], low[node], nextEdge[node]) = (visited, visited, network.First[node]);
            visited++;
            path.Push(node);
            waiting.Push(node);
        }
    }

    /// <summary>The minutes on edges whose two ends lie in one strongly connected component of at least <see cref="LeastPeople"/>: O(n + m).</summary>
    public static long MinutesInCircles(HelpNetwork network)
    {
        var component = Components(network);
        var sizes = new int[network.Nodes];
        foreach (var one in component) sizes[one]++;
        long minutes = 0;
        for (var from = 0; from < network.Nodes; from++)
        {
            for (var edge = network.First[from]; edge < network.First[from + 1]; edge++)
            {
                if (component[from] == component[network.To[edge]] && sizes[component[from]] >= LeastPeople) minutes += network.Minutes[edge];
            }
        }

        return minutes;
    }

    /// <summary>
    /// How many people there are in the shortest circle of help through a node that has at least <see cref="LeastPeople"/>; null when it is in none. From the node along the edges
    /// and back, nobody twice, and so not merely to somebody and straight back.
    /// <para>A breadth-first search in which every node keeps the two shortest ways to it that begin with different neighbours. A way that leads back over a node must not have gone
    /// to it straight, that is begun with it; of two different beginnings one is not. Each node is left at most twice: O(n + m).</para>
    /// </summary>
    public static int? ShortestThrough(HelpNetwork network, int start)
    {
        const int none = -1;
        var (begun, begunOtherwise) = (new int[network.Nodes], new int[network.Nodes]);
        Array.Fill(begun, none);
        Array.Fill(begunOtherwise, none);
        Queue<(int Node, int Begun, int Length)> next = new();
        for (var edge = network.First[start]; edge < network.First[start + 1]; edge++) Reach(network.To[edge], network.To[edge], 1);
        while (next.TryDequeue(out var way))
        {
            for (var edge = network.First[way.Node]; edge < network.First[way.Node + 1]; edge++)
            {
                var to = network.To[edge];
                if (to == start)
                {
                    if (way.Begun != way.Node) return way.Length + 1;
                }
                else
                {
                    Reach(to, way.Begun, way.Length + 1);
                }
            }
        }

        return null;

        void Reach(int node, int beginning, int steps)
        {
            if (begun[node] == none) begun[node] = beginning;
            else if (begunOtherwise[node] == none && begun[node] != beginning) begunOtherwise[node] = beginning;
            else return;
            next.Enqueue((node, beginning, steps));
        }
    }
}
