using NodaTime;

namespace Buurthulp.Ledger.Journal;

/// <summary>
/// Days and moments in the one form in which entries hold them, read straight from the bytes: NodaTime's patterns cost a string and ten times as much,
/// and whoever reads a journal reads two for each entry. A no leaves the text to the pattern, which knows other years too.
/// </summary>
internal static class StoredTime
{
    private const int DayLength = 10;
    private const int MomentLength = 27;

    /// <summary>Only the form <c>2026-11-20</c>, of a day that exists.</summary>
    public static bool TryReadDay(ReadOnlySpan<byte> text, out LocalDate day)
    {
        day = default;
        if (text.Length != DayLength || text[4] != '-' || text[7] != '-') return false;
        var (year, month, date) = (Number(text[..4]), Number(text[5..7]), Number(text[8..]));
        if (year < 1 || month is < 1 or > 12 || date < 1 || date > DateTime.DaysInMonth(year, month)) return false;
        day = new LocalDate(year, month, date);
        return true;
    }

    /// <summary>Only the form <c>2026-11-20T18:25:55.205379Z</c>, of a moment that exists.</summary>
    public static bool TryReadMoment(ReadOnlySpan<byte> text, out Instant moment)
    {
        moment = default;
        if (text.Length != MomentLength || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' || text[26] != 'Z') return false;
        if (!TryReadDay(text[..DayLength], out var day)) return false;
        var (hour, minute, second, micros) = (Number(text[11..13]), Number(text[14..16]), Number(text[17..19]), Number(text[20..26]));
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59 || micros < 0) return false;
        var ticks = new DateTime(day.Year, day.Month, day.Day, hour, minute, second, DateTimeKind.Utc).Ticks + micros * TimeSpan.TicksPerMicrosecond;
        moment = Instant.FromUnixTimeTicks(ticks - DateTime.UnixEpoch.Ticks);
        return true;
    }

    /// <summary>Below 0 when one of the letters is no digit.</summary>
    private static int Number(ReadOnlySpan<byte> text)
    {
        var number = 0;
        foreach (var letter in text)
        {
            var digit = letter - '0';
            if (digit is < 0 or > 9) return -1;
            number = 10 * number + digit;
        }

        return number;
    }
}
