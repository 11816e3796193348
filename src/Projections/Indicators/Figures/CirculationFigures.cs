using System.Runtime.InteropServices;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Indicators.Facts;

namespace Buurthulp.Projections.Indicators.Figures;

/// <summary>How hours go round. Balances are by the day things happened, as on a statement.</summary>
/// <param name="InCirculation">Minutes: the sum of all balances above zero at the end of the last day.</param>
/// <param name="MovedMinutes">Minutes that moved in the period: the sum of all postings above zero, a correction as well as what it corrects.</param>
/// <param name="MonthEnds">How many calendar months end in the period.</param>
/// <param name="MeanInCirculation">Minutes in circulation on average at the ends of these months.</param>
/// <param name="Velocity">How often an hour in circulation changed hands: moved, divided by the mean in circulation.</param>
/// <param name="Pot">Minutes in the pots together at the end of the last day; may be below zero.</param>
/// <param name="Pots">The same for each pot.</param>
/// <param name="NotesOutstanding">Minutes on paper in circulation at the end of the last day.</param>
public sealed record CirculationFigures(long InCirculation, long MovedMinutes, long MonthEnds, double? MeanInCirculation, double? Velocity, long Pot, IReadOnlyList<PotFigures> Pots, long NotesOutstanding)
{
    internal static CirculationFigures Of(Scope scope)
    {
        var facts = scope.Facts;
        var balances = new Balances(scope);
        List<long> atEnds = [];
        foreach (var end in scope.Period.MonthEnds()) atEnds.Add(balances.InCirculationAt(Scope.DayNumber(end)));
        var atTo = balances.InCirculationAt(scope.To);
        var pots = Enumerable.Range(0, facts.Accounts.Count).Where(i => facts.Accounts[i].Kind == AccountKind.Pot && facts.Accounts[i].Position <= scope.AsOf)
            .Select(i => new PotFigures(facts.Accounts[i].Number, balances[i])).OrderBy(pot => pot.Pot, StringComparer.Ordinal).ToList();
        var notes = Enumerable.Range(0, facts.Accounts.Count).Where(i => facts.Accounts[i].Kind == AccountKind.Notes).Sum(i => balances[i]);
        var mean = Ratio.Of(atEnds.Sum(), atEnds.Count);
        return new CirculationFigures(atTo, balances.Moved, atEnds.Count, mean, mean is null or 0 ? null : balances.Moved / mean, pots.Sum(pot => pot.Minutes), pots, notes);
    }

    /// <summary>All balances, brought forward from month end to month end.</summary>
    private sealed class Balances
    {
        private readonly long[] balances;

        /// <summary>Postings after the first month end, by the number of the month end that they come before; the last place is for the period's own end.</summary>
        private readonly List<(int Account, long Amount)>[] later;
        private readonly int[] ends;
        private int reached;
        private long above;

        public Balances(Scope scope)
        {
            balances = new long[scope.Facts.Accounts.Count];
            ends = [.. scope.Period.MonthEnds().Select(Scope.DayNumber).Append(scope.To).Distinct()];
            later = [.. ends.Select(_ => new List<(int, long)>())];
            foreach (ref readonly var exchange in CollectionsMarshal.AsSpan(scope.Facts.Exchanges))
            {
                if (!exchange.SettledAsShared || exchange.Position > scope.AsOf || exchange.Day > scope.To) continue;
                var place = PlaceOf(exchange.Day);
                foreach (var share in scope.Facts.Helpers(exchange)) Add(place, share.Account, share.Minutes);
                foreach (var share in scope.Facts.Receivers(exchange)) Add(place, share.Account, -share.Minutes);
                if (exchange.Day >= scope.From) Moved += exchange.Minutes;
            }

            foreach (var movement in scope.Facts.Movements)
            {
                if (movement.Position > scope.AsOf || movement.Day > scope.To) continue;
                Add(PlaceOf(movement.Day), movement.Account, movement.Amount);
                if (movement.Day >= scope.From) Moved += Math.Max(0, movement.Amount);
            }

            foreach (var balance in balances) above += Math.Max(0, balance);
        }

        public long Moved { get; }

        public long this[int account] => balances[account];

        /// <summary>To be asked for in order of the days.</summary>
        public long InCirculationAt(int end)
        {
            for (; reached < ends.Length && ends[reached] <= end; reached++)
            {
                foreach (var (account, amount) in later[reached])
                {
                    above -= Math.Max(0, balances[account]);
                    balances[account] += amount;
                    above += Math.Max(0, balances[account]);
                }
            }

            return above;
        }

        private void Add(int place, int account, long amount)
        {
            if (place == 0) balances[account] += amount;
            else later[place].Add((account, amount));
        }

        private int PlaceOf(int day)
        {
            if (day <= ends[0]) return 0;
            var place = Array.BinarySearch(ends, day);
            return place >= 0 ? place : ~place;
        }
    }
}

/// <summary>What one pot holds, in minutes.</summary>
public sealed record PotFigures(string Pot, long Minutes);
