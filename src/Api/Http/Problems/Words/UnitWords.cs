using System.Globalization;
using NodaTime;

namespace Buurthulp.Api.Http.Problems.Words;

/// <summary>How a language writes minutes, euro and dates. The program runs without cultures, so the words stand here.</summary>
/// <param name="Hour">One hour.</param>
/// <param name="Hours">More than one, as in "3 uur".</param>
/// <param name="Minute">One minute.</param>
/// <param name="Minutes">None or more than one.</param>
/// <param name="And">Between hours and minutes.</param>
/// <param name="DecimalMark">Between euro and cents.</param>
/// <param name="Months">January first.</param>
/// <param name="Days">Monday first.</param>
public sealed record UnitWords(string Hour, string Hours, string Minute, string Minutes, string And, char DecimalMark, IReadOnlyList<string> Months, IReadOnlyList<string> Days)
{
    /// <summary>135 as "2 uur en 15 minuten".</summary>
    public string Duration(long minutes)
    {
        // Decimal, because the magnitude of the smallest long is no long.
        var magnitude = Math.Abs((decimal)minutes);
        var (hours, rest) = (decimal.Floor(magnitude / 60), magnitude % 60);
        var words = hours == 0 ? Count(rest, Minute, Minutes)
            : rest == 0 ? Count(hours, Hour, Hours)
            : $"{Count(hours, Hour, Hours)} {And} {Count(rest, Minute, Minutes)}";
        return minutes < 0 ? "-" + words : words;
    }

    /// <summary>As people say it on a page: 90 as "1 uur 30", 45 as "45 minuten".</summary>
    public string Amount(long minutes)
    {
        var magnitude = Math.Abs((decimal)minutes);
        var (hours, rest) = (decimal.Floor(magnitude / 60), magnitude % 60);
        var words = magnitude == 0 ? Count(0, Hour, Hours) : hours == 0 ? Count(rest, Minute, Minutes) : rest == 0 ? Count(hours, Hour, Hours) : $"{Count(hours, Hour, Hours)} {rest:00}";
        // The minus sign of mathematics: screen readers say it, and it does not break from its number.
        return minutes < 0 ? "\u2212" + words : words;
    }

    /// <summary>750 as "€ 7,50".</summary>
    public string Euro(long cents) => "€ " + (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture).Replace('.', DecimalMark);

    /// <summary>As in "20 november 2026".</summary>
    public string Date(LocalDate date) => $"{date.Day} {Months[date.Month - 1]} {date.Year}";

    /// <summary>As in "dinsdag 3 november"; with the year when it is another one than that of <paramref name="today"/>.</summary>
    public string Day(LocalDate date, LocalDate today) =>
        $"{Days[(int)date.DayOfWeek - 1]} {date.Day} {Months[date.Month - 1]}{(date.Year == today.Year ? "" : " " + date.Year.ToString(CultureInfo.InvariantCulture))}";

    private static string Count(decimal count, string one, string more) => $"{count:0} {(count == 1 ? one : more)}";
}
