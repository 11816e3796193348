namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>Who helped whom, and the figures of that network.</summary>
internal static class OracleNetwork
{
    public static void Add(OracleFigures figures, OraclePeriod period)
    {
        var edges = Edges(period.PersonExchanges);
        var nodes = edges.Keys.SelectMany(edge => new[] { edge.From, edge.To }).Distinct().ToList();
        var minutes = edges.Values.Sum();
        figures.Whole("network.nodes", nodes.Count);
        figures.Whole("network.edges", edges.Count);
        figures.Ratio("network.density", edges.Count, (long)nodes.Count * (nodes.Count - 1));
        figures.Share("network.edgesWithOpposite", "network.reciprocalEdges", edges.Keys.Count(edge => edges.ContainsKey((edge.To, edge.From))), edges.Count);

        var eitherWay = Reachable(nodes, edges.Keys.Concat(edges.Keys.Select(edge => (From: edge.To, To: edge.From))));
        figures.Share("network.largestComponent", "network.largestComponentShare", nodes.Select(node => eitherWay[node].Count).DefaultIfEmpty().Max(), nodes.Count);
        figures.Whole("network.withoutTie", period.Facts.Accounts.Count(account => account.IsRegistered(period.To) && !nodes.Contains(account.Number)));

        var given = nodes.Select(node => edges.Where(edge => edge.Key.From == node).Sum(edge => edge.Value)).ToList();
        figures.Ratio("network.giniGiven", given.Sum(one => given.Sum(other => (decimal)Math.Abs(one - other))), 2m * given.Count * given.Sum());
        figures.Whole("network.minutes", minutes);
        figures.Share("network.topFiveMinutes", "network.topFiveShare", given.OrderDescending().Take(5).Sum(), minutes);

        var reachable = Reachable(nodes, edges.Keys);
        var comingRound = 0L;
        foreach (var (edge, weight) in edges)
        {
            var round = nodes.Count(node => reachable[edge.From].Contains(node) && reachable[node].Contains(edge.From));
            if (round >= 3 && reachable[edge.To].Contains(edge.From)) comingRound += weight;
        }

        figures.Share("circle.circleMinutes", "circle.share", comingRound, minutes);
        figures.Whole("circle.minutes", minutes);
    }

    /// <summary>Minutes from each helper to each receiver, where that is at least one.</summary>
    public static Dictionary<(string From, string To), long> Edges(IEnumerable<OracleExchange> exchanges)
    {
        Dictionary<(string From, string To), long> edges = [];
        foreach (var exchange in exchanges)
        {
            foreach (var (edge, minutes) in Split(exchange)) edges[edge] = edges.GetValueOrDefault(edge) + minutes;
        }

        return edges;
    }

    /// <summary>Each helper's minutes over the receivers in proportion to theirs: rounded down, and what is left goes one by one to the largest remainders, the lowest account number first among equals.</summary>
    public static Dictionary<(string From, string To), long> Split(OracleExchange exchange)
    {
        Dictionary<(string, string), long> parts = [];
        var all = exchange.Receivers.Sum(receiver => (decimal)receiver.Minutes);
        foreach (var helper in exchange.Helpers)
        {
            List<(string Receiver, long Whole, decimal Over)> cut = [];
            foreach (var receiver in exchange.Receivers)
            {
                var product = (decimal)helper.Minutes * receiver.Minutes;
                cut.Add((receiver.Account, (long)decimal.Truncate(product / all), product % all));
            }

            var left = helper.Minutes - cut.Sum(part => part.Whole);
            foreach (var (receiver, whole, _) in cut.OrderByDescending(part => part.Over).ThenBy(part => part.Receiver, StringComparer.Ordinal))
            {
                if (whole + (left > 0 ? 1 : 0) is > 0 and var minutes) parts[(helper.Account, receiver)] = minutes;
                left--;
            }
        }

        return parts;
    }

    /// <summary>From every node the nodes that can be reached along edges, itself included: breadth first, from each one anew.</summary>
    public static Dictionary<string, HashSet<string>> Reachable(IReadOnlyList<string> nodes, IEnumerable<(string From, string To)> edges)
    {
        var next = edges.ToLookup(edge => edge.From, edge => edge.To);
        Dictionary<string, HashSet<string>> reachable = [];
        foreach (var start in nodes)
        {
            HashSet<string> seen = [start];
            Queue<string> waiting = new([start]);
            while (waiting.TryDequeue(out var node))
            {
                foreach (var other in next[node].Where(seen.Add)) waiting.Enqueue(other);
            }

            reachable[start] = seen;
        }

        return reachable;
    }
}
