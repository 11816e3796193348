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
public sealed record UnitWords(string Hour, string Hours, string Minute, string Minutes, string And, char DecimalMark, IReadOnlyList<string> Months)
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

    /// <summary>750 as "€ 7,50".</summary>
    public string Euro(long cents) => "€ " + (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture).Replace('.', DecimalMark);

    /// <summary>As in "20 november 2026".</summary>
    public string Date(LocalDate date) => $"{date.Day} {Months[date.Month - 1]} {date.Year}";

    private static string Count(decimal count, string one, string more) => $"{count:0} {(count == 1 ? one : more)}";
}
