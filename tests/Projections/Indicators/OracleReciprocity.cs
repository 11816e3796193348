namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>How help comes back: from the same person, from others, or not yet.</summary>
internal static class OracleReciprocity
{
    public static void Add(OracleFigures figures, OraclePeriod period)
    {
        var edges = OracleNetwork.Edges(period.PersonExchanges);
        var (direct, mediated, open, received) = (0L, 0L, 0L, 0L);
        foreach (var person in edges.Keys.SelectMany(edge => new[] { edge.From, edge.To }).Distinct())
        {
            var sides = Sides(edges, person);
            direct += sides.Direct;
            mediated += Math.Min(sides.Gave, sides.Received) - sides.Direct;
            open += sides.Received - Math.Min(sides.Gave, sides.Received);
            received += sides.Received;
        }

        figures.Whole("reciprocity.receivedMinutes", received);
        figures.Share("reciprocity.directMinutes", "reciprocity.directShare", direct, received);
        figures.Share("reciprocity.mediatedMinutes", "reciprocity.mediatedShare", mediated, received);
        figures.Share("reciprocity.openMinutes", "reciprocity.openShare", open, received);
    }

    /// <summary>What a member sees of themselves.</summary>
    public static OracleFigures OfMember(OracleFacts facts, string member, DateOnly from, DateOnly to)
    {
        OraclePeriod period = new(facts, from, to);
        OracleFigures figures = new();
        var gave = period.Exchanges.Where(exchange => exchange.Helpers.Any(share => share.Account == member)).ToList();
        var received = period.Exchanges.Where(exchange => exchange.Receivers.Any(share => share.Account == member)).ToList();
        var gaveMinutes = gave.Sum(exchange => exchange.Helpers.Single(share => share.Account == member).Minutes);
        var receivedMinutes = received.Sum(exchange => exchange.Receivers.Single(share => share.Account == member).Minutes);
        figures.Whole("gaveMinutes", gaveMinutes);
        figures.Whole("receivedMinutes", receivedMinutes);
        figures.Whole("sharedMinutes", Math.Min(gaveMinutes, receivedMinutes));

        var edges = OracleNetwork.Edges(period.PersonExchanges);
        var sides = Sides(edges, member);
        figures.Whole("gaveTo", edges.Keys.Count(edge => edge.From == member));
        figures.Whole("receivedFrom", edges.Keys.Count(edge => edge.To == member));
        figures.Whole("mediatedMinutes", Math.Min(sides.Gave, sides.Received) - sides.Direct);
        figures.Whole("thanksGiven", period.Exchanges.Sum(exchange => exchange.ThankedBy.Count(by => by == member)));
        figures.Whole("thanksReceived", gave.Sum(exchange => exchange.ThankedBy.Count));
        figures.Whole("giftsToPot", facts.Gifts.Where(gift => gift.From == member && period.Has(gift.On)).Sum(gift => gift.Minutes));
        figures.Whole("activitiesAttended", facts.Activities.Count(activity => period.Has(activity.On) && activity.Attendees.Contains(member)));
        figures.Add("circle.length", ShortestCircle(edges, member));
        if (facts.Accounts.Single(account => account.Number == member).ReciprocityExpected) return figures;
        // Thanks and company only.
        foreach (var path in figures.Keys.Except(["thanksGiven", "thanksReceived", "activitiesAttended"]).ToList()) figures[path] = null;
        return figures;
    }

    private static (long Gave, long Received, long Direct) Sides(Dictionary<(string From, string To), long> edges, string person)
    {
        var (gave, received, direct) = (0L, 0L, 0L);
        foreach (var other in edges.Keys.SelectMany(edge => new[] { edge.From, edge.To }).Where(one => one != person).Distinct())
        {
            var (there, back) = (edges.GetValueOrDefault((person, other)), edges.GetValueOrDefault((other, person)));
            gave += there;
            received += back;
            direct += Math.Min(there, back);
        }

        return (gave, received, direct);
    }

    /// <summary>
    /// Over everybody whom the member helped and everybody else who helped the member: the shortest way from the one to the other that does not pass by the member.
    /// All ways at once, by Floyd and Warshall. As both ends differ there are at least three people in it.
    /// </summary>
    private static long? ShortestCircle(Dictionary<(string From, string To), long> edges, string member)
    {
        if (!edges.Keys.Any(edge => edge.From == member) || !edges.Keys.Any(edge => edge.To == member)) return null;
        var others = edges.Keys.SelectMany(edge => new[] { edge.From, edge.To }).Where(one => one != member).Distinct().ToList();
        const int Never = int.MaxValue / 4;
        var steps = new int[others.Count, others.Count];
        for (var i = 0; i < others.Count; i++)
        {
            for (var j = 0; j < others.Count; j++) steps[i, j] = i == j ? 0 : edges.ContainsKey((others[i], others[j])) ? 1 : Never;
        }

        for (var by = 0; by < others.Count; by++)
        {
            for (var i = 0; i < others.Count; i++)
            {
                for (var j = 0; j < others.Count; j++) steps[i, j] = Math.Min(steps[i, j], steps[i, by] + steps[by, j]);
            }
        }

        var shortest = Never;
        for (var i = 0; i < others.Count; i++)
        {
            for (var j = 0; j < others.Count; j++)
            {
                if (i != j && edges.ContainsKey((member, others[i])) && edges.ContainsKey((others[j], member))) shortest = Math.Min(shortest, steps[i, j] + 2);
            }
        }

        return shortest >= Never ? null : shortest;
    }
}
