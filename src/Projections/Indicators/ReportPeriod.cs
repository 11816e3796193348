using System.Globalization;
using System.Runtime.InteropServices;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Projections.Indicators;

/// <summary>A period, both days included. As text it is a day, a month, a quarter or a year: <c>2026-03-01</c>, <c>2026-03</c>, <c>2026-Q1</c>, <c>2026</c>.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ReportPeriod(LocalDate From, LocalDate To)
{
    /// <summary>A report over more than this is a mistake.</summary>
    public const int MostYears = 50;

    /// <summary>The kind of whole calendar period that this is; null for any other.</summary>
    public PublicationPeriod? Kind =>
        From.Day != 1 || To.PlusDays(1).Day != 1 ? null
        : ((12 * (To.Year - From.Year)) + To.Month - From.Month + 1, From.Month) switch
        {
            (1, _) => PublicationPeriod.Month,
            (3, 1 or 4 or 7 or 10) => PublicationPeriod.Quarter,
            (12, 1) => PublicationPeriod.Year,
            _ => null,
        };

    /// <summary>The last day is not before the first, nor more than <see cref="MostYears"/> after it, and a ledger holds both.</summary>
    public bool IsSensible => From >= LedgerDays.First && From <= To && To <= LedgerDays.Last && To <= From.PlusYears(MostYears);

    /// <summary>The year that ends with a day.</summary>
    public static ReportPeriod YearUpTo(LocalDate day) => new(day.PlusYears(-1).PlusDays(1), day);

    /// <summary>The last day of every calendar month that ends within the period.</summary>
    public IEnumerable<LocalDate> MonthEnds()
    {
        var to = To;
        return Months().Select(month => month.ToDateInterval().End).Where(end => end <= to);
    }

    /// <summary>Every calendar month that the period touches.</summary>
    public IEnumerable<YearMonth> Months()
    {
        for (var month = From.ToYearMonth(); month <= To.ToYearMonth(); month = month.PlusMonths(1)) yield return month;
    }

    /// <summary>False for what is none of the four forms.</summary>
    public static bool TryParse(string text, out ReportPeriod period)
    {
        period = default;
        var parts = text.Split('-');
        if (parts is not [{ Length: 4 } yearText, ..]) return false;
        var year = Number(yearText);
        if (year < LedgerDays.First.Year || year > LedgerDays.Last.Year) return false;
        switch (parts)
        {
            case [_]: period = OfMonths(year, 1, 12); return true;
            case [_, ['Q', >= '1' and <= '4' and var quarter]]: period = OfMonths(year, (3 * (quarter - '1')) + 1, 3); return true;
            case [_, { Length: 2 } monthText] when Number(monthText) is >= 1 and <= 12 and var month: period = OfMonths(year, month, 1); return true;
            case [_, { Length: 2 } monthText, { Length: 2 } dayText] when Number(monthText) is >= 1 and <= 12 and var month
                && Number(dayText) is >= 1 and var day && day <= CalendarSystem.Iso.GetDaysInMonth(year, month):
                period = new ReportPeriod(new LocalDate(year, month, day), new LocalDate(year, month, day));
                return true;
            default: return false;
        }
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static ReportPeriod OfMonths(int year, int month, int months)
    {
        var from = new LocalDate(year, month, 1);
        return new ReportPeriod(from, from.PlusMonths(months).PlusDays(-1));
    }
}
