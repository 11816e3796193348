using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Buurthulp.Projections.Indicators.Facts;
using Buurthulp.Projections.Indicators.Network;

namespace Buurthulp.Projections.Indicators.Figures;

/// <summary>Ties between persons.</summary>
/// <param name="Pairs">Pairs of persons of whom one helped the other in the period.</param>
/// <param name="NewPairs">Those of them that had no exchange before the period.</param>
/// <param name="WithPartner">Persons who are in a pair.</param>
/// <param name="PartnersMean">In how many pairs such a person is on average.</param>
/// <param name="PersonExchanges">Exchanges in which everybody is a person.</param>
/// <param name="RepeatExchanges">Those of them in which two had exchanged before, by the day it happened and then by the journal.</param>
/// <param name="RepeatShare">Repeats, of the exchanges between persons.</param>
public sealed record TieFigures(long Pairs, long NewPairs, long WithPartner, double? PartnersMean, long PersonExchanges, long RepeatExchanges, double? RepeatShare)
{
    internal static TieFigures Of(Scope scope, HelpNetwork network)
    {
        var first = FirstMeetings(scope);
        long persons = 0, repeats = 0;
        HashSet<int> repeated = [];
        PairExchanges.ForEach(scope.Facts, scope.Exchanges, (exchange, helper, receiver, _) =>
        {
            if (first[Pair(helper, receiver)] != exchange) repeated.Add(exchange);
        });
        var exchanges = CollectionsMarshal.AsSpan(scope.Facts.Exchanges);
        foreach (var i in scope.Exchanges)
        {
            if (!exchanges[i].IsBetweenPersons) continue;
            persons++;
            if (repeated.Contains(i)) repeats++;
        }

        var newPairs = first.Values.Count(exchange => exchange != BeforeThePeriod);
        return new TieFigures(first.Count, newPairs, network.Nodes, Ratio.Of(2L * first.Count, network.Nodes), persons, repeats, Ratio.Of(repeats, persons));
    }

    private const int BeforeThePeriod = -1;

    /// <summary>For each pair of the period the place of the exchange in which they first met.</summary>
    private static Dictionary<long, int> FirstMeetings(Scope scope)
    {
        var facts = scope.Facts;
        Dictionary<long, int> first = new(scope.Exchanges.Count);
        PairExchanges.ForEach(facts, scope.Exchanges, (exchange, helper, receiver, _) =>
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(first, Pair(helper, receiver), out var exists);
            if (!exists || facts.Exchanges[exchange].Day < facts.Exchanges[known].Day) known = exchange;
        });
        var exchanges = CollectionsMarshal.AsSpan(facts.Exchanges);
        for (var i = 0; i < exchanges.Length; i++)
        {
            if (!exchanges[i].IsBetweenPersons || exchanges[i].Day >= scope.From || !scope.Counts(exchanges[i])) continue;
            PairExchanges.ForEach(facts, i, exchanges[i], (_, helper, receiver, _) =>
            {
                ref var known = ref CollectionsMarshal.GetValueRefOrNullRef(first, Pair(helper, receiver));
                if (!Unsafe.IsNullRef(ref known)) known = BeforeThePeriod;
            });
        }

        return first;
    }

    /// <summary>
    /// The same for both directions. Mixed by an odd factor (of the golden ratio, as in Knuth's multiplicative hashing), which keeps different pairs different: people who
    /// help each other have numbers close together, and of those as they are a dictionary makes so few hashes that a year of 1,000,000 exchanges took 0.7 s instead of 0.1.
    /// </summary>
    private static long Pair(int one, int other) => unchecked((long)((((ulong)Math.Min(one, other) << 32) | (uint)Math.Max(one, other)) * 0x9E3779B97F4A7C15));
}
