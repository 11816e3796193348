using System.Globalization;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Communities;
using Buurthulp.Projections.Indicators;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Api.Web.Figures;

/// <summary>Which period somebody wants to see: one of a list, or two days.</summary>
/// <param name="Period">What is shown.</param>
/// <param name="IsReadable">False when what was asked for is no period; the last year is shown then.</param>
/// <param name="Query">The address of the same period.</param>
/// <param name="QuietSince">The last day of help, when the year was not asked for and ends before today because nothing happened since; null otherwise.</param>
public sealed record PeriodChoice(ReportPeriod Period, bool IsReadable, string Query, LocalDate? QuietSince = null)
{
    private const int QuietDays = 90;
    private const int Years = 5;
    private const int Quarters = 6;
    private const int Months = 12;

    /// <param name="named">A month, quarter or year; nothing for the year up to today.</param>
    /// <param name="from">With <paramref name="to"/> the days themselves; they go before the list.</param>
    /// <param name="to">Included.</param>
    /// <param name="today">In the community.</param>
    /// <param name="lastHelp">The last day of help up to today; null when there was none.</param>
    public static PeriodChoice Of(string? named, string? from, string? to, LocalDate today, LocalDate? lastHelp)
    {
        var usual = Usual(today, lastHelp);
        if (!string.IsNullOrEmpty(from) || !string.IsNullOrEmpty(to))
        {
            return LedgerDays.Read(from) is { } first && LedgerDays.Read(to) is { } last && new ReportPeriod(first, last) is { IsSensible: true } days
                ? new PeriodChoice(days, IsReadable: true, $"van={LocalDatePattern.Iso.Format(first)}&tot={LocalDatePattern.Iso.Format(last)}")
                : usual with { IsReadable = false };
        }

        if (string.IsNullOrEmpty(named)) return usual;
        return ReportPeriod.TryParse(named, out var period) ? new PeriodChoice(period, IsReadable: true, $"periode={named}") : usual with { IsReadable = false };
    }

    /// <summary>The year up to today; where nothing happened for three months, the year to the end of the last month in which something did, so that there is something to see.</summary>
    private static PeriodChoice Usual(LocalDate today, LocalDate? lastHelp)
    {
        if (lastHelp is not { } last || NodaTime.Period.DaysBetween(last, today) <= QuietDays) return new PeriodChoice(ReportPeriod.YearUpTo(today), IsReadable: true, "");
        return new PeriodChoice(ReportPeriod.YearUpTo(last.With(DateAdjusters.EndOfMonth)), IsReadable: true, "", last);
    }

    /// <summary>The last year, calendar years, quarters and months, the newest first.</summary>
    internal static IReadOnlyList<SelectListItem> Options(LocalDate today, FigureText text)
    {
        var year = new LocalDate(today.Year, 1, 1);
        var quarter = new LocalDate(today.Year, (3 * ((today.Month - 1) / 3)) + 1, 1);
        var month = new LocalDate(today.Year, today.Month, 1);
        return
        [
            new SelectListItem(text.Words["report.last-year"], ""),
            .. Enumerable.Range(0, Years).Select(back => Item(Of(year.PlusYears(-back), 12), text)),
            .. Enumerable.Range(0, Quarters).Select(back => Item(Of(quarter.PlusMonths(-3 * back), 3), text)),
            .. Enumerable.Range(0, Months).Select(back => Item(Of(month.PlusMonths(-back), 1), text)),
        ];
    }

    /// <summary>A whole month, quarter or year as people call it and as an address has it.</summary>
    internal static SelectListItem Item(ReportPeriod period, FigureText text)
    {
        var (year, quarter) = (Text(period.From.Year), Text(((period.From.Month - 1) / 3) + 1));
        return period.Kind switch
        {
            PublicationPeriod.Year => new SelectListItem(year, year),
            PublicationPeriod.Quarter => new SelectListItem(text.Words.Of("report.quarter", ("number", quarter), ("year", year)), $"{year}-Q{quarter}"),
            _ => new SelectListItem(text.Month(period.From.ToYearMonth()), YearMonthPattern.Iso.Format(period.From.ToYearMonth())),
        };
    }

    private static ReportPeriod Of(LocalDate first, int months) => new(first, first.PlusMonths(months).PlusDays(-1));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
