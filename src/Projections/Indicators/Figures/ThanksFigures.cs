using System.Runtime.InteropServices;
using Buurthulp.Projections.Indicators.Facts;

namespace Buurthulp.Projections.Indicators.Figures;

/// <summary>Thanks for the exchanges of the period.</summary>
/// <param name="Count">How often somebody said thank you; each receiver of an exchange may do so once.</param>
/// <param name="ExchangesThanked">Exchanges for which somebody did.</param>
/// <param name="Exchanges">Exchanges of the period.</param>
/// <param name="Share">Exchanges thanked, of all.</param>
public sealed record ThanksFigures(long Count, long ExchangesThanked, long Exchanges, double? Share)
{
    internal static ThanksFigures Of(Scope scope)
    {
        long count = 0, thanked = 0;
        var seen = new bool[scope.Facts.Exchanges.Count];
        var exchanges = CollectionsMarshal.AsSpan(scope.Facts.Exchanges);
        foreach (var thanks in scope.Facts.Thanks)
        {
            if (thanks.Position > scope.AsOf || !scope.IsInPeriod(exchanges[thanks.Exchange].Day) || !scope.Counts(exchanges[thanks.Exchange])) continue;
            count++;
            if (!seen[thanks.Exchange]) thanked++;
            seen[thanks.Exchange] = true;
        }

        return new ThanksFigures(count, thanked, scope.Exchanges.Count, Ratio.Of(thanked, scope.Exchanges.Count));
    }
}

/// <summary>Who wrote exchanges down, and how much leans on one coordinator.</summary>
/// <param name="Exchanges">Exchanges of the period.</param>
/// <param name="RecordedByCoordinator">Those that a coordinator recorded.</param>
/// <param name="RecordedByCoordinatorShare">Of all.</param>
/// <param name="ByKnownCoordinators">Those of them for which the journal says which coordinator it was.</param>
/// <param name="ByBusiestCoordinator">Those of the coordinator who booked most.</param>
/// <param name="LargestCoordinatorShare">The busiest coordinator's, of those of known coordinators.</param>
public sealed record CoordinationFigures(long Exchanges, long RecordedByCoordinator, double? RecordedByCoordinatorShare, long ByKnownCoordinators, long ByBusiestCoordinator, double? LargestCoordinatorShare)
{
    internal static CoordinationFigures Of(Scope scope)
    {
        long byCoordinator = 0;
        Dictionary<int, long> each = [];
        var exchanges = CollectionsMarshal.AsSpan(scope.Facts.Exchanges);
        foreach (var i in scope.Exchanges)
        {
            if (!exchanges[i].ByCoordinator) continue;
            byCoordinator++;
            if (exchanges[i].BookedBy is var coordinator && coordinator != CommunityFacts.None) each[coordinator] = each.GetValueOrDefault(coordinator) + 1;
        }

        var (known, busiest) = (each.Values.Sum(), each.Values.DefaultIfEmpty().Max());
        return new CoordinationFigures(scope.Exchanges.Count, byCoordinator, Ratio.Of(byCoordinator, scope.Exchanges.Count), known, busiest, Ratio.Of(busiest, known));
    }
}

/// <summary>Shared activities.</summary>
/// <param name="Held">Activities in the period.</param>
/// <param name="Attendances">How often somebody came.</param>
/// <param name="Attendees">How many different ones came.</param>
/// <param name="FirstExchangeAfter">Persons whose first exchange ever came 1 to 60 days after an attendance, and in the period.</param>
public sealed record ActivityFigures(long Held, long Attendances, long Attendees, long FirstExchangeAfter)
{
    private const int MostDaysAfter = 60;

    internal static ActivityFigures Of(Scope scope)
    {
        var facts = scope.Facts;
        var (came, followed) = (new bool[facts.Accounts.Count], new bool[facts.Accounts.Count]);
        var first = FirstDays(scope);
        long attendances = 0;
        foreach (var attendance in facts.Attendances)
        {
            if (attendance.Position > scope.AsOf) continue;
            var after = first[attendance.Account] - attendance.Day;
            if (after is >= 1 and <= MostDaysAfter && facts.IsPerson(attendance.Account) && scope.IsInPeriod(first[attendance.Account])) followed[attendance.Account] = true;
            if (!scope.IsInPeriod(attendance.Day)) continue;
            attendances++;
            came[attendance.Account] = true;
        }

        return new ActivityFigures(facts.Activities.Count(activity => activity.Position <= scope.AsOf && scope.IsInPeriod(activity.Day)), attendances, came.Count(one => one), followed.Count(one => one));
    }

    /// <summary>The day of each account's first exchange; a day that never comes for those who had none.</summary>
    private static int[] FirstDays(Scope scope)
    {
        var first = new int[scope.Facts.Accounts.Count];
        Array.Fill(first, DateOnly.MaxValue.DayNumber);
        foreach (ref readonly var exchange in CollectionsMarshal.AsSpan(scope.Facts.Exchanges))
        {
            if (!scope.Counts(exchange)) continue;
            foreach (var share in scope.Facts.Everybody(exchange)) first[share.Account] = Math.Min(first[share.Account], exchange.Day);
        }

        return first;
    }
}
