using System.Collections;
using System.Runtime.InteropServices;
using Buurthulp.Projections.Indicators.Facts;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Projections.Indicators.Figures;

/// <summary>Exchanges of help.</summary>
/// <param name="Count">Exchanges that happened in the period; one with several helpers or receivers counts once.</param>
/// <param name="Minutes">The helpers' minutes.</param>
/// <param name="MeanMinutes">Minutes of an exchange on average.</param>
/// <param name="MedianMinutes">The lower median of the minutes of an exchange.</param>
/// <param name="Active">Persons who took part.</param>
/// <param name="PerActive">Exchanges for each person who took part.</param>
/// <param name="ByCategory">The same by kind of help, in order of its code.</param>
/// <param name="ByMonth">The same for each calendar month that the period touches.</param>
public sealed record ExchangeFigures(long Count, long Minutes, double? MeanMinutes, long? MedianMinutes, long Active, double? PerActive,
    IReadOnlyList<CategoryFigures> ByCategory, IReadOnlyList<MonthFigures> ByMonth)
{
    internal static ExchangeFigures Of(Scope scope, long active)
    {
        List<long> minutes = new(scope.Exchanges.Count);
        var categories = new (long Count, long Minutes)[scope.Facts.Categories.Count];
        var exchanges = CollectionsMarshal.AsSpan(scope.Facts.Exchanges);
        foreach (var i in scope.Exchanges)
        {
            minutes.Add(exchanges[i].Minutes);
            ref var category = ref categories[exchanges[i].Category];
            category = (category.Count + 1, category.Minutes + exchanges[i].Minutes);
        }

        var (count, total) = (minutes.Count, minutes.Sum());
        var byCategory = categories.Select((sums, i) => new CategoryFigures(scope.Facts.Categories[i], sums.Count, sums.Minutes))
            .Where(category => category.Count > 0).OrderBy(category => category.Category, StringComparer.Ordinal).ToList();
        return new ExchangeFigures(count, total, Ratio.Of(total, count), Ratio.LowerMedian(minutes), active, Ratio.Of(count, active), byCategory, MonthFigures.Of(scope));
    }
}

/// <summary>Exchanges of one kind of help.</summary>
public sealed record CategoryFigures(string Category, long Count, long Minutes)
{
    /// <summary>How many different persons were in exchanges of each kind of help.</summary>
    internal static IReadOnlyDictionary<string, long> People(Scope scope)
    {
        Dictionary<string, HashSet<int>> people = [];
        foreach (var i in scope.Exchanges)
        {
            var exchange = scope.Facts.Exchanges[i];
            var category = scope.Facts.Categories[exchange.Category];
            if (!people.TryGetValue(category, out var known)) people.Add(category, known = []);
            foreach (var share in scope.Facts.Everybody(exchange))
            {
                if (scope.Facts.IsPerson(share.Account)) known.Add(share.Account);
            }
        }

        return people.ToDictionary(pair => pair.Key, pair => (long)pair.Value.Count);
    }
}

/// <summary>Exchanges of one calendar month, as far as it lies in the period.</summary>
/// <param name="Month">As <c>2026-03</c>.</param>
/// <param name="Count">Exchanges.</param>
/// <param name="Minutes">The helpers' minutes.</param>
/// <param name="Active">Persons who took part.</param>
public sealed record MonthFigures(string Month, long Count, long Minutes, long Active)
{
    internal static IReadOnlyList<MonthFigures> Of(Scope scope)
    {
        List<YearMonth> months = [.. scope.Period.Months()];
        var monthOfDay = new int[scope.To - scope.From + 1];
        for (var day = 0; day < monthOfDay.Length; day++) monthOfDay[day] = Months(scope.Period.From.PlusDays(day)) - Months(scope.Period.From);
        var (counts, minutes, active) = (new long[months.Count], new long[months.Count], new long[months.Count]);
        var seen = new BitArray?[months.Count];
        var exchanges = CollectionsMarshal.AsSpan(scope.Facts.Exchanges);
        foreach (var i in scope.Exchanges)
        {
            var month = monthOfDay[exchanges[i].Day - scope.From];
            counts[month]++;
            minutes[month] += exchanges[i].Minutes;
            var people = seen[month] ??= new BitArray(scope.Facts.Accounts.Count);
            foreach (var share in scope.Facts.Everybody(exchanges[i]))
            {
                if (people[share.Account] || !scope.Facts.IsPerson(share.Account)) continue;
                people[share.Account] = true;
                active[month]++;
            }
        }

        return [.. months.Select((month, i) => new MonthFigures(YearMonthPattern.Iso.Format(month), counts[i], minutes[i], active[i]))];
    }

    private static int Months(LocalDate day) => (day.Year * 12) + day.Month;
}
